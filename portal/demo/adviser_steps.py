"""The steps of a story that only the citizens' adviser takes: her register and calls, mediation,
supervision, and what comes of it."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta

from pydantic import TypeAdapter

from portal.demo.stories import Step, Telling
from portal.demo.story_steps import VERBS
from portal.domain.call import Call, CallWith
from portal.domain.complaint import ComplaintRegister
from portal.domain.errors import NotFound
from portal.domain.mediation import Agrees, MediationEnd
from portal.domain.recommendation import Change, Recommendation, RecommendationKind, Standing
from portal.domain.supervision import LetterKind, SupervisionState
from portal.services.adviser.agree_to_mediation import agree_to_mediation
from portal.services.adviser.begin_supervision import begin_supervision
from portal.services.adviser.change_recommendation import change_recommendation
from portal.services.adviser.conclude_supervision import conclude_supervision
from portal.services.adviser.end_mediation import end_mediation
from portal.services.adviser.give_recommendation import give_recommendation
from portal.services.adviser.log_call import log_call
from portal.services.adviser.offer_mediation import offer_mediation
from portal.services.adviser.open_supervision import NewSupervision
from portal.services.adviser.register_letter import register_letter
from portal.services.adviser.set_supervision_state import set_supervision_state
from portal.services.casework.read_case import read_case
from portal.services.complaining.link_cases import link_cases
from portal.services.complaining.register_complaint import register_complaint

_REGISTER: TypeAdapter[ComplaintRegister] = TypeAdapter(ComplaintRegister)


def new_supervision(telling: Telling, told: Step) -> NewSupervision:
    """The supervision that a story or a step tells of, from today on."""
    return NewSupervision(
        subject=told["subject"],
        administrations=tuple(told["administrations"]),
        state=SupervisionState(told["state"]),
        on=telling.workplace.today(),
    )


def _register(telling: Telling, step: Step) -> None:
    told = {name: value for name, value in step.items() if name not in ("on", "by", "do")}
    register = _REGISTER.validate_python(told)
    fields = {name: getattr(register, name) for name in told}
    register_complaint(telling.workplace, telling.member(step), telling.number, **fields)


def _call(telling: Telling, step: Step) -> None:
    call = Call(
        CallWith(step["with"]),
        step.get("spoke_with", ""),
        minutes=step.get("minutes", 0),
        next_step=step.get("next_step", ""),
    )
    log_call(telling.workplace, telling.member(step), telling.number, call, step["text"])


def _link(telling: Telling, step: Step) -> None:
    other = telling.numbers[step["other"]]
    member = telling.member(step)
    link_cases(telling.workplace, member, telling.number, other, reason=step["reason"])


def _offer_mediation(telling: Telling, step: Step) -> None:
    offer_mediation(
        telling.workplace,
        telling.member(step),
        telling.number,
        about=step["about"],
        administration=step["administration"],
        about_decision=False,
        on=telling.workplace.today(),
    )


def _agree(telling: Telling, step: Step) -> None:
    side, today = Agrees(step["side"]), telling.workplace.today()
    agree_to_mediation(telling.workplace, telling.member(step), telling.number, side, on=today)


def _end_mediation(telling: Telling, step: Step) -> None:
    end_mediation(
        telling.workplace,
        telling.member(step),
        telling.number,
        MediationEnd(step["end"]),
        result=step["text"],
        on=telling.workplace.today(),
    )


def _supervise(telling: Telling, step: Step) -> None:
    new = new_supervision(telling, step)
    begin_supervision(telling.workplace, telling.member(step), telling.number, new)


def _state(telling: Telling, step: Step) -> None:
    set_supervision_state(
        telling.workplace,
        telling.member(step),
        telling.number,
        SupervisionState(step["state"]),
        on=telling.workplace.today(),
        reason=step.get("reason", ""),
    )


def _letter(telling: Telling, step: Step) -> None:
    """The same letter to each administration that the step names, or from it."""
    today = telling.workplace.today()
    for administration in step["administrations"]:
        register_letter(
            telling.workplace,
            telling.member(step),
            telling.number,
            LetterKind(step["kind"]),
            administration=administration,
            on=today,
            text=step["text"],
            due=today + timedelta(days=step["due_days"]) if "due_days" in step else None,
        )


def _conclude(telling: Telling, step: Step) -> None:
    conclude_supervision(
        telling.workplace,
        telling.member(step),
        telling.number,
        step["text"],
        criticism=step["criticism"],
        published_on=telling.workplace.today() if step["published"] else None,
    )


def _recommend(telling: Telling, step: Step) -> None:
    give_recommendation(
        telling.workplace,
        telling.member(step),
        telling.number,
        RecommendationKind(step["kind"]),
        administration=step["administration"],
        text=step["text"],
        given_on=telling.workplace.today(),
    )


def _stands(telling: Telling, step: Step) -> None:
    """What became of a recommendation; what the step does not name stays as it was."""
    member, today = telling.member(step), telling.workplace.today()
    before = read_case(telling.workplace, member, telling.number).file.recommendation(
        step["recommendation"]
    )
    if before is None:
        raise NotFound("no such recommendation")
    change = _as_it_is(before)
    if step.get("again"):
        change = replace(change, year=today.year)
    if "standing" in step:
        change = replace(change, standing=Standing(step["standing"]), view=step["view"])
    if "remark" in step:
        change = replace(change, remark=step["remark"], remark_on=today)
    if "declined_because" in step:
        change = replace(change, declined_because=step["declined_because"])
    if step.get("committee_told"):
        change = replace(change, committee_told_on=today)
    change_recommendation(telling.workplace, member, telling.number, before.ordinal, change)


def _as_it_is(before: Recommendation) -> Change:
    return Change(
        text=before.text,
        year=None,
        standing=before.standing,
        view=before.view,
        remark=before.remark,
        remark_on=before.remark_on,
        declined_because=before.declined_because,
        committee_told_on=before.committee_told_on,
    )


SUPERVISION_VERBS: Mapping[str, Callable[[Telling, Step], None]] = {
    **{verb: VERBS[verb] for verb in ("declare", "note", "hand_over", "close")},
    "state": _state,
    "letter": _letter,
    "conclude": _conclude,
    "recommend": _recommend,
    "stands": _stands,
    "link": _link,
}

COMPLAINT_VERBS: Mapping[str, Callable[[Telling, Step], None]] = {
    **{
        verb: VERBS[verb]
        for verb in (
            "ask",
            "reply",
            "message",
            "feedback",
            "forward",
            "open",
            "answer",
            "enough",
        )
    },
    **SUPERVISION_VERBS,
    "register": _register,
    "call": _call,
    "offer_mediation": _offer_mediation,
    "agree": _agree,
    "end_mediation": _end_mediation,
    "supervise": _supervise,
}
