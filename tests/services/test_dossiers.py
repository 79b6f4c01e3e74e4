from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from portal.domain.access import Desk
from portal.domain.case_status import CaseState, RestsWith
from portal.domain.disclosure import BasisKind
from portal.domain.disclosure_register import Purpose, SentBy
from portal.domain.dossier import ActKind, DossierKind, Stage
from portal.domain.errors import ForbiddenMove, InvalidInput, LockedByLaw, NotFound
from portal.domain.matter import Outcome, PassOn
from portal.domain.unit_list import UnitList
from portal.services.accounts.disable_account import disable_account
from portal.services.casework.erase_case import erase_case
from portal.services.casework.forward_matter import enter_answer
from portal.services.casework.postpone_answer import postpone_answer
from portal.services.casework.read_case import read_case
from portal.services.casework.set_case_aside import set_case_aside
from portal.services.casework.set_outcome import set_outcome
from portal.services.dossiers.answer_dossier import (
    answer_dossier,
    ask_for_more_time,
    ask_the_unit,
    tell_follow_up,
)
from portal.services.dossiers.assess_answer import accept_answer, ask_again
from portal.services.dossiers.change_recipients import add_recipient, remove_recipient
from portal.services.dossiers.follow_up import ask_for_follow_up, register_follow_up
from portal.services.dossiers.hand_over_dossier import hand_over_dossier
from portal.services.dossiers.read_dossier import (
    confirm_secrecy,
    list_dossiers,
    read_dossier,
    read_dossier_file,
)
from portal.services.dossiers.reply_in_dossier import (
    give_more_time,
    refuse_more_time,
    reply_in_dossier,
)
from portal.services.dossiers.send_dossier import Outgoing, send_dossier
from portal.services.dossiers.write_answer_in import write_answer_in
from portal.services.reporting.answer_question import answer_question
from portal.services.reporting.post_message import post_message
from portal.storage.tables import dossier_keys, dossiers, file_chunks, files
from tests.services.acts import finish, open_offer, received
from tests.services.hearing import DUE, Hearing, hearing, karen_of, lone_of
from tests.support.office import Office

LATER = date(2026, 4, 14)


def rests_with(sent: Hearing) -> RestsWith | None:
    """Whose move it is by the plain column, which lists go by."""
    with sent.office.workplace.open_unit() as unit:
        facts = unit.cases.by_number(sent.number)
    assert facts is not None
    return facts.rests_with


def test_who_was_sent_a_dossier_finds_and_reads_it(office: Office) -> None:
    sent = hearing(office)
    for contact in (sent.karen, sent.lone):
        [found] = list_dossiers(office.workplace, contact).dossiers
        assert (found.text, found.due_now, found.stage) == ("Undersøg kassen.", DUE, Stage.AWAITED)
        assert not read_dossier(office.workplace, contact, sent.dossier.number).confirmed


def test_a_dossier_has_a_number_of_its_own(office: Office) -> None:
    sent = hearing(office)
    assert sent.number[5:] not in sent.dossier.number
    with pytest.raises(NotFound):
        read_dossier(office.workplace, sent.karen, sent.number)


@pytest.mark.parametrize("administration", ["SUF", "BUF"])
def test_who_was_not_sent_it_finds_nothing(office: Office, administration: str) -> None:
    sent = hearing(office)
    late = office.contact("Mona", administration)
    assert list_dossiers(office.workplace, late).dossiers == ()
    with pytest.raises(NotFound):
        read_dossier(office.workplace, late, sent.dossier.number)


def test_nothing_is_done_before_the_notice_of_secrecy_was_read(office: Office) -> None:
    sent = hearing(office)
    with pytest.raises(NotFound):
        answer_dossier(office.workplace, sent.karen, sent.dossier.number, result="Ja", planned="")
    confirm_secrecy(office.workplace, sent.karen, sent.dossier.number)
    confirm_secrecy(office.workplace, sent.karen, sent.dossier.number)
    [opened] = sent.now().acts
    assert (opened.kind, opened.by, opened.name) == (ActKind.OPENED, sent.karen.id, "Karen Prøve")
    assert rests_with(sent) is RestsWith.ADMINISTRATION


def test_an_answer_makes_it_the_units_move_at_once(office: Office) -> None:
    sent = hearing(office)
    assert rests_with(sent) is RestsWith.ADMINISTRATION
    sent.answered()
    assert rests_with(sent) is RestsWith.UNIT
    file = sent.file()
    [forwarding] = file.matters[0].forwardings
    assert (forwarding.answer, forwarding.awaits_answer) == ("Kassen passer ikke.", False)
    assert file.dossiers[0].answer is not None
    assert file.dossiers[0].answer.planned == "Ny procedure."


