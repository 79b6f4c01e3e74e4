"""The texts to administrations as they are proposed."""

from flask_babel import gettext as _

from portal.domain.deadlines import answer_due
from portal.domain.dossier import DossierKind
from portal.staff.pages import locale
from portal.web.formatting import long_date
from portal.web.workplace import municipality, workplace


def starting_text(administration: str, kind: DossierKind, *, of_adviser: bool = False) -> str:
    """The text to an administration (its code) as it is proposed, with a gap for what it is about.
    `of_adviser`: it comes from the citizens' adviser, in a complaint or a supervision."""
    name = municipality().label("administration", administration, locale())
    if kind is DossierKind.OUTSIDE_SCHEME:
        return _(
            "Til %(name)s\n\nWhistleblowerenheden har fået en henvendelse, som falder uden for"
            " whistleblowerordningen. Indberetteren har sagt ja til, at I får følgende at"
            " vide:\n\n\n\nI afgør selv, hvad I gør ved det, og skal ikke svare os. Den, det"
            " handler om, skal anses for uskyldig, indtil det modsatte er vist. I må ikke forsøge"
            " at finde ud af, hvem oplysningerne kommer fra.",
            name=name,
        )
    days = municipality().limits.administration_answer_days
    day = long_date(answer_due(workplace().today(), days))
    if of_adviser:
        return _of_adviser(name, day)
    return _(
        "Til %(name)s\n\nWhistleblowerenheden beder jer undersøge følgende forhold og sende os"
        " resultatet med dokumentation:\n\n\n\nVi beder jer svare på disse spørgsmål:\n\n1. Hvad er"
        " sket, og hvordan har I undersøgt det?\n2. Hvilken dokumentation har I for"
        " resultatet?\n3. Hvad har I gjort, hvad vil I gøre, og hvornår?\n\nSvaret skal være hos os"
        " senest %(day)s.\n\nI tilrettelægger selv undersøgelsen. De personer, forholdet handler"
        " om, skal anses for uskyldige, indtil det modsatte er vist, og de har ret til at blive"
        " hørt.\n\nOplysningerne er omfattet af den særlige tavshedspligt i § 25 i lov om"
        " beskyttelse af whistleblowere, som også gælder for jer. I må ikke forsøge at finde ud"
        " af, hvem oplysningerne kommer fra.",
        name=name,
        day=day,
    )


def _of_adviser(name: str, day: str) -> str:
    return _(
        "Til %(name)s\n\n%(office)s behandler en klage over jer og beder om jeres svar på"
        " følgende:\n\n\n\nVi beder jer svare på disse spørgsmål:\n\n1. Hvad er der sket, og"
        " hvordan ser I på klagen?\n2. Hvad kan I gøre for borgeren nu, og hvornår?\n3. Hvad"
        " tager I ved lære af det?\n\nSend de dokumenter, som svaret bygger på. Svaret skal være"
        " hos os senest %(day)s.\n\nI har tavshedspligt om det, der står her, og må kun bruge"
        " det til at behandle klagen.",
        name=name,
        office=municipality().office.text(locale()),
        day=day,
    )
