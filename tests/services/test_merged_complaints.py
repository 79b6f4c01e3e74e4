"""A complaint goes on in another: it is closed there, its citizen is told, and it comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from crypto.receipt_code import new_code
from portal.domain.access import Desk, Role
from portal.domain.audit_events import CaseEvent
from portal.domain.case_status import CaseKind, CaseState, RestsWith
from portal.domain.closing import missing_in, obstacles_to_closing
from portal.domain.complaint import Nature
from portal.domain.dialogue import EntryKind
from portal.domain.errors import ForbiddenMove, InvalidInput, NotFound
from portal.domain.linked_case import LinkKind
from portal.domain.matter import Forwarding, forwarded
from portal.services.adviser.file_own_case import file_own_case
from portal.services.casework.close_case import close_case, reopen_case
from portal.services.casework.declare_impartiality import declare_impartiality
from portal.services.casework.erase_case import erase_case
from portal.services.casework.read_case import read_case
from portal.services.casework.write_to_reporter import write_to_reporter
from portal.services.complaining.link_cases import link_cases
from portal.services.complaining.merge_complaints import merge_complaints
from portal.services.complaining.register_complaint import register_complaint
from portal.services.complaining.submit_complaint import NewComplaint, submit_complaint
from portal.services.member_work import working_on
from portal.services.reporting.post_message import post_message
from portal.services.reporting.read_dialogue import read_dialogue
from portal.services.workplace import Reporter

if TYPE_CHECKING:
    from portal.domain.case_file import CaseFile
    from portal.services.workplace import Member
    from tests.support.office import Office

KINDS = LinkKind


def a_complaint(office: Office, text: str = "Jeg venter.", **told: Any) -> tuple[str, Reporter]:
    """A complaint that Birgitte has taken up and read."""
    code = new_code()
    number = submit_complaint(office.workplace, NewComplaint(text, **told), code).number
    say_impartial(office, office.birgitte, number)
    file_of(office, number)
    return number, Reporter.of(code)


def say_impartial(office: Office, member: Member, number: str, *, impartial: bool = True) -> None:
    declare_impartiality(
        office.workplace, member, number, impartial=impartial, reason="" if impartial else "Nabo"
    )


def file_of(office: Office, number: str) -> CaseFile:
    return read_case(office.workplace, office.birgitte, number).file


def merge(office: Office, number: str, into: str, reason: str = "Samme afgørelse") -> None:
    merge_complaints(office.workplace, office.birgitte, number, into, reason=reason)


def reopen(office: Office, number: str, member: Member | None = None) -> None:
    reopen_case(office.workplace, member or office.birgitte, number, reason="Noget andet")


def merged_lines(office: Office, number: str) -> list[tuple[str, str]]:
    log = read_case(office.workplace, office.birgitte, number).log
    found = [line.details for line in log if line.event is CaseEvent.CASE_MERGED]
    return [(told["number"], told["how"]) for told in found]


def test_it_is_closed_without_register_or_answer_and_the_other_shows_where_it_came_from(
    office: Office,
) -> None:
    one, _citizen = a_complaint(office, "Jeg venter.")
    other, _other = a_complaint(office, "Min mand venter.")
    merge(office, one, other)
    closed, goes_on = file_of(office, one), file_of(office, other)
    assert (closed.facts.state, closed.facts.rests_with) == (CaseState.CLOSED, None)
    assert closed.facts.closed_on == office.workplace.today()
    assert [(link.number, link.kind) for link in closed.links] == [(other, KINDS.MERGED_INTO)]
    assert [(link.number, link.kind) for link in goes_on.links] == [(one, KINDS.MERGED_FROM)]
    assert goes_on.facts.state is CaseState.OPEN
    # Both keep what is written in them, and nothing of the other.
    assert (closed.report.text, goes_on.report.text) == ("Jeg venter.", "Min mand venter.")
    assert len(goes_on.entries) == 1
    assert merged_lines(office, one) == [(other, "into")]
    assert merged_lines(office, other) == [(one, "from")]
    assert missing_in(closed) == ()
    assert "no_answer" in obstacles_to_closing(goes_on)


def test_the_citizen_is_told_nothing_of_the_other(office: Office) -> None:
    one, citizen = a_complaint(office)
    other, _other = a_complaint(office, "Min mand venter.")
    merge(office, one, other, reason="Ægtefæller")
    told = read_dialogue(office.workplace, citizen)
    last = told.entries[-1]
    assert (last.kind, last.text, last.facts) == (EntryKind.CLOSING, "", {"merged": "yes"})
    for secret in (other, "Ægtefæller", "Min mand"):
        assert secret not in repr(told.entries)


def test_what_she_writes_afterwards_is_the_units_move(office: Office) -> None:
    one, citizen = a_complaint(office)
    other, _other = a_complaint(office)
    merge(office, one, other)
    post_message(office.workplace, citizen, "Der er mere.")
    assert file_of(office, one).facts.rests_with is RestsWith.UNIT
    write_to_reporter(office.workplace, office.birgitte, one, "Tak, det er med.")
    assert file_of(office, one).facts.rests_with is None


def test_a_related_case_can_become_the_one_it_goes_on_in(office: Office) -> None:
    one, _citizen = a_complaint(office)
    other, _other = a_complaint(office)
    link_cases(office.workplace, office.birgitte, one, other, reason="Naboer")
    merge(office, one, other)
    assert [link.kind for link in file_of(office, one).links] == [KINDS.MERGED_INTO]
    assert [link.kind for link in file_of(office, other).links] == [KINDS.MERGED_FROM]


def test_it_comes_back_by_itself_when_it_is_opened_again(office: Office) -> None:
    one, citizen = a_complaint(office)
    other, _other = a_complaint(office)
    merge(office, one, other)
    reopen(office, one)
    back = file_of(office, one)
    assert back.facts.state is CaseState.OPEN
    assert [(link.number, link.kind) for link in back.links] == [(other, KINDS.RELATED)]
    assert [link.kind for link in file_of(office, other).links] == [KINDS.RELATED]
    assert sorted(merged_lines(office, other)) == [(one, "apart"), (one, "from")]
    # What it was spared as a merged one is owed again.
    assert set(obstacles_to_closing(back)) == {"register_incomplete", "no_answer"}
    assert missing_in(back)
    assert read_dialogue(office.workplace, citizen).due == back.facts.feedback_due
    # And it may be merged once more.
    merge(office, one, other)
    assert [link.kind for link in file_of(office, one).links] == [KINDS.MERGED_INTO]


def test_who_cannot_open_the_other_cannot_take_them_apart(office: Office) -> None:
    kaja = office.newcomer("Kaja", Role.CASEWORKER, Desk.COMPLAINTS)
    one, _citizen = a_complaint(office)
    other, _other = a_complaint(office)
    say_impartial(office, kaja, one)
    file_of(office, one)
    merge(office, one, other)
    for undeclared in (True, False):
        with pytest.raises(InvalidInput, match="reason: needs_both"):
            reopen(office, one, kaja)
        if undeclared:
            say_impartial(office, kaja, other, impartial=False)
    assert file_of(office, one).facts.state is CaseState.CLOSED
    assert [link.kind for link in file_of(office, other).links] == [KINDS.MERGED_FROM]


def test_it_comes_back_when_the_other_is_erased(office: Office) -> None:
    one, _citizen = a_complaint(office)
    other, _other = a_complaint(office)
    merge(office, one, other)
    register_complaint(office.workplace, office.birgitte, other, nature=Nature.ENQUIRY)
    close_case(office.workplace, office.birgitte, other, reason="Færdig")
    office.clock.set(office.clock.now().replace(year=2028))
    erase_case(office.workplace, office.birgitte, other, journal_answered=True)
    reopen(office, one)
    assert file_of(office, one).facts.state is CaseState.OPEN
    assert [link.kind for link in file_of(office, one).links] == [KINDS.RELATED]


def test_where_it_cannot_go_on(office: Office) -> None:
    one, _citizen = a_complaint(office)
    other, _other = a_complaint(office)
    third, _third = a_complaint(office)
    report = office.taken_up().number
    own = file_own_case(
        office.workplace, office.birgitte, CaseKind.OWN_MOTION, "Ventetid", lambda _work: None
    )
    merge(office, third, other)
    for into, why in (
        (one, "itself"),
        ("2026-00000", "unknown"),
        (report, "other_kind"),
        (own, "other_kind"),
        # Merged, and so closed.
        (third, "closed"),
    ):
        with pytest.raises(InvalidInput, match=f"other: {why}"):
            merge(office, one, into)
    with pytest.raises(InvalidInput, match="reason: missing"):
        merge(office, one, other, reason=" ")
    with pytest.raises(NotFound):
        merge(office, "2026-00000", other)
    # What goes on elsewhere already goes nowhere else.
    with pytest.raises(ForbiddenMove):
        merge(office, third, one)
    assert file_of(office, one).links == ()


def test_not_while_an_administration_owes_an_answer(office: Office) -> None:
    one, _citizen = a_complaint(office)
    other, _other = a_complaint(office)
    with working_on(office.workplace, office.birgitte, one) as work:
        sent = Forwarding("SOF", work.on, work.on, "Hvorfor?")
        work.change_matter(forwarded(work.file.matters[0], sent))
        work.finish()
    with pytest.raises(ForbiddenMove, match="answer_awaited"):
        merge(office, one, other)
    assert file_of(office, one).links == file_of(office, other).links == ()


def test_not_while_the_citizen_has_written_something_unread(office: Office) -> None:
    one, citizen = a_complaint(office)
    other, _other = a_complaint(office)
    post_message(office.workplace, citizen, "Vent lidt.")
    with pytest.raises(ForbiddenMove, match="the reporter has written"):
        merge(office, one, other)
    file_of(office, one)
    merge(office, one, other)


def test_open_questions_end_with_it(office: Office) -> None:
    one, citizen = a_complaint(office)
    other, _other = a_complaint(office)
    write_to_reporter(office.workplace, office.birgitte, one, "Hvornår?", asks=True)
    merge(office, one, other)
    told = read_dialogue(office.workplace, citizen)
    assert told.waiting == ()
    assert [e.kind for e in told.entries[-2:]] == [EntryKind.QUESTION_CLOSED, EntryKind.CLOSING]


def test_a_merged_complaint_is_registered_no_further_than_one_wants(office: Office) -> None:
    one, _citizen = a_complaint(office)
    other, _other = a_complaint(office)
    merge(office, one, other)
    register_complaint(office.workplace, office.birgitte, one, unit_name="Centret")
    register = file_of(office, one).register
    assert register is not None
    assert (register.unit_name, register.wants) == ("Centret", ())
