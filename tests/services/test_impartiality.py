"""Who may open a case: a declaration first, a key always, and somebody who can still read it."""

from collections.abc import Callable
from datetime import date

import pytest

from portal.domain.access import Role
from portal.domain.case_file import NoteReader
from portal.domain.case_status import CaseState
from portal.domain.errors import (
    DomainError,
    ForbiddenMove,
    ImpartialityNotDeclared,
    InvalidInput,
    LastHolder,
    NotFound,
)
from portal.domain.matter import Outcome
from portal.domain.triage import Decision
from portal.services.accounts.disable_account import (
    disable_account,
    enable_account,
    stranded_cases,
)
from portal.services.casework.close_case import close_case, reopen_case
from portal.services.casework.declare_impartiality import (
    declare_impartiality,
    impartiality_basis,
)
from portal.services.casework.erase_case import erase_case
from portal.services.casework.forward_matter import enter_answer, forward_matter
from portal.services.casework.give_access import give_access
from portal.services.casework.give_feedback import give_feedback
from portal.services.casework.list_cases import list_cases
from portal.services.casework.pass_on_matter import pass_on_matter
from portal.services.casework.read_case import read_case
from portal.services.casework.set_outcome import set_outcome
from portal.services.casework.show_identity import show_identity
from portal.services.casework.split_matter import change_matter, split_matter
from portal.services.casework.triage_matter import triage_matter
from portal.services.casework.write_note import write_note
from portal.services.casework.write_to_reporter import stop_waiting, write_to_reporter
from portal.services.files.read_file import read_file
from portal.services.workplace import Member, Workplace
from portal.storage.case_store import WorklistQuery
from portal.storage.tables import case_keys, case_log, cases, records
from tests.services.acts import DUE, received
from tests.support.office import ALL_YES, Office
from tests.support.portal import PASSPHRASE, FiledReport

Act = Callable[[Workplace, Member, str], object]

# Everything a member can do with a case, apart from declaring and giving access.
ACTS: dict[str, Act] = {
    "read_case": read_case,
    "show_identity": lambda w, m, n: show_identity(
        w, m, n, reason="Samtykke", passphrase=PASSPHRASE
    ),
    "split_matter": lambda w, m, n: split_matter(
        w, m, n, summary="x", theme="law", administration="BUF"
    ),
    "change_matter": lambda w, m, n: change_matter(
        w, m, n, 1, summary="x", theme="law", administration="BUF"
    ),
    "triage_matter": lambda w, m, n: triage_matter(
        w, m, n, 1, assessment=ALL_YES, decision=Decision.IN_SCOPE, ground=None
    ),
    "forward_matter": lambda w, m, n: forward_matter(
        w, m, n, 1, administration="BUF", text="x", due=DUE
    ),
    "enter_answer": lambda w, m, n: enter_answer(w, m, n, 1, administration="BUF", text="x"),
    "set_outcome": lambda w, m, n: set_outcome(
        w, m, n, 1, outcome=Outcome.CONFIRMED, police_report=False
    ),
    "pass_on_matter": lambda w, m, n: pass_on_matter(w, m, n, 1, text="x"),
    "write_to_reporter": lambda w, m, n: write_to_reporter(w, m, n, "x"),
    "stop_waiting": lambda w, m, n: stop_waiting(w, m, n, "a" * 32),
    "write_note": lambda w, m, n: write_note(w, m, n, "x", NoteReader.UNIT),
    "give_feedback": lambda w, m, n: give_feedback(w, m, n, done="x", why="y", interim=True),
    "close_case": lambda w, m, n: close_case(w, m, n, reason="x"),
    "reopen_case": lambda w, m, n: reopen_case(w, m, n, reason="x"),
    "erase_case": lambda w, m, n: erase_case(w, m, n, journal_answered=True),
    "read_file": lambda w, m, n: read_file(w, m, n, "a" * 32),
}


def declare(office: Office, member: Member, report: FiledReport, *, impartial: bool) -> None:
    declare_impartiality(
        office.workplace, member, report.number, impartial=impartial, reason="Min søster"
    )


def stored(office: Office) -> list[object]:
    return [office.rows(table) for table in (cases, records, case_log, case_keys)]


def refused(office: Office, member: Member, number: str) -> set[str]:
    """How the portal refuses each act, which must leave everything as it was."""
    before = stored(office)
    answers = set()
    for name, act in ACTS.items():
        with pytest.raises(DomainError) as refusal:
            act(office.workplace, member, number)
        answers.add(refusal.typename)
        assert stored(office) == before, name
    return answers


