"""The adviser's own lists in words, as documents that are printed, read aloud and sent on:
no case number, and nobody who works here."""

import datetime as dt
from collections.abc import Sequence

from flask_babel import gettext as _

from portal.caseworker.left_out_words import left_out
from portal.caseworker.recommendation_words import KIND_WORDS, STANDING_WORDS, on_day, years_text
from portal.caseworker.supervision_words import (
    STATE_WORDS,
    administrations_text,
    criticism_text,
    published_text,
)
from portal.domain.recommendation import Recommendation
from portal.domain.supervision import SupervisionState
from portal.reports.tables import Document, Table
from portal.services.adviser.list_recommendations import Recommendations
from portal.services.adviser.list_supervisions import SupervisionLine, Supervisions
from portal.services.adviser.supervised_cases import SupervisedCases
from portal.staff.pages import locale
from portal.web.formatting import long_date
from portal.web.workplace import municipality, workplace

_UNDER_WAY = (SupervisionState.STARTED, SupervisionState.ON_HOLD)


def committee_document(found: Supervisions, since: dt.date) -> Document:
    """What is decided, what is under way, and what was closed on a day or after it."""
    closed = [
        line
        for line in found.by_state[SupervisionState.CLOSED]
        if line.supervision.states[-1].on >= since
    ]
    tables = (
        _table("decided", _("Besluttet"), found.by_state[SupervisionState.DECIDED]),
        _table(
            "under_way",
            _("I gang"),
            [line for state in _UNDER_WAY for line in found.by_state[state]],
        ),
        _closed_table(closed, since),
    )
    lines = [as_of_today(), *left_out_of(found.cases)]
    return Document(locale(), title_of(_("Tilsyn")), tuple(lines), tables)


def recommendations_document(found: Recommendations, wanted: str) -> Document:
    """The recommendations as the committee has them; `wanted` says what of them, if not all."""
    rows = tuple(recommendation_row(line.recommendation) for line in found.lines)
    table = Table(
        "recommendations",
        _("Anbefalinger, opfordringer, henstillinger og kritik"),
        recommendation_columns(),
        rows,
        () if rows else (_("Ingen."),),
    )
    lines = [as_of_today(), *([wanted] if wanted else []), *left_out_of(found.cases)]
    return Document(locale(), title_of(_("Anbefalinger")), tuple(lines), (table,))


def left_out_of(cases: SupervisedCases) -> list[str]:
    """What a list does not show, in sentences."""
    said = left_out(cases)
    if not cases.complaints:
        said.append(
            _(
                "Tilsyn i klager er ikke med: du har ikke nøglen til statistikken endnu. Du får"
                " den, næste gang en kollega, der har den, logger ind."
            )
        )
    return said


def recommendation_columns() -> tuple[str, ...]:
    """What the table of recommendations tells of each."""
    return (
        _("Tekst"),
        _("Hvad"),
        _("Forvaltning"),
        _("År"),
        _("Hvor langt er det?"),
        _("Borgerrådgiverens vurdering"),
        _("Forvaltningens bemærkning"),
    )


def recommendation_row(one: Recommendation) -> tuple[str, ...]:
    """A recommendation in those columns."""
    return (
        one.text,
        str(KIND_WORDS[one.kind]),
        administrations_text((one.administration,)),
        years_text(one),
        str(STANDING_WORDS[one.standing]),
        on_day(one.view, one.standing_on),
        _what_the_administration_says(one),
    )


def _what_the_administration_says(one: Recommendation) -> str:
    said = [on_day(one.remark, one.remark_on)] if one.remark else []
    if one.declined_because:
        said.append(_("Følges ikke: %(reason)s", reason=one.declined_because))
    if one.committee_told_on:
        day = long_date(one.committee_told_on)
        said.append(_("Udvalget er orienteret den %(day)s.", day=day))
    return "\n".join(said)


def _table(code: str, title: str, lines: Sequence[SupervisionLine]) -> Table:
    columns = (_("Emne"), _("Forvaltninger"), _("Tilstand"), _("Siden"), _("Begrundelse"))
    return Table(code, title, columns, tuple(_row(line) for line in lines), _none(lines))


def _row(line: SupervisionLine) -> tuple[str, ...]:
    now = line.supervision.states[-1]
    return (
        line.supervision.subject,
        administrations_text(line.supervision.administrations),
        str(STATE_WORDS[now.state]),
        long_date(now.on),
        now.reason,
    )


def _closed_table(lines: Sequence[SupervisionLine], since: dt.date) -> Table:
    columns = (
        _("Emne"),
        _("Forvaltninger"),
        _("Afsluttet"),
        _("Konklusion"),
        _("Kritik"),
        _("Offentliggjort"),
        _("Anbefalinger"),
    )
    title = _("Afsluttet siden den %(day)s", day=long_date(since))
    return Table("closed", title, columns, tuple(_closed_row(one) for one in lines), _none(lines))


def _closed_row(line: SupervisionLine) -> tuple[str | int, ...]:
    supervision = line.supervision
    return (
        supervision.subject,
        administrations_text(supervision.administrations),
        long_date(supervision.states[-1].on),
        supervision.conclusion,
        criticism_text(supervision),
        published_text(supervision),
        line.recommendations,
    )


def _none(lines: Sequence[SupervisionLine]) -> tuple[str, ...]:
    return () if lines else (_("Ingen."),)


def title_of(what: str) -> str:
    """The title of one of the office's lists."""
    office = municipality().office.text(locale())
    return f"{office}: {what}"


def as_of_today() -> str:
    """The line that says which day a list was made."""
    return _("Udtrukket den %(day)s", day=long_date(workplace().today()))
