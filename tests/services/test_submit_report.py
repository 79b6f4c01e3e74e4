"""A report is filed: one case, sealed to the right people, or nothing at all."""

import re
from collections import Counter
from datetime import UTC, date, datetime

import pytest

from crypto.receipt_code import new_code
from portal.domain.access import Desk, Role
from portal.domain.case_file import CaseFacts, Identity
from portal.domain.case_status import CaseKind, CaseState, RestsWith
from portal.domain.dialogue import EntryKind, Side
from portal.domain.errors import AlreadyFiled, NobodyToReadIt, NotFound, UnitNotReady
from portal.domain.triage import Relation
from portal.services.accounts.disable_account import disable_account
from portal.services.accounts.invite_account import NewAccount, invite_account
from portal.services.accounts.list_accounts import list_members, unit_is_ready
from portal.services.casework.declare_impartiality import (
    declare_impartiality,
    impartiality_basis,
)
from portal.services.casework.give_access import give_access
from portal.services.casework.list_cases import list_cases
from portal.services.casework.read_case import read_case
from portal.services.casework.show_identity import show_identity
from portal.services.reporting.read_dialogue import read_dialogue
from portal.services.reporting.submit_report import NewReport, submit_report
from portal.services.workplace import Member, Reporter
from portal.storage.case_key_store import REPORTER
from portal.storage.case_store import WorklistQuery
from portal.storage.tables import case_keys, case_log, cases, files, records
from tests.services.acts import received
from tests.support.office import Office, all_at_once
from tests.support.portal import PASSPHRASE

NOBODY = frozenset[str]()


def holders_of(office: Office) -> set[bytes]:
    return {row.holder for row in office.rows(case_keys)}


def test_a_report_opens_a_case_that_the_unit_has_to_move(office: Office) -> None:
    report = office.filed("Der mangler penge.")
    [row] = office.rows(cases)
    assert re.fullmatch(r"2026-[0-9A-HJKMNP-TV-Z]{5}", report.number)
    assert (row.number, row.state, row.rests_with) == (report.number, "received", "unit")
    assert (row.received_on, row.feedback_due) == (date(2026, 3, 3), date(2026, 6, 3))
    assert (row.due, row.closed_on, row.erased_on) == (row.feedback_due, None, None)


def test_the_reporter_finds_what_she_wrote_with_her_code(office: Office) -> None:
    report = office.filed(
        "Der mangler penge.",
        relation=Relation.FORMER,
        administration="BUF",
        place="Skolen",
        period="2025",
        witnesses="Kassereren",
    )
    dialogue = read_dialogue(office.workplace, report.reporter)
    [entry] = dialogue.entries
    assert (entry.kind, entry.side, entry.text) == (
        EntryKind.REPORT,
        Side.REPORTER,
        "Der mangler penge.",
    )
    assert entry.facts == {
        "relation": "former",
        "administration": "BUF",
        "place": "Skolen",
        "period": "2025",
        "witnesses": "Kassereren",
    }
    assert (dialogue.state, dialogue.rests_with) == (CaseState.RECEIVED, RestsWith.UNIT)
    assert (dialogue.received_on, dialogue.feedback_due) == (date(2026, 3, 3), date(2026, 6, 3))
    assert (dialogue.waiting, dialogue.matters, dialogue.closed_on) == ((), (), None)


def test_a_report_at_half_past_midnight_belongs_to_the_new_day(office: Office) -> None:
    office.clock.set(datetime(2026, 11, 29, 23, 30, tzinfo=UTC))
    report = office.filed()
    dialogue = read_dialogue(office.workplace, report.reporter)
    assert dialogue.received_on == date(2026, 11, 30)
    assert dialogue.feedback_due == date(2027, 2, 28)


def test_a_code_that_nobody_has_finds_nothing(office: Office) -> None:
    report, code = office.filed(), new_code()
    with pytest.raises(NotFound):
        read_dialogue(office.workplace, Reporter.of(code))
    with pytest.raises(NotFound):
        read_dialogue(
            office.workplace,
            Reporter(report.code.locator[::-1], code.key_pair(), code.signing_pair()),
        )


