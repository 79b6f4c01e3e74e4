"""What the tests of publishing begin with: counted cases, and a draft of their report."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from portal.domain.municipality import LocalText
from portal.domain.publication import OwnWords, PublishedReport, ReportDraft, ReportKind
from portal.services.publishing.confirm_words import confirm_words
from portal.services.publishing.publish_report import publish_report
from portal.services.publishing.write_words import write_words
from portal.storage.unit_key_store import STATISTICS

if TYPE_CHECKING:
    from portal.domain.statistics import StatisticalFacts
    from portal.services.workplace import Member
    from tests.support.office import Office

Place = tuple[ReportKind, date, date]

YEAR: Place = (ReportKind.ANNUAL, date(2023, 1, 1), date(2023, 12, 31))
FOREWORD = "Aldrig før er så mange forhold blevet undersøgt."
WORDS = OwnWords(
    foreword=LocalText(f"{FOREWORD}\n\nTak til alle.", ""),
    examined=LocalText("- Mobning af medarbejdere\n- Omsorgssvigt", "Bullying of staff"),
    rejected=LocalText("Dårlig ledelse", "Poor management"),
    remarks={"themes": LocalText("Temaerne er enhedens egne.", "The themes are the unit's own.")},
)
BECAUSE = LocalText("En indberetning blev registreret to gange.", "A report was registered twice.")


def counted(office: Office, cases: Sequence[StatisticalFacts]) -> None:
    """Cases that are counted, and nothing else of them."""
    with office.workplace.open_unit(write=True) as unit:
        public_key = unit.unit_keys.public_key(STATISTICS)
        assert public_key is not None
        unit.facts.add_untied(public_key, cases)
        unit.commit()


def written(
    office: Office, words: OwnWords = WORDS, place: Place = YEAR, *, version: int = 0
) -> ReportDraft:
    """Words that Anders wrote and nobody else has read."""
    return write_words(office.workplace, office.anders, *place, words, version=version)


def read_by_another(
    office: Office, words: OwnWords = WORDS, place: Place = YEAR, *, version: int = 0
) -> ReportDraft:
    """Words that Anders wrote and Chaima has read."""
    draft = written(office, words, place, version=version)
    return confirm_words(office.workplace, office.chaima, *place, version=draft.version)


def published(office: Office, version: int, place: Place = YEAR) -> PublishedReport:
    """The report as Birgitte publishes it."""
    return publish_report(office.workplace, office.birgitte, *place, version=version)


def events(office: Office, *, by: Member) -> list[str]:
    """What the portal's log has of reports, by one member."""
    with office.workplace.open_unit() as unit:
        lines = unit.system_log.newest(100)
    name = by.account.name
    return [one.event for one in lines if one.event.startswith("report:") and one.actor == name]
