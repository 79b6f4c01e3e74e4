"""What must I do today: the page that the mails lead to."""

from itertools import chain

from portal.caseworker.pages import caseworker, show
from portal.caseworker.priority_words import shown
from portal.domain.access import Permission
from portal.services.casework.list_today import list_today
from portal.staff.access import member, requires
from portal.web.workplace import workplace


@caseworker.get("/today")
@requires(Permission.CASE_LIST)
def today() -> str:
    found = list_today(workplace(), member())
    day = workplace().today()
    rows = chain.from_iterable(found.parts.values())
    return show(
        "today.html",
        found=found,
        today=day,
        priority={row.facts.number: shown(row.facts, day) for row in rows},
    )
