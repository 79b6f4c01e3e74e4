"""The offer to pass a rejected matter on outside the scheme: answered, carried out, taken back."""

from collections.abc import Mapping
from dataclasses import replace

from portal.domain.errors import ForbiddenMove
from portal.domain.matter import Forwarding, Matter, MatterStanding, PassOn


def matter_answered(matter: Matter, answers: Mapping[str, bool]) -> Matter:
    """The matter with the reporter's answer to an open offer, if `answers` (by matter id) has one.

    She has no key to the matter, so her answer stands in the dialogue and is read into it.
    """
    return replace(matter, pass_on=_answered(matter.pass_on, answers.get(matter.id)))


def standing_answered(standing: MatterStanding, answers: Mapping[str, bool]) -> MatterStanding:
    """The standing with the reporter's answer to an open offer, as `matter_answered`."""
    return replace(standing, pass_on=_answered(standing.pass_on, answers.get(standing.id)))


def _answered(pass_on: PassOn, accepted: bool | None) -> PassOn:
    if pass_on is not PassOn.OFFERED or accepted is None:
        return pass_on
    return PassOn.ACCEPTED if accepted else PassOn.DECLINED


def passed_on(matter: Matter, sent: Forwarding | None = None) -> Matter:
    """The matter once it was passed on outside the scheme; `sent` where it went out as a dossier.
    Raises ForbiddenMove without a yes."""
    if matter.pass_on is not PassOn.ACCEPTED:
        raise ForbiddenMove("the reporter has not agreed")
    forwardings = (*matter.forwardings, sent) if sent else matter.forwardings
    return replace(matter, pass_on=PassOn.PASSED_ON, forwardings=forwardings)


def offer_withdrawn(matter: Matter) -> Matter:
    """The matter once the unit no longer waits for an answer to its offer."""
    if matter.pass_on is not PassOn.OFFERED:
        raise ForbiddenMove("no offer is open")
    return replace(matter, pass_on=PassOn.NOT_OFFERED)
