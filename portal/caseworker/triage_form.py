"""The form of a decision: the statutory questions, and for a rejection its guidance."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]

from portal.domain.matter import Matter
from portal.domain.municipality import Guidance
from portal.domain.triage import Assessment, Decision, Ground, Relation, ScopeLeg
from portal.services.guidance import list_guidance
from portal.staff.fields import (
    YES,
    labelled,
    listed,
    long_text,
    radios,
    select,
    tick,
    yes_or_no,
)
from portal.staff.written_form import SentOnce
from portal.web.workplace import workplace

_DANISH, _ENGLISH = "da", "en"


def _decisions() -> list[SelectChoice]:
    return listed(
        [
            (Decision.IN_SCOPE, _l("Inden for ordningen: forholdet skal undersøges")),
            (Decision.REJECTED, _l("Afvist: forholdet ligger uden for ordningen")),
        ]
    )


def _guidance_choices() -> list[SelectChoice]:
    texts = list_guidance(workplace())
    danish = [
        SelectChoice(f"{kept.code}:{_DANISH}", kept.title.da, optgroup=_("På dansk"))
        for kept in texts
    ]
    english = [
        SelectChoice(f"{kept.code}:{_ENGLISH}", kept.title.en, optgroup=_("På engelsk"))
        for kept in texts
    ]
    return [SelectChoice("", _("Vælg …")), *danish, *english]


class TriageForm(SentOnce):
    """The text of a rejection is `guidance`; where it is empty, the chosen `guidance_text`."""

    relation = select(
        _l("Er indberetteren i personkredsen?"),
        labelled("relation", _l("Vælg …")),
        _l("Vælg, hvad indberetteren er i forhold til kommunen."),
        description=_l(
            "Lovens § 3, nr. 7. Er det ikke oplyst, er det i sig selv ingen grund til at afvise."
        ),
    )
    responsible = yes_or_no(
        _l("Er kommunen ansvarlig for forholdet?"),
        _l("Svar på, om kommunen er ansvarlig for forholdet."),
    )
    public_interest = yes_or_no(
        _l("Har offentligheden en reel interesse i, at det kommer frem?"),
        _l("Svar på, om offentligheden har en reel interesse i forholdet."),
    )
    probable = yes_or_no(
        _l("Er det sandsynliggjort og så konkret, at det kan efterprøves?"),
        _l("Svar på, om forholdet er sandsynliggjort og konkret nok."),
    )
    examinable = yes_or_no(
        _l("Kan det undersøges uden at røbe nogen, der ikke har sagt ja til det?"),
        _l("Svar på, om forholdet kan undersøges uden at røbe nogen."),
    )
    scope_leg = radios(
        _l("Hvilken del af loven er forholdet omfattet af?"),
        labelled("scope_leg"),
        _l("Vælg, hvilken del af loven forholdet er omfattet af, eller »Ingen af dem«."),
        description=_l("Lovens § 1, stk. 1."),
    )
    decision = radios(_l("Afgørelse"), _decisions, _l("Vælg, om forholdet er inden for ordningen."))
    ground = select(
        _l("Grund til afvisningen"),
        labelled("ground", _l("Ingen: forholdet er inden for ordningen")),
        description=_l(
            "Grunden skal følge af et nej ovenfor eller af, at loven undtager forholdet."
        ),
    )
    guidance_text = select(_l("Enhedens vejledningstekster"), _guidance_choices)
    guidance = long_text(
        _l("Vejledning til indberetteren"),
        description=_l(
            "Sendes sammen med en afvisning. Indberetteren ser kun forholdets nummer, så skriv"
            " først, hvilken del af indberetningen det gælder. Ret teksten til, så den passer på"
            " sagen."
        ),
    )
    offer_pass_on = tick(
        _l("Tilbyd at give oplysningerne videre til forvaltningen uden for ordningen"),
        description=_l(
            "Kun ved afvisning. Indberetteren svarer ja eller nej med sin kode. Skriv i"
            " vejledningen, hvilke oplysninger det drejer sig om, så det er klart, hvad der siges"
            " ja til."
        ),
    )

    def fill_guidance(self) -> None:
        """Use the chosen text where none was written."""
        if self.decision.data == Decision.REJECTED and not (self.guidance.data or "").strip():
            self.guidance.data = self._chosen_text()

    def insert_guidance(self) -> None:
        """Put the chosen text after what is written already."""
        parts = [(self.guidance.data or "").strip(), self._chosen_text()]
        self.guidance.data = "\n\n".join(part for part in parts if part)
        self.guidance_text.data = ""

    def assessment(self) -> Assessment:
        """The answers; only of a form that was found good."""
        return Assessment(
            relation=Relation(self.relation.data),
            responsible=self.responsible.data == YES,
            public_interest=self.public_interest.data == YES,
            probable=self.probable.data == YES,
            examinable=self.examinable.data == YES,
            scope_leg=ScopeLeg(self.scope_leg.data),
        )

    def chosen_ground(self) -> Ground | None:
        return Ground(self.ground.data) if self.ground.data else None

    def _chosen_text(self) -> str:
        code, _colon, language = (self.guidance_text.data or "").partition(":")
        kept = next((one for one in list_guidance(workplace()) if one.code == code), None)
        return _body(kept, language) if kept else ""


def triage_answers(matter: Matter, told_relation: str) -> dict[str, object]:
    """What a blank form begins with: the decision being corrected, else what the reporter said."""
    if matter.triage is None:
        return {"relation": told_relation}
    made = matter.triage
    answers = {
        name: YES if getattr(made.assessment, name) else "no"
        for name in ("responsible", "public_interest", "probable", "examinable")
    }
    return {
        "relation": made.assessment.relation,
        "scope_leg": made.assessment.scope_leg,
        "decision": made.decision,
        "ground": made.ground or "",
        "guidance": matter.guidance,
        **answers,
    }


def _body(kept: Guidance, language: str) -> str:
    return kept.body.text(language).strip()
