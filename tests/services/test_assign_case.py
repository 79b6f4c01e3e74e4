"""Who works on a case: the first who takes it up, until it is handed to another."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from portal.domain.access import Desk, Role
from portal.domain.case_status import CaseState
from portal.domain.errors import CaseAltered, ForbiddenMove, ImpartialityNotDeclared, NotFound
from portal.services.accounts.disable_account import disable_account, enable_account
from portal.services.casework.assign_case import assign_case
from portal.services.casework.declare_impartiality import declare_impartiality
from portal.services.casework.erase_case import erase_case
from portal.services.casework.give_access import give_access
from portal.services.casework.list_cases import list_cases
from portal.services.casework.read_case import CaseView, read_case
from portal.services.handler import handler_of
from portal.services.workplace import Member
from portal.storage.case_store import WorklistQuery
from portal.storage.tables import cases
from tests.services.acts import closed
from tests.support.office import Office
from tests.support.portal import PASSPHRASE, FiledReport


def declare(office: Office, member: Member, report: FiledReport, *, impartial: bool) -> None:
    declare_impartiality(
        office.workplace, member, report.number, impartial=impartial, reason="Min søster"
    )


def view(office: Office, report: FiledReport, member: Member | None = None) -> CaseView:
    return read_case(office.workplace, member or office.birgitte, report.number)


def handler_name(office: Office, report: FiledReport) -> str:
    handler = view(office, report).handler
    return handler.name.split()[0] if handler else ""


def assign(office: Office, report: FiledReport, member: Member | None) -> None:
    account_id = member.account.id if member else None
    assign_case(office.workplace, office.birgitte, report.number, account_id)


def assignments(office: Office, report: FiledReport) -> list[tuple[str, dict[str, str]]]:
    return [
        (line.by, line.details)
        for line in view(office, report).log
        if line.event == "case:handler:assigned"
    ]


def test_who_takes_a_case_up_first_works_on_it(office: Office) -> None:
    report = office.filed()
    with office.workplace.open_unit() as unit:
        facts = unit.cases.by_number(report.number)
    assert facts
    assert handler_of(office.workplace, facts) is None
    declare(office, office.anders, report, impartial=True)
    declare(office, office.birgitte, report, impartial=True)
    assert handler_name(office, report) == "Anders"
    assert assignments(office, report) == []


def test_a_case_is_handed_over_and_the_log_says_so(office: Office) -> None:
    report = office.taken_up()
    assign(office, report, office.chaima)
    assert handler_name(office, report) == "Chaima"
    office.clock.advance(timedelta(minutes=1))
    assign(office, report, None)
    assert handler_name(office, report) == ""
    assert assignments(office, report) == [
        (office.birgitte.id, {"to": office.chaima.id}),
        (office.birgitte.id, {"to": ""}),
    ]


def test_who_works_on_it_already_is_not_written_down_again(office: Office) -> None:
    report = office.taken_up()
    assign(office, report, office.birgitte)
    assert assignments(office, report) == []


def test_a_closed_case_has_a_handler_too(office: Office) -> None:
    report = closed(office)
    assign(office, report, office.anders)
    facts = view(office, report).file.facts
    assert facts.state is CaseState.CLOSED
    assert handler_name(office, report) == "Anders"


def test_who_hands_it_over_has_seen_what_she_wrote(office: Office) -> None:
    report = office.taken_up()
    view(office, report)
    assign(office, report, office.chaima)
    [row] = list_cases(office.workplace, office.birgitte, WorklistQuery()).rows
    assert not row.new


def test_a_handler_is_an_active_member_with_a_key(office: Office) -> None:
    report = office.filed(not_to=frozenset({office.chaima.id}))
    declare(office, office.anders, report, impartial=True)
    declare(office, office.birgitte, report, impartial=True)
    closed_account = office.newcomer("Ida", Role.CASEWORKER, Desk.BOTH)
    give_access(
        office.workplace,
        office.anders,
        report.number,
        closed_account.account.id,
        passphrase=PASSPHRASE,
    )
    disable_account(office.workplace, None, closed_account.account.email)
    for stranger in (
        office.chaima,
        closed_account,
        office.newcomer("Dorthe"),
        office.newcomer("Erik", Role.CASEWORKER, Desk.COMPLAINTS),
        office.newcomer("Gert", Role.ADMINISTRATOR, None),
    ):
        with pytest.raises(NotFound):
            assign(office, report, stranger)
    for account_id in (bytes(16), b"n" * 16, b""):
        with pytest.raises(NotFound):
            assign_case(office.workplace, office.birgitte, report.number, account_id)
    assert handler_name(office, report) == "Anders"
    assert [one.name for one in view(office, report).may_handle] == [
        "Anders Prøve",
        "Birgitte Prøve",
    ]


def test_who_may_not_work_on_a_case_hands_it_to_nobody(office: Office) -> None:
    report = office.taken_up()
    with pytest.raises(ImpartialityNotDeclared):
        assign_case(office.workplace, office.chaima, report.number, office.chaima.account.id)
    declare(office, office.chaima, report, impartial=False)
    with pytest.raises(NotFound):
        assign_case(office.workplace, office.chaima, report.number, office.birgitte.account.id)
    with pytest.raises(NotFound):
        assign(office, report, office.chaima)


def test_a_disqualified_handler_is_none_any_more(office: Office) -> None:
    report = office.taken_up()
    declare(office, office.chaima, report, impartial=True)
    declare(office, office.chaima, report, impartial=False)
    assert handler_name(office, report) == "Birgitte"
    assign(office, report, office.anders)
    declare(office, office.anders, report, impartial=False)
    seen = view(office, report)
    assert seen.handler is None
    assert handler_of(office.workplace, seen.file.facts) is None


def test_a_handler_whose_account_is_closed_counts_as_none_until_it_is_open_again(
    office: Office,
) -> None:
    report = office.taken_up()
    assign(office, report, office.anders)
    disable_account(office.workplace, None, office.anders.account.email)
    assert handler_name(office, report) == ""
    enable_account(office.workplace, None, office.anders.account.email)
    assert handler_name(office, report) == "Anders"


def test_the_database_does_not_tell_who_works_on_what(office: Office) -> None:
    reports = [office.taken_up(), office.taken_up(), office.filed()]
    assign(office, reports[0], office.chaima)
    assign(office, reports[1], None)
    boxes = [row.handler for row in office.rows(cases)]
    assert len({len(box) for box in boxes}) == 1
    assert len(set(boxes)) == len(boxes)
    for member in (office.birgitte, office.anders, office.chaima):
        assert not [box for box in boxes if member.account.id in box]


def test_a_handler_moved_to_another_case_names_nobody_and_is_noticed(office: Office) -> None:
    report, other = office.taken_up(), office.taken_up()
    box = next(row.handler for row in office.rows(cases) if row.number == report.number)
    with office.database.engine.begin() as connection:
        connection.execute(update(cases).where(cases.c.number == other.number).values(handler=box))
    with office.workplace.open_unit() as unit:
        moved = unit.cases.by_number(other.number)
    assert moved
    assert handler_of(office.workplace, moved) is None
    with pytest.raises(CaseAltered):
        handler_name(office, other)
    assert handler_name(office, report) == "Birgitte"


def test_of_an_erased_case_nobody_is_the_handler(office: Office) -> None:
    report = closed(office)
    erase_after = view(office, report).erase_after
    assert erase_after
    office.clock.set(office.clock.now().replace(year=erase_after.year + 1))
    erase_case(office.workplace, office.birgitte, report.number, journal_answered=True)
    with office.workplace.open_unit() as unit:
        [left] = unit.cases.erased()
    assert handler_of(office.workplace, left) is None


def test_a_case_nobody_has_taken_up_is_handed_to_nobody(office: Office) -> None:
    report = office.filed()
    with pytest.raises(ImpartialityNotDeclared):
        assign(office, report, office.anders)
    declare(office, office.anders, report, impartial=False)
    with pytest.raises((ForbiddenMove, ImpartialityNotDeclared)):
        assign(office, report, office.birgitte)
