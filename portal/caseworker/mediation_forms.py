"""The forms of formal mediation: offered, agreed to, ended."""

from typing import Any

from flask_babel import lazy_gettext as _l

from portal.domain.mediation import Agrees, Mediation, MediationEnd
from portal.services.casework.read_case import CaseView
from portal.staff.fields import YES, day, labelled, listed, long_text, radios, select, yes_or_no
from portal.staff.written_form import SentOnce
from portal.web.workplace import workplace

TEXT_LIMIT = 5000

SIDES: dict[str, Any] = {
    Agrees.CITIZEN: _l("Borgeren"),
    Agrees.ADMINISTRATION: _l("Forvaltningen"),
}
ENDS: dict[str, Any] = {
    MediationEnd.AGREED: _l("De to blev enige"),
    MediationEnd.NOT_AGREED: _l("De to blev ikke enige"),
    MediationEnd.BROKEN_OFF: _l("Mæglingen blev afbrudt"),
    MediationEnd.DECLINED: _l("Mæglingen kom ikke i gang"),
}


class OfferMediationForm(SentOnce):
    about = long_text(
        _l("Hvad skal der mægles om?"),
        _l("Skriv, hvad der skal mægles om."),
        limit=TEXT_LIMIT,
    )
    administration = select(
        _l("Med hvilken forvaltning?"),
        labelled("administration", _l("Vælg …")),
        _l("Vælg en forvaltning."),
    )
    about_decision = yes_or_no(
        _l("Handler det om selve afgørelsen?"),
        _l("Svar på, om det handler om selve afgørelsen."),
        description=_l(
            "Mægling kan handle om sagens gang, kontakten og samarbejdet. En afgørelse ændres kun"
            " af forvaltningen, klageinstansen eller domstolene."
        ),
    )
    offered_on = day(_l("Tilbudt den"), _l("Vælg den dag, mæglingen blev tilbudt."))

    @property
    def is_about_decision(self) -> bool:
        return bool(self.about_decision.data == YES)


class AgreeToMediationForm(SentOnce):
    side = radios(
        _l("Hvem siger ja?"),
        lambda: listed(SIDES.items()),
        _l("Vælg, hvem der siger ja."),
    )
    agreed_on = day(_l("Sagde ja den"), _l("Vælg den dag, der blev sagt ja."))

    def offer(self, mediation: Mediation) -> None:
        """Only who has not said yes yet, and who was chosen before a colleague noted that yes."""
        sides = [one for one in Agrees if mediation.waits_for(one) or one == self.side.data]
        self.side.choices = listed((side, SIDES[side]) for side in sides or Agrees)


class EndMediationForm(SentOnce):
    end = radios(
        _l("Hvordan endte den?"),
        lambda: listed(ENDS.items()),
        _l("Vælg, hvordan mæglingen endte."),
    )
    ended_on = day(_l("Endte den"), _l("Vælg den dag, mæglingen endte."))
    result = long_text(
        _l("Hvad kom der ud af den?"),
        _l("Skriv, hvad der kom ud af den, eller hvorfor den ikke kom i gang."),
        limit=TEXT_LIMIT,
    )

    def offer(self, mediation: Mediation) -> None:
        """What never began can only be said not to have. What was chosen stays in view."""
        begun = mediation.has_begun
        self.end.choices = listed(
            (end, ENDS[end])
            for end in MediationEnd
            if (end is not MediationEnd.DECLINED) == begun or end == self.end.data
        )


def blank_offer(view: CaseView) -> SentOnce:
    register = view.file.register
    return OfferMediationForm(
        administration=register.administration if register else "",
        offered_on=workplace().today(),
    )


def blank_agreement() -> SentOnce:
    return AgreeToMediationForm(agreed_on=workplace().today())


def blank_end() -> SentOnce:
    return EndMediationForm(ended_on=workplace().today())
