"""One report on its whole way, told once from beginning to end as both sides live it."""

from collections import Counter
from datetime import datetime, timedelta

import pytest

from portal.domain.audit_events import CaseEvent
from portal.domain.case_file import Identity, NoteReader
from portal.domain.case_status import CaseState, RestsWith
from portal.domain.dialogue import EntryKind
from portal.domain.disclosure import DisclosureGround
from portal.domain.errors import CaseErased
from portal.domain.matter import Outcome, PassOn
from portal.services.casework.announce_disclosure import announce_disclosure
from portal.services.casework.ask_consent import ask_consent
from portal.services.casework.assign_case import assign_case
from portal.services.casework.close_case import close_case, reopen_case
from portal.services.casework.declare_impartiality import (
    declare_impartiality,
    impartiality_basis,
)
from portal.services.casework.erase_case import erase_case
from portal.services.casework.extend_feedback import extend_feedback
from portal.services.casework.forward_matter import enter_answer, forward_matter
from portal.services.casework.give_access import give_access
from portal.services.casework.give_feedback import give_feedback
from portal.services.casework.pass_on_matter import pass_on_matter
from portal.services.casework.postpone_answer import postpone_answer
from portal.services.casework.read_case import CaseView, read_case
from portal.services.casework.set_case_aside import set_case_aside, take_case_up_again
from portal.services.casework.set_outcome import set_outcome
from portal.services.casework.show_identity import show_identity
from portal.services.casework.split_matter import change_matter
from portal.services.casework.write_note import write_note
from portal.services.casework.write_to_reporter import stop_waiting, write_to_reporter
from portal.services.files.read_file import look_at_file, read_file
from portal.services.reporting.answer_question import answer_question
from portal.services.reporting.post_message import post_message
from portal.services.reporting.read_dialogue import Dialogue, read_dialogue
from portal.services.reporting.withdraw_consent import withdraw_consent
from portal.storage.tables import cases
from tests.services.acts import DUE, open_offer, received
from tests.support.office import Office
from tests.support.portal import PASSPHRASE, FiledReport

# What is logged of dossiers, parties and moves is told by stories of their own.
# What only complaints, assistance and supervision have (tests/services/test_complaints.py, …).
OF_THE_ADVISER = frozenset(
    {
        CaseEvent.COMPLAINT_RECEIVED,
        CaseEvent.REGISTER_CHANGED,
        CaseEvent.OWN_CASE_FILED,
        CaseEvent.ASSISTANCE_CHANGED,
        CaseEvent.SUPERVISION_CHANGED,
        CaseEvent.LETTER_REGISTERED,
        CaseEvent.RECOMMENDATION_CHANGED,
        CaseEvent.MEDIATION_CHANGED,
        CaseEvent.CASE_LINKED,
        CaseEvent.CASE_MERGED,
        CaseEvent.CASE_UNLINKED,
        CaseEvent.MOVE_TO_OTHER_DOOR_OFFERED,
        CaseEvent.MOVED_TO_OTHER_DOOR,
        CaseEvent.FORWARDED_ON_WORD,
    }
)
OF_A_HEARING = frozenset(
    {
        CaseEvent.ANSWER_ENOUGH,
        CaseEvent.ASKED_AGAIN,
        CaseEvent.MORE_TIME_REFUSED,
        CaseEvent.DOSSIER_REPLIED,
        CaseEvent.DOSSIER_CALLED_OFF,
        CaseEvent.RECIPIENT_ADDED,
        CaseEvent.RECIPIENT_REMOVED,
        CaseEvent.FOLLOW_UP_ASKED,
        CaseEvent.FOLLOW_UP_ENTERED,
        CaseEvent.FOLLOW_UP_REGISTERED,
        CaseEvent.MATTER_MOVED,
        CaseEvent.MOVE_CORRECTED,
        CaseEvent.IDENTITY_COMPARED,
        CaseEvent.PARTY_REGISTERED,
        CaseEvent.PARTY_CHANGED,
        CaseEvent.PARTY_NOTIFIED,
        CaseEvent.PARTY_HEARD,
    }
)


class Story:
    """What both sides see, which must agree at every step."""

    def __init__(self, office: Office, report: FiledReport) -> None:
        self.office = office
        self.report = report

    @property
    def number(self) -> str:
        return self.report.number

    def reporter_sees(self) -> Dialogue:
        return read_dialogue(self.office.workplace, self.report.reporter)

    def unit_sees(self) -> CaseView:
        return read_case(self.office.workplace, self.office.anders, self.number)

    def is_now(self, state: CaseState, rests_with: RestsWith | None) -> None:
        hers, ours = self.reporter_sees(), self.unit_sees().file.facts
        assert (hers.state, hers.rests_with) == (ours.state, ours.rests_with)
        assert (hers.state, hers.rests_with) == (state, rests_with)
        assert hers.matters == tuple(one.standing for one in self.unit_sees().file.matters)


