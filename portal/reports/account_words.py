"""The words of the account of complaints, in Danish and English; what every report says is in
words.py. Administrations, wants, subjects, gravities and grounds are the municipality's own."""

from collections.abc import Mapping
from typing import Final

from portal.domain.account_figures import UNSTATED
from portal.domain.account_parts import NO, NOT_ENTERED, YES, AccountPart, ShareKind
from portal.domain.complaint import Channel, Effort, Learning, Satisfaction, Solved, Upheld
from portal.domain.municipality import LocalText

YEAR_TITLE: Final = LocalText(
    "Klager til {office}: beretning for {year}", "Complaints to the {office}: account of {year}"
)
PERIOD_TITLE: Final = LocalText(
    "Klager til {office} {period}", "Complaints to the {office} {period}"
)

COLUMNS: Final[Mapping[str, LocalText]] = {
    "period": LocalText("Periode", "Period"),
    "received": LocalText("Modtaget i alt", "Received in all"),
    "complaint": LocalText("Klager", "Complaints"),
    "enquiry": LocalText("Henvendelser", "Enquiries"),
    "teaching": LocalText("Undervisning", "Teaching"),
    "report": LocalText("Blev til en indberetning", "Turned out to be a report"),
    "merged": LocalText("Lagt sammen med en anden klage", "Merged into another complaint"),
    "unstated": LocalText("Ikke registreret", "Not registered"),
    "share": LocalText("Andel", "Share"),
    "of": LocalText("Ud af", "Out of"),
    "known": LocalText("Resultatet kendes", "Result known"),
    "yes": LocalText("Medhold", "Upheld"),
    "closed": LocalText("Afsluttet", "Closed"),
    "mean": LocalText("Dage i gennemsnit", "Days on average"),
    AccountPart.ADMINISTRATIONS: LocalText("Forvaltning", "Administration"),
    AccountPart.CHANNELS: LocalText("Henvendelsesvej", "Channel"),
    AccountPart.WANTS: LocalText("Ønske", "Want"),
    AccountPart.ABOUTS: LocalText("Klagen handler om", "The complaint is about"),
    AccountPart.SUB_THEMES: LocalText("Emne", "Subject"),
    AccountPart.GRAVITIES: LocalText("Alvor", "Gravity"),
    AccountPart.EFFORTS: LocalText("Indsats", "Effort"),
    AccountPart.UPHELD: LocalText("Resultat", "Result"),
    AccountPart.SOLVED: LocalText("Løsning", "Solution"),
    AccountPart.LEARNING: LocalText("Læring", "Learning"),
    AccountPart.SATISFACTION: LocalText("Tilfredshed", "Satisfaction"),
    AccountPart.DISCRIMINATION: LocalText("Grund", "Ground"),
    AccountPart.FORWARDED: LocalText("Sendt direkte", "Sent straight on"),
}

# The tables, by the part or code they have, in the order in which they stand.
TITLES: Final[Mapping[str, LocalText]] = {
    "received": LocalText("Modtaget", "Received"),
    "everything": LocalText(
        "Klager, bistand og undervisning i alt", "Complaints, assistance and teaching in all"
    ),
    AccountPart.ADMINISTRATIONS: LocalText(
        "Klager efter forvaltning", "Complaints by administration"
    ),
    AccountPart.CHANNELS: LocalText("Klager efter henvendelsesvej", "Complaints by channel"),
    AccountPart.WANTS: LocalText("Det, borgerne ønskede", "What citizens wanted"),
    AccountPart.ABOUTS: LocalText("Det, klagerne handlede om", "What the complaints were about"),
    AccountPart.SUB_THEMES: LocalText("Klager efter emne", "Complaints by subject"),
    AccountPart.GRAVITIES: LocalText("Klager efter alvor", "Complaints by gravity"),
    AccountPart.EFFORTS: LocalText("Klager efter indsats", "Complaints by effort"),
    "shares": LocalText(
        "Medhold, løsning, tilfredshed og virkning af bistand",
        "Upheld, solved, satisfied, and the effect of assistance",
    ),
    AccountPart.UPHELD: LocalText("Klager efter resultat", "Complaints by result"),
    AccountPart.UPHELD_BY_ADMINISTRATION: LocalText(
        "Medhold efter forvaltning", "Upheld by administration"
    ),
    AccountPart.UPHELD_BEFORE: LocalText(
        "Medhold efter forvaltning i de to perioder før",
        "Upheld by administration in the two periods before",
    ),
    AccountPart.SOLVED: LocalText("Klager efter løsning", "Complaints by solution"),
    AccountPart.LEARNING: LocalText("Læring i forvaltningerne", "Learning in the administrations"),
    AccountPart.SATISFACTION: LocalText("Borgernes tilfredshed", "Satisfaction of citizens"),
    AccountPart.DISCRIMINATION: LocalText(
        "Klager over diskrimination efter grund", "Complaints of discrimination by ground"
    ),
    AccountPart.FORWARDED: LocalText(
        "Klager sendt direkte til forvaltningen efter aftale med borgeren",
        "Complaints sent straight to the administration on the citizen’s word",
    ),
    "days": LocalText("Tid fra modtagelse til afslutning", "Time from receipt to closing"),
    AccountPart.DAYS_BY_CHANNEL: LocalText(
        "Tid fra modtagelse til afslutning efter henvendelsesvej",
        "Time from receipt to closing by channel",
    ),
}

