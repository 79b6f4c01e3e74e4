"""The register of parties in a member's hands: written, corrected, notified, heard, and erased."""

from datetime import date, datetime, timedelta

import pytest

from portal.domain.audit_events import CaseEvent
from portal.domain.errors import (
    ForbiddenMove,
    ImpartialityNotDeclared,
    InvalidInput,
    NotFound,
)
from portal.domain.party import NoticeState, Party, PartyRole, notice_due
from portal.services.casework.declare_impartiality import declare_impartiality
from portal.services.casework.erase_case import erase_case
from portal.services.casework.read_case import read_case
from portal.services.parties.add_remarks import add_remarks
from portal.services.parties.correct_party import correct_party, remove_party
from portal.services.parties.note_notice import note_notice
from portal.services.parties.register_party import PartyTyped, register_party
from portal.services.reporting.read_dialogue import read_dialogue
from portal.storage.tables import case_log, metadata, records
from tests.services.acts import closed, finish
from tests.support.office import Office
from tests.support.portal import FiledReport

TODAY = date(2026, 3, 3)
KIRSTEN = PartyTyped(PartyRole.PERSON_CONCERNED, "Kirsten Holm", "leder, Solgården", (1,))


@pytest.fixture
def report(office: Office) -> FiledReport:
    """A report with one matter in scope."""
    report = office.taken_up()
    office.in_scope(report.number)
    return report


def register(
    office: Office, report: FiledReport, typed: PartyTyped = KIRSTEN, **told: date
) -> Party:
    return register_party(office.workplace, office.anders, report.number, typed, **told)


def put_off(office: Office, report: FiledReport, until: date) -> None:
    note_notice(
        office.workplace,
        office.anders,
        report.number,
        1,
        state=NoticeState.POSTPONED,
        text="Beviser kan forsvinde",
        until=until,
    )


def parties(office: Office, report: FiledReport) -> tuple[Party, ...]:
    """The register, as Birgitte has it."""
    return read_case(office.workplace, office.birgitte, report.number).file.parties


def test_a_party_stands_in_the_register_with_its_matters_and_the_day_of_the_report(
    office: Office, report: FiledReport
) -> None:
    office.clock.advance(timedelta(days=10))
    register(office, report)
    company = PartyTyped(PartyRole.OTHERWISE, "Nordlys Vask ApS", legal_person=True)
    register(office, report, company, obtained_on=TODAY + timedelta(days=4))
    first, second = parties(office, report)
    [matter] = read_case(office.workplace, office.birgitte, report.number).file.matters
    assert (first.ordinal, first.name, first.matters) == (1, "Kirsten Holm", (matter.id,))
    assert (first.registered_by, first.registered_on) == (
        office.anders.id,
        TODAY + timedelta(days=10),
    )
    # The law counts from the day the data came, however late it was written down.
    assert notice_due(first) == date(2026, 4, 3)
    assert (second.ordinal, second.legal_person, notice_due(second)) == (2, True, None)


@pytest.mark.parametrize(
    ("typed", "told", "said"),
    [
        (PartyTyped(PartyRole.WITNESS, " "), {}, "name: missing"),
        (PartyTyped(PartyRole.WITNESS, "Bo", "", (2,)), {}, "matters: unknown"),
        (KIRSTEN, {"obtained_on": TODAY - timedelta(days=1)}, "obtained_on: before_case"),
        (KIRSTEN, {"obtained_on": TODAY + timedelta(days=1)}, "obtained_on: in_future"),
    ],
)
def test_what_lacks_something_is_not_written(
    office: Office,
    report: FiledReport,
    typed: PartyTyped,
    told: dict[str, date],
    said: str,
) -> None:
    with pytest.raises(InvalidInput, match=f"^{said}$"):
        register(office, report, typed, **told)
    assert parties(office, report) == ()


def test_everything_done_with_a_party_is_kept_with_who_and_when(
    office: Office, report: FiledReport
) -> None:
    number = report.number
    register(office, report)
    put_off(office, report, TODAY + timedelta(days=30))
    office.clock.advance(timedelta(days=20))
    day = TODAY + timedelta(days=20)
    right = PartyTyped(PartyRole.PERSON_CONCERNED, "Kirsten Holm Friis", "", ())
    correct_party(office.workplace, office.birgitte, number, 1, right)
    given = {"state": NoticeState.GIVEN, "on": day, "text": "Ved brev"}
    note_notice(office.workplace, office.birgitte, number, 1, **given)
    add_remarks(office.workplace, office.birgitte, number, 1, text="Det passer ikke.")
    [party] = parties(office, report)
    assert party.name == "Kirsten Holm Friis"
    assert [(one.by, one.before.name) for one in party.corrections] == [
        (office.birgitte.id, "Kirsten Holm")
    ]
    assert [(one.state, one.by, one.noted_on) for one in party.notices] == [
        (NoticeState.POSTPONED, office.anders.id, TODAY),
        (NoticeState.GIVEN, office.birgitte.id, day),
    ]
    assert [(one.on, one.text) for one in party.remarks] == [(day, "Det passer ikke.")]
    remove_party(office.workplace, office.birgitte, number, 1, reason="En anden Kirsten")
    [party] = parties(office, report)
    assert party.removed is not None
    assert (party.removed.by, party.removed.on) == (office.birgitte.id, day)
    with pytest.raises(ForbiddenMove):
        add_remarks(office.workplace, office.birgitte, number, 1, text="Mere")


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"state": NoticeState.DUE, "text": "x"}, "state: missing"),
        ({"state": NoticeState.GIVEN, "text": "x"}, "on: missing"),
        ({"state": NoticeState.POSTPONED, "text": "x"}, "until: missing"),
        ({"state": NoticeState.NOT_REQUIRED, "text": " "}, "text: missing"),
    ],
)
def test_a_notice_needs_what_belongs_to_it(
    office: Office, report: FiledReport, told: dict, said: str
) -> None:
    register(office, report)
    with pytest.raises(InvalidInput, match=f"^{said}$"):
        note_notice(office.workplace, office.anders, report.number, 1, **told)
    assert parties(office, report)[0].notices == ()


