"""How things stand with each administration: what it owes, and who is there."""

from portal.caseworker.hearing_words import administration_label
from portal.caseworker.pages import caseworker, show
from portal.domain.access import Permission
from portal.services.dossiers.look_at_administrations import look_at_administrations
from portal.staff.access import member, requires
from portal.web.workplace import workplace


@caseworker.get("/administrations")
@requires(Permission.CASE_LIST)
def administrations() -> str:
    return show(
        "administrations.html",
        administrations=look_at_administrations(workplace(), member()),
        administration_label=administration_label,
        today=workplace().today(),
    )