SHARES: Final[Mapping[ShareKind, LocalText]] = {
    ShareKind.UPHELD: LocalText(
        "Medhold, af realitetsbehandlede klager med kendt resultat",
        "Upheld, of those entered into whose result is known",
    ),
    ShareKind.SOLVED: LocalText(
        "Løst helt eller delvist, af klager med kendt løsning",
        "Solved wholly or partly, of those whose solution is known",
    ),
    ShareKind.SATISFIED: LocalText(
        "Tilfredse borgere, af alle registrerede", "Satisfied citizens, of all that are registered"
    ),
    ShareKind.NOT_SATISFIED: LocalText(
        "Utilfredse borgere, af alle registrerede",
        "Dissatisfied citizens, of all that are registered",
    ),
    ShareKind.SATISFIED_OF_KNOWN: LocalText(
        "Tilfredse borgere, af dem, hvis svar kendes",
        "Satisfied citizens, of those whose answer is known",
    ),
    ShareKind.COMPETENCE_RAISED: LocalText(
        "Konsultativ bistand, der løftede forvaltningens kompetence, hvor det vides",
        "Assistance that raised the administration’s competence, where it is known",
    ),
    ShareKind.PRACTICE_CHANGED: LocalText(
        "Konsultativ bistand, der ændrede forvaltningens praksis, hvor det vides",
        "Assistance that changed the administration’s practice, where it is known",
    ),
}

_UNKNOWN: Final = LocalText("Ukendt", "Unknown")

CODES: Final[Mapping[AccountPart, Mapping[str, LocalText]]] = {
    AccountPart.CHANNELS: {
        Channel.FORM: LocalText("Formularen", "The form"),
        Channel.TELEPHONE: LocalText("Telefon", "Telephone"),
        Channel.LETTER: LocalText("Brev", "Letter"),
        Channel.EMAIL: LocalText("E-mail", "E-mail"),
        Channel.DIGITAL_POST: LocalText("Digital Post", "Digital post"),
        Channel.MEETING: LocalText("Personligt fremmøde", "In person"),
    },
    AccountPart.EFFORTS: {
        Effort.DIALOGUE: LocalText("Dialog", "Dialogue"),
        Effort.ASSISTANCE: LocalText("Konsultativ bistand", "Consultative assistance"),
        Effort.MEDIATION: LocalText("Mægling", "Mediation"),
        Effort.SUPERVISION: LocalText("Tilsyn", "Supervision"),
    },
    AccountPart.UPHELD: {
        Upheld.YES: LocalText("Medhold", "Upheld"),
        Upheld.NO: LocalText("Ikke medhold", "Not upheld"),
        Upheld.UNKNOWN: _UNKNOWN,
        NOT_ENTERED: LocalText("Ikke realitetsbehandlet", "Not entered into"),
    },
    AccountPart.SOLVED: {
        Solved.WHOLLY: LocalText("Helt", "Wholly"),
        Solved.PARTLY: LocalText("Delvist", "Partly"),
        Solved.NOT: LocalText("Ikke løst", "Not solved"),
        Solved.UNKNOWN: _UNKNOWN,
    },
    AccountPart.LEARNING: {
        Learning.CONCRETE: LocalText("Konkret", "Concrete"),
        Learning.GENERAL: LocalText("Generel", "General"),
        Learning.NONE: LocalText("Ingen", "None"),
        Learning.UNKNOWN: _UNKNOWN,
    },
    AccountPart.SATISFACTION: {
        Satisfaction.SATISFIED: LocalText("Tilfreds", "Satisfied"),
        Satisfaction.NOT_SATISFIED: LocalText("Ikke tilfreds", "Not satisfied"),
        Satisfaction.UNKNOWN: _UNKNOWN,
    },
    AccountPart.FORWARDED: {
        YES: LocalText("Sendt direkte", "Sent straight on"),
        NO: LocalText("Ikke sendt direkte", "Not sent straight on"),
    },
}
UNREGISTERED: Final[Mapping[str, LocalText]] = {
    UNSTATED: LocalText("Ikke registreret endnu", "Not registered yet")
}

