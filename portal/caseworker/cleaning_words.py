"""What is said of a working copy, and why there is none, in words."""

from flask_babel import gettext as _

from portal.cleaning.outcome import Refusal, Remark
from portal.domain.dossier import WorkingCopy

# What was done to it, or became of the words to be blacked out; every other one is what it may
# still hide.
DONE = frozenset(
    {
        Remark.METADATA_REMOVED,
        Remark.CONVERTED_TO_JPEG,
        Remark.OTHER_FRAMES_DROPPED,
        Remark.COMMENTS_REMOVED,
        Remark.TRACKED_CHANGES_ACCEPTED,
        Remark.HIDDEN_TEXT_REMOVED,
        Remark.HIDDEN_CELLS_REMOVED,
        Remark.HIDDEN_SLIDES_REMOVED,
        Remark.HIDDEN_LAYERS_REMOVED,
        Remark.SPEAKER_NOTES_REMOVED,
        Remark.FORMULAS_REPLACED,
        Remark.MACROS_REMOVED,
        Remark.EMBEDDED_REMOVED,
        Remark.PICTURES_REMOVED,
        Remark.LINKS_REMOVED,
        Remark.ANNOTATIONS_FLATTENED,
        Remark.ATTACHMENTS_DROPPED,
        Remark.HEADERS_OF_MAIL_KEPT,
        Remark.MAIL_TURNED_INTO_TEXT,
        Remark.CSV_TURNED_INTO_TEXT,
        Remark.INVISIBLE_CHARACTERS_REMOVED,
        Remark.PAGES_BECAME_PICTURES,
    }
)


def done_to(copy: WorkingCopy) -> list[str]:
    """What was taken out of a copy or is no longer what it was."""
    return [remark_text(Remark(one)) for one in copy.remarks if Remark(one) in DONE]


def to_look_for(copy: WorkingCopy) -> list[str]:
    """What a copy may still hide, and what somebody has to look for in it herself."""
    return [remark_text(Remark(one)) for one in copy.remarks if Remark(one) not in DONE]


def remark_text(remark: Remark) -> str:
    """One remark in words."""
    return {
        Remark.METADATA_REMOVED: _("Skjulte oplysninger om, hvem, hvor og hvornår, er fjernet."),
        Remark.CONVERTED_TO_JPEG: _("Billedet er lavet om til JPEG."),
        Remark.OTHER_FRAMES_DROPPED: _("Kun det første billede i filen er med."),
        Remark.COMMENTS_REMOVED: _("Kommentarer er fjernet."),
        Remark.TRACKED_CHANGES_ACCEPTED: _("Sporede ændringer er godkendt, og det slettede væk."),
        Remark.HIDDEN_TEXT_REMOVED: _("Skjult tekst er fjernet."),
        Remark.HIDDEN_CELLS_REMOVED: _("Skjulte ark, rækker og kolonner er fjernet."),
        Remark.HIDDEN_SLIDES_REMOVED: _("Skjulte dias er fjernet."),
        Remark.HIDDEN_LAYERS_REMOVED: _("Skjulte lag er fjernet."),
        Remark.SPEAKER_NOTES_REMOVED: _("Noter til dias er fjernet."),
        Remark.FORMULAS_REPLACED: _("Formler er erstattet af deres resultat."),
        Remark.MACROS_REMOVED: _("Makroer er fjernet."),
        Remark.EMBEDDED_REMOVED: _("Indlejrede filer er fjernet."),
        Remark.PICTURES_REMOVED: _("Billeder, der ikke kunne renses, er fjernet."),
        Remark.LINKS_REMOVED: _("Links er fjernet."),
        Remark.ANNOTATIONS_FLATTENED: _("Påtegninger er gjort til en del af siden."),
        Remark.ATTACHMENTS_DROPPED: _("Vedhæftede filer er fjernet."),
        Remark.HEADERS_OF_MAIL_KEPT: _("Kun fra, til, dato og emne er beholdt af mailens hoved."),
        Remark.MAIL_TURNED_INTO_TEXT: _("Mailen er lavet om til ren tekst."),
        Remark.CSV_TURNED_INTO_TEXT: _("Regnearket er lavet om til ren tekst."),
        Remark.INVISIBLE_CHARACTERS_REMOVED: _("Usynlige tegn er fjernet."),
        Remark.PICTURE_CONTENT: _(
            "Det, billedet viser, er ikke ændret: ansigter, skærme, skilte, udsigt."
        ),
        Remark.CAMERA_TRACES: _(
            "Et billedes støj kan vise, hvilket kamera det er taget med, for den, der har kameraet."
        ),
        Remark.VISIBLE_TEXT: _("Den tekst, man kan læse i filen, er ikke ændret."),
        Remark.COVERED_CONTENT: _(
            "Noget kan ligge bag et billede eller en bjælke, som nogen har lagt hen over."
        ),
        Remark.CROPPED_PICTURES: _(
            "Et beskåret billede kan stadig indeholde det, der er skåret af."
        ),
        Remark.FONTS_OF_PDF: _("Navne på skrifttyper kan pege på et program eller en computer."),
        Remark.STYLE_NAMES: _("Navne på typografier kan pege på, hvor dokumentet kommer fra."),
        Remark.WORDING: _("Måden, der er skrevet på, kan pege på, hvem der skrev."),
        Remark.PAGES_BECAME_PICTURES: _(
            "Siderne er lavet om til billeder med bjælker over ordene."
        ),
        Remark.LENGTH_OF_BARS: _("Bjælkernes længde viser, hvor lange ordene under dem er."),
        Remark.PHRASE_NOT_FOUND: _(
            "Mindst ét af de ord, der skulle streges over, blev ikke fundet."
        ),
        Remark.PHRASE_MAY_REMAIN: _(
            "Mindst ét af ordene, der skulle streges over, står måske stadig i filen. Åbn den, og "
            "se efter."
        ),
        Remark.PAGES_WITHOUT_TEXT: _(
            "Der er sider uden tekst, for eksempel scannede. På dem er intet streget over."
        ),
        Remark.PICTURES_NOT_SEARCHED: _("I billeder er der ikke ledt efter ord."),
    }[remark]


def refusal_text(refusal: Refusal) -> str:
    """Why a file could not be cleaned, in words."""
    return {
        Refusal.UNKNOWN_TYPE: _("portalen kender ikke filtypen"),
        Refusal.ARCHIVE: _("det er en pakket fil: pak den ud, og send filerne hver for sig"),
        Refusal.SOUND_OR_FILM: _("lyd og film kan ikke renses"),
        Refusal.OLD_OFFICE: _("det er et gammelt Office-format: gem den i det nye, eller som PDF"),
        Refusal.BROKEN: _("filen er i stykker eller for usædvanlig"),
        Refusal.TOO_LARGE: _("filen er for stor: højst 64 MB kan renses"),
        Refusal.ENCRYPTED: _("filen er låst med en adgangskode"),
        Refusal.TOOK_TOO_LONG: _("det tog for lang tid"),
        Refusal.CANNOT_BLACK_OUT: _("ord kan ikke streges over i den slags filer"),
    }[refusal]
