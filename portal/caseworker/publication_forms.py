"""The forms about what the unit publishes: its own words, small figures, going out."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field
from wtforms.validators import ValidationError

from portal.caseworker.publication_words import KIND_WORDS
from portal.caseworker.statistics_choice import PeriodForm
from portal.domain.municipality import LocalText
from portal.domain.own_words import MOST_CHARACTERS
from portal.domain.publication import THRESHOLDS, OwnWords, ReportKind
from portal.domain.report_draft import LONGEST_REASON
from portal.staff.fields import hidden, listed, long_text, radios, select, tick
from portal.staff.written_form import WrittenForm
from portal.web.forms import PortalForm

_FALLS_BACK = _l("Står feltet tomt, viser den engelske udgave den danske tekst.")
_ONE_A_LINE = _l("Ét emne på hver linje. Skriv ingen navne, steder eller antal.")


class ChosenReportForm(PeriodForm):
    """Which report, of which days. Sent by GET, so without a token: it changes nothing."""

    kind = radios(
        _l("Hvad skal offentliggøres?"),
        lambda: listed(KIND_WORDS.items()),
        _l("Vælg, hvad der skal offentliggøres."),
    )

    def offer(self, kinds: list[ReportKind]) -> None:
        """Offer the reports of who asks."""
        self.kind.choices = listed((kind, KIND_WORDS[kind]) for kind in kinds)
        if len(kinds) == 1:
            self.kind.data = kinds[0]


class _OfDraft:
    """`version` is that of the draft as it was shown."""

    version = hidden()

    @property
    def seen(self) -> int:
        """The version that was shown; one that no draft has where it is no number."""
        told = str(self.version.data or "")
        return int(told) if told.isdecimal() else -1


class SeenForm(_OfDraft, PortalForm):
    """A button that does something with the draft as it was shown."""


class ForewordForm(_OfDraft, WrittenForm):
    foreword_da = long_text(
        _l("Forord på dansk"),
        limit=MOST_CHARACTERS,
        description=_l("Hver linje bliver et afsnit. Feltet kan stå tomt."),
    )
    foreword_en = long_text(_l("Forord på engelsk"), limit=MOST_CHARACTERS, description=_FALLS_BACK)

    def words_beside(self, kept: OwnWords) -> OwnWords:
        """What was written, beside the remarks that are kept."""
        written = {name: self._pair(name) for name in ("foreword", "examined", "rejected")}
        return OwnWords(**written, remarks=kept.remarks)

    def _pair(self, name: str) -> LocalText:
        danish, english = (self._fields.get(f"{name}_{language}") for language in ("da", "en"))
        return LocalText(_text_of(danish), _text_of(english))


class SubjectsForm(ForewordForm):
    """Of a report of the whistleblower scheme: what was examined, and what rejected, as well."""

    examined_da = long_text(
        _l("Emner, der er undersøgt, på dansk"), limit=MOST_CHARACTERS, description=_ONE_A_LINE
    )
    examined_en = long_text(
        _l("Emner, der er undersøgt, på engelsk"), limit=MOST_CHARACTERS, description=_FALLS_BACK
    )
    rejected_da = long_text(
        _l("Emner, der er afvist, på dansk"), limit=MOST_CHARACTERS, description=_ONE_A_LINE
    )
    rejected_en = long_text(
        _l("Emner, der er afvist, på engelsk"), limit=MOST_CHARACTERS, description=_FALLS_BACK
    )


class RemarkForm(_OfDraft, WrittenForm):
    """What is said under one table."""

    table: Any = select(_l("Under hvilken tabel?"), list, _l("Vælg en tabel."))
    remark_da = long_text(
        _l("Bemærkning på dansk"),
        limit=MOST_CHARACTERS,
        description=_l(
            "Hver linje bliver en bemærkning for sig. Er begge felter tomme, fjernes den."
        ),
    )
    remark_en = long_text(
        _l("Bemærkning på engelsk"), limit=MOST_CHARACTERS, description=_FALLS_BACK
    )

    def offer(self, tables: Mapping[str, str]) -> None:
        """Offer these tables, by their codes."""
        self.table.choices = listed([("", _("Vælg …")), *tables.items()])

    def words_beside(self, kept: OwnWords) -> OwnWords:
        """The words that are kept, with this remark among them."""
        remark = LocalText(_text_of(self.remark_da), _text_of(self.remark_en))
        return replace(kept, remarks={**kept.remarks, self.table.data: remark})


class ExactForm(_OfDraft, PortalForm):
    """A small figure that is to be told all the same."""

    figure: Any = select(_l("Hvilket tal?"), list, _l("Vælg et af de udeladte tal."))
    because = long_text(
        _l("Hvorfor skal det oplyses?"),
        _l("Skriv, hvorfor tallet skal oplyses."),
        limit=LONGEST_REASON,
        description=_l(
            "Skriv også, hvorfor ingen kan genkendes af det. Begrundelsen offentliggøres ikke."
        ),
    )


class ThresholdForm(_OfDraft, PortalForm):
    threshold = radios(
        _l("Grænse for små tal"),
        lambda: listed((str(least), _least_words(least)) for least in THRESHOLDS),
        _l("Vælg grænsen for små tal."),
    )


class PublishForm(_OfDraft, PortalForm):
    """What is public stays public: nobody does it by a slip of the hand."""

    sure = tick(_l("Jeg har set filerne igennem, og de må offentliggøres"))

    def validate_sure(self, field: Field) -> None:
        if not field.data:
            raise ValidationError(_l("Sæt kryds, når du har set det hele igennem."))


class CorrectForm(PublishForm):
    """Why a published report is corrected: it stands in the new edition."""

    sure = tick(_l("Jeg har set tallene og teksterne igennem, og rettelsen må offentliggøres"))

    because_da = long_text(
        _l("Hvad er rettet, og hvorfor? På dansk"),
        _l("Skriv på dansk, hvad der er rettet, og hvorfor."),
        limit=LONGEST_REASON,
        description=_l("Står i den nye udgave og på den offentlige side. Skriv ingen navne."),
    )
    because_en = long_text(
        _l("Hvad er rettet, og hvorfor? På engelsk"),
        limit=LONGEST_REASON,
        description=_FALLS_BACK,
    )

    @property
    def because(self) -> LocalText:
        return LocalText(_text_of(self.because_da), _text_of(self.because_en))


def _text_of(field: Any) -> str:
    return (field.data if field is not None else None) or ""


def _least_words(least: int) -> str:
    return _("%(least)d: mindre tal udelades, og med dem dem, de kunne regnes ud af", least=least)
