"""What the unit sent to a contact person's administration."""

from portal.administration.dossier_words import late_text, stage_text, subject_text
from portal.administration.pages import administration, show
from portal.administration.worklist_rows import grouped
from portal.domain.access import Permission
from portal.services.dossiers.read_dossier import list_dossiers
from portal.services.drafts.list_drafts import count_drafts
from portal.staff.access import member, requires
from portal.web.workplace import workplace


@administration.get("")
@requires(Permission.DOSSIER_READ)
def worklist() -> str:
    found = list_dossiers(workplace(), member())
    return show(
        "worklist.html",
        groups=grouped(found.dossiers, member().id, workplace().today()),
        unreadable=found.unreadable,
        drafts=count_drafts(workplace(), member().account.id),
        stage_text=stage_text,
        subject_text=subject_text,
        late_text=late_text,
    )