def test_a_report_is_sealed_to_the_members_of_its_desk_and_to_the_code(office: Office) -> None:
    office.newcomer("Erik", Role.CASEWORKER, Desk.COMPLAINTS)
    office.newcomer("Frida", Role.LEAD, Desk.COMPLAINTS)
    office.newcomer("Gert", Role.ADMINISTRATOR, None)
    office.newcomer("Hanne", Role.AUDITOR, None)
    invited = NewAccount("i@kommune.example", "Ida", Role.CASEWORKER, Desk.BOTH)
    invite_account(office.workplace, None, invited)
    disable_account(office.workplace, None, office.chaima.account.email)
    both_desks = office.newcomer("Jens", Role.CASEWORKER, Desk.BOTH)
    office.filed()
    members = {office.birgitte.account.id, office.anders.account.id, both_desks.account.id}
    assert holders_of(office) == {*members, REPORTER}
    assert {member.id for member in list_members(office.workplace)} == members


def test_every_copy_of_a_key_is_as_long_as_any_other_members(office: Office) -> None:
    office.filed()
    lengths = Counter((len(row.box), len(row.seen)) for row in office.rows(case_keys))
    assert len({box for box, _ in lengths}) == 1
    assert len({seen for _, seen in lengths}) == 1


def test_who_was_named_not_to_see_it_has_no_key_and_finds_nothing(office: Office) -> None:
    report = office.taken_up(not_to=frozenset({office.chaima.id}))
    excluded, number, workplace = office.chaima, report.number, office.workplace
    assert excluded.account.id not in holders_of(office)
    assert list_cases(workplace, excluded, WorklistQuery()).count == 0
    assert list_cases(workplace, excluded, WorklistQuery(), number).count == 0
    assert list_cases(workplace, excluded, WorklistQuery(), "mangler").count == 0
    for attempt in (
        lambda: impartiality_basis(workplace, excluded, number),
        lambda: declare_impartiality(workplace, excluded, number, impartial=True, reason=""),
        lambda: read_case(workplace, excluded, number),
        lambda: show_identity(
            workplace, excluded, number, reason="Jeg vil vide det", passphrase=PASSPHRASE
        ),
        lambda: give_access(
            workplace, excluded, number, excluded.account.id, passphrase=PASSPHRASE
        ),
    ):
        with pytest.raises(NotFound):
            attempt()


def test_nobody_can_give_access_to_who_was_named_not_to_see_it(office: Office) -> None:
    report = office.taken_up(not_to=frozenset({office.chaima.id}))
    with pytest.raises(NotFound):
        give_access(
            office.workplace,
            office.birgitte,
            report.number,
            office.chaima.account.id,
            passphrase=PASSPHRASE,
        )
    view = read_case(office.workplace, office.birgitte, report.number)
    assert view.may_be_given_access == ()
    assert view.file.excluded == (office.chaima.id,)
    assert [holder.name for holder in view.holders] == ["Anders Prøve", "Birgitte Prøve"]


def test_the_head_of_unit_can_be_left_out(office: Office) -> None:
    office.filed(not_to=frozenset({office.birgitte.id}))
    assert office.birgitte.account.id not in holders_of(office)


def test_a_report_that_nobody_may_read_is_not_taken(office: Office) -> None:
    everyone = frozenset({office.birgitte.id, office.anders.id, office.chaima.id})
    with pytest.raises(NobodyToReadIt):
        office.filed(not_to=everyone)
    assert office.rows(cases) == office.rows(records) == office.rows(case_keys) == []


def test_without_a_head_of_unit_no_report_is_taken(office: Office) -> None:
    assert unit_is_ready(office.workplace, CaseKind.REPORT)
    with office.database.open_unit(write=True) as unit:
        unit.accounts.disable(office.birgitte.account.id)
        unit.commit()
    assert not unit_is_ready(office.workplace, CaseKind.REPORT)
    with pytest.raises(UnitNotReady):
        office.filed()
    assert office.rows(cases) == []


def test_the_same_form_twice_makes_one_case(office: Office) -> None:
    report = office.filed()
    with pytest.raises(AlreadyFiled):
        submit_report(office.workplace, NewReport("Der mangler penge."), report.code)
    assert len(office.rows(cases)) == 1
    assert len(read_dialogue(office.workplace, report.reporter).entries) == 1


def test_the_same_form_from_many_hands_at_once_makes_one_case(office: Office) -> None:
    code = new_code()
    file = received(office, b"bilag")

    def submit(_number: int) -> CaseFacts | None:
        try:
            return submit_report(office.workplace, NewReport("Penge", files=(file,)), code)
        except AlreadyFiled:
            return None

    filed = [facts for facts in all_at_once(submit) if facts]
    assert len(filed) == len(office.rows(cases)) == 1
    assert {row.case_id for row in office.rows(files)} == {filed[0].id}
    assert len(office.rows(case_keys)) == 4
    assert len(read_dialogue(office.workplace, Reporter.of(code)).entries) == 1