def test_before_a_declaration_nothing_is_shown_and_nothing_done(office: Office) -> None:
    report = office.filed()
    assert refused(office, office.birgitte, report.number) == {"ImpartialityNotDeclared"}
    declare(office, office.anders, report, impartial=True)
    assert refused(office, office.birgitte, report.number) == {"ImpartialityNotDeclared"}


def test_without_a_key_a_case_is_like_one_that_does_not_exist(office: Office) -> None:
    report = office.taken_up()
    stranger = office.newcomer(role=Role.LEAD)
    for number in (report.number, "2026-00000"):
        assert refused(office, stranger, number) == {"NotFound"}


def test_whoever_declares_herself_disqualified_can_do_nothing_more(office: Office) -> None:
    report = office.taken_up()
    declare(office, office.birgitte, report, impartial=False)
    assert refused(office, office.birgitte, report.number) == {"NotFound"}


def test_a_member_decides_on_place_and_people_without_the_words(office: Office) -> None:
    report = office.filed(
        "Der mangler penge.", administration="BUF", place="Skolen", witnesses="Kassereren"
    )
    basis = impartiality_basis(office.workplace, office.anders, report.number)
    assert (basis.administrations, basis.place) == (("BUF",), "Skolen")
    assert basis.witnesses == "Kassereren"
    assert basis.facts.number == report.number
    assert "mangler" not in repr(basis)


def test_the_first_impartial_member_takes_the_case_up(office: Office) -> None:
    report = office.filed()
    declare(office, office.anders, report, impartial=True)
    view = read_case(office.workplace, office.anders, report.number)
    assert view.file.facts.state is CaseState.OPEN
    changes = [line for line in view.log if line.event == "case:status:changed"]
    assert [line.details for line in changes] == [{"state": "open"}]
    [declared] = [line for line in view.log if line.event == "case:impartiality:declared"]
    assert declared.by == office.anders.id
    declare(office, office.birgitte, report, impartial=True)
    view = read_case(office.workplace, office.birgitte, report.number)
    assert [line for line in view.log if line.event == "case:status:changed"] == changes
    assert [made.impartial for made in view.file.declarations] == [True, True]


def test_a_disqualification_does_not_take_the_case_up_and_needs_a_reason(office: Office) -> None:
    report = office.filed()
    with pytest.raises(InvalidInput, match="reason: missing"):
        declare_impartiality(
            office.workplace, office.anders, report.number, impartial=False, reason="  "
        )
    declare(office, office.anders, report, impartial=False)
    [facts] = office.rows(cases)
    assert facts.state == "received"


def test_with_a_disqualification_the_key_goes(office: Office) -> None:
    report = office.taken_up()
    declare(office, office.anders, report, impartial=False)
    assert office.anders.account.id not in {row.holder for row in office.rows(case_keys)}
    assert list_cases(office.workplace, office.anders, WorklistQuery()).count == 0
    view = read_case(office.workplace, office.birgitte, report.number)
    [line] = [line for line in view.log if line.event == "case:impartiality:disqualified"]
    assert (line.by, line.on) == (office.anders.id, date(2026, 3, 3))
    made = view.file.declaration_of(office.anders.id)
    assert made
    assert (made.impartial, made.reason) == (False, "Min søster")
    assert office.anders.account.id not in {holder.id for holder in view.holders}


def test_who_is_disqualified_is_not_given_access_again(office: Office) -> None:
    report = office.taken_up()
    declare(office, office.anders, report, impartial=False)
    with pytest.raises(NotFound):
        give_access(
            office.workplace,
            office.birgitte,
            report.number,
            office.anders.account.id,
            passphrase=PASSPHRASE,
        )
    view = read_case(office.workplace, office.birgitte, report.number)
    assert view.may_be_given_access == ()


def only_anders_holds(office: Office) -> FiledReport:
    """A report whose other two readers turned out to be disqualified."""
    report = office.taken_up()
    for member in (office.birgitte, office.chaima):
        declare(office, member, report, impartial=False)
    return report


def test_the_last_who_can_open_a_case_cannot_let_go_before_another_can(office: Office) -> None:
    report = only_anders_holds(office)
    before = stored(office)
    with pytest.raises(LastHolder):
        declare(office, office.anders, report, impartial=False)
    assert stored(office) == before
    dorthe = office.newcomer()
    give_access(
        office.workplace, office.anders, report.number, dorthe.account.id, passphrase=PASSPHRASE
    )
    declare(office, office.anders, report, impartial=False)
    declare(office, dorthe, report, impartial=True)
    view = read_case(office.workplace, dorthe, report.number)
    assert view.file.report.text == "Der mangler penge."
    assert [holder.id for holder in view.holders] == [dorthe.account.id]