def test_the_day_of_an_answer_is_the_day_of_the_turn_whenever_it_is_read(office: Office) -> None:
    sent = hearing(office)
    office.clock.advance(timedelta(days=10))
    sent.answered()
    answered = office.workplace.today()
    office.clock.advance(timedelta(days=5))
    post_message(office.workplace, sent.report.reporter, "Er der nyt?")
    office.clock.advance(timedelta(days=5))
    sent.file()
    turns = sent.file().turns
    assert (turns[-1].on, turns[-1].rests_with) == (answered, RestsWith.UNIT)
    assert [turn.rests_with for turn in turns[-2:]] == [RestsWith.ADMINISTRATION, RestsWith.UNIT]


def test_the_reporter_takes_no_move_from_the_unit(office: Office) -> None:
    sent = hearing(office)
    sent.answered()
    post_message(office.workplace, sent.report.reporter, "Tak.")
    assert rests_with(sent) is RestsWith.UNIT
    assert sent.file().facts.rests_with is RestsWith.UNIT


def test_a_question_is_the_units_until_it_replies(office: Office) -> None:
    sent = hearing(office)
    confirm_secrecy(office.workplace, sent.karen, sent.dossier.number)
    ask_the_unit(office.workplace, sent.karen, sent.dossier.number, "Hvilket år?")
    assert rests_with(sent) is RestsWith.UNIT
    reply_in_dossier(
        office.workplace, office.anders, sent.number, sent.dossier.number, text="2025."
    )
    assert rests_with(sent) is RestsWith.ADMINISTRATION
    assert sent.file().turns[-1].rests_with is RestsWith.ADMINISTRATION


@pytest.mark.parametrize("granted", [True, False])
def test_more_time_is_decided_by_the_unit(office: Office, granted: bool) -> None:
    sent = hearing(office)
    confirm_secrecy(office.workplace, sent.karen, sent.dossier.number)
    ask_for_more_time(
        office.workplace, sent.karen, sent.dossier.number, due=LATER, reason="Revisor er syg"
    )
    assert rests_with(sent) is RestsWith.UNIT
    where = (office.workplace, office.anders, sent.number, sent.dossier.number)
    if granted:
        give_more_time(*where, due=LATER, reason="Det er rimeligt")
    else:
        refuse_more_time(*where, reason="Fristen over for indberetteren")
    [seen] = list_dossiers(office.workplace, sent.lone).dossiers
    assert seen.due_now == (LATER if granted else DUE)
    assert rests_with(sent) is RestsWith.ADMINISTRATION


def test_an_answer_that_is_not_enough_begins_a_new_round(office: Office) -> None:
    sent = hearing(office)
    sent.answered()
    where = (office.workplace, office.anders, sent.number, sent.dossier.number)
    ask_again(*where, text="Bilagene mangler.", due=LATER)
    assert (sent.now().round, rests_with(sent)) == (2, RestsWith.ADMINISTRATION)
    sent.answered(sent.lone, "Her er bilagene.")
    accept_answer(*where)
    assert sent.now().stage is Stage.ENOUGH
    assert rests_with(sent) is RestsWith.UNIT


def test_an_outcome_finds_the_answer_enough_and_calls_off_what_is_awaited(office: Office) -> None:
    sent = hearing(office)
    with pytest.raises(ForbiddenMove):
        settle(sent, Outcome.CONFIRMED)
    settle(sent, Outcome.STOPPED_TO_PROTECT)
    assert sent.now().stage is Stage.CALLED_OFF
    answered = hearing(office)
    answered.answered()
    settle(answered, Outcome.CONFIRMED)
    assert answered.now().stage is Stage.ENOUGH


def settle(sent: Hearing, outcome: Outcome) -> None:
    workplace, anders = sent.office.workplace, sent.office.anders
    set_outcome(workplace, anders, sent.number, sent.matter, outcome=outcome, police_report=False)


