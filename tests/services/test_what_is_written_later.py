"""What the unit writes into a dossier after it was sent passes the lock like the dossier itself."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from portal.domain.disclosure import BasisKind
from portal.domain.disclosure_register import SentBy
from portal.domain.dossier import Extract, Stage
from portal.domain.errors import ForbiddenMove, InvalidInput, LockedByLaw
from portal.domain.matter import Outcome
from portal.services.casework.read_case import read_case
from portal.services.casework.set_outcome import set_outcome
from portal.services.casework.split_matter import change_matter
from portal.services.dossiers.answer_dossier import ask_for_more_time, ask_the_unit
from portal.services.dossiers.assess_answer import ask_again
from portal.services.dossiers.change_recipients import add_recipient, remove_recipient
from portal.services.dossiers.follow_up import (
    ask_for_follow_up,
    enter_follow_up,
    register_follow_up,
)
from portal.services.dossiers.hand_over_dossier import hand_over_dossier
from portal.services.dossiers.move_matter import Move, move_matter
from portal.services.dossiers.prepare_dossier import Planned, prepare_dossier
from portal.services.dossiers.read_dossier import confirm_secrecy, read_dossier
from portal.services.dossiers.reply_in_dossier import (
    give_more_time,
    refuse_more_time,
    reply_in_dossier,
)
from portal.services.dossiers.send_dossier import Outgoing, send_dossier
from portal.services.dossiers.write_answer_in import write_answer_in
from portal.services.reporting.answer_question import answer_question
from portal.services.reporting.read_dialogue import read_dialogue
from tests.services.asking import ask, says, takes_back
from tests.services.hearing import DUE, Hearing, hearing, karen_of

if TYPE_CHECKING:
    from tests.support.office import Office

LATER = date(2026, 4, 28)
REVEALS = "Åse var der den nat."


def asked(sent: Hearing) -> None:
    confirm_secrecy(sent.office.workplace, sent.karen, sent.dossier.number)
    ask_the_unit(sent.office.workplace, sent.karen, sent.dossier.number, "Hvilken nat?")


def wants_time(sent: Hearing) -> None:
    confirm_secrecy(sent.office.workplace, sent.karen, sent.dossier.number)
    ask_for_more_time(
        sent.office.workplace, sent.karen, sent.dossier.number, due=LATER, reason="Travlt."
    )


def settled(sent: Hearing) -> None:
    sent.answered()
    where = (sent.office.workplace, sent.office.anders, sent.number, sent.matter)
    set_outcome(*where, outcome=Outcome.CONFIRMED, police_report=False)


def nothing(_sent: Hearing) -> None:
    """As it was sent."""


LATER_WORDS: list[tuple[Callable[[Hearing], None], Callable[..., None], dict[str, Any]]] = [
    (asked, reply_in_dossier, {"text": REVEALS}),
    (nothing, give_more_time, {"due": LATER, "reason": REVEALS}),
    (wants_time, refuse_more_time, {"reason": REVEALS}),
    (Hearing.answered, ask_again, {"text": REVEALS, "due": LATER}),
    (nothing, write_answer_in, {"text": REVEALS}),
    (settled, ask_for_follow_up, {"text": REVEALS, "due": LATER}),
    (settled, enter_follow_up, {"text": REVEALS}),
]


@pytest.mark.parametrize(("before", "write", "words"), LATER_WORDS)
def test_what_may_reveal_the_reporter_does_not_follow_without_her_consent(
    office: Office,
    before: Callable[[Hearing], None],
    write: Callable[..., None],
    words: dict[str, Any],
) -> None:
    sent = hearing(office)
    consent = ask(office, sent.report, "BUF")
    before(sent)
    was, lines = sent.now(), sent.file().disclosures
    where = (office.workplace, office.anders, sent.number, sent.dossier.number)
    with pytest.raises(LockedByLaw):
        write(*where, **words, may_reveal=True)
    assert sent.now() == was
    assert sent.file().disclosures == lines
    says(office, sent.report, consent, yes=True)
    write(*where, **words, may_reveal=True)
    assert sent.now().acts[-1].text == REVEALS
    line = sent.file().disclosures[-1]
    assert (line.what, line.dossier, line.recipient) == (REVEALS, sent.dossier.number, "BUF")
    assert (line.sent_by, line.may_reveal) == (SentBy.PORTAL, True)
    assert line.basis.kind is BasisKind.CONSENT


@pytest.mark.parametrize(("before", "write", "words"), LATER_WORDS)
def test_what_reveals_nobody_follows_and_stands_in_the_register(
    office: Office,
    before: Callable[[Hearing], None],
    write: Callable[..., None],
    words: dict[str, Any],
) -> None:
    sent = hearing(office)
    before(sent)
    lines = len(sent.file().disclosures)
    write(office.workplace, office.anders, sent.number, sent.dossier.number, **words)
    assert len(sent.file().disclosures) == lines + 1
    assert sent.file().disclosures[-1].basis.kind is BasisKind.NONE_NEEDED


def test_a_note_on_a_follow_up_stays_with_the_unit(office: Office) -> None:
    sent = hearing(office)
    settled(sent)
    where = (office.workplace, office.anders, sent.number, sent.dossier.number)
    enter_follow_up(*where, text="De har gjort det.")
    register_follow_up(*where, note=REVEALS)
    assert sent.now().stage is Stage.CONCLUDED
    assert REVEALS not in str(read_dossier(office.workplace, sent.karen, sent.dossier.number))
    view = read_case(office.workplace, office.anders, sent.number)
    assert REVEALS in str(view.log)


def test_nobody_else_is_given_a_dossier_whose_consent_was_taken_back(office: Office) -> None:
    karen = karen_of(office)
    report = office.taken_up()
    matter = office.in_scope(report.number)
    consent = ask(office, report, "BUF")
    says(office, report, consent, yes=True)
    outgoing = Outgoing("BUF", REVEALS, due=DUE, recipients=(karen.id,), contains_identity=True)
    sent = send_dossier(office.workplace, office.anders, report.number, matter, outgoing)
    pia = office.contact("Pia", "BUF")
    where = (office.workplace, office.anders, report.number, sent.number)
    takes_back(office, report, consent)
    with pytest.raises(LockedByLaw):
        add_recipient(*where, pia.id)
    says(office, report, ask(office, report, "BUF"), yes=True)
    add_recipient(*where, pia.id)


def test_after_an_outcome_nothing_is_asked_again(office: Office) -> None:
    sent = hearing(office)
    settled(sent)
    where = (office.workplace, office.anders, sent.number, sent.dossier.number)
    with pytest.raises(ForbiddenMove):
        ask_again(*where, text="Og mere?", due=LATER)


def test_a_colleague_whose_copy_is_dead_gets_a_new_one_by_handing_over(office: Office) -> None:
    sent = hearing(office)
    with office.workplace.open_unit(write=True) as unit:
        dossier_id = bytes.fromhex(sent.dossier.id)
        unit.dossiers.take_back(dossier_id, sent.lone.account.id)
        unit.dossiers.give(dossier_id, sent.lone.account.id, b"sealed to keys that she lost")
        unit.commit()
    confirm_secrecy(office.workplace, sent.karen, sent.dossier.number)
    hand_over_dossier(office.workplace, sent.karen, sent.dossier.number, sent.lone.id)
    assert read_dossier(office.workplace, sent.lone, sent.dossier.number).dossier.text


def test_a_yes_to_one_administration_is_no_yes_to_another(office: Office) -> None:
    karen_of(office)
    report = office.taken_up()
    matter = office.rejected(report.number, offer=True)
    where = (office.workplace, office.anders, report.number, matter)
    before = read_case(office.workplace, office.anders, report.number).file.matters[0]
    other = "SUF" if before.administration != "SUF" else "BUF"
    changed = {"summary": before.summary, "theme": before.theme, "administration": other}
    with pytest.raises(InvalidInput, match="offered"):
        change_matter(*where, **changed)
    [offer] = read_dialogue(office.workplace, report.reporter).waiting
    answer_question(office.workplace, report.reporter, offer.id, accepted=True)
    with pytest.raises(InvalidInput, match="offered"):
        change_matter(*where, **changed)
    with pytest.raises(ForbiddenMove):
        move_matter(*where, Move(body="internal_audit", reason="Dem", sent="Alt"))


def test_who_could_be_handed_it_is_kept_from_it_before_she_has_it(office: Office) -> None:
    karen = karen_of(office)
    sent = hearing(office, recipients=(karen.id,))
    assert sent.lone.id in sent.dossier.may_hold
    where = (office.workplace, office.anders, sent.number, sent.dossier.number)
    remove_recipient(*where, sent.lone.id)
    confirm_secrecy(office.workplace, karen, sent.dossier.number)
    with pytest.raises(InvalidInput, match="unknown"):
        hand_over_dossier(office.workplace, karen, sent.dossier.number, sent.lone.id)
    with pytest.raises(InvalidInput, match="not_allowed"):
        remove_recipient(*where, sent.lone.id)


def test_nobody_who_came_after_it_was_looked_at_is_let_in(office: Office) -> None:
    karen = karen_of(office)
    report = office.taken_up()
    matter = office.in_scope(report.number)
    where = (office.workplace, office.anders, report.number, matter)
    looked_at = prepare_dossier(*where, Planned("BUF", "Undersøg.", due=DUE)).outgoing
    pia = office.contact("Pia", "BUF")
    sent = send_dossier(*where, looked_at)
    assert pia.id not in sent.may_hold
    assert karen.id in sent.may_hold


def test_the_register_keeps_the_extracts_too(office: Office) -> None:
    sent = hearing(office, extracts=(Extract("Kassen manglede 400 kr."),))
    [line] = sent.file().disclosures
    assert line.what == "Undersøg kassen.\n\nKassen manglede 400 kr."
