"""A report goes out whole, once, and is frozen; what changes later goes out beside it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest

from portal.domain.access import Desk, Role
from portal.domain.audit_events import SystemEvent
from portal.domain.errors import (
    AlreadyPublished,
    DraftChanged,
    InvalidInput,
    NotFound,
    NothingToCorrect,
    NotPermitted,
    NotReadyToPublish,
)
from portal.domain.municipality import LocalText
from portal.domain.period import year_of
from portal.domain.publication import FORMS, PublishedReport, ReportKind, files_digest
from portal.domain.report_draft import Unready
from portal.services.publishing.ask_exact import ask_exact
from portal.services.publishing.build_documents import build_documents
from portal.services.publishing.compare_with_now import compare_with_now
from portal.services.publishing.correct_report import correct_report
from portal.services.publishing.count_for_everybody import count_for_everybody
from portal.services.publishing.list_published import list_published
from portal.services.publishing.read_draft import read_draft
from portal.services.publishing.read_publication import read_publication, read_publication_file
from portal.services.statistics.import_totals import import_totals
from portal.services.statistics.statistics_key import share_statistics_key
from portal.storage.log_store import SystemLogStore
from portal.storage.tables import publication_files, publications
from tests.domain.counted_complaints import a_complaint, complaints_of_2023
from tests.services.publishing import (
    BECAUSE,
    FOREWORD,
    WORDS,
    YEAR,
    Place,
    counted,
    events,
    published,
    read_by_another,
    written,
)
from tests.support.counted import a_case, a_matter, cases_of_2023
from tests.support.earlier_years import earlier_years
from tests.support.office import Office, all_at_once

LATE = [a_case(date(2023, 12, 30), a_matter("law"), closed_on=date(2024, 2, 1))] * 3


@pytest.fixture
def ready(office: Office) -> Office:
    """A year that is counted, and words that were read."""
    counted(office, cases_of_2023())
    read_by_another(office)
    return office


def file(office: Office, edition: PublishedReport, name: str) -> bytes:
    return read_publication_file(office.workplace, edition.id, name)


def corrected(office: Office, version: int, because: LocalText = BECAUSE) -> PublishedReport:
    return correct_report(office.workplace, office.birgitte, *YEAR, because, version=version)


def test_a_report_goes_out_in_every_format_and_both_languages(ready: Office) -> None:
    edition = published(ready, version=2)
    names = {f"{language}.{form}" for language in ("da", "en") for form in FORMS}
    files = {name: file(ready, edition, name) for name in names}
    assert {row.name for row in ready.rows(publication_files)} == names
    assert edition.digest == files_digest(files)
    assert (edition.number, edition.corrects) == (1, False)
    assert FOREWORD in files["da.html"].decode()
    assert FOREWORD in files["en.html"].decode()
    assert json.loads(files["en.json"])["received"] == 105
    assert read_publication(ready.workplace, edition.id) == edition
    assert list_published(ready.workplace) == [edition]
    assert events(ready, by=ready.birgitte) == [SystemEvent.REPORT_PUBLISHED]


def test_what_is_withheld_stands_in_no_file_and_in_no_row(ready: Office) -> None:
    edition = published(ready, version=2)
    assert edition.withheld
    assert edition.withheld.isdisjoint(edition.told)
    themes = json.loads(file(ready, edition, "da.json"))["themes"]
    hidden = {one["code"] for one in themes if one["count"] is None}
    assert hidden == {
        name.removeprefix("themes.") for name in edition.withheld if name.startswith("themes.")
    }


def test_what_is_published_stays_as_it_is_whatever_happens_to_the_cases(ready: Office) -> None:
    edition = published(ready, version=2)
    before = file(ready, edition, "da.zip")
    counted(ready, LATE)
    assert file(ready, edition, "da.zip") == before
    assert read_publication(ready.workplace, edition.id) == edition


def test_the_same_report_sent_twice_goes_out_once(ready: Office) -> None:
    first = published(ready, version=2)
    assert published(ready, version=2) == first
    assert len(ready.rows(publications)) == 1
    assert events(ready, by=ready.birgitte) == [SystemEvent.REPORT_PUBLISHED]


def test_of_two_who_publish_at_once_both_are_shown_the_one_edition(ready: Office) -> None:
    editions = all_at_once(lambda _number: published(ready, version=2), count=2)
    assert editions[0] == editions[1]
    assert len(ready.rows(publications)) == 1


def test_a_failure_in_the_middle_leaves_nothing_published(
    ready: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_args: object, **_named: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(SystemLogStore, "add", fail)
    with pytest.raises(OSError, match="full"):
        published(ready, version=2)
    assert (ready.rows(publications), ready.rows(publication_files)) == ([], [])
    monkeypatch.undo()
    assert published(ready, version=2).number == 1


def test_a_period_that_is_not_over_is_not_published(office: Office) -> None:
    counted(office, [a_case(date(2026, 1, 5))])
    running = (ReportKind.ANNUAL, date(2026, 1, 1), date(2026, 3, 3))
    with pytest.raises(NotReadyToPublish) as refused:
        published(office, 0, running)
    assert refused.value.reasons == (Unready.NOT_OVER,)
    office.clock.advance(timedelta(days=1))
    assert published(office, 0, running).number == 1


def refused_as(office: Office, place: Place) -> tuple[Unready, ...]:
    with pytest.raises(NotReadyToPublish) as refused:
        published(office, 0, place)
    assert list_published(office.workplace) == []
    return tuple(refused.value.reasons)


def test_a_period_before_the_portal_had_a_case_is_not_published(office: Office) -> None:
    first_half = (ReportKind.ANNUAL, date(2025, 1, 1), date(2025, 6, 30))
    assert refused_as(office, first_half) == (Unready.BEFORE_PORTAL,)
    counted(office, [a_case(date(2025, 7, 1)), a_complaint(date(2025, 6, 30))])
    assert refused_as(office, first_half) == (Unready.BEFORE_PORTAL,)
    counted(office, [a_case(date(2025, 6, 30))])
    assert published(office, 0, first_half).number == 1


def test_a_period_that_an_import_tells_of_is_not_published(office: Office) -> None:
    assert year_of(2024) in [one.period for one in earlier_years().reports]
    import_totals(office.workplace, office.birgitte, earlier_years())
    counted(office, [a_case(date(2024, 12, 31)), a_case(date(2025, 7, 1))])
    whole_year = (ReportKind.ANNUAL, date(2024, 1, 1), date(2024, 12, 31))
    assert refused_as(office, whole_year) == (Unready.BEFORE_PORTAL,)
    astride = (ReportKind.ANNUAL, date(2024, 7, 1), date(2025, 6, 30))
    assert refused_as(office, astride) == (Unready.BEFORE_PORTAL,)
    next_year = (ReportKind.ANNUAL, date(2025, 1, 1), date(2025, 12, 31))
    assert published(office, 0, next_year).number == 1


def test_words_that_nobody_else_has_read_hold_a_report_back(office: Office) -> None:
    counted(office, cases_of_2023())
    draft = written(office)
    with pytest.raises(NotReadyToPublish) as refused:
        published(office, draft.version)
    assert refused.value.reasons == (Unready.WORDS_UNREAD,)
    assert list_published(office.workplace) == []


def test_a_small_figure_that_waits_for_a_second_person_holds_it_back(ready: Office) -> None:
    workplace, draft = ready.workplace, read_draft(ready.workplace, ready.anders, *YEAR)
    figure = min(count_for_everybody(workplace, ready.anders, draft).withheld)
    asked = ask_exact(
        *(workplace, ready.anders, *YEAR), figure=figure, because=BECAUSE.da, version=2
    )
    with pytest.raises(NotReadyToPublish) as refused:
        published(ready, asked.version)
    assert refused.value.reasons == (Unready.EXACT_UNCONFIRMED,)


def test_a_draft_that_changed_since_she_looked_is_not_published(ready: Office) -> None:
    with pytest.raises(DraftChanged):
        published(ready, version=1)


def test_nobody_but_a_head_of_the_desk_publishes(ready: Office) -> None:
    of_complaints = ready.newcomer("Erik", Role.LEAD, Desk.COMPLAINTS)
    share_statistics_key(ready.workplace, ready.birgitte)
    for member, refusal in ((ready.anders, NotPermitted), (of_complaints, NotFound)):
        with pytest.raises(refusal):
            published(replace(ready, birgitte=member), version=2)
    assert list_published(ready.workplace) == []


def test_a_published_report_is_not_published_again_with_other_figures_or_words(
    ready: Office,
) -> None:
    published(ready, version=2)
    counted(ready, LATE)
    with pytest.raises(AlreadyPublished):
        published(ready, version=2)


def test_a_correction_tells_what_was_what_is_and_why(ready: Office) -> None:
    first = published(ready, version=2)
    old = file(ready, first, "da.html")
    counted(ready, LATE)
    changes = compare_with_now(ready.workplace, ready.anders, *YEAR)
    told = {(one.title, one.row): (one.before, one.now) for one in changes}
    assert told["Indberetninger og forhold", "Indberetninger modtaget i 2023"] == ("105", "108")
    second = corrected(ready, version=2)
    assert (second.number, second.corrects, second.because) == (2, True, BECAUSE)
    page = file(ready, second, "da.html").decode()
    assert BECAUSE.da in page
    assert "Rettelser" in page
    assert "105" in page
    assert file(ready, first, "da.html") == old
    assert list_published(ready.workplace) == [second, first]
    log = events(ready, by=ready.birgitte)
    assert sorted(log) == [SystemEvent.REPORT_CORRECTED, SystemEvent.REPORT_PUBLISHED]
    assert compare_with_now(ready.workplace, ready.anders, *YEAR) == ()


def test_where_only_words_are_corrected_no_figure_is_told_as_changed(ready: Office) -> None:
    published(ready, version=2)
    other = replace(WORDS, foreword=LocalText("Året var roligt.", "The year was quiet."))
    draft = read_by_another(ready, other, version=2)
    second = corrected(ready, draft.version)
    page = file(ready, second, "en.html").decode()
    assert "No figure has changed." in page
    assert BECAUSE.en in page


def test_there_is_no_correction_of_nothing(ready: Office) -> None:
    with pytest.raises(NothingToCorrect):
        corrected(ready, version=2)
    published(ready, version=2)
    with pytest.raises(NothingToCorrect):
        corrected(ready, version=2)
    with pytest.raises(InvalidInput):
        corrected(ready, version=2, because=LocalText("Fejl", ""))
    assert len(ready.rows(publications)) == 1


def test_a_correction_sent_twice_goes_out_once(ready: Office) -> None:
    published(ready, version=2)
    counted(ready, LATE)
    assert corrected(ready, version=2) == corrected(ready, version=2)
    assert len(ready.rows(publications)) == 2


def test_an_account_of_complaints_is_published_by_its_own_desk(office: Office) -> None:
    head = office.newcomer("Erik", Role.LEAD, Desk.COMPLAINTS)
    share_statistics_key(office.workplace, office.birgitte)
    counted(office, complaints_of_2023())
    account = (ReportKind.ACCOUNT, date(2023, 4, 1), date(2024, 3, 31))
    edition = published(replace(office, birgitte=head), 0, account)
    assert (
        edition.told["complaints"]
        == json.loads(file(office, edition, "da.json"))["received"]["complaints"]
    )


@pytest.mark.parametrize("address", ["", "x" * 32, "0" * 32, "0" * 31, "../../secrets"])
def test_an_edition_that_is_not_there_is_not_found(office: Office, address: str) -> None:
    with pytest.raises(NotFound):
        read_publication(office.workplace, address)
    with pytest.raises(NotFound):
        read_publication_file(office.workplace, address, "da.pdf")


@pytest.mark.parametrize("name", ["", "da", "da.exe", "sv.pdf", "../da.pdf"])
def test_a_file_that_is_not_there_is_not_found(ready: Office, name: str) -> None:
    edition = published(ready, version=2)
    with pytest.raises(NotFound):
        file(ready, edition, name)


def test_a_draft_is_looked_at_in_the_format_that_is_asked_for(ready: Office) -> None:
    built = build_documents(ready.workplace, ready.chaima, *YEAR, forms=["html"], languages=["da"])
    assert list(built) == ["da.html"]
    assert FOREWORD in built["da.html"].decode()


@pytest.mark.parametrize(
    ("reason", "field"),
    [
        (LocalText("Vi talte fejl, fordi Jens Hansen skrev forkert.", ""), "because_da"),
        (LocalText(BECAUSE.da, "We miscounted because John Smith was wrong."), "because_en"),
    ],
)
def test_a_reason_that_points_at_somebody_goes_out_with_no_correction(
    ready: Office, reason: LocalText, field: str
) -> None:
    published(ready, version=2)
    counted(ready, LATE)
    with pytest.raises(InvalidInput) as refused:
        corrected(ready, 2, reason)
    assert (refused.value.field, refused.value.reason) == (field, "points_at_somebody")
    assert len(list_published(ready.workplace)) == 1
