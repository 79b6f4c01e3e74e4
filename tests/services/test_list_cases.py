"""The worklist of a member: what she holds a key to, what is new to her, what a search finds."""

from datetime import date, timedelta

import pytest

from crypto.case_key import new_root
from crypto.identifiers import new_secret
from portal.domain.access import Role
from portal.domain.case_file import NoteReader
from portal.domain.case_status import CaseState, RestsWith
from portal.domain.dialogue import EntryKind
from portal.services.casework.close_case import close_case
from portal.services.casework.declare_impartiality import (
    declare_impartiality,
    impartiality_basis,
)
from portal.services.casework.forward_matter import forward_matter
from portal.services.casework.give_feedback import give_feedback
from portal.services.casework.list_cases import SEARCHED_AT_MOST, Worklist, list_cases
from portal.services.casework.read_case import read_case
from portal.services.casework.write_note import write_note
from portal.services.casework.write_to_reporter import write_to_reporter
from portal.services.key_copies import KeysToHand, member_copy
from portal.services.member_work import working_on
from portal.services.reporting.post_message import post_message
from portal.services.seen_marker import seen_marker, unread_marker, writes_seen
from portal.services.workplace import Member
from portal.storage.case_store import ReporterKeys, WorklistQuery
from portal.storage.tables import case_keys
from tests.services.acts import DUE
from tests.storage.rows import case_facts
from tests.support.office import Office
from tests.support.portal import FiledReport

EVERYTHING = WorklistQuery()


def worklist(
    office: Office, words: str = "", member: Member | None = None, **wanted: object
) -> Worklist:
    return list_cases(office.workplace, member or office.anders, WorklistQuery(**wanted), words)


def numbers(found: Worklist) -> list[str]:
    return [row.facts.number for row in found.rows]


def is_new(office: Office, member: Member, report: FiledReport) -> bool:
    [row] = worklist(office, report.number, member).rows
    return row.new


def test_a_case_shows_whose_move_it_is_and_what_is_awaited(office: Office) -> None:
    report = office.taken_up()
    ordinal = office.in_scope(report.number)
    told = {"administration": "TMF", "text": "Undersøg", "due": DUE}
    forward_matter(office.workplace, office.anders, report.number, ordinal, **told)
    [row] = worklist(office).rows
    assert row.facts.number == report.number
    assert (row.facts.state, row.facts.rests_with) == (CaseState.OPEN, RestsWith.ADMINISTRATION)
    assert row.awaited == (("TMF", DUE),)


def test_the_list_is_filtered_sorted_and_paged(office: Office) -> None:
    reports = []
    for _ in range(5):
        reports.append(office.filed())
        office.clock.advance(timedelta(days=1))
    taken = office.taken_up()
    newest = [report.number for report in (taken, *reversed(reports))]
    assert numbers(worklist(office, sort="newest")) == newest
    assert numbers(worklist(office, sort="due")) == newest[::-1]
    assert numbers(worklist(office, state=CaseState.OPEN)) == [taken.number]
    page = worklist(office, sort="newest", page=2, page_size=2)
    assert (numbers(page), page.count) == (newest[2:4], 6)
    assert numbers(worklist(office, page=9)) == []


def test_what_is_overdue_comes_first_whoever_has_it(office: Office) -> None:
    overdue = office.taken_up()
    write_to_reporter(office.workplace, office.anders, overdue.number, "Hvornår?", asks=True)
    answered = office.taken_up()
    give_feedback(
        office.workplace, office.anders, answered.number, done="x", why="y", interim=False
    )
    office.clock.advance(timedelta(days=120))
    fresh = office.taken_up()
    assert numbers(worklist(office))[0] == overdue.number
    # A limit that was met is not overdue: what the unit has to move is sorted by its date.
    assert numbers(worklist(office))[1:] == [answered.number, fresh.number]


def test_the_list_opens_no_case_and_needs_no_declaration(office: Office) -> None:
    report = office.filed("Der mangler penge.")
    found = worklist(office)
    assert numbers(found) == [report.number]
    assert "mangler" not in repr(found)