def test_a_follow_up_after_closing_waits_to_be_registered(office: Office) -> None:
    sent = hearing(office)
    sent.answered()
    finish(office, sent.report, sent.matter)
    where = (office.workplace, office.anders, sent.number, sent.dossier.number)
    ask_for_follow_up(*where, text="Hvad har I gjort?", due=LATER)
    assert rests_with(sent) is None
    with pytest.raises(ForbiddenMove):
        register_follow_up(*where)
    tell_follow_up(office.workplace, sent.karen, sent.dossier.number, text="Kassen er lukket af.")
    assert rests_with(sent) is RestsWith.UNIT
    register_follow_up(*where)
    assert rests_with(sent) is None
    assert [told.text for told in sent.now().follow_ups] == ["Kassen er lukket af."]


def test_silence_is_registered_once_the_day_has_passed(office: Office) -> None:
    sent = hearing(office)
    sent.answered()
    settle(sent, Outcome.CONFIRMED)
    where = (office.workplace, office.anders, sent.number, sent.dossier.number)
    ask_for_follow_up(*where, text="Hvad har I gjort?", due=LATER)
    office.clock.advance(LATER - office.workplace.today() + timedelta(days=1))
    register_follow_up(*where)
    assert (sent.now().stage, sent.now().follow_ups) == (Stage.CONCLUDED, ())


def test_a_follow_up_is_asked_for_after_the_outcome(office: Office) -> None:
    sent = hearing(office)
    sent.answered()
    where = (office.workplace, office.anders, sent.number, sent.dossier.number)
    accept_answer(*where)
    with pytest.raises(ForbiddenMove):
        ask_for_follow_up(*where, text="Hvad har I gjort?", due=LATER)


def test_a_dossier_is_handed_to_a_colleague_of_the_administration(office: Office) -> None:
    karen, lone = karen_of(office), lone_of(office)
    sent = hearing(office, recipients=(karen.id,))
    assert list_dossiers(office.workplace, lone).dossiers == ()
    confirm_secrecy(office.workplace, karen, sent.dossier.number)
    hand_over_dossier(office.workplace, karen, sent.dossier.number, lone.id, note="Jeg er syg")
    [found] = list_dossiers(office.workplace, lone).dossiers
    assert found.acts[-1].to == (lone.id,)
    confirm_secrecy(office.workplace, lone, sent.dossier.number)
    sent.answered(lone)
    assert sent.now().stage is Stage.ANSWERED


def test_a_dossier_is_handed_to_nobody_who_was_kept_out(office: Office) -> None:
    lone, mona = lone_of(office), office.contact("Mona", "SUF")
    sent = hearing(office, barred=(lone.id,))
    confirm_secrecy(office.workplace, sent.karen, sent.dossier.number)
    for other in (lone, mona, office.anders):
        with pytest.raises(InvalidInput):
            hand_over_dossier(office.workplace, sent.karen, sent.dossier.number, other.id)
    assert list_dossiers(office.workplace, lone).dossiers == ()


def test_who_is_named_in_the_case_cannot_be_a_recipient(office: Office) -> None:
    karen, lone = karen_of(office), lone_of(office)
    report = office.taken_up("Karen Prøve tager af kassen.")
    matter = office.in_scope(report.number)
    to_karen = Outgoing("BUF", "Undersøg kassen.", recipients=(karen.id,))
    where = (office.workplace, office.anders, report.number, matter)
    with pytest.raises(InvalidInput) as refused:
        send_dossier(*where, to_karen)
    assert (refused.value.field, refused.value.reason) == ("recipients", "not_allowed")
    dossier = send_dossier(*where, Outgoing("BUF", "Undersøg kassen."))
    assert dossier.may_hold == (lone.id,)


@pytest.mark.parametrize("why", ["none", "complaints", "named", "disabled", "alone"])
def test_without_a_recipient_nothing_goes_out(office: Office, why: str) -> None:
    if why != "none":
        desk = Desk.COMPLAINTS if why == "complaints" else Desk.BOTH
        office.contact("Karen", "BUF", desk=desk, for_one_dossier=why == "alone")
    if why == "disabled":
        disable_account(office.workplace, None, "karen@kommune.example")
    report = office.taken_up("Det er Karen Prøve." if why == "named" else "Kassen.")
    matter = office.in_scope(report.number)
    with pytest.raises(InvalidInput):
        send_dossier(
            office.workplace, office.anders, report.number, matter, Outgoing("BUF", "Kassen.")
        )
    assert office.rows(dossiers) == []


def test_who_was_invited_for_one_dossier_gets_it_when_chosen(office: Office) -> None:
    head = office.contact("Ole", "BUF", for_one_dossier=True)
    sent = hearing(office, recipients=(head.id,))
    [found] = list_dossiers(office.workplace, head).dossiers
    assert found.number == sent.dossier.number