def test_many_reports_at_once_make_as_many_cases(office: Office) -> None:
    reports = all_at_once(lambda number: office.filed(f"Forhold {number}"))
    assert len({report.number for report in reports}) == len(office.rows(cases)) == len(reports)
    for number, report in enumerate(reports):
        [entry] = read_dialogue(office.workplace, report.reporter).entries
        assert entry.text == f"Forhold {number}"


def test_a_report_whose_file_is_gone_leaves_nothing(office: Office) -> None:
    file = received(office, b"bilag")
    with office.database.open_unit(write=True) as unit:
        unit.files.discard(bytes.fromhex(file.id))
        unit.commit()
    with pytest.raises(NotFound):
        office.filed(files=(file,))
    for table in (cases, case_keys, records, case_log):
        assert office.rows(table) == []


def test_a_file_of_one_case_cannot_be_taken_into_another(office: Office) -> None:
    file = received(office, b"bilag")
    office.filed(files=(file,))
    with pytest.raises(NotFound):
        office.filed(files=(file,))
    assert len(office.rows(cases)) == 1


@pytest.mark.parametrize(
    ("identity", "not_to"),
    [
        (Identity("Karen Blichfeldt", "karen@example.org"), False),
        (Identity("å" * 500, "ø" * 2000), False),
        (Identity("", ""), True),
    ],
    ids=["a name", "a long name", "an exclusion"],
)
def test_rows_do_not_tell_whether_a_name_or_an_exclusion_was_given(
    office: Office, identity: Identity, not_to: bool
) -> None:
    office.filed()
    plain = Counter(len(row.box) for row in office.rows(records))
    excluded = frozenset({office.chaima.id}) if not_to else NOBODY
    office.filed(identity=identity, not_to=excluded)
    assert Counter(len(row.box) for row in office.rows(records)) == plain + plain


def test_nothing_the_reporter_wrote_shows_when_it_is_printed(office: Office) -> None:
    words = {
        "description": "Der mangler penge",
        "place": "Vibenhus",
        "period": "efteråret",
        "witnesses": "Kassereren",
        "identity": Identity("Karen Blichfeldt", "karen@example.org"),
        "files": (received(office, b"bilag", "kassen.jpg"),),
    }
    new = NewReport(**words)
    code = new_code()
    submit_report(office.workplace, new, code)
    reporter = Reporter.of(code)
    printed = repr(new) + repr(reporter) + repr(read_dialogue(office.workplace, reporter))
    for word in ("mangler", "Vibenhus", "efteråret", "Kassereren", "Karen", "kassen.jpg"):
        assert word not in printed


def test_an_identity_is_shown_on_request_with_a_reason_that_stands_in_the_log(
    office: Office,
) -> None:
    report = office.taken_up(identity=Identity("Karen Blichfeldt", ""))
    reason = "Hun skal spørges om samtykke"
    shown = show_identity(
        office.workplace,
        office.birgitte,
        report.number,
        reason=f" {reason} ",
        passphrase=PASSPHRASE,
    )
    assert shown == Identity("Karen Blichfeldt", "")
    view = read_case(office.workplace, office.anders, report.number)
    [line] = [line for line in view.log if line.event == "case:identity:shown"]
    assert (line.by, line.details) == (office.birgitte.id, {"reason": reason})


def test_without_a_name_there_is_an_empty_one(office: Office) -> None:
    report = office.taken_up()
    shown = show_identity(
        office.workplace, office.anders, report.number, reason="Samtykke", passphrase=PASSPHRASE
    )
    assert not shown.given


def test_two_cases_have_different_keys_for_the_same_member(office: Office) -> None:
    office.filed()
    office.filed()
    assert len({row.box for row in office.rows(case_keys)}) == 8


def test_a_member_reads_every_field_and_the_log_says_when_it_came(
    office: Office,
) -> None:
    report = office.taken_up("Der mangler penge.", place="Skolen")
    view = read_case(office.workplace, office.anders, report.number)
    assert view.file.report.text == "Der mangler penge."
    assert view.file.report.facts["place"] == "Skolen"
    line = view.log[0]
    assert (line.event, line.by, line.on, line.at) == (
        "case:report:received",
        "reporter",
        date(2026, 3, 3),
        None,
    )


def sees(office: Office, member: Member) -> int:
    return list_cases(office.workplace, member, WorklistQuery()).count


def test_who_joins_later_sees_the_reports_that_come_later(office: Office) -> None:
    office.filed()
    dorthe = office.newcomer()
    assert sees(office, dorthe) == 0
    office.filed()
    assert sees(office, dorthe) == 1
    assert sees(office, office.birgitte) == 2
