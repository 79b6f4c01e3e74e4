"""The account of a period from before the portal: the totals that were imported, as they were
published then. They are totals of many, and nothing in them is withheld."""

import json
from decimal import Decimal

from portal.domain.earlier_totals import EarlierAccount
from portal.domain.municipality import Municipality
from portal.domain.period import Period
from portal.reports import account_words, adviser_words, words
from portal.reports import earlier_words as spoken
from portal.reports.as_json import number_json, period_json
from portal.reports.report_wording import ReportWording
from portal.reports.tables import Document, Table, Value


def imported_account_document(
    account: EarlierAccount, municipality: Municipality, language: str
) -> Document:
    """Title, where the figures come from, and all that is known."""
    told = _Wording(municipality, language)
    office = municipality.office.text(language)
    lines = (
        f"{municipality.name.text(language)}, {office}",
        told.say(spoken.IMPORTED_ONE, periods=told.named(account.period)),
    )
    return Document(language, told.title(account.period), lines, (told.everything(account),))


def imported_account_json(
    account: EarlierAccount, municipality: Municipality, language: str
) -> bytes:
    """The same as UTF-8 JSON; what is not known is null."""
    content = {
        "title": _Wording(municipality, language).title(account.period),
        "language": language,
        "municipality": municipality.code,
        "period": period_json(account.period),
        "imported": True,
        "everything": {
            "complaints": account.complaints,
            "assistance": account.assistance,
            "teaching": account.teaching,
            "total": account.total,
        },
        "upheld_percent": number_json(account.share),
    }
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()


class _Wording(ReportWording):
    def title(self, period: Period) -> str:
        office = self.municipality.office.text(self.language)
        if period.calendar_year is not None:
            return self.say(account_words.YEAR_TITLE, office=office, year=period.calendar_year)
        return self.say(account_words.PERIOD_TITLE, office=office, period=self.named(period))

    def everything(self, account: EarlierAccount) -> Table:
        """All that is known, a figure a row."""
        columns = adviser_words.COLUMNS
        figures: list[tuple[str, int | Decimal | None]] = [
            (self.say(columns["complaints_all"]), account.complaints),
            (self.say(columns["assistance_all"]), account.assistance),
            (self.say(columns["teaching_all"]), account.teaching),
            (self.say(columns["all"]), account.total),
            (self.say(spoken.COLUMNS["upheld"]), account.share),
        ]
        rows: list[tuple[Value, ...]] = [
            (name, figure) for name, figure in figures if figure is not None
        ]
        return Table(
            "everything",
            self.say(account_words.TITLES["everything"]),
            (self.say(words.COLUMNS["figure"]), self.say(words.COLUMNS["count"])),
            tuple(rows),
        )
