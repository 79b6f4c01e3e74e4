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
IN_YEAR: Final = LocalText("i {year}", "in {year}")
FROM_TO: Final = LocalText("fra {first} til {last}", "from {first} to {last}")
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
WITHHELD_TABLE: Final = LocalText(
    "{table} offentliggøres ikke, fordi {reason}.", "{table} is not published, because {reason}."
)
WHY_TOTALS: Final = LocalText(
    "Antallet af indberetninger skal offentliggøres efter § 27 i whistleblowerloven, også når det"
    " er lille.",
    "The number of reports must be published under section 27 of the Whistleblower Act, even when"
    " it is small.",
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
    "median": LocalText("Median i dage", "Median in days"),
    "ninetieth": LocalText("90-percentil i dage", "90th percentile in days"),
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
    "days": LocalText("Tid til bekræftelse og feedback", "Time to acknowledgement and feedback"),
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
        "Et forhold er én påstået fejl; en indberetning kan have flere.",
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
        "Dage er talt fra modtagelsen. 90-percentil: 90 procent ventede højst så længe. Fristen for"
        " feedback er lovens; en forlængelse flytter den ikke. En indberetning uden feedback tæller"
        " med, når dens frist er udløbet. Der skal ikke gives feedback, hvor alle forhold er"
        " afvist.",
        "Days are counted from receipt. 90th percentile: 90 per cent waited no longer than this."
        " The limit for feedback is that of the act; an extension does not move it. A report"
        " without feedback is counted once its limit has passed. No feedback is owed where every"
        " matter was rejected.",
    ),
}

PARTS: Final[Mapping[Part, LocalText]] = {
    Part.THEMES: LocalText("forhold efter tema", "matters by theme"),
    Part.DECISIONS: LocalText(
        "forhold inden for og uden for ordningen", "matters in and out of scope"
    ),
    Part.GROUNDS: LocalText("afviste forhold efter grund", "rejected matters by ground"),
    Part.OUTCOMES: LocalText("forhold efter udfald", "matters by outcome"),
    Part.POLICE_REPORTS: LocalText("anmeldelser til politiet", "reports to the police"),
    Part.FOLLOWED_UP: LocalText("forvaltningernes opfølgning", "what administrations did"),
    Part.PASSED_ON: LocalText("forhold, der er givet videre", "matters passed on"),
    Part.REOPENED: LocalText("genåbnede sager", "cases opened again"),
    Part.PENDING: LocalText("hvem sagerne beror på", "with whom the cases rest"),
    Part.ACKNOWLEDGEMENT: LocalText("antal bekræftelser", "numbers of acknowledgements"),
    Part.ACKNOWLEDGEMENT_DAYS: LocalText("dage til bekræftelse", "days to acknowledgement"),
    Part.ACKNOWLEDGEMENT_NINETIETH: LocalText(
        "90-percentil for bekræftelse", "the 90th percentile of acknowledgement"
    ),
    Part.FEEDBACK: LocalText("antal feedback", "numbers of feedback"),
    Part.FEEDBACK_DAYS: LocalText("dage til feedback", "days to feedback"),
    Part.FEEDBACK_NINETIETH: LocalText(
        "90-percentil for feedback", "the 90th percentile of feedback"
    ),
    Part.EXTENDED: LocalText("forlænget tid til feedback", "extended time for feedback"),
    Part.BY_ADMINISTRATION: LocalText("forhold efter forvaltning", "matters by administration"),
}

# The parts that are tables of their own, as the sentence that stands in their place begins.
TABLES: Final[Mapping[str, LocalText]] = {
    Part.THEMES: LocalText("Fordelingen på temaer", "The breakdown by theme"),
    Part.DECISIONS: LocalText(
        "Fordelingen på forhold inden for og uden for ordningen",
        "The breakdown into matters in and out of scope",
    ),
    Part.GROUNDS: LocalText(
        "Fordelingen på afvisningsgrunde", "The breakdown by ground for rejection"
    ),
    Part.OUTCOMES: LocalText("Fordelingen på udfald", "The breakdown by outcome"),
    Part.PENDING: LocalText("Hvem sagerne beror på,", "With whom the cases rest"),
    "days": LocalText(
        "Tiden til bekræftelse og feedback", "The time to acknowledgement and feedback"
    ),
}

REASONS: Final[Mapping[Reason, LocalText]] = {
    Reason.SMALL_CELLS: LocalText(
        "mindst ét tal er under {threshold}", "at least one figure is below {threshold}"
    ),
    Reason.GIVES_BACK: LocalText(
        "andre udeladte tal ellers kunne regnes ud",
        "other withheld figures could otherwise be worked out",
    ),
    Reason.SMALL_COUNT: LocalText(
        "tallet eller resten op til helheden er under {threshold}",
        "the figure, or what is left of the whole, is below {threshold}",
    ),
    Reason.FEW_CASES: LocalText("der er for få sager", "there are too few cases"),
    Reason.INTERNAL_ONLY: LocalText(
        "tallene kun er til internt brug", "those figures are for internal use only"
    ),
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
