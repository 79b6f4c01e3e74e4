from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from portal.domain.dossier import Act, ActKind, Dossier, DossierKind
from portal.domain.hearing_facts import HearingFacts, hearing_facts
from portal.domain.matter import Forwarding, Matter

SENT = date(2026, 3, 3)
MATTER = Matter("m1", 1, "Kassen", "finance", "BUF", "finance")


def day(number: int) -> date:
    return SENT + timedelta(days=number)


def dossier(*acts: tuple[ActKind, int]) -> Dossier:
    done = tuple(Act(kind, "k", "Karen", day(on)) for kind, on in acts)
    return Dossier(
        "d1", "D2026-AAAAA", DossierKind.HEARING, "BUF", SENT, day(28), "Undersøg.", acts=done
    )


def facts(*acts: tuple[ActKind, int]) -> HearingFacts:
    sent = Forwarding("BUF", SENT, day(28), "", dossier="d1")
    return hearing_facts(replace(MATTER, forwardings=(sent,)), [dossier(*acts)])


def test_a_matter_that_nobody_was_asked_about_has_no_rounds() -> None:
    assert hearing_facts(MATTER, []) == HearingFacts(0, 0, follow_up_told=False)


def test_days_run_from_sending_to_the_first_answer_of_a_round() -> None:
    told = facts((ActKind.OPENED, 1), (ActKind.ANSWER, 20), (ActKind.ANSWER, 25))
    assert told == HearingFacts(1, 20, follow_up_told=False)


def test_each_round_is_counted_with_its_days() -> None:
    told = facts((ActKind.ANSWER, 20), (ActKind.ASKED_AGAIN, 30), (ActKind.ANSWER, 37))
    assert told == HearingFacts(2, 27, follow_up_told=False)


def test_what_is_waited_for_still_has_no_days_yet() -> None:
    assert facts((ActKind.ANSWER, 20), (ActKind.ASKED_AGAIN, 30)).days == 20


def test_a_follow_up_that_was_told_is_known() -> None:
    assert facts((ActKind.ANSWER, 20), (ActKind.ENOUGH, 21), (ActKind.FOLLOW_UP, 90)).follow_up_told


def test_what_was_sent_by_letter_counts_as_well() -> None:
    answered = Forwarding("BUF", SENT, day(28), "Undersøg.", answered_on=day(9))
    called_off = Forwarding("SOF", SENT, day(28), "Undersøg.", called_off_on=day(5))
    matter = replace(MATTER, forwardings=(answered, called_off))
    assert hearing_facts(matter, []) == HearingFacts(2, 14, follow_up_told=False)


def test_what_was_passed_on_outside_the_scheme_is_no_hearing() -> None:
    sent = Forwarding("BUF", SENT, SENT, "", dossier="d1", outside_scheme=True)
    assert hearing_facts(replace(MATTER, forwardings=(sent,)), [dossier()]).rounds == 0
