"""The words of the reports in both languages. Labels of themes, grounds, outcomes and
administrations are the municipality's own."""

from collections.abc import Mapping
from typing import Final

from portal.domain.annual_report import OPEN, UNDECIDED, Part, Reason
from portal.domain.case_status import RestsWith
from portal.domain.municipality import LocalText
from portal.domain.triage import Decision

ANNUAL_TITLE: Final = LocalText(
    "Whistleblowerordningen: årsrapport {year}", "The whistleblower scheme: annual report {year}"
)
PERIOD_TITLE: Final = LocalText(
    "Whistleblowerordningen {period}", "The whistleblower scheme {period}"
)
COUNTED_ON: Final = LocalText("Opgjort den {day}.", "Counted on {day}.")
STILL_RUNS: Final = LocalText(
    "Perioden er ikke slut. Tallene går til og med den {day}.",
    "The period has not ended. The figures go up to and including {day}.",
)
FOR_PUBLICATION: Final = LocalText(
    "Udgave til offentliggørelse: tal, der kunne pege på enkelte personer, er udeladt.",
    "Edition for publication: figures that could point at single persons are withheld.",
)
INTERNAL: Final = LocalText(
    "Intern udgave med alle tal. Den må ikke offentliggøres eller sendes videre.",
    "Internal edition with every figure. It must not be published or passed on.",
)
WITHHELD: Final = LocalText("udeladt", "withheld")
NONE_KNOWN: Final = LocalText("intet tal", "no figure")
TOTAL: Final = LocalText("I alt", "Total")
WITHHELD_NOTE: Final = LocalText(
    "Udeladt: {part}, fordi {reason}.", "Withheld: {part}, because {reason}."
)
WITHHELD_CELLS: Final = LocalText(
    "Hvor der står »udeladt«, er tallet udeladt, fordi {reason}.",
    "Where it says “withheld”, the figure is withheld, because {reason}.",
)
WHY_TOTALS: Final = LocalText(
    "Antallet af indberetninger skal offentliggøres efter § 27 i whistleblowerloven, også når det"
    " er lille.",
    "The number of reports must be published under section 27 of the Whistleblower Act, even when"
    " it is small.",
)
WHY_STOCK: Final = LocalText(
    "Hvor mange sager der er under behandling, oplyses altid, også når tallet er lille.",
    "How many cases are pending is always told, even when the number is small.",
)
SOME_EXACT: Final = LocalText(
    "Enkelte små tal er oplyst, fordi to medarbejdere har vurderet, at ingen kan genkendes af dem.",
    "Some small figures are told because two members of staff found that nobody can be recognised"
    " by them.",
)

COLUMNS: Final[Mapping[str, LocalText]] = {
    "figure": LocalText("Opgørelse", "Figure"),
    "count": LocalText("Antal", "Number"),
    "percent": LocalText("Procent", "Per cent"),
    "theme": LocalText("Tema", "Theme"),
    "decision": LocalText("Afgørelse", "Decision"),
    "ground": LocalText("Afvisningsgrund", "Ground for rejection"),
    "outcome": LocalText("Udfald", "Outcome"),
    "rests_with": LocalText("Sagen beror på", "The case rests with"),
    "administration": LocalText("Forvaltning", "Administration"),
    "limit": LocalText("Frist", "Time limit"),
    "given": LocalText("Givet i alt", "Given in all"),
    "waited": LocalText("Tid fra modtagelsen", "Time from receipt"),
    "days": LocalText("Dage", "Days"),
    "within": LocalText("Givet inden for fristen", "Given within the limit"),
    "judged": LocalText("Givet, eller fristen er udløbet", "Given, or the limit has passed"),
    "timely": LocalText("Inden for fristen i procent", "Within the limit, per cent"),
}

TITLES: Final[Mapping[str, LocalText]] = {
    "totals": LocalText("Indberetninger og forhold", "Reports and matters"),
    "stock": LocalText("Sager ind og ud", "Cases in and out"),
    "pending": LocalText("Sager under behandling den {day}", "Cases pending on {day}"),
    "themes": LocalText("Forhold efter tema", "Matters by theme"),
    "decisions": LocalText(
        "Forhold inden for og uden for ordningen", "Matters in and out of scope"
    ),
    "grounds": LocalText("Afviste forhold efter grund", "Rejected matters by ground"),
    "outcomes": LocalText(
        "Forhold inden for ordningen efter udfald", "Matters in scope by outcome"
    ),
    "days": LocalText("Bekræftelse og feedback til tiden", "Acknowledgement and feedback in time"),
    "waiting": LocalText("Tid til bekræftelse og feedback", "Time to acknowledgement and feedback"),
    "by_administration": LocalText("Forhold efter forvaltning", "Matters by administration"),
}

