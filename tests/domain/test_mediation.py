"""Formal mediation: both agree, it is never about the decision, never beside supervision."""

from datetime import date
from typing import Any

import pytest

from portal.domain.complaint import ComplaintRegister, Effort, lifted
from portal.domain.errors import ForbiddenMove, InvalidInput
from portal.domain.mediation import Agrees, Mediation, MediationEnd, agreed, ended, offered
from portal.domain.supervision import (
    StateSet,
    Supervision,
    SupervisionState,
    check_not_supervised,
)

TODAY = date(2026, 3, 3)
MONDAY = date(2026, 3, 2)
SUNDAY = date(2026, 3, 1)


def offer(before: Mediation | None = None, **changed: Any) -> Mediation:
    told: dict[str, Any] = {
        "about": "Tonen i samtalerne",
        "administration": "SOF",
        "about_decision": False,
        "on": SUNDAY,
        "today": TODAY,
    }
    return offered(before, **told | changed)


def begun() -> Mediation:
    one = agreed(offer(), Agrees.ADMINISTRATION, on=SUNDAY, today=TODAY)
    return agreed(one, Agrees.CITIZEN, on=MONDAY, today=TODAY)


def end(mediation: Mediation, how: MediationEnd = MediationEnd.AGREED, **changed: Any) -> Mediation:
    told: dict[str, Any] = {"result": "Ny kontaktperson", "on": TODAY, "today": TODAY}
    return ended(mediation, how, **told | changed)


def test_it_has_begun_once_both_have_agreed() -> None:
    one = offer()
    assert not one.has_begun
    one = agreed(one, Agrees.CITIZEN, on=MONDAY, today=TODAY)
    assert not one.has_begun
    assert (one.waits_for(Agrees.CITIZEN), one.waits_for(Agrees.ADMINISTRATION)) == (False, True)
    one = agreed(one, Agrees.ADMINISTRATION, on=SUNDAY, today=TODAY)
    assert (one.under_way, one.begun_on) == (True, MONDAY)


@pytest.mark.parametrize(
    ("changed", "field", "reason"),
    [
        ({"about": " "}, "about", "missing"),
        ({"about_decision": True}, "about_decision", "decision"),
        ({"on": date(2026, 3, 4)}, "offered_on", "ahead"),
        ({"on": date.min}, "offered_on", "too_early"),
    ],
)
def test_what_may_not_be_mediated_is_not_offered(
    changed: dict[str, Any], field: str, reason: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        offer(**changed)
    assert (refused.value.field, refused.value.reason) == (field, reason)


def test_there_is_one_at_a_time_and_one_that_never_began_is_offered_anew() -> None:
    for standing in (offer(), begun(), end(begun())):
        with pytest.raises(ForbiddenMove):
            offer(standing)
    declined = end(offer(), MediationEnd.DECLINED, result="Forvaltningen sagde nej")
    assert offer(declined).end is None


@pytest.mark.parametrize(
    ("on", "reason"),
    [
        (date(2026, 3, 4), "ahead"),
        (date.min, "too_early"),
        (date(2026, 2, 28), "before_offer"),
    ],
)
def test_a_yes_is_of_a_day_between_the_offer_and_today(on: date, reason: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        agreed(offer(), Agrees.CITIZEN, on=on, today=TODAY)
    assert (refused.value.field, refused.value.reason) == ("agreed_on", reason)


def test_nobody_agrees_twice_or_to_what_is_over() -> None:
    for standing in (begun(), end(offer(), MediationEnd.DECLINED)):
        with pytest.raises(ForbiddenMove):
            agreed(standing, Agrees.CITIZEN, on=MONDAY, today=TODAY)


@pytest.mark.parametrize(
    ("standing", "how", "changed", "field", "reason"),
    [
        (offer(), MediationEnd.AGREED, {}, "end", "not_begun"),
        (offer(), MediationEnd.BROKEN_OFF, {}, "end", "not_begun"),
        (begun(), MediationEnd.DECLINED, {}, "end", "begun"),
        (begun(), MediationEnd.AGREED, {"result": " "}, "result", "missing"),
        (begun(), MediationEnd.AGREED, {"on": date(2026, 3, 4)}, "ended_on", "ahead"),
        (begun(), MediationEnd.AGREED, {"on": date.min}, "ended_on", "too_early"),
        (begun(), MediationEnd.NOT_AGREED, {"on": SUNDAY}, "ended_on", "before_it_began"),
    ],
)
def test_an_end_fits_what_went_before(
    standing: Mediation, how: MediationEnd, changed: dict[str, Any], field: str, reason: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        end(standing, how, **changed)
    assert (refused.value.field, refused.value.reason) == (field, reason)


def test_what_is_over_does_not_end_again() -> None:
    over = end(begun(), result=" Ny kontaktperson ")
    assert (over.under_way, over.is_over, over.result) == (False, True, "Ny kontaktperson")
    with pytest.raises(ForbiddenMove):
        end(over)


@pytest.mark.parametrize("state", SupervisionState)
def test_it_never_runs_beside_supervision(state: SupervisionState) -> None:
    supervision = Supervision("x", ("SOF",), (StateSet(state, TODAY),))
    if state in (SupervisionState.DECIDED, SupervisionState.STARTED, SupervisionState.ON_HOLD):
        with pytest.raises(InvalidInput):
            check_not_supervised(supervision)
    else:
        check_not_supervised(supervision)


def test_the_highest_rung_that_was_used_stands() -> None:
    register = ComplaintRegister()
    assert lifted(register, Effort.MEDIATION).effort is Effort.MEDIATION
    supervised = ComplaintRegister(effort=Effort.SUPERVISION)
    assert lifted(supervised, Effort.MEDIATION) == supervised
