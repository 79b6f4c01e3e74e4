"""What the demo's unit has published: last year's annual report and annual account."""

import tomllib
from pathlib import Path

from portal.demo.staff import DemoStaff
from portal.domain.municipality import LocalText
from portal.domain.period import year_of
from portal.domain.publication import OwnWords, ReportKind
from portal.services.publishing.confirm_words import confirm_words
from portal.services.publishing.publish_report import publish_report
from portal.services.publishing.read_draft import read_draft
from portal.services.publishing.write_words import write_words
from portal.services.workplace import Workplace

WORDS = Path(__file__).with_suffix(".toml")


def publish_last_year(workplace: Workplace, staff: dict[str, DemoStaff]) -> None:
    """A caseworker writes the words, a colleague reads them, the head of unit publishes."""
    year = year_of(workplace.today().year - 1)
    texts = tomllib.loads(WORDS.read_text("utf-8"))
    writer, reader, lead = (
        staff[part].member for part in ("caseworker", "other_caseworker", "lead")
    )
    for kind in ReportKind:
        report = (kind, year.first, year.last)
        version = read_draft(workplace, writer, *report).version
        words = _words(texts[kind])
        written = write_words(workplace, writer, *report, words, version=version)
        read = confirm_words(workplace, reader, *report, version=written.version)
        publish_report(workplace, lead, *report, version=read.version)


def _words(texts: dict[str, str]) -> OwnWords:
    def told(name: str) -> LocalText:
        return LocalText(
            *(texts.get(f"{name}_{language}", "").strip() for language in ("da", "en"))
        )

    return OwnWords(told("foreword"), told("examined"), told("rejected"))
