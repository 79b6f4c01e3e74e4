"""The question about the other door on the page of its case: how it stands, what follows."""

from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from portal.domain.case_status import CaseKind, CaseState
from portal.domain.dialogue import Consent
from portal.domain.other_door import may_be_offered, offer_of_the_other_door
from portal.services.casework.read_case import CaseView
from portal.web.formatting import long_date


@dataclass(frozen=True)
class OtherDoor:
    """How the newest question stands: `text` says it, `next_step` what is left to do here (empty
    when nothing follows from it); `place` is the number of the entry that asks."""

    text: str
    next_step: str
    place: int


def other_door_parts(view: CaseView) -> dict[str, Any]:
    """What the template of a report or a complaint is told of the other door."""
    entries, facts = view.file.entries, view.file.facts
    offer = offer_of_the_other_door(entries)
    kinds = {entry.id: entry.kind for entry in entries}
    return {
        "other_door": _shown(offer, facts.kind) if offer else None,
        "other_door_may_be_offered": facts.state is CaseState.OPEN and may_be_offered(entries),
        "answers_to": {entry.id: kinds.get(entry.about or "") for entry in entries},
    }


def _shown(offer: Consent, kind: CaseKind) -> OtherDoor:
    return OtherDoor(
        text=_standing(offer),
        next_step=_next_step(kind) if offer.answer else "",
        place=offer.asked.ordinal,
    )


def _standing(offer: Consent) -> str:
    asked = long_date(offer.asked.on)
    if offer.answered is not None:
        answered = long_date(offer.answered.on)
        if offer.answer:
            return _("Spurgt den %(asked)s. Ja den %(day)s.", asked=asked, day=answered)
        return _("Spurgt den %(asked)s. Nej den %(day)s.", asked=asked, day=answered)
    if offer.closed:
        return _("Spurgt den %(asked)s. Spørgsmålet er taget tilbage.", asked=asked)
    return _("Spurgt den %(asked)s. Intet svar endnu.", asked=asked)


def _next_step(kind: CaseKind) -> str:
    if kind is CaseKind.COMPLAINT:
        return _(
            "Om teksten er sendt ved den anden dør, kan ikke ses her. Er der ikke mere at gøre i"
            " klagen, så vælg »Viste sig at være en indberetning« i registret, og afslut den."
        )
    return _(
        "Om teksten er sendt ved den anden dør, kan ikke ses her. Er der ikke mere at gøre i"
        " sagen, så afvis dens forhold med vejledning, og afslut den. Den tæller stadig som en"
        " modtaget indberetning."
    )
