"""The words about what the unit publishes, in the reader's language."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from portal.domain.errors import (
    AlreadyPublished,
    DraftChanged,
    NothingToCorrect,
    NotReadyToPublish,
)
from portal.domain.own_words import Telling, WordsWarning
from portal.domain.period import Period
from portal.domain.publication import PublishedReport, ReportDraft, ReportKind
from portal.domain.report_draft import SHORTEST_REASON, Unready
from portal.reports.report_wording import ReportWording
from portal.services.accounts.list_accounts import find_account
from portal.staff.pages import locale
from portal.web.workplace import municipality, workplace

KIND_WORDS: Final[Mapping[ReportKind, Any]] = {
    ReportKind.ANNUAL: _l("Rapport om whistleblowerordningen"),
    ReportKind.ACCOUNT: _l("Beretning om klager"),
}

UNREADY_WORDS: Final[Mapping[Unready, Any]] = {
    Unready.NOT_OVER: _l("Perioden er ikke slut"),
    Unready.WORDS_UNREAD: _l("En kollega skal læse teksterne"),
    Unready.EXACT_UNCONFIRMED: _l("Et lille tal mangler en kollegas godkendelse"),
    Unready.BEFORE_PORTAL: _l(
        "Perioden ligger helt eller delvis, før portalen blev taget i brug. Tallene for den står i"
        " de beretninger, der er offentliggjort"
    ),
}

TELLING_WORDS: Final[Mapping[Telling, Any]] = {
    Telling.NAME: _l("kan være et navn"),
    Telling.PLACE: _l("er et bestemt sted"),
    Telling.POST: _l("kan være en stilling, som kun én har"),
    Telling.NUMBER: _l("er et tal"),
}

# The files of a report, as the templates name them.
FILE_WORDS: Final[Mapping[str, Mapping[str, Any]]] = {
    "language_words": {"da": _l("På dansk"), "en": _l("På engelsk")},
    "form_words": {
        "html": _l("Webside"),
        "pdf": "PDF",
        "docx": "Word",
        "xlsx": "Excel",
        "zip": "CSV",
        "json": "JSON",
    },
}


def period_text(period: Period) -> str:
    """`2025`, `1. halvår 2025`, or the two days that a period lies between."""
    return ReportWording(municipality(), locale()).short(period)


def report_title(kind: ReportKind, period: Period) -> str:
    """Which report, of which days."""
    return f"{KIND_WORDS[kind]}: {period_text(period)}"


def state_text(
    draft: ReportDraft, edition: PublishedReport | None, missing: Iterable[Unready]
) -> str:
    """How far a report is; `edition` is the newest that went out."""
    if edition is not None and edition.words == draft.words.digest:
        return _("Offentliggjort")
    if edition is None and not draft.version:
        return _("Ikke begyndt")
    told = unready_texts(missing)
    if edition is not None:
        told.insert(0, _("Offentliggjort, og teksterne er ændret siden"))
    return ". ".join(told) or _("Klar til offentliggørelse")


def warning_text(warning: WordsWarning) -> str:
    """What in a line could point at somebody."""
    return f"»{warning.as_written}« {TELLING_WORDS[warning.kind]}"


def name_of(account_id: str) -> str:
    """Who an account id (hex) names."""
    account = find_account(workplace(), bytes.fromhex(account_id))
    return account.name if account else _("en tidligere kollega")


def refusals() -> dict[str, str]:
    """What the services refuse, in words, by field and reason."""
    return {
        "too_long": _("Teksten er for lang."),
        "too_short": _("Skriv mindst %(least)d tegn.", least=SHORTEST_REASON),
        "not_withheld": _("Tallet udelades ikke mere. Vælg et andet, eller lad være."),
        "asked_already": _("En kollega har allerede bedt om, at tallet bliver oplyst."),
        "own_wish": _("Du har selv bedt om det. En kollega må godkende det."),
        "own_words": _("Du har selv skrevet i teksterne. En kollega må læse dem."),
        "nothing_written": _("Der er ingen tekster at læse."),
        "no_such_table": _("Vælg en tabel."),
        "points_at_somebody": _(
            "Skriv begrundelsen uden navne, steder og stillinger. Alle kan læse den, og ingen"
            " anden læser den igennem først."
        ),
        "not_offered": _("Vælg grænsen for små tal."),
    }


def unready_texts(missing: Iterable[Unready]) -> list[str]:
    """What has to be done, or waited for, before a report goes out."""
    return [str(UNREADY_WORDS[one]) for one in missing]


def changed_meanwhile() -> str:
    """A colleague changed the draft after it was shown."""
    return _(
        "En kollega har ændret udkastet, siden du åbnede siden. Siden viser det nu, som det er:"
        " se på det, og prøv igen."
    )


def going_out_refusal(error: Exception) -> str:
    """Why a report did not go out."""
    match error:
        case DraftChanged():
            return changed_meanwhile()
        case NotReadyToPublish():
            return ". ".join(unready_texts(error.reasons)) + "."
        case AlreadyPublished():
            return _("Rapporten er allerede offentliggjort med andre tal eller tekster. Ret den.")
        case NothingToCorrect():
            return _("Tal og tekster er de samme som i den seneste udgave. Der er intet at rette.")
        case _other:
            return _("Tallene stemmer ikke med hinanden, så rapporten kan ikke offentliggøres.")
