"""A member splits a report into matters, one at a time, and corrects what each is about."""

from crypto.identifiers import new_id
from portal.domain.audit_events import CaseEvent
from portal.domain.errors import InvalidInput
from portal.domain.matter import Matter, describe
from portal.domain.municipality import Municipality
from portal.services.member_work import working_on
from portal.services.workplace import Member, Workplace


def split_matter(
    workplace: Workplace,
    member: Member,
    number: str,
    *,
    summary: str,
    theme: str,
    administration: str,
) -> Matter:
    """Add a matter to an open case. Its theme now is the theme of the first sorting.

    Raises InvalidInput (`summary`, `theme`, `administration`), ForbiddenMove unless the case is
    open.
    """
    _check(workplace.municipality, summary, theme, administration)
    with working_on(workplace, member, number) as work:
        matter = Matter(
            id=new_id().hex(),
            ordinal=len(work.file.matters) + 1,
            summary=summary.strip(),
            theme=theme,
            administration=administration,
            first_theme=theme,
            sorted_on=work.on,
        )
        work.add_matter(matter)
        work.log(CaseEvent.MATTER_ADDED, matter=str(matter.ordinal), theme=theme)
        work.finish()
    return matter


def change_matter(
    workplace: Workplace,
    member: Member,
    number: str,
    ordinal: int,
    *,
    summary: str,
    theme: str,
    administration: str,
) -> None:
    """Correct a matter's summary, theme or administration. Raises as `split_matter`, InvalidInput
    (`administration`, `offered`) once the reporter was asked about passing it on, NotFound."""
    _check(workplace.municipality, summary, theme, administration)
    with working_on(workplace, member, number) as work:
        before = work.matter(ordinal)
        after = describe(
            before, summary=summary.strip(), theme=theme, administration=administration
        )
        work.change_matter(after)
        work.log(
            CaseEvent.MATTER_CHANGED,
            matter=str(ordinal),
            theme=f"{before.theme} > {theme}",
            administration=f"{before.administration} > {administration}",
        )
        work.finish()


def _check(municipality: Municipality, summary: str, theme: str, administration: str) -> None:
    if not summary.strip():
        raise InvalidInput("summary", "missing")
    if theme not in municipality.codes("theme"):
        raise InvalidInput("theme", "unknown")
    if administration not in municipality.codes("administration"):
        raise InvalidInput("administration", "unknown")