def test_the_same_administration_is_not_asked_twice_at_once(office: Office) -> None:
    sent = hearing(office)
    with pytest.raises(ForbiddenMove):
        send_dossier(
            office.workplace, office.anders, sent.number, sent.matter, Outgoing("BUF", "Igen.")
        )


@pytest.mark.parametrize("marked", ["contains_identity", "may_reveal"])
def test_what_could_reveal_the_reporter_is_held_back(office: Office, marked: str) -> None:
    office.contact("Karen", "BUF")
    report = office.taken_up()
    matter = office.in_scope(report.number)
    outgoing = replace(Outgoing("BUF", "Kassen."), **{marked: True})
    with pytest.raises(LockedByLaw):
        send_dossier(office.workplace, office.anders, report.number, matter, outgoing)
    assert (office.rows(dossiers), office.rows(dossier_keys)) == ([], [])


def test_the_register_says_what_went_out_and_on_what_it_rested(office: Office) -> None:
    sent = hearing(office)
    [line] = sent.file().disclosures
    assert (line.recipient, line.sent_by, line.purpose) == (
        "BUF",
        SentBy.PORTAL,
        Purpose.EXAMINATION,
    )
    assert (line.dossier, line.what) == (sent.dossier.number, "Undersøg kassen.")
    assert (line.basis.kind, line.by) == (BasisKind.NONE_NEEDED, office.anders.id)


def test_what_is_passed_on_outside_the_scheme_has_no_clock(office: Office) -> None:
    karen = office.contact("Karen", "BUF")
    report = office.taken_up()
    matter = office.rejected(report.number, offer=True)
    outside = Outgoing("BUF", "Til orientering.", kind=DossierKind.OUTSIDE_SCHEME)
    where = (office.workplace, office.anders, report.number, matter)
    with pytest.raises(ForbiddenMove):
        send_dossier(*where, outside)
    answer_question(office.workplace, report.reporter, open_offer(office, report), accepted=True)
    send_dossier(*where, outside)
    [found] = list_dossiers(office.workplace, karen).dossiers
    assert (found.kind, found.due_now) == (DossierKind.OUTSIDE_SCHEME, None)
    with office.workplace.open_unit() as unit:
        facts = unit.cases.by_number(report.number)
        assert facts is not None
        assert unit.forwardings.awaited([facts.id]) == {}
        assert facts.rests_with is RestsWith.UNIT


def test_a_file_that_comes_with_an_answer_is_read_on_both_sides(office: Office) -> None:
    sent = hearing(office)
    confirm_secrecy(office.workplace, sent.karen, sent.dossier.number)
    file = received(office, b"et bilag" * 20_000)
    answer_dossier(
        office.workplace,
        sent.karen,
        sent.dossier.number,
        result="Se bilaget.",
        planned="",
        files=(file,),
    )
    with pytest.raises(NotFound):
        read_dossier_file(office.workplace, sent.lone, sent.dossier.number, file.id)
    confirm_secrecy(office.workplace, sent.lone, sent.dossier.number)
    told, content = read_dossier_file(office.workplace, sent.lone, sent.dossier.number, file.id)
    assert (told.name, b"".join(content)) == ("bilag.pdf", b"et bilag" * 20_000)
    answer = sent.file().dossiers[0].answer
    assert answer is not None
    assert answer.files == (file,)


def test_who_moved_to_another_administration_loses_the_dossier(office: Office) -> None:
    sent = hearing(office)
    office.relist(lambda now: moved(now, sent.karen.account.id))
    with pytest.raises(NotFound):
        read_dossier(office.workplace, sent.karen, sent.dossier.number)
    assert list_dossiers(office.workplace, sent.karen).dossiers == ()


def moved(unit_list: UnitList, account_id: bytes) -> UnitList:
    found = unit_list.member(account_id)
    assert found is not None
    return unit_list.with_member(replace(found, administration="SUF"))


def test_a_recipient_who_is_added_reads_and_one_who_is_removed_does_not(office: Office) -> None:
    sent = hearing(office)
    late = office.contact("Mona", "BUF")
    where = (office.workplace, office.anders, sent.number, sent.dossier.number)
    add_recipient(*where, late.id)
    assert len(list_dossiers(office.workplace, late).dossiers) == 1
    remove_recipient(*where, sent.karen.id)
    with pytest.raises(NotFound):
        read_dossier(office.workplace, sent.karen, sent.dossier.number)
    sent.answered(late)
    assert rests_with(sent) is RestsWith.UNIT
    with pytest.raises(InvalidInput):
        add_recipient(*where, office.contact("Nina", "SUF").id)