_SEVERAL: Final = LocalText(
    "En klage kan tælle med flere steder, så procenterne kan tilsammen give mere end 100.",
    "A complaint can be counted more than once, so that the percentages can sum to more than 100.",
)

NOTES: Final[Mapping[str, LocalText]] = {
    "received": LocalText(
        "Tabellerne om klager er af klagerne alene. Henvendelser og undervisning er kun talt her, i"
        " summen nedenfor og blandt sager ind og ud. Det, der blev til en indberetning eller blev"
        " lagt sammen med en anden klage, er kun talt her og blandt sager ind og ud.",
        "The tables of complaints are of the complaints alone. Enquiries and teaching are counted"
        " here, in the sum below and among cases in and out alone. What turned out to be a report"
        " or was merged into another complaint is counted here and among cases in and out alone.",
    ),
    "everything": LocalText(
        "Det, der blev til en indberetning eller blev lagt sammen med en anden klage, er ikke med.",
        "What turned out to be a report or was merged into another complaint is not in it.",
    ),
    AccountPart.WANTS: _SEVERAL,
    AccountPart.SUB_THEMES: _SEVERAL,
    "shares": LocalText(
        "Hvor der står »intet tal«, er der intet at regne andelen af.",
        "Where it says “no figure”, there is nothing to be a share of.",
    ),
    AccountPart.UPHELD: LocalText(
        "Spørgsmålet om medhold stilles kun i klager, der er realitetsbehandlet.",
        "Whether a complaint was upheld is asked only where it was entered into.",
    ),
    AccountPart.EFFORTS: LocalText(
        "En klage tæller ved den mest indgribende indsats, der blev brugt.",
        "A complaint counts at the furthest effort that was used.",
    ),
    "days": LocalText(
        "Dage er talt fra modtagelsen til den seneste afslutning, i de klager fra perioden, der er"
        " afsluttet. Hvor der står »intet tal«, er ingen afsluttet.",
        "Days are counted from receipt to the last closing, in those complaints of the period that"
        " are closed. Where it says “no figure”, none is closed.",
    ),
}

# Of what there may be too few for a mean, as it stands within a sentence.
PARTS: Final[Mapping[AccountPart, LocalText]] = {
    AccountPart.DAYS: LocalText("dage i gennemsnit", "days on average"),
    AccountPart.DAYS_BY_EFFORT: LocalText(
        "dage i gennemsnit ved enkelte indsatser", "days on average at some of the efforts"
    ),
    AccountPart.DAYS_BY_CHANNEL: LocalText(
        "dage i gennemsnit ved enkelte henvendelsesveje", "days on average at some of the channels"
    ),
}

# What a picture shows, in words: its figures stand in the table.
PICTURES: Final[Mapping[str, LocalText]] = {
    AccountPart.ADMINISTRATIONS: LocalText(
        "Liggende søjler: hvor stor en del af klagerne der angår hver forvaltning, i procent.",
        "Bars: how large a share of the complaints concerns each administration, in per cent.",
    ),
    AccountPart.WANTS: LocalText(
        "Liggende søjler: i hvor stor en del af klagerne borgerne ønskede hver af delene, i"
        " procent.",
        "Bars: in how large a share of the complaints citizens wanted each, in per cent.",
    ),
    AccountPart.ABOUTS: LocalText(
        "Liggende søjler: hvor stor en del af klagerne der handlede om hver af delene, i procent.",
        "Bars: how large a share of the complaints was about each, in per cent.",
    ),
    AccountPart.EFFORTS: LocalText(
        "Liggende søjler: hvor stor en del af klagerne der sluttede med hver indsats, i procent.",
        "Bars: how large a share of the complaints ended with each effort, in per cent.",
    ),
    AccountPart.UPHELD: LocalText(
        "Liggende søjler: hvor stor en del af klagerne der fik hvert resultat, i procent.",
        "Bars: how large a share of the complaints had each result, in per cent.",
    ),
    AccountPart.UPHELD_BY_ADMINISTRATION: LocalText(
        "Liggende søjler: hvor stor en del af klagerne med kendt resultat der fik medhold i hver"
        " forvaltning, i procent.",
        "Bars: how large a share of the complaints whose result is known was upheld in each"
        " administration, in per cent.",
    ),
    AccountPart.SATISFACTION: LocalText(
        "Liggende søjler: hvor stor en del af borgerne der var tilfredse og ikke tilfredse, i"
        " procent.",
        "Bars: how large a share of the citizens was satisfied and not satisfied, in per cent.",
    ),
}