def test_a_colleague_who_can_no_longer_sign_in_does_not_count_as_a_holder(office: Office) -> None:
    report = office.taken_up()
    declare(office, office.birgitte, report, impartial=False)
    disable_account(office.workplace, None, office.chaima.account.email)
    with pytest.raises(LastHolder):
        declare(office, office.anders, report, impartial=False)


def test_an_account_opened_again_opens_what_it_opened_before(office: Office) -> None:
    report = office.filed(not_to=frozenset({office.birgitte.id, office.chaima.id}))
    disable_account(office.workplace, None, office.anders.account.email)
    assert stranded_cases(office.workplace) == {office.anders.account.id: 1}
    enable_account(office.workplace, None, office.anders.account.email)
    assert stranded_cases(office.workplace) == {}
    declare(office, office.anders, report, impartial=True)
    assert read_case(office.workplace, office.anders, report.number).file.report.text


def test_the_last_holder_may_give_access_before_declaring_anything(office: Office) -> None:
    report = office.filed(not_to=frozenset({office.birgitte.id, office.chaima.id}))
    dorthe = office.newcomer()
    give_access(
        office.workplace, office.anders, report.number, dorthe.account.id, passphrase=PASSPHRASE
    )
    declare(office, office.anders, report, impartial=False)
    basis = impartiality_basis(office.workplace, dorthe, report.number)
    assert basis.facts.state is CaseState.RECEIVED


def test_giving_access_is_logged_and_given_once(office: Office) -> None:
    report = office.taken_up()
    dorthe = office.newcomer()
    give_access(
        office.workplace, office.birgitte, report.number, dorthe.account.id, passphrase=PASSPHRASE
    )
    with pytest.raises(NotFound):
        give_access(
            office.workplace,
            office.birgitte,
            report.number,
            dorthe.account.id,
            passphrase=PASSPHRASE,
        )
    view = read_case(office.workplace, office.birgitte, report.number)
    [line] = [line for line in view.log if line.event == "case:access:given"]
    assert (line.by, line.details) == (office.birgitte.id, {"to": dorthe.id})
    [row] = list_cases(office.workplace, dorthe, WorklistQuery()).rows
    assert row.new


def test_access_is_for_active_members_of_the_desk_alone(office: Office) -> None:
    report = office.taken_up()
    for account_id in [
        *(stranger.account.id for stranger in office.strangers()),
        office.of_complaints().account.id,
        bytes(16),
        b"n" * 16,
    ]:
        with pytest.raises(NotFound):
            give_access(
                office.workplace, office.birgitte, report.number, account_id, passphrase=PASSPHRASE
            )
    view = read_case(office.workplace, office.birgitte, report.number)
    assert view.may_be_given_access == ()


def test_another_members_keys_open_no_case_in_her_name(office: Office) -> None:
    report = office.taken_up()
    forger = Member(office.birgitte.account, office.anders.key_pair)
    with pytest.raises(NotFound):
        read_case(office.workplace, forger, report.number)


def test_a_number_that_is_none_is_not_found(office: Office) -> None:
    office.filed()
    for number in ("", "2026", "x" * 500, "2026-\x00", "2026-ØÆÅÅÅ", "' OR 1=1 --"):
        with pytest.raises(NotFound):
            impartiality_basis(office.workplace, office.birgitte, number)


def test_a_reader_of_a_file_has_declared_herself_first(office: Office) -> None:
    file = received(office, b"bilag")
    report = office.filed(files=(file,))
    with pytest.raises(ImpartialityNotDeclared):
        read_file(office.workplace, office.anders, report.number, file.id)


def test_work_on_a_closed_case_waits_until_it_is_opened_again(office: Office) -> None:
    report = office.taken_up()
    office.rejected(report.number)
    close_case(office.workplace, office.anders, report.number, reason="Afvist")
    before = stored(office)
    possible = {"read_case", "show_identity", "read_file", "write_to_reporter", "write_note"}
    for name in ACTS.keys() - possible - {"reopen_case", "erase_case"}:
        with pytest.raises(ForbiddenMove):
            ACTS[name](office.workplace, office.anders, report.number)
    assert stored(office) == before