@pytest.mark.parametrize("typed", ["{0}", "  {0} ", "{1}", "{2}", "{3}"])
def test_a_number_is_found_however_it_is_typed(office: Office, typed: str) -> None:
    report = office.filed()
    office.filed()
    number = report.number
    forms = (
        number,
        number.lower(),
        number.replace("-", " "),
        number.replace("0", "o").replace("1", "l"),
    )
    assert numbers(worklist(office, typed.format(*forms))) == [number]


def test_a_number_is_found_whatever_the_filter_leaves_out(office: Office) -> None:
    report = office.taken_up()
    office.rejected(report.number)
    close_case(office.workplace, office.anders, report.number, reason="Afvist")
    wanted = {"state": CaseState.OPEN, "rests_with": RestsWith.REPORTER, "page": 3}
    assert numbers(worklist(office, report.number, **wanted)) == [report.number]


def test_a_number_without_a_key_is_not_found(office: Office) -> None:
    report = office.taken_up()
    stranger = office.newcomer(role=Role.LEAD)
    assert worklist(office, report.number, stranger).count == 0
    assert worklist(office, "2026-00000").count == 0


def test_words_are_found_in_all_that_was_said_and_in_the_matters(office: Office) -> None:
    report = office.taken_up("Der mangler penge i kassen", place="Vibenhus", witnesses="Bogholder")
    other = office.taken_up("Der drikkes på arbejdet")
    office.split(report.number, "Underslæb")
    post_message(office.workplace, report.reporter, "Det var i tirsdags")
    give_feedback(
        office.workplace,
        office.anders,
        report.number,
        done="Politiet",
        why="Bedrageri",
        interim=True,
    )
    for words in (
        "penge",
        "KASSEN der",
        "vibenhus",
        "bogholder mangler",
        "tirsdags",
        "underslæb",
        "bedrag",
        "politiet penge",
    ):
        assert numbers(worklist(office, words)) == [report.number], words
    assert {*numbers(worklist(office, "der"))} == {report.number, other.number}
    assert worklist(office, "penge drikkes").count == 0
    assert worklist(office, "flyvemaskine").count == 0


def test_words_that_look_like_a_number_are_still_words(office: Office) -> None:
    report = office.taken_up("Det skete i 2025 marts")
    assert numbers(worklist(office, "2025 marts")) == [report.number]


def test_words_are_looked_for_only_where_the_member_declared_herself_impartial(
    office: Office,
) -> None:
    office.filed("Der mangler penge")
    taken = office.taken_up("Der mangler penge")
    assert numbers(worklist(office, "penge")) == [taken.number]
    assert worklist(office, "penge", office.chaima).count == 0
    declare_impartiality(
        office.workplace, office.anders, taken.number, impartial=False, reason="Min søster"
    )
    assert worklist(office, "penge").count == 0


def test_words_are_looked_for_among_what_the_filter_leaves_page_by_page(office: Office) -> None:
    reports = []
    for _ in range(3):
        reports.append(office.taken_up("Der mangler penge"))
        office.clock.advance(timedelta(days=1))
    office.filed("Der mangler penge")
    asked = reports[0].number
    write_to_reporter(office.workplace, office.anders, asked, "Hvornår?", asks=True)
    assert numbers(worklist(office, "penge", rests_with=RestsWith.REPORTER)) == [asked]
    pages = [worklist(office, "penge", sort="newest", page=n, page_size=2) for n in (1, 2, 3)]
    assert [page.count for page in pages] == [3, 3, 3]
    found = [number for page in pages for number in numbers(page)]
    assert found == [report.number for report in reversed(reports)]


def test_what_no_eye_reads_is_not_found_by_words(office: Office) -> None:
    report = office.taken_up()
    facts = {"administration": "SOF", "files": "brev.pdf", "dossier": "ab12cd", "key": "ef34ab"}
    with working_on(office.workplace, office.anders, report.number) as work:
        work.add_entry(EntryKind.FORWARDED_ON_WORD, text="Jeg venter", facts=facts)
        work.finish()
    assert numbers(worklist(office, "jeg venter brev.pdf")) == [report.number]
    for unread in ("ab12cd", "ef34ab", "12c"):
        assert numbers(worklist(office, unread)) == []


