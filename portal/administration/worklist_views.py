"""What the unit sent to a contact person's administration."""

from portal.administration.pages import administration, show
from portal.domain.access import Permission
from portal.staff.access import requires


@administration.get("")
@requires(Permission.DOSSIER_READ)
def worklist() -> str:
    return show("worklist.html")
