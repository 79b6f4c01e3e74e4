"""The words of those parts of the account of complaints that are about the adviser's own work:
assistance, mediation, supervision, recommendations."""

from collections.abc import Mapping
from typing import Final

from portal.domain.account_parts import NO, YES, AccountPart
from portal.domain.assistance import Effect
from portal.domain.municipality import LocalText
from portal.domain.recommendation import RecommendationKind, Standing
from portal.domain.supervision import SupervisionState

_ADMINISTRATION: Final = LocalText("Forvaltning", "Administration")
_STATE: Final = LocalText("Stadie", "State")

COLUMNS: Final[Mapping[str, LocalText]] = {
    "complaints_all": LocalText("Klager og henvendelser", "Complaints and enquiries"),
    "assistance_all": LocalText("Konsultativ bistand", "Consultative assistance"),
    "teaching_all": LocalText("Undervisning", "Teaching"),
    "all": LocalText("I alt", "In all"),
    AccountPart.MEDIATED: LocalText("Formel mægling", "Formal mediation"),
    AccountPart.ASSISTANCE_ADMINISTRATIONS: _ADMINISTRATION,
    AccountPart.COMPETENCE: LocalText("Kompetencen blev løftet", "Competence raised"),
    AccountPart.PRACTICE: LocalText("Praksis blev ændret", "Practice changed"),
    AccountPart.SUPERVISIONS: _STATE,
    AccountPart.SUPERVISIONS_BEGUN: LocalText("Indledt i perioden", "Started in the period"),
    AccountPart.SUPERVISIONS_IN_COMPLAINTS: _STATE,
    AccountPart.CRITICISM: LocalText("Kritik", "Criticism"),
    AccountPart.RECOMMENDATIONS: LocalText("Art", "Kind"),
    AccountPart.RECOMMENDATION_ADMINISTRATIONS: _ADMINISTRATION,
    AccountPart.STANDINGS: LocalText("Status", "Standing"),
}

# The tables, by the part or code they have, in the order in which they stand.
TITLES: Final[Mapping[str, LocalText]] = {
    "assistance": LocalText(
        "Konsultativ bistand: svar og tidsforbrug",
        "Consultative assistance: answers and hours",
    ),
    AccountPart.ASSISTANCE_ADMINISTRATIONS: LocalText(
        "Konsultativ bistand og undervisning efter forvaltning",
        "Consultative assistance and teaching by administration",
    ),
    AccountPart.COMPETENCE: LocalText(
        "Konsultativ bistand: forvaltningens kompetence",
        "Consultative assistance: the administration’s competence",
    ),
    AccountPart.PRACTICE: LocalText(
        "Konsultativ bistand: forvaltningens praksis",
        "Consultative assistance: the administration’s practice",
    ),
    AccountPart.MEDIATED: LocalText(
        "Klager med formel mægling", "Complaints with formal mediation"
    ),
    "supervision": LocalText(
        "Tilsyn af egen drift: i alt", "Supervision on own initiative: in all"
    ),
    AccountPart.SUPERVISIONS: LocalText(
        "Tilsyn af egen drift efter stadie ved periodens slutning",
        "Supervision on own initiative by state at the end of the period",
    ),
    AccountPart.SUPERVISIONS_BEGUN: LocalText(
        "Tilsyn af egen drift indledt i perioden",
        "Supervision on own initiative started in the period",
    ),
    AccountPart.SUPERVISIONS_IN_COMPLAINTS: LocalText(
        "Tilsyn i klagesager efter stadie ved periodens slutning",
        "Supervision in complaints by state at the end of the period",
    ),
    AccountPart.CRITICISM: LocalText(
        "Afsluttede tilsyn med og uden kritik", "Closed supervision with and without criticism"
    ),
    AccountPart.RECOMMENDATIONS: LocalText(
        "Anbefalinger givet i perioden efter art", "Recommendations given in the period by kind"
    ),
    AccountPart.RECOMMENDATION_ADMINISTRATIONS: LocalText(
        "Anbefalinger givet i perioden efter forvaltning",
        "Recommendations given in the period by administration",
    ),
    AccountPart.STANDINGS: LocalText(
        "Status på anbefalinger, også fra tidligere år",
        "Standing of the recommendations, those of earlier years too",
    ),
}

ROWS: Final[Mapping[str, LocalText]] = {
    "answered": LocalText("Besvaret", "Answered"),
    "unanswered": LocalText("Ikke besvaret endnu", "Not answered yet"),
    "mean": LocalText(
        "Dage i gennemsnit fra spørgsmål til svar", "Days on average from question to answer"
    ),
    "hours": LocalText("Timer i alt, undervisning medregnet", "Hours in all, teaching included"),
    "hours_known": LocalText("Med registreret tidsforbrug", "Times that hours were registered"),
    "hours_unstated": LocalText(
        "Uden registreret tidsforbrug", "Times that no hours were registered"
    ),
    "supervision_opening": LocalText(
        "I gang, da perioden begyndte", "Under way when the period began"
    ),
    "supervision_opened": LocalText("Kommet til i perioden", "Came in the period"),
}

