"""Reporter and members at one case in the same moment: nothing is lost, nobody waits for ever."""

from concurrent.futures import ThreadPoolExecutor

from portal.domain.case_file import NoteReader
from portal.domain.errors import DomainError, LastHolder, NotFound
from portal.domain.matter import PassOn
from portal.services.casework.declare_impartiality import declare_impartiality
from portal.services.casework.give_access import give_access
from portal.services.casework.list_cases import list_cases
from portal.services.casework.read_case import read_case
from portal.services.casework.write_note import write_note
from portal.services.casework.write_to_reporter import stop_waiting, write_to_reporter
from portal.services.reporting.answer_question import answer_question
from portal.services.reporting.post_message import post_message
from portal.services.reporting.read_dialogue import read_dialogue
from portal.storage.case_store import WorklistQuery
from portal.storage.tables import case_keys
from tests.services.acts import open_offer
from tests.support.office import Office, all_at_once
from tests.support.portal import PASSPHRASE


def test_messages_from_both_sides_at_once_are_all_kept_and_numbered(office: Office) -> None:
    report = office.taken_up()

    def write(number: int) -> None:
        if number % 2:
            post_message(office.workplace, report.reporter, f"fra hende {number}")
        else:
            write_to_reporter(office.workplace, office.anders, report.number, f"til hende {number}")

    all_at_once(write)
    entries = read_dialogue(office.workplace, report.reporter).entries
    assert [entry.ordinal for entry in entries] == list(range(1, 8))
    assert {entry.text[-1] for entry in entries[1:]} == set("012345")


def test_one_form_sent_many_times_at_once_is_written_once(office: Office) -> None:
    report = office.taken_up()
    all_at_once(
        lambda _number: post_message(office.workplace, report.reporter, "I går", token="t" * 43)
    )
    assert len(read_dialogue(office.workplace, report.reporter).entries) == 2


def test_matters_split_off_at_once_have_numbers_of_their_own(office: Office) -> None:
    report = office.taken_up()
    ordinals = all_at_once(lambda number: office.split(report.number, f"Forhold {number}"))
    assert sorted(ordinals) == [1, 2, 3, 4, 5, 6]
    view = read_case(office.workplace, office.anders, report.number)
    assert [matter.ordinal for matter in view.file.matters] == [1, 2, 3, 4, 5, 6]
    assert (
        view.file.matters[0].standing == read_dialogue(office.workplace, report.reporter).matters[0]
    )


def test_notes_to_oneself_at_once_all_open_again(office: Office) -> None:
    report = office.taken_up()

    def note(number: int) -> None:
        member = office.anders if number % 2 else office.birgitte
        write_note(office.workplace, member, report.number, f"{number}", NoteReader.SELF)

    all_at_once(note)
    for member, mine in ((office.anders, {"1", "3", "5"}), (office.birgitte, {"0", "2", "4"})):
        view = read_case(office.workplace, member, report.number)
        assert {one.text for one in view.notes} == mine


def test_a_yes_and_a_no_at_once_leave_one_answer(office: Office) -> None:
    report = office.taken_up()
    office.rejected(report.number, offer=True)
    offer = open_offer(office, report)

    def answer(number: int) -> bool:
        try:
            answer_question(office.workplace, report.reporter, offer, accepted=number == 0)
        except NotFound:
            return False
        return True

    answers = all_at_once(answer, 2)
    assert sorted(answers) == [False, True]
    [standing] = read_dialogue(office.workplace, report.reporter).matters
    assert standing.pass_on is (PassOn.ACCEPTED if answers[0] else PassOn.DECLINED)


def test_an_answer_and_the_end_of_waiting_for_it_at_once_leave_one_of_them(
    office: Office,
) -> None:
    report = office.taken_up()
    office.rejected(report.number, offer=True)
    offer = open_offer(office, report)

    def act(number: int) -> bool:
        try:
            if number:
                stop_waiting(office.workplace, office.anders, report.number, offer)
            else:
                answer_question(office.workplace, report.reporter, offer, accepted=True)
        except DomainError:
            return False
        return True

    answers = all_at_once(act, 2)
    assert sorted(answers) == [False, True]
    [standing] = read_dialogue(office.workplace, report.reporter).matters
    assert standing.pass_on is (PassOn.ACCEPTED if answers[0] else PassOn.NOT_OFFERED)


def test_of_all_who_let_go_at_once_one_is_left_who_can_read(office: Office) -> None:
    report = office.taken_up()
    members = [office.birgitte, office.anders, office.chaima]

    def let_go(number: int) -> bool:
        try:
            declare_impartiality(
                office.workplace, members[number], report.number, impartial=False, reason="Søster"
            )
        except LastHolder:
            return False
        return True

    answers = all_at_once(let_go, 3)
    assert sorted(answers) == [False, True, True]
    left = members[answers.index(False)]
    assert left.account.id in {row.holder for row in office.rows(case_keys)}
    assert len(office.rows(case_keys)) == 2


def test_access_given_twice_at_once_is_one_key(office: Office) -> None:
    report = office.taken_up()
    dorthe = office.newcomer()

    def give(number: int) -> bool:
        giver = (office.birgitte, office.anders)[number]
        try:
            give_access(
                office.workplace, giver, report.number, dorthe.account.id, passphrase=PASSPHRASE
            )
        except NotFound:
            return False
        return True

    assert sorted(all_at_once(give, 2)) == [False, True]


def test_who_reads_and_who_searches_waits_for_nobody_who_writes(office: Office) -> None:
    reports = [office.taken_up(f"Sag {number}") for number in range(3)]

    def read(number: int) -> int:
        report = reports[number % 3]
        sort = ("urgent", "newest", "due")[number % 3]
        found = list_cases(office.workplace, office.anders, WorklistQuery(sort=sort), "sag")
        return found.count + len(read_dialogue(office.workplace, report.reporter).entries)

    with office.database.open_unit(write=True) as unit, ThreadPoolExecutor(6) as pool:
        for report in reports:
            assert unit.cases.by_number(report.number, lock=True)
        answers = [pool.submit(read, number) for number in range(6)]
        assert [answer.result(timeout=60) for answer in answers] == [4] * 6


def test_searching_in_every_order_while_others_write_is_never_a_dead_end(
    office: Office,
) -> None:
    rounds = 3
    reports = [office.taken_up(f"Sag {number}") for number in range(4)]

    def work(number: int) -> None:
        for turn in range(rounds):
            report = reports[(number + turn) % 4]
            if number % 2:
                post_message(office.workplace, report.reporter, "Nyt")
            else:
                sort = ("urgent", "newest", "due")[turn % 3]
                list_cases(office.workplace, office.anders, WorklistQuery(sort=sort), "sag")

    all_at_once(work)
    written = [len(read_dialogue(office.workplace, one.reporter).entries) - 1 for one in reports]
    assert sum(written) == 3 * rounds