ROWS: Final[Mapping[str, LocalText]] = {
    "received": LocalText("Indberetninger modtaget {period}", "Reports received {period}"),
    "matters": LocalText("Forhold i periodens indberetninger", "Matters in the period's reports"),
    "police_reports": LocalText(
        "Forhold, der er anmeldt til politiet", "Matters reported to the police"
    ),
    "followed_up": LocalText(
        "Forhold, hvor en forvaltning har oplyst, hvad den har gjort",
        "Matters in which an administration told what it did",
    ),
    "passed_on": LocalText(
        "Afviste forhold, der er givet videre uden for ordningen",
        "Rejected matters passed on outside the scheme",
    ),
    "extended": LocalText(
        "Indberetninger, hvor tiden til feedback er forlænget",
        "Reports in which the time for feedback was extended",
    ),
    "opening": LocalText(
        "Under behandling ved periodens begyndelse", "Pending when the period began"
    ),
    "stock_received": LocalText("Modtaget", "Received"),
    "closed": LocalText("Afsluttet, fratrukket genåbnede", "Closed, less those opened again"),
    "closing": LocalText("Under behandling ved opgørelsens slutning", "Pending at the end"),
    "reopened": LocalText("Genåbnet", "Opened again"),
    "acknowledgement": LocalText(
        "Bekræftelse af modtagelse inden 7 dage", "Acknowledgement within 7 days"
    ),
    "feedback": LocalText(
        "Feedback inden 3 måneder efter bekræftelsen",
        "Feedback within 3 months of the acknowledgement",
    ),
    "feedback_median": LocalText("Feedback: median", "Feedback: median"),
    "feedback_ninetieth": LocalText("Feedback: 90-percentil", "Feedback: 90th percentile"),
    "acknowledgement_median": LocalText("Bekræftelse: median", "Acknowledgement: median"),
    "acknowledgement_ninetieth": LocalText(
        "Bekræftelse: 90-percentil", "Acknowledgement: 90th percentile"
    ),
}

CODES: Final[Mapping[str, LocalText]] = {
    Decision.IN_SCOPE: LocalText("Inden for ordningen", "In scope"),
    Decision.REJECTED: LocalText("Afvist", "Rejected"),
    UNDECIDED: LocalText("Ikke afgjort endnu", "Not decided yet"),
    OPEN: LocalText("Uden udfald endnu", "No outcome yet"),
    RestsWith.UNIT: LocalText("Enheden", "The unit"),
    RestsWith.ADMINISTRATION: LocalText("Forvaltningerne", "The administrations"),
    RestsWith.REPORTER: LocalText("Indberetterne", "The reporters"),
    "": LocalText("Ikke angivet", "Not stated"),
}

NOTES: Final[Mapping[str, LocalText]] = {
    "totals": LocalText(
        "Hvert kritikpunkt tælles som ét forhold; en indberetning kan have flere.",
        "A matter is one alleged wrong; a report can have several.",
    ),
    "stock": LocalText(
        "Under behandling ved begyndelsen og modtaget giver tilsammen afsluttet og under behandling"
        " ved slutningen.",
        "Pending at the beginning and received together make closed and pending at the end.",
    ),
    "themes": LocalText(
        "Temaet er det, forholdet fik, da det blev sorteret første gang. Afviste forhold er med.",
        "The theme is that of the first sorting. Rejected matters are included.",
    ),
    "days": LocalText(
        "Fristen for feedback er lovens; en forlængelse flytter den ikke. En indberetning uden"
        " feedback tæller med, når dens frist er udløbet. Der skal ikke gives feedback, hvor alle"
        " forhold er afvist.",
        "The limit for feedback is that of the act; an extension does not move it. A report"
        " without feedback is counted once its limit has passed. No feedback is owed where every"
        " matter was rejected.",
    ),
    "waiting": LocalText(
        "Dage er talt fra modtagelsen; fristen for feedback løber fra bekræftelsen. Halvdelen"
        " ventede højst så længe, som medianen siger, og 90 procent højst så længe, som"
        " 90-percentilen siger.",
        "Days are counted from receipt; the limit for feedback runs from the acknowledgement. Half"
        " waited no longer than the median, and 90 per cent no longer than the 90th percentile.",
    ),
}