def test_the_last_recipient_is_not_removed(office: Office) -> None:
    karen = karen_of(office)
    sent = hearing(office, recipients=(karen.id,))
    with pytest.raises(InvalidInput):
        remove_recipient(
            office.workplace, office.anders, sent.number, sent.dossier.number, karen.id
        )


def test_an_answer_that_came_by_letter_is_written_into_the_dossier(office: Office) -> None:
    sent = hearing(office)
    where = (office.workplace, office.anders, sent.number)
    write_answer_in(*where, sent.dossier.number, text="Kom med posten.")
    answer = sent.now().answer
    assert answer is not None
    assert (answer.text, answer.by_unit) == ("Kom med posten.", True)
    assert rests_with(sent) is RestsWith.UNIT


def test_more_time_moves_what_lists_and_reminders_go_by(office: Office) -> None:
    sent = hearing(office)
    where = (office.workplace, office.anders, sent.number)
    give_more_time(*where, sent.dossier.number, due=LATER, reason="Aftalt")
    assert sent.now().due_now == LATER
    with office.workplace.open_unit() as unit:
        facts = unit.cases.by_number(sent.number)
        assert facts is not None
        assert unit.forwardings.awaited([facts.id])[facts.id] == [("BUF", LATER)]
        assert facts.act_from == LATER + timedelta(days=1)


def test_the_forms_for_letters_write_nothing_into_a_dossier(office: Office) -> None:
    """They do not ask what § 26 wants to know of a text that contact persons read."""
    sent = hearing(office)
    where = (office.workplace, office.anders, sent.number, sent.matter)
    before = sent.now()
    with pytest.raises(ForbiddenMove):
        enter_answer(*where, administration="BUF", text="Det var Åse.")
    with pytest.raises(ForbiddenMove):
        postpone_answer(*where, administration="BUF", due=LATER, reason="Åse er syg.")
    assert sent.now() == before


def test_an_administrations_word_ends_a_time_set_aside(office: Office) -> None:
    sent = hearing(office)
    confirm_secrecy(office.workplace, sent.karen, sent.dossier.number)
    ask_the_unit(office.workplace, sent.karen, sent.dossier.number, "Hvilket år?")
    until = office.workplace.today() + timedelta(days=20)
    set_case_aside(office.workplace, office.anders, sent.number, until=until, reason="Ferie")
    ask_the_unit(office.workplace, sent.karen, sent.dossier.number, "Og hvilken kasse?")
    file = sent.file()
    assert file.set_aside_until is None
    assert file.facts.act_from == file.facts.received_on


def test_erasing_a_case_leaves_nothing_of_its_dossiers(office: Office) -> None:
    sent = hearing(office)
    confirm_secrecy(office.workplace, sent.karen, sent.dossier.number)
    file = received(office, b"et bilag")
    answer_dossier(
        office.workplace,
        sent.karen,
        sent.dossier.number,
        result="Ja",
        planned="",
        files=(file,),
    )
    finish(office, sent.report, sent.matter)
    office.clock.advance(timedelta(days=900))
    erase_case(office.workplace, office.birgitte, sent.number, journal_answered=True)
    assert [office.rows(table) for table in (dossiers, dossier_keys, files, file_chunks)] == [
        [], [], [], [],
    ]  # fmt: skip
    assert list_dossiers(office.workplace, sent.karen).dossiers == ()
    with office.workplace.open_unit() as unit:
        facts = unit.cases.by_number(sent.number)
    assert facts is not None
    assert facts.state is CaseState.ERASED


def test_the_offer_is_used_up_when_the_matter_was_passed_on(office: Office) -> None:
    office.contact("Karen", "BUF")
    report = office.taken_up()
    matter = office.rejected(report.number, offer=True)
    answer_question(office.workplace, report.reporter, open_offer(office, report), accepted=True)
    outside = Outgoing("BUF", "Til orientering.", kind=DossierKind.OUTSIDE_SCHEME)
    where = (office.workplace, office.anders, report.number, matter)
    send_dossier(*where, outside)
    with pytest.raises(ForbiddenMove):
        send_dossier(*where, outside)
    with office.workplace.open_unit() as unit:
        facts = unit.cases.by_number(report.number)
    assert facts is not None
    [one] = read_case(office.workplace, office.anders, report.number).file.matters
    assert one.pass_on is PassOn.PASSED_ON
