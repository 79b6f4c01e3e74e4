"""A year that is to be reported of, and what the unit does with its report, in many tests."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from portal.domain.access import Desk, Role
from portal.domain.publication import ReportKind
from portal.services.publishing.list_published import list_published
from portal.services.publishing.read_draft import read_draft
from portal.services.statistics.statistics_key import share_statistics_key
from portal.storage.unit_key_store import STATISTICS
from tests.support.counted import cases_of_2023
from tests.support.portal import Portal, add_member
from tests.support.staff import StaffBrowser

if TYPE_CHECKING:
    from collections.abc import Sequence

    from portal.domain.publication import PublishedReport, ReportDraft
    from portal.domain.statistics import StatisticalFacts

LIST = "/staff/publications"
YEAR = f"{LIST}/annual/2023-01-01/2023-12-31"
WORDS = {
    "foreword_da": "Flere har henvendt sig end året før.",
    "foreword_en": "More people came to us than in the year before.",
    "examined_da": "Mobning af medarbejdere\nLedige stillinger, der ikke blev slået op",
    "examined_en": "",
    "rejected_da": "Dårlig ledelse",
    "rejected_en": "",
}
BECAUSE = "Antallet er så velkendt i forvejen, at ingen kan genkendes af det."
CORRECTED = {
    "because_da": "Tre indberetninger blev registreret for sent.",
    "because_en": "Three reports were registered too late.",
    "sure": "y",
}


def count_from_elsewhere(portal: Portal, wholes: Sequence[StatisticalFacts]) -> None:
    """Facts of cases that are not there, as if each had been erased."""
    with portal.workplace.open_unit(write=True) as unit:
        public_key = unit.unit_keys.public_key(STATISTICS)
        assert public_key is not None
        unit.facts.add_untied(public_key, wholes)
        unit.commit()


def with_the_year(portal: Portal) -> Portal:
    """The portal with the year 2023 counted, and the keys to it handed out."""
    count_from_elsewhere(portal, cases_of_2023())
    share_statistics_key(portal.workplace, portal.birgitte)
    return portal


def browser_of(portal: Portal, name: str, role: Role, desk: Desk | None) -> StaffBrowser:
    member = add_member(portal.workplace, name, role, desk)
    share_statistics_key(portal.workplace, portal.birgitte)
    return StaffBrowser(portal, member)


def draft_of(portal: Portal) -> ReportDraft:
    """The draft of the year's report."""
    days = (date(2023, 1, 1), date(2023, 12, 31))
    return read_draft(portal.workplace, portal.birgitte, ReportKind.ANNUAL, *days)


def sent(browser: StaffBrowser, form: str, status: int = 303, **fields: object) -> str:
    """A form of the year's report, sent as its page shows it now; the HTML of what came."""
    fields.setdefault("version", draft_of(browser.portal).version)
    return browser.post(f"{YEAR}/{form}", status, **fields).get_data(as_text=True)


def published(portal: Portal) -> list[PublishedReport]:
    return list_published(portal.workplace)