# The parts of which too few cases may be the reason.
PARTS: Final[Mapping[Part, LocalText]] = {
    Part.ACKNOWLEDGEMENT_DAYS: LocalText("dage til bekræftelse", "days to acknowledgement"),
    Part.ACKNOWLEDGEMENT_NINETIETH: LocalText(
        "90-percentil for bekræftelse", "the 90th percentile of acknowledgement"
    ),
    Part.FEEDBACK_DAYS: LocalText("dage til feedback", "days to feedback"),
    Part.FEEDBACK_NINETIETH: LocalText(
        "90-percentil for feedback", "the 90th percentile of feedback"
    ),
}

# What a picture shows, in words: its figures stand in the table.
PICTURES: Final[Mapping[str, LocalText]] = {
    "pending": LocalText(
        "Liggende søjler: hvor mange af sagerne under behandling der beror på hver af parterne.",
        "Bars: how many of the pending cases rest with each party.",
    ),
    "themes": LocalText(
        "Liggende søjler: hvor stor en del af forholdene hvert tema udgør, i procent.",
        "Bars: how large a share of the matters each theme has, in per cent.",
    ),
    "by_administration": LocalText(
        "Liggende søjler: hvor stor en del af forholdene der angår hver forvaltning, i procent.",
        "Bars: how large a share of the matters concerns each administration, in per cent.",
    ),
    "decisions": LocalText(
        "Liggende søjler: hvor stor en del af forholdene der er inden for ordningen, er afvist"
        " eller ikke er afgjort endnu, i procent.",
        "Bars: how large a share of the matters is in scope, rejected or not decided yet, in per"
        " cent.",
    ),
    "grounds": LocalText(
        "Liggende søjler: hvor stor en del af de afviste forhold der er afvist af hver grund, i"
        " procent.",
        "Bars: how large a share of the rejected matters was rejected on each ground, in per cent.",
    ),
    "outcomes": LocalText(
        "Liggende søjler: hvor stor en del af forholdene inden for ordningen der fik hvert udfald,"
        " i procent.",
        "Bars: how large a share of the matters in scope had each outcome, in per cent.",
    ),
    "waiting": LocalText(
        "Liggende søjler: hvor mange dage der gik til feedback, median og 90-percentil, ved siden"
        " af lovens frist på 3 måneder.",
        "Bars: how many days it took to give feedback, median and 90th percentile, beside the"
        " limit of the act, 3 months.",
    ),
}
DAYS: Final = LocalText("dage", "days")
LIMIT: Final = LocalText("frist: 3 måneder, højst 92 dage", "limit: 3 months, at most 92 days")

REASONS: Final[Mapping[Reason, LocalText]] = {
    Reason.SMALL_FIGURES: LocalText(
        "et tal under {threshold} ellers kunne læses eller regnes ud",
        "a figure below {threshold} could otherwise be read or worked out",
    ),
    Reason.FEW_CASES: LocalText("der er for få sager", "there are too few cases"),
}

PENDING_SENTENCE: Final[Mapping[str, LocalText]] = {
    "none": LocalText(
        "Den {day} var ingen sager under behandling.", "On {day} no cases were pending."
    ),
    "one": LocalText(
        "Den {day} var 1 sag under behandling: {unit} beroede på enheden, {administration} på"
        " forvaltningerne og {reporter} på indberetterne.",
        "On {day}, 1 case was pending: {unit} rested with the unit, {administration} with the"
        " administrations and {reporter} with the reporters.",
    ),
    "many": LocalText(
        "Den {day} var {total} sager under behandling: {unit} beroede på enheden, {administration}"
        " på forvaltningerne og {reporter} på indberetterne.",
        "On {day}, {total} cases were pending: {unit} rested with the unit, {administration} with"
        " the administrations and {reporter} with the reporters.",
    ),
}

PENDING_NOW: Final[Mapping[str, LocalText]] = {
    "none": LocalText(
        "Den {day} er ingen sager under behandling.", "On {day} no cases are pending."
    ),
    "one": LocalText(
        "Den {day} er 1 sag under behandling: {unit} beror på enheden, {administration} på"
        " forvaltningerne og {reporter} på indberetterne.",
        "On {day}, 1 case is pending: {unit} rests with the unit, {administration} with the"
        " administrations and {reporter} with the reporters.",
    ),
    "many": LocalText(
        "Den {day} er {total} sager under behandling: {unit} beror på enheden, {administration}"
        " på forvaltningerne og {reporter} på indberetterne.",
        "On {day}, {total} cases are pending: {unit} rest with the unit, {administration} with"
        " the administrations and {reporter} with the reporters.",
    ),
}