def test_notes_are_not_searched_for_words(office: Office) -> None:
    report = office.taken_up()
    write_note(office.workplace, office.anders, report.number, "hemmelighed", NoteReader.SELF)
    assert worklist(office, "hemmelighed").count == 0


def test_a_case_is_new_to_each_member_until_she_has_opened_it(office: Office) -> None:
    report = office.taken_up()
    assert is_new(office, office.anders, report)
    assert is_new(office, office.chaima, report)
    read_case(office.workplace, office.anders, report.number)
    assert not is_new(office, office.anders, report)
    assert is_new(office, office.birgitte, report)


def test_what_is_written_is_new_to_everybody_but_its_writer(office: Office) -> None:
    report = office.taken_up()
    for member in (office.anders, office.birgitte):
        read_case(office.workplace, member, report.number)
    ordinal = office.in_scope(report.number)
    assert not is_new(office, office.anders, report)
    assert is_new(office, office.birgitte, report)
    read_case(office.workplace, office.birgitte, report.number)
    told = {"administration": "TMF", "text": "Undersøg", "due": DUE}
    forward_matter(office.workplace, office.anders, report.number, ordinal, **told)
    assert is_new(office, office.birgitte, report)
    read_case(office.workplace, office.birgitte, report.number)
    post_message(office.workplace, report.reporter, "I går.")
    assert is_new(office, office.anders, report)
    assert is_new(office, office.birgitte, report)


def test_looking_at_the_list_or_at_the_basis_is_not_seeing(office: Office) -> None:
    report = office.filed()
    worklist(office)
    worklist(office, "penge")
    impartiality_basis(office.workplace, office.anders, report.number)
    assert is_new(office, office.anders, report)


def test_markers_do_not_tell_who_has_read_what(office: Office) -> None:
    report = office.taken_up()
    read_case(office.workplace, office.anders, report.number)
    markers = {row.holder: row.seen for row in office.rows(case_keys)}
    assert len({len(marker) for marker in markers.values()}) == 1
    assert len({marker[:1] for marker in markers.values()}) == 1
    assert len(set(markers.values())) == len(markers)


def test_a_marker_is_read_by_its_owner_for_its_case_alone(office: Office) -> None:
    anders, birgitte = office.anders.key_pair, office.birgitte.key_pair
    marker = seen_marker(anders, b"c" * 16, 7)
    assert writes_seen(anders, b"c" * 16, marker) == 7
    assert writes_seen(birgitte, b"c" * 16, marker) == 0
    assert writes_seen(anders, b"d" * 16, marker) == 0
    assert writes_seen(anders, b"c" * 16, unread_marker()) == 0
    assert len(unread_marker()) == len(marker) == len(seen_marker(anders, b"c" * 16, 10**9))


def test_a_search_that_stops_at_its_limit_says_so(office: Office) -> None:
    with office.database.open_unit(write=True) as unit:
        for _ in range(SEARCHED_AT_MOST):
            facts = case_facts()
            unit.cases.add(facts, locator=new_secret(), reporter=ReporterKeys(b"public", b""))
            unit.case_keys.add(
                facts.id, [member_copy(facts, KeysToHand(new_root()), office.anders.account)]
            )
        unit.commit()
    assert worklist(office, "penge").searched_all
    taken = office.taken_up("Der mangler penge")
    assert not worklist(office, "penge").searched_all
    assert worklist(office).searched_all
    found = worklist(office, "penge", sort="newest")
    assert (numbers(found), found.searched_all) == ([taken.number], False)


def test_the_limit_of_feedback_stands_on_the_list(office: Office) -> None:
    office.filed()
    [row] = worklist(office).rows
    assert row.facts.feedback_due == date(2026, 6, 3)