def test_the_log_tells_what_was_done_and_to_which_party_and_never_the_name(
    office: Office, report: FiledReport
) -> None:
    workplace, anders, number = office.workplace, office.anders, report.number
    friis = PartyTyped(PartyRole.WITNESS, "Kirsten Friis")
    for act in (
        lambda: register(office, report),
        lambda: correct_party(workplace, anders, number, 1, friis),
        lambda: correct_party(workplace, anders, number, 1, friis),
        lambda: put_off(office, report, TODAY + timedelta(days=9)),
        lambda: add_remarks(workplace, anders, number, 1, text="Kirsten siger nej."),
        lambda: remove_party(workplace, anders, number, 1, reason="Kirsten er en anden"),
    ):
        office.clock.advance(timedelta(minutes=1))
        act()
    log = read_case(workplace, office.birgitte, number).log
    written = [line for line in log if line.event.startswith("case:party:")]
    assert [(line.event, line.details) for line in written] == [
        (CaseEvent.PARTY_REGISTERED, {"party": "1", "role": "person_concerned"}),
        (CaseEvent.PARTY_CHANGED, {"party": "1", "change": "corrected"}),
        (
            CaseEvent.PARTY_NOTIFIED,
            {"party": "1", "notice": "postponed", "until": "2026-03-12"},
        ),
        (CaseEvent.PARTY_HEARD, {"party": "1"}),
        (CaseEvent.PARTY_CHANGED, {"party": "1", "change": "removed"}),
    ]


def test_a_party_that_is_not_there_is_not_found(office: Office, report: FiledReport) -> None:
    register(office, report)
    for ordinal in (0, 2, -1):
        with pytest.raises(NotFound):
            add_remarks(office.workplace, office.anders, report.number, ordinal, text="Nej")


def test_only_who_works_on_the_case_comes_to_the_register(
    office: Office, report: FiledReport
) -> None:
    with pytest.raises(ImpartialityNotDeclared):
        register_party(office.workplace, office.chaima, report.number, KIRSTEN)
    for stranger in [*office.strangers(), office.of_complaints()]:
        with pytest.raises(NotFound):
            register_party(office.workplace, stranger, report.number, KIRSTEN)
    assert parties(office, report) == ()


def test_who_is_disqualified_loses_the_register_and_the_others_keep_it(
    office: Office, report: FiledReport
) -> None:
    register(office, report)
    declare_impartiality(
        office.workplace, office.anders, report.number, impartial=False, reason="Min søster"
    )
    with pytest.raises(NotFound):
        read_case(office.workplace, office.anders, report.number)
    assert [one.name for one in parties(office, report)] == ["Kirsten Holm"]
    # The records have been sealed anew under keys that she never had.
    add_remarks(office.workplace, office.birgitte, report.number, 1, text="Nej")
    assert parties(office, report)[0].remarks


def test_nothing_of_the_register_stands_in_clear(office: Office, report: FiledReport) -> None:
    register(office, report)
    put_off(office, report, TODAY + timedelta(days=9))
    add_remarks(office.workplace, office.anders, report.number, 1, text="Det passer ikke.")
    for table in metadata.sorted_tables:
        for row in office.rows(table):
            for value in row:
                kept = value if isinstance(value, bytes) else str(value).encode()
                assert b"Kirsten" not in kept
                assert b"passer ikke" not in kept
                assert b"person_concerned" not in kept


def test_the_reporter_is_shown_nothing_of_the_register(office: Office, report: FiledReport) -> None:
    register(office, report)
    assert "Kirsten" not in repr(read_dialogue(office.workplace, report.reporter))


def test_a_closed_case_shows_its_register_and_lets_nobody_change_it(office: Office) -> None:
    report = office.taken_up()
    ordinal = office.in_scope(report.number)
    register(office, report)
    finish(office, report, ordinal)
    assert [one.name for one in parties(office, report)] == ["Kirsten Holm"]
    with pytest.raises(ForbiddenMove):
        add_remarks(office.workplace, office.anders, report.number, 1, text="Nej")
    with pytest.raises(ForbiddenMove):
        register(office, report)


def test_erasure_takes_the_register_with_the_case(office: Office) -> None:
    report = office.taken_up()
    ordinal = office.in_scope(report.number)
    register(office, report)
    finish(office, report, ordinal)
    others = closed(office)
    kept = {row.id for row in office.rows(records)}
    office.clock.set(datetime.fromisoformat("2029-01-01T12:00:00+01:00"))
    erase_case(office.workplace, office.birgitte, report.number, journal_answered=True)
    left = {row.case_id for row in office.rows(records)}
    assert len(left) == 1
    assert {row.case_id for row in office.rows(case_log)} == left
    assert {row.id for row in office.rows(records)} < kept
    assert read_case(office.workplace, office.birgitte, others.number).file.parties == ()
