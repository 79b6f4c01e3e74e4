"""What every report says in the same words, in Danish or English."""

from collections.abc import Collection, Iterable
from datetime import date
from decimal import Decimal

from portal.domain.account_figures import Share
from portal.domain.annual_report import Reason
from portal.domain.municipality import LocalText, Municipality
from portal.domain.period import Period
from portal.reports import words
from portal.reports.period_words import name_in_sentence, short_name
from portal.reports.tables import Value, long_day


class ReportWording:
    """Words a report for the municipality it is about."""

    def __init__(self, municipality: Municipality, language: str) -> None:
        self.municipality = municipality
        self.language = language

    def say(self, text: LocalText, **filled: object) -> str:
        """A text in the report's language, with its places filled in."""
        return text.text(self.language).format(**filled)

    def short(self, period: Period) -> str:
        """`2023`, `the first half of 2023`, or the two days that a period lies between."""
        return short_name(period, self.language)

    def named(self, period: Period) -> str:
        """`in 2023`, `in the first half of 2023`, or the two days that a period lies between."""
        return name_in_sentence(period, self.language)

    def scheme_title(self, period: Period) -> str:
        """The title of a report of the whistleblower scheme."""
        if period.calendar_year is not None:
            return self.say(words.ANNUAL_TITLE, year=period.calendar_year)
        return self.say(words.PERIOD_TITLE, period=self.named(period))

    def known(self, value: int | Decimal | None) -> Value:
        """A figure, or the words for one that cannot be."""
        return self.say(words.NONE_KNOWN) if value is None else value

    def exactly_told(self, exact: Collection[str]) -> Iterable[str]:
        """The line on small figures that two people decided to tell, if there are any."""
        if exact:
            yield self.say(words.SOME_EXACT)

    def percent_of(self, share: Share) -> Value:
        """A share in per cent: of nothing where it is of none, else withheld where not told."""
        if share.of == 0:
            return self.known(None)
        return self.say(words.WITHHELD) if share.percent is None else share.percent

    def because(self, reason: Reason, threshold: int) -> str:
        """Why something is withheld, as the end of a sentence."""
        return self.say(words.REASONS[reason], threshold=threshold)

    def note_on_small_figures(self, threshold: int) -> str:
        """What stands beneath a table with cells that are withheld."""
        why = self.because(Reason.SMALL_FIGURES, threshold)
        return self.say(words.WITHHELD_CELLS, reason=why)

    def opening(
        self, about: LocalText, as_of: date, until: date, period: Period, *, internal: bool
    ) -> Iterable[str]:
        """The lines before the tables: whose report it is, how far it goes, which edition it is."""
        yield f"{self.municipality.name.text(self.language)}, {about.text(self.language)}"
        yield self.say(words.COUNTED_ON, day=long_day(as_of, self.language))
        if until != period.last:
            yield self.say(words.STILL_RUNS, day=long_day(until, self.language))
        yield self.say(words.INTERNAL if internal else words.FOR_PUBLICATION)
