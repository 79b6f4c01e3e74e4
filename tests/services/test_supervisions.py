"""Supervision is opened, carried on and listed, in a complaint and on the adviser's own
initiative; and what was recommended in it is kept for its own time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from portal.domain.access import Desk, Role
from portal.domain.audit_events import CaseEvent
from portal.domain.case_status import CaseKind, CaseState, RestsWith
from portal.domain.closing import obstacles_to_closing
from portal.domain.complaint import Effort, Nature
from portal.domain.errors import ForbiddenMove, InvalidInput, NotFound, NotPermitted
from portal.domain.mediation import Mediation
from portal.domain.recommendation import Change, RecommendationKind, Standing
from portal.domain.supervision import LetterKind, SupervisionState
from portal.services.adviser.begin_supervision import begin_supervision
from portal.services.adviser.change_recommendation import change_recommendation
from portal.services.adviser.conclude_supervision import conclude_supervision
from portal.services.adviser.correct_supervision import correct_supervision
from portal.services.adviser.give_recommendation import give_recommendation
from portal.services.adviser.list_recommendations import (
    WantedRecommendations,
    list_recommendations,
)
from portal.services.adviser.list_supervisions import Supervisions, list_supervisions
from portal.services.adviser.open_supervision import NewSupervision, open_supervision
from portal.services.adviser.register_letter import register_letter
from portal.services.adviser.set_supervision_state import set_supervision_state
from portal.services.casework.close_case import close_case, reopen_case
from portal.services.casework.declare_impartiality import declare_impartiality
from portal.services.casework.erase_case import erase_case
from portal.services.casework.read_case import CaseView, read_case
from portal.services.complaining.register_complaint import register_complaint
from portal.services.member_work import working_on
from tests.services.test_complaint_closing import taken_up

if TYPE_CHECKING:
    from tests.support.office import Office

TODAY = date(2026, 3, 3)
NEW = NewSupervision("Ventetid på svar", ("SOF", "BUF"), SupervisionState.STARTED, TODAY)
UNCHANGED = Change("Svar inden 14 dage", None, Standing.CANNOT_BE_JUDGED, "", "", None, "", None)


def opened(office: Office, new: NewSupervision = NEW) -> str:
    return open_supervision(office.workplace, office.birgitte, new)


def begun(office: Office, new: NewSupervision = NEW) -> str:
    """A complaint in which supervision has begun."""
    number, _code = taken_up(office)
    begin_supervision(office.workplace, office.birgitte, number, new)
    return number


def view_of(office: Office, number: str) -> CaseView:
    return read_case(office.workplace, office.birgitte, number)


def set_state(office: Office, number: str, state: SupervisionState, reason: str = "") -> None:
    set_supervision_state(
        office.workplace, office.birgitte, number, state, on=office.workplace.today(), reason=reason
    )


def conclude(office: Office, number: str) -> None:
    conclude_supervision(
        office.workplace,
        office.birgitte,
        number,
        "Der ventes for længe.",
        criticism=True,
        published_on=None,
    )


def recommend(office: Office, number: str, administration: str = "SOF", **more: Any) -> None:
    said = {"text": "Svar inden 14 dage", "given_on": office.workplace.today(), **more}
    give_recommendation(
        office.workplace,
        office.birgitte,
        number,
        RecommendationKind.CALL,
        administration=administration,
        **said,
    )


def change(office: Office, number: str, **changed: Any) -> None:
    change_recommendation(
        office.workplace, office.birgitte, number, 1, replace(UNCHANGED, **changed)
    )


def events(office: Office, number: str) -> list[tuple[CaseEvent, dict[str, str]]]:
    log = view_of(office, number).log
    return [(line.event, line.details) for line in log]


def numbers(found: Supervisions, state: SupervisionState) -> list[str]:
    return [line.number for line in found.by_state[state]]


def test_one_on_own_initiative_is_a_case_of_its_own_with_one_matter_to_hear(
    office: Office,
) -> None:
    view = view_of(office, opened(office))
    facts = view.file.facts
    assert (facts.kind, facts.state, facts.due) == (CaseKind.OWN_MOTION, CaseState.OPEN, None)
    assert facts.rests_with is RestsWith.UNIT
    [matter] = view.file.matters
    assert (matter.of_complaint, matter.administration) == (True, "SOF")
    supervision = view.file.supervision
    assert supervision is not None
    assert (supervision.subject, supervision.administrations) == (
        "Ventetid på svar",
        NEW.administrations,
    )
    assert view.handler is not None
    assert view.handler.id == office.birgitte.account.id


@pytest.mark.parametrize(
    ("new", "refused"),
    [
        (replace(NEW, administrations=("XXX",)), ("administrations", "unknown")),
        (replace(NEW, administrations=()), ("administrations", "missing")),
        (replace(NEW, state=SupervisionState.CLOSED), ("state", "no_beginning")),
    ],
)
def test_one_that_cannot_begin_leaves_no_case(
    office: Office, new: NewSupervision, refused: tuple[str, str]
) -> None:
    with pytest.raises(InvalidInput) as error:
        opened(office, new)
    assert (error.value.field, error.value.reason) == refused
    assert not any(list_supervisions(office.workplace, office.birgitte).by_state.values())


def test_nobody_opens_what_she_could_not_read(office: Office) -> None:
    rune = office.newcomer("Rune", Role.CASEWORKER, Desk.WHISTLEBLOWING)
    with pytest.raises(NotPermitted):
        open_supervision(office.workplace, rune, NEW)


def test_in_a_complaint_it_is_the_highest_rung_of_the_register(office: Office) -> None:
    number = begun(office)
    file = view_of(office, number).file
    assert file.register is not None
    assert file.register.effort is Effort.SUPERVISION
    assert (CaseEvent.SUPERVISION_CHANGED, {"state": "started"}) in events(office, number)
    with pytest.raises(ForbiddenMove):
        begin_supervision(office.workplace, office.birgitte, number, NEW)


def test_it_does_not_begin_in_a_case_that_is_no_complaint(office: Office) -> None:
    for number in (opened(office), office.taken_up().number):
        with pytest.raises(ForbiddenMove):
            begin_supervision(office.workplace, office.birgitte, number, NEW)


def test_a_formal_mediation_forbids_it(office: Office) -> None:
    number, _code = taken_up(office)
    clarified = begun(office, replace(NEW, state=SupervisionState.CLARIFYING))
    for complaint in (number, clarified):
        with working_on(office.workplace, office.birgitte, complaint) as work:
            work.write_mediation(Mediation("Tonen", "SOF", TODAY, TODAY, TODAY))
            work.finish()
    with pytest.raises(InvalidInput, match="mediation: under_way"):
        begin_supervision(office.workplace, office.birgitte, number, NEW)
    with pytest.raises(InvalidInput, match="mediation: under_way"):
        set_state(office, clarified, SupervisionState.DECIDED)
    set_state(office, clarified, SupervisionState.NOT_PURSUED, "Der mægles")


def test_its_states_and_letters_are_written_with_their_days(office: Office) -> None:
    number = opened(office, replace(NEW, state=SupervisionState.DECIDED, on=date(2026, 2, 1)))
    set_state(office, number, SupervisionState.STARTED)
    register_letter(
        office.workplace,
        office.birgitte,
        number,
        LetterKind.PRELIMINARY_REPORT,
        administration="BUF",
        on=TODAY,
        text="Foreløbig rapport",
        due=date(2026, 4, 1),
    )
    supervision = view_of(office, number).file.supervision
    assert supervision is not None
    assert [(one.state, one.on) for one in supervision.states] == [
        (SupervisionState.DECIDED, date(2026, 2, 1)),
        (SupervisionState.STARTED, TODAY),
    ]
    assert [one.due for one in supervision.unanswered] == [date(2026, 4, 1)]
    told = (CaseEvent.LETTER_REGISTERED, {"kind": "preliminary_report"})
    assert told in events(office, number)


def test_it_grows_by_an_administration_and_loses_none_that_it_recommended_to(
    office: Office,
) -> None:
    number = opened(office)
    recommend(office, number, "SOF")

    def correct(*administrations: str) -> None:
        correct_supervision(office.workplace, office.birgitte, number, "Sagstider", administrations)

    for _ in range(2):
        correct("SOF", "TMF")
    supervision = view_of(office, number).file.supervision
    assert supervision is not None
    assert (supervision.subject, supervision.administrations) == ("Sagstider", ("SOF", "TMF"))
    told = (CaseEvent.SUPERVISION_CHANGED, {"subject": "yes"})
    assert events(office, number).count(told) == 1
    for administrations, reason in ((("TMF",), "written_to"), (("SOF", "XXX"), "unknown")):
        with pytest.raises(InvalidInput, match=reason):
            correct(*administrations)


def test_its_case_is_closed_once_it_is_over_and_letters_still_come_in(office: Office) -> None:
    number = opened(office)
    assert view_of(office, number).closing_obstacles == ("supervision_open",)
    with pytest.raises(ForbiddenMove, match="supervision_open"):
        close_case(office.workplace, office.birgitte, number, reason="Slut")
    conclude(office, number)
    set_state(office, number, SupervisionState.CLOSED)
    close_case(office.workplace, office.birgitte, number, reason="Slut")
    register_letter(
        office.workplace,
        office.birgitte,
        number,
        LetterKind.REPLY,
        administration="SOF",
        on=TODAY,
        text="Vi har ændret vejledningen",
    )
    recommend(office, number)
    with pytest.raises(ForbiddenMove):
        set_state(office, number, SupervisionState.STARTED, "Nyt")
    reopen_case(office.workplace, office.birgitte, number, reason="Nyt")
    set_state(office, number, SupervisionState.STARTED, "Nyt")
    assert view_of(office, number).closing_obstacles == ("supervision_open",)


def test_a_complaint_is_not_closed_while_it_is_supervised(office: Office) -> None:
    number = begun(office)
    register_complaint(office.workplace, office.birgitte, number, nature=Nature.ENQUIRY)
    assert obstacles_to_closing(view_of(office, number).file) == ("supervision_open",)
    set_state(office, number, SupervisionState.NOT_PURSUED, "Løst i dialog")
    assert obstacles_to_closing(view_of(office, number).file) == ()


def test_without_supervision_there_is_nothing_to_carry_on(office: Office) -> None:
    number, _code = taken_up(office)
    with pytest.raises(ForbiddenMove):
        set_state(office, number, SupervisionState.STARTED)
    with pytest.raises(ForbiddenMove):
        conclude(office, number)
    with pytest.raises(ForbiddenMove):
        recommend(office, number)
    with pytest.raises(NotFound):
        change(office, number, year=2026)


def test_what_became_of_a_recommendation_is_written_once(office: Office) -> None:
    number = opened(office)
    recommend(office, number)
    change(office, number, standing=Standing.PLANNED, view="Til efteråret")
    change(office, number, standing=Standing.PLANNED, view="Til efteråret")
    [one] = view_of(office, number).file.recommendations
    assert (one.standing, one.standing_on, one.years) == (Standing.PLANNED, TODAY, (2026,))
    told = [details for event, details in events(office, number) if "recommendation" in event]
    assert told.count({"ordinal": "1"}) == 1
    assert {"ordinal": "1", "given": "yes"} in told


def test_supervisions_are_listed_by_state_the_longest_in_it_first(office: Office) -> None:
    late = opened(office)
    early = begun(office, replace(NEW, on=date(2026, 1, 2)))
    decided = opened(office, replace(NEW, state=SupervisionState.DECIDED))
    taken_up(office)
    found = list_supervisions(office.workplace, office.birgitte)
    assert numbers(found, SupervisionState.STARTED) == [early, late]
    assert numbers(found, SupervisionState.DECIDED) == [decided]
    assert [line.own_motion for line in found.by_state[SupervisionState.STARTED]] == [False, True]
    assert (found.cases.everything, found.cases.complaints) == (True, True)


def test_only_the_cases_with_supervision_are_opened(office: Office) -> None:
    """A case she has not declared on would be counted as left out, were it asked for."""
    kaja = office.newcomer("Kaja", Role.CASEWORKER, Desk.BOTH)
    opened(office)
    taken_up(office)
    begun(office)
    found = list_supervisions(office.workplace, office.birgitte)
    assert sum(len(lines) for lines in found.by_state.values()) == 2
    assert found.cases.undeclared == 0
    assert list_supervisions(office.workplace, kaja).cases.undeclared == 1


def test_who_waits_for_the_statistics_key_is_told_what_she_does_not_see(office: Office) -> None:
    kaja = office.newcomer("Kaja", Role.CASEWORKER, Desk.COMPLAINTS)
    own, in_complaint = opened(office), begun(office)
    for number in (own, in_complaint):
        declare_impartiality(office.workplace, kaja, number, impartial=True, reason="")
    found = list_supervisions(office.workplace, kaja)
    assert numbers(found, SupervisionState.STARTED) == [own]
    assert found.cases.complaints is False


def test_another_desk_sees_none(office: Office) -> None:
    opened(office)
    begun(office)
    found = list_supervisions(office.workplace, office.anders)
    assert not any(found.by_state.values())
    assert found.cases.undeclared == 0


def test_recommendations_are_listed_by_administration_and_found_by_it_and_by_standing(
    office: Office,
) -> None:
    first, second = opened(office), begun(office)
    recommend(office, first, "SOF", given_on=TODAY)
    recommend(office, second, "BUF")
    change(office, second, standing=Standing.CARRIED_OUT)

    def found(**wanted: Any) -> list[str]:
        lines = list_recommendations(
            office.workplace, office.birgitte, WantedRecommendations(**wanted)
        ).lines
        return [line.recommendation.administration for line in lines]

    assert found() == ["BUF", "SOF"]
    assert found(administration="SOF") == ["SOF"]
    assert found(standing=Standing.CARRIED_OUT) == ["BUF"]
    assert found(administration="SOF", standing=Standing.CARRIED_OUT) == []


def test_it_is_kept_ten_years_and_so_is_a_complaint_with_a_recommendation(office: Office) -> None:
    own, complaint = opened(office), begun(office)
    recommend(office, complaint)
    register_complaint(office.workplace, office.birgitte, complaint, nature=Nature.ENQUIRY)
    plain = begun(office)
    register_complaint(office.workplace, office.birgitte, plain, nature=Nature.ENQUIRY)
    for number in (own, complaint, plain):
        set_state(office, number, SupervisionState.NOT_PURSUED, "Løst")
        close_case(office.workplace, office.birgitte, number, reason="Løst")
    kept = [view_of(office, number).erase_after for number in (own, complaint, plain)]
    assert kept == [date(2036, 3, 3), date(2036, 3, 3), date(2027, 3, 3)]
    office.clock.set(office.clock.now().replace(year=2036))
    erase_case(office.workplace, office.birgitte, own, journal_answered=True)
    assert numbers(
        list_supervisions(office.workplace, office.birgitte), SupervisionState.NOT_PURSUED
    )