_WHETHER: Final[Mapping[str, LocalText]] = {YES: LocalText("Ja", "Yes"), NO: LocalText("Nej", "No")}
_STATES: Final[Mapping[str, LocalText]] = {
    SupervisionState.CLARIFYING: LocalText("Under afklaring", "Being clarified"),
    SupervisionState.DECIDED: LocalText("Besluttet", "Decided"),
    SupervisionState.STARTED: LocalText("I gang", "Under way"),
    SupervisionState.ON_HOLD: LocalText("Sat i bero", "On hold"),
    SupervisionState.CLOSED: LocalText("Afsluttet", "Closed"),
    SupervisionState.NOT_PURSUED: LocalText("Ikke videreført", "Not pursued"),
}

CODES: Final[Mapping[AccountPart, Mapping[str, LocalText]]] = {
    AccountPart.MEDIATED: {
        YES: LocalText("Mægling blev indledt", "A mediation began"),
        NO: LocalText("Ingen mægling", "No mediation"),
    },
    AccountPart.COMPETENCE: _WHETHER,
    AccountPart.PRACTICE: {
        Effect.YES: _WHETHER[YES],
        Effect.NO: _WHETHER[NO],
        Effect.UNKNOWN: LocalText("Ukendt", "Unknown"),
    },
    AccountPart.SUPERVISIONS: _STATES,
    AccountPart.SUPERVISIONS_BEGUN: _WHETHER,
    AccountPart.SUPERVISIONS_IN_COMPLAINTS: _STATES,
    AccountPart.CRITICISM: {
        YES: LocalText("Med kritik", "With criticism"),
        NO: LocalText("Uden kritik", "Without criticism"),
    },
    AccountPart.RECOMMENDATIONS: {
        RecommendationKind.RECOMMENDATION: LocalText("Anbefaling", "Recommendation"),
        RecommendationKind.ENCOURAGEMENT: LocalText("Opfordring", "Encouragement"),
        RecommendationKind.CALL: LocalText("Henstilling", "Call"),
        RecommendationKind.CRITICISM: LocalText("Kritik", "Criticism"),
    },
    AccountPart.STANDINGS: {
        Standing.CARRIED_OUT: LocalText("Gennemført", "Carried out"),
        Standing.PARTLY: LocalText("Delvist gennemført", "Partly carried out"),
        Standing.PLANNED: LocalText("Planlagt", "Planned"),
        Standing.NOT_CARRIED_OUT: LocalText("Ikke gennemført", "Not carried out"),
        Standing.CANNOT_BE_JUDGED: LocalText("Kan ikke vurderes", "Cannot be judged"),
    },
}

_ADVICE_ALONE: Final = LocalText(
    "Undervisning er ikke talt med her. I tabellen »Medhold, løsning, tilfredshed og virkning af"
    " bistand« er andelen kun regnet af dem, hvor det vides.",
    "Teaching is not counted here. In the table “Upheld, solved, satisfied, and the effect of"
    " assistance” the share is only of those of which it is known.",
)
_OWN_ACTS: Final = LocalText(
    "Tilsyn af egen drift og anbefalinger gælder forvaltninger, ikke personer. Derfor er små tal"
    " oplyst.",
    "Supervision on own initiative and recommendations are about administrations, not persons."
    " Small figures are therefore told.",
)
_IN_COMPLAINTS: Final = LocalText(
    "Tabellen omfatter tilsyn, der var i gang, da perioden begyndte, eller hvor der skete noget i"
    " perioden.",
    "Counted is supervision that was not ended when the period began, and that in which something"
    " happened.",
)

NOTES: Final[Mapping[str, LocalText]] = {
    "assistance": LocalText(
        "Svar og dage er af konsultativ bistand uden undervisning. Hvor der står »intet tal«, er"
        " intet besvaret.",
        "Answers and days are of consultative assistance without teaching. Where it says “no"
        " figure”, none is answered.",
    ),
    AccountPart.COMPETENCE: _ADVICE_ALONE,
    AccountPart.PRACTICE: _ADVICE_ALONE,
    "supervision": LocalText(
        "Tilsyn af egen drift er ikke talt med blandt klagerne eller i summen af klager, bistand og"
        " undervisning.",
        "Supervision on own initiative is counted neither among the complaints nor in the sum of"
        " complaints, assistance and teaching.",
    ),
    AccountPart.SUPERVISIONS: _OWN_ACTS,
    AccountPart.SUPERVISIONS_IN_COMPLAINTS: _IN_COMPLAINTS,
    AccountPart.RECOMMENDATIONS: _OWN_ACTS,
    AccountPart.CRITICISM: LocalText(
        "Tilsyn af egen drift og tilsyn i klagesager, der var afsluttet ved periodens slutning.",
        "Supervision on own initiative and in complaints that was closed at the end of the period.",
    ),
    AccountPart.STANDINGS: LocalText(
        "Tabellen omfatter anbefalinger givet inden periodens slutning, undtagen dem, der var"
        " gennemført, før den begyndte. Status er som vurderet på opgørelsesdagen.",
        "Counted are the recommendations given before the period ended, but for those carried out"
        " before it began. Their standing is as judged on the day of counting.",
    ),
}

# Of what there may be too few for a mean or a sum, as it stands within a sentence.
PARTS: Final[Mapping[AccountPart, LocalText]] = {
    AccountPart.ASSISTANCE_DAYS: LocalText(
        "dage i gennemsnit fra spørgsmål til svar", "days on average from question to answer"
    ),
    AccountPart.HOURS: LocalText("timer", "hours"),
}