def test_a_report_is_filed_examined_answered_closed_and_erased(office: Office) -> None:
    workplace, anders = office.workplace, office.anders
    photo = received(office, b"billede" * 20_000, "kasse.jpg")
    report = office.filed(
        "Der mangler penge i kassen, og lederen drikker.",
        administration="BUF",
        place="Skolen",
        identity=Identity("Karen", ""),
        files=(photo,),
        not_to=frozenset({office.chaima.id}),
    )
    story = Story(office, report)
    assert story.reporter_sees().state is CaseState.RECEIVED

    assert impartiality_basis(workplace, anders, story.number).place == "Skolen"
    declare_impartiality(workplace, anders, story.number, impartial=True, reason="")
    story.is_now(CaseState.OPEN, RestsWith.UNIT)
    look_at_file(workplace, anders, story.number, photo.id)
    _, pieces = read_file(workplace, anders, story.number, photo.id)
    assert b"".join(pieces) == b"billede" * 20_000

    money = office.in_scope(story.number)
    drink = office.rejected(story.number, offer=True)
    story.is_now(CaseState.OPEN, RestsWith.UNIT)
    told = {"administration": "BUF", "text": "Undersøg kassen", "due": DUE}
    forward_matter(workplace, anders, story.number, money, **told)
    story.is_now(CaseState.OPEN, RestsWith.ADMINISTRATION)

    answer_question(workplace, report.reporter, open_offer(office, report), accepted=True)
    story.is_now(CaseState.OPEN, RestsWith.UNIT)
    pass_on_matter(workplace, anders, story.number, drink, text="Lederen drikker")
    story.is_now(CaseState.OPEN, RestsWith.ADMINISTRATION)
    assign_case(workplace, anders, story.number, office.birgitte.account.id)
    later = {"administration": "BUF", "due": DUE + timedelta(days=7), "reason": "Ferie"}
    postpone_answer(workplace, anders, story.number, money, **later)
    extend_feedback(workplace, anders, story.number, reason="Der er mange bilag")
    story.is_now(CaseState.OPEN, RestsWith.ADMINISTRATION)
    assert story.reporter_sees().matters[1].pass_on is PassOn.PASSED_ON

    told = {"administration": "BUF", "text": "Der mangler 40.000 kr."}
    enter_answer(workplace, anders, story.number, money, **told)
    story.is_now(CaseState.OPEN, RestsWith.UNIT)
    set_case_aside(workplace, anders, story.number, until=DUE, reason="Vi venter")
    take_case_up_again(workplace, anders, story.number)
    write_to_reporter(
        workplace, anders, story.number, "Hvem har nøglen?", asks=True, about_matter=money
    )
    story.is_now(CaseState.OPEN, RestsWith.REPORTER)
    post_message(workplace, report.reporter, "Kun lederen.")
    story.is_now(CaseState.OPEN, RestsWith.UNIT)

    asked = {"recipient": "SUF", "text": "Må SUF få bilagene?"}
    ask_consent(workplace, anders, story.number, money, **asked)
    story.is_now(CaseState.OPEN, RestsWith.REPORTER)
    [may_we] = story.reporter_sees().waiting
    answer_question(workplace, report.reporter, may_we.id, accepted=True)
    story.is_now(CaseState.OPEN, RestsWith.UNIT)
    withdraw_consent(workplace, report.reporter, may_we.id)
    announce_disclosure(
        workplace,
        anders,
        story.number,
        money,
        recipient="police",
        ground=DisclosureGround.ADDRESS_BREACH,
        text="Politiet skal kende vidnet.",
    )
    story.is_now(CaseState.OPEN, RestsWith.UNIT)

    write_to_reporter(workplace, anders, story.number, "Tak, det hjælper os.")
    write_to_reporter(workplace, anders, story.number, "Er der bilag?", asks=True)
    story.is_now(CaseState.OPEN, RestsWith.REPORTER)
    [question] = story.unit_sees().waiting
    stop_waiting(workplace, anders, story.number, question.id)
    story.is_now(CaseState.OPEN, RestsWith.UNIT)
    told = {"summary": "Kassen", "theme": "criminal_offence", "administration": "BUF"}
    change_matter(workplace, anders, story.number, money, **told)
    assert (
        show_identity(
            workplace, anders, story.number, reason="Samtykke", passphrase=PASSPHRASE
        ).name
        == "Karen"
    )
    dorthe = office.newcomer()
    give_access(workplace, anders, story.number, dorthe.account.id, passphrase=PASSPHRASE)

    write_note(workplace, anders, story.number, "Politiet er ringet op", NoteReader.UNIT)
    set_outcome(
        workplace, anders, story.number, money, outcome=Outcome.CONFIRMED, police_report=True
    )
    give_feedback(
        workplace, anders, story.number, done="Anmeldt.", why="Der mangler penge.", interim=False
    )
    close_case(workplace, anders, story.number, reason="Bekræftet")
    story.is_now(CaseState.CLOSED, None)

    office.clock.set(datetime.fromisoformat("2026-07-01T09:00:00+02:00"))
    post_message(workplace, report.reporter, "Jeg er blevet fyret.")
    story.is_now(CaseState.CLOSED, RestsWith.UNIT)
    reopen_case(workplace, anders, story.number, reason="Repressalier")
    story.is_now(CaseState.OPEN, RestsWith.UNIT)
    give_feedback(
        workplace, anders, story.number, done="Vejledt om § 28.", why="Fyringen.", interim=False
    )
    close_case(workplace, anders, story.number, reason="Vejledt")
    story.is_now(CaseState.CLOSED, None)
    kinds = [entry.kind for entry in story.reporter_sees().entries]
    assert kinds == [
        EntryKind.REPORT,
        EntryKind.DECISION,
        EntryKind.DECISION,
        EntryKind.OFFER,
        EntryKind.CONSENT,
        EntryKind.PASSED_ON,
        EntryKind.EXTENSION,
        EntryKind.QUESTION,
        EntryKind.MESSAGE,
        EntryKind.CONSENT_ASKED,
        EntryKind.CONSENT,
        EntryKind.CONSENT,
        EntryKind.DISCLOSURE_NOTICE,
        EntryKind.MESSAGE,
        EntryKind.QUESTION,
        EntryKind.QUESTION_CLOSED,
        EntryKind.FEEDBACK,
        EntryKind.CLOSING,
        EntryKind.MESSAGE,
        EntryKind.REOPENING,
        EntryKind.FEEDBACK,
        EntryKind.CLOSING,
    ]

    logged = Counter(line.event for line in story.unit_sees().log)
    assert logged == {
        CaseEvent.REPORT_RECEIVED: 1,
        CaseEvent.IMPARTIALITY_DECLARED: 1,
        CaseEvent.STATUS_CHANGED: 4,
        CaseEvent.OPENED: 2,
        CaseEvent.ATTACHMENT_READ: 1,
        CaseEvent.ATTACHMENT_SHOWN: 1,
        CaseEvent.MATTER_ADDED: 2,
        CaseEvent.MATTER_CHANGED: 1,
        CaseEvent.MATTER_TRIAGED: 2,
        CaseEvent.MATTER_FORWARDED: 1,
        CaseEvent.CONSENT_ASKED: 1,
        CaseEvent.CONSENT_ANSWERED: 2,
        CaseEvent.CONSENT_WITHDRAWN: 1,
        CaseEvent.DISCLOSURE_ANNOUNCED: 1,
        CaseEvent.MATTER_PASSED_ON: 1,
        CaseEvent.ANSWER_ENTERED: 1,
        CaseEvent.QUESTION_ASKED: 2,
        CaseEvent.QUESTION_CLOSED: 1,
        CaseEvent.MESSAGE_SENT: 1,
        CaseEvent.MESSAGE_RECEIVED: 2,
        CaseEvent.NOTE_WRITTEN: 1,
        CaseEvent.IDENTITY_SHOWN: 1,
        CaseEvent.MATTER_SETTLED: 1,
        CaseEvent.FEEDBACK_GIVEN: 2,
        CaseEvent.ACCESS_GIVEN: 1,
        CaseEvent.HANDLER_ASSIGNED: 1,
        CaseEvent.ANSWER_POSTPONED: 1,
        CaseEvent.SET_ASIDE: 1,
        CaseEvent.TAKEN_UP_AGAIN: 1,
        CaseEvent.FEEDBACK_EXTENDED: 1,
    }
    assert set(CaseEvent) - set(logged) == {
        CaseEvent.DISQUALIFIED,
        CaseEvent.ALTERATION_ACCEPTED,
        *OF_A_HEARING,
        *OF_THE_ADVISER,
    }

    office.clock.set(datetime.fromisoformat("2028-07-01T09:00:00+02:00"))
    declare_impartiality(workplace, office.birgitte, story.number, impartial=True, reason="")
    erase_case(workplace, office.birgitte, story.number, journal_answered=True)
    with pytest.raises(CaseErased):
        story.reporter_sees()
    assert [row.state for row in office.rows(cases)] == ["erased"]
