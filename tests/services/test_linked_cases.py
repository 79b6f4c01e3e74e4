"""Cases of the citizens' adviser are linked by who may open both, and found without looking where
she may not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from crypto.receipt_code import new_code
from portal.domain.access import Desk, Role
from portal.domain.audit_events import CaseEvent
from portal.domain.case_status import CaseKind
from portal.domain.errors import ForbiddenMove, InvalidInput, NotFound
from portal.domain.linked_case import LinkKind
from portal.services.adviser.file_own_case import file_own_case
from portal.services.casework.declare_impartiality import declare_impartiality
from portal.services.casework.list_cases import list_cases
from portal.services.casework.read_case import read_case
from portal.services.complaining.find_related import find_alike, find_related
from portal.services.complaining.link_cases import link_cases, unlink_cases
from portal.services.complaining.merge_complaints import merge_complaints
from portal.services.complaining.submit_complaint import NewComplaint, submit_complaint
from portal.services.reporting.post_message import post_message
from portal.services.workplace import Reporter
from portal.storage.case_store import WorklistQuery
from portal.storage.tables import cases

if TYPE_CHECKING:
    from portal.domain.case_file import CaseFile
    from portal.services.workplace import Member
    from tests.support.office import Office

NOBODYS = "2026-00000"


def a_complaint(office: Office, text: str = "Jeg venter.", **told: Any) -> tuple[str, Reporter]:
    code = new_code()
    number = submit_complaint(office.workplace, NewComplaint(text, **told), code).number
    return number, Reporter.of(code)


def taken_up(office: Office, text: str = "Jeg venter.", **told: Any) -> str:
    number, _citizen = a_complaint(office, text, **told)
    say_impartial(office, office.birgitte, number)
    return number


def say_impartial(office: Office, member: Member, number: str, *, impartial: bool = True) -> None:
    declare_impartiality(
        office.workplace, member, number, impartial=impartial, reason="" if impartial else "Nabo"
    )


def file_of(office: Office, number: str) -> CaseFile:
    return read_case(office.workplace, office.birgitte, number).file


def link(office: Office, number: str, other: str, reason: str = "Samme nabo") -> None:
    link_cases(office.workplace, office.birgitte, number, other, reason=reason)


def events(office: Office, number: str, event: CaseEvent) -> list[dict[str, str]]:
    log = read_case(office.workplace, office.birgitte, number).log
    return [line.details for line in log if line.event is event]


def _own_case(office: Office, kind: CaseKind, subject: str = "Ventetider") -> str:
    return file_own_case(office.workplace, office.birgitte, kind, subject, lambda _work: None)


def test_both_cases_have_the_link_and_both_logs_say_it(office: Office) -> None:
    one, other = taken_up(office), taken_up(office)
    link(office, one, other)
    for number, named in ((one, other), (other, one)):
        [found] = file_of(office, number).links
        assert (found.number, found.kind, found.reason) == (named, LinkKind.RELATED, "Samme nabo")
        assert found.by == office.birgitte.id
        told = {"number": named, "reason": "Samme nabo"}
        assert events(office, number, CaseEvent.CASE_LINKED) == [told]


def test_a_link_that_was_wrong_goes_and_stays_in_the_logs(office: Office) -> None:
    one, other = taken_up(office), taken_up(office)
    link(office, one, other)
    unlink_cases(office.workplace, office.birgitte, other, one, reason="En anden nabo")
    for number, named in ((one, other), (other, one)):
        assert file_of(office, number).links == ()
        told = {"number": named, "reason": "En anden nabo"}
        assert events(office, number, CaseEvent.CASE_UNLINKED) == [told]
        assert events(office, number, CaseEvent.CASE_LINKED)
    with pytest.raises(InvalidInput, match="other: unlinked"):
        unlink_cases(office.workplace, office.birgitte, one, other, reason="Igen")


@pytest.mark.parametrize("reason", ["", "  "])
def test_a_link_without_a_reason_is_none(office: Office, reason: str) -> None:
    one, other = taken_up(office), taken_up(office)
    with pytest.raises(InvalidInput, match="reason: missing"):
        link(office, one, other, reason)
    link(office, one, other)
    with pytest.raises(InvalidInput, match="reason: missing"):
        unlink_cases(office.workplace, office.birgitte, one, other, reason=reason)


def test_nothing_is_linked_to_itself_or_to_what_is_not_there(office: Office) -> None:
    one = taken_up(office)
    for other, why in ((one, "itself"), (NOBODYS, "unknown"), ("\0", "unknown")):
        with pytest.raises(InvalidInput, match=f"other: {why}"):
            link(office, one, other)
    with pytest.raises(NotFound):
        link(office, NOBODYS, one)


def test_only_who_may_open_both_links_them(office: Office) -> None:
    """Where she has not answered for her impartiality, where she is disqualified, and where she
    never had a key: nothing is written in either case."""
    kaja = office.newcomer("Kaja", Role.CASEWORKER, Desk.COMPLAINTS)
    one = taken_up(office)
    unopened, _citizen = a_complaint(office)
    with pytest.raises(InvalidInput, match="other: not_declared"):
        link(office, one, unopened)
    say_impartial(office, kaja, unopened)
    say_impartial(office, office.birgitte, unopened, impartial=False)
    with pytest.raises(InvalidInput, match="other: unknown"):
        link(office, one, unopened)
    late = office.newcomer("Lone", Role.CASEWORKER, Desk.COMPLAINTS)
    hers = taken_up(office)
    say_impartial(office, late, hers)
    with pytest.raises(InvalidInput, match="other: unknown"):
        link_cases(office.workplace, late, hers, one, reason="Samme")
    with pytest.raises(NotFound):
        link_cases(office.workplace, late, one, hers, reason="Samme")
    assert file_of(office, one).links == file_of(office, hers).links == ()


def test_no_link_crosses_the_border_between_the_desks(office: Office) -> None:
    complaint, report = taken_up(office), office.taken_up().number
    for one, other in ((complaint, report), (report, complaint)):
        with pytest.raises(InvalidInput, match="other: other_kind"):
            link(office, one, other)
    assert file_of(office, report).links == file_of(office, complaint).links == ()


def test_a_supervision_is_linked_to_the_complaint_it_came_of(office: Office) -> None:
    complaint = taken_up(office)
    own = _own_case(office, CaseKind.OWN_MOTION)
    link(office, complaint, own)
    assert file_of(office, own).links[0].number == complaint
    advice = _own_case(office, CaseKind.ASSISTANCE)
    with pytest.raises(InvalidInput, match="other: other_kind"):
        link(office, complaint, advice)


def test_what_a_citizen_wrote_in_the_other_case_stays_new(office: Office) -> None:
    one, other = taken_up(office), taken_up(office)
    number, citizen = a_complaint(office)
    say_impartial(office, office.birgitte, number)
    for each in (one, other, number):
        file_of(office, each)
    post_message(office.workplace, citizen, "Hører I mig?")
    link(office, one, other)
    link(office, one, number)
    rows = list_cases(office.workplace, office.birgitte, WorklistQuery()).rows
    assert {row.facts.number for row in rows if row.new} == {number}


def test_an_altered_case_is_linked_to_nothing(office: Office) -> None:
    one, other = taken_up(office), taken_up(office)
    with office.database.engine.begin() as connection:
        connection.execute(cases.update().where(cases.c.number == other).values(state="closed"))
    with pytest.raises(InvalidInput, match="other: altered"):
        link(office, one, other)
    assert file_of(office, one).links == ()


def test_cases_are_found_by_words_and_by_number(office: Office) -> None:
    one = taken_up(office, "Hegnet er væltet.")
    other = taken_up(office, "Naboens hegn er væltet af stormen.")
    unopened, _citizen = a_complaint(office, "Hegnet er væltet igen.")
    report = office.taken_up("Hegnet er væltet.").number
    own = _own_case(office, CaseKind.OWN_MOTION, "Hegn, der er væltet")

    def found(words: str) -> set[str]:
        related = find_related(office.workplace, office.birgitte, one, words)
        assert related.searched_all
        return {proposed.facts.number for proposed in related.proposed}

    assert found("væltet hegn") == {other, own}
    assert found("månen") == set()
    # A number is found unopened too, as on the worklist; never a report's.
    assert found(unopened.lower()) == {unopened}
    assert found(report) == set()
    assert found(one) == set()
    link(office, one, other)
    assert found("væltet hegn") == {own}


def test_complaints_of_the_same_administration_that_resemble_are_proposed(office: Office) -> None:
    text = "Kloakdækslet på Griffenfeldsgade larmer, når lastbilerne kører over."
    one = taken_up(office, text, administration="TMF")
    same = taken_up(office, f"Nr. 2: {text}", administration="TMF")
    taken_up(office, text, administration="SOF")
    taken_up(office, "Skraldebilen kommer for tidligt.", administration="TMF")
    a_complaint(office, text, administration="TMF")
    linked = taken_up(office, text, administration="TMF")
    link(office, one, linked)
    office.taken_up(text)
    related = find_alike(office.workplace, office.birgitte, one)
    [proposed] = related.proposed
    assert proposed.facts.number == same
    assert proposed.why is not None
    assert "griffenfeldsgade" in proposed.why.words
    assert related.searched_all


def test_where_no_administration_is_known_all_are_looked_into(office: Office) -> None:
    text = "Kloakdækslet på Griffenfeldsgade larmer."
    one = taken_up(office, text)
    same = taken_up(office, text, administration="TMF")
    found = find_alike(office.workplace, office.birgitte, one).proposed
    assert [proposed.facts.number for proposed in found] == [same]


def test_nobody_looks_for_likes_of_a_case_that_is_not_hers(office: Office) -> None:
    number = taken_up(office)
    stranger = office.newcomer("Kaja", Role.CASEWORKER, Desk.COMPLAINTS)
    with pytest.raises(NotFound):
        find_alike(office.workplace, stranger, number)
    with pytest.raises(NotFound):
        find_related(office.workplace, stranger, number, "venter")


def test_a_merging_is_not_taken_away_as_a_link(office: Office) -> None:
    one, other = taken_up(office), taken_up(office)
    file_of(office, one)
    merge_complaints(office.workplace, office.birgitte, one, other, reason="Det samme")
    with pytest.raises(ForbiddenMove):
        unlink_cases(office.workplace, office.birgitte, one, other, reason="Nej")
