"""The draft of a report: sealed, never written over, and read by a second person."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from crypto.errors import CannotOpen
from portal.domain.access import Desk, Role
from portal.domain.audit_events import SystemEvent
from portal.domain.errors import DraftChanged, InvalidInput, NotFound, NotPermitted
from portal.domain.municipality import LocalText
from portal.domain.publication import OwnWords, ReportDraft, ReportKind
from portal.services.publishing.ask_exact import ask_exact
from portal.services.publishing.compare_with_now import compare_with_now
from portal.services.publishing.confirm_exact import confirm_exact
from portal.services.publishing.confirm_words import confirm_words
from portal.services.publishing.count_for_everybody import count_for_everybody
from portal.services.publishing.list_drafts import list_drafts
from portal.services.publishing.read_draft import read_draft
from portal.services.publishing.set_threshold import set_threshold
from portal.services.publishing.withdraw_exact import withdraw_exact
from portal.services.publishing.write_words import write_words
from portal.services.statistics.statistics_key import share_statistics_key
from portal.services.workplace import Member
from portal.storage.tables import report_drafts
from tests.services.publishing import (
    FOREWORD,
    WORDS,
    YEAR,
    counted,
    events,
    read_by_another,
    written,
)
from tests.support.counted import cases_of_2023
from tests.support.leak_search import search
from tests.support.office import Office, all_at_once

OTHER = replace(WORDS, foreword=LocalText("Året var roligt.", ""))
BECAUSE = "Tallet står allerede i udvalgets åbne referat."


def with_key(office: Office, name: str, role: Role, desk: Desk | None) -> Member:
    """One more account, which holds the statistics key if it may."""
    newcomer = office.newcomer(name, role, desk)
    share_statistics_key(office.workplace, office.birgitte)
    return newcomer


def test_a_draft_is_empty_until_somebody_writes(office: Office) -> None:
    draft = read_draft(office.workplace, office.anders, *YEAR)
    assert (draft.version, draft.threshold, draft.words) == (0, 3, OwnWords())
    assert list_drafts(office.workplace, office.anders, ReportKind.ANNUAL) == []


def test_what_one_wrote_every_colleague_of_the_desk_reads(office: Office) -> None:
    draft = written(office)
    assert (draft.words, draft.written_by, draft.version) == (WORDS, (office.anders.id,), 1)
    for member in (office.birgitte, office.chaima):
        assert read_draft(office.workplace, member, *YEAR) == draft
        assert list_drafts(office.workplace, member, ReportKind.ANNUAL) == [draft]
    assert list_drafts(office.workplace, office.birgitte, ReportKind.ANNUAL) == [draft]


def test_drafts_of_two_periods_and_two_kinds_are_apart(office: Office) -> None:
    head = with_key(office, "Dorthe", Role.LEAD, Desk.BOTH)
    half = (date(2023, 1, 1), date(2023, 6, 30))
    for words, place in (
        (WORDS, YEAR),
        (OTHER, (ReportKind.ANNUAL, *half)),
        (OTHER, (ReportKind.ACCOUNT, *YEAR[1:])),
    ):
        write_words(office.workplace, head, *place, words, version=0)
    assert read_draft(office.workplace, head, *YEAR).words == WORDS
    told = list_drafts(office.workplace, head, ReportKind.ANNUAL)
    assert [one.period.last for one in told] == [date(2023, 12, 31), date(2023, 6, 30)]
    assert len(list_drafts(office.workplace, head, ReportKind.ACCOUNT)) == 1


def test_two_writers_do_not_write_over_each_other(office: Office) -> None:
    first = written(office)
    with pytest.raises(DraftChanged):
        write_words(office.workplace, office.birgitte, *YEAR, OTHER, version=0)
    assert read_draft(office.workplace, office.birgitte, *YEAR) == first
    second = write_words(office.workplace, office.birgitte, *YEAR, OTHER, version=first.version)
    assert second.written_by == (office.anders.id, office.birgitte.id)


def test_of_many_who_write_at_once_one_is_kept_and_the_others_are_told(office: Office) -> None:
    def write(number: int) -> ReportDraft | None:
        words = OwnWords(foreword=LocalText(f"Forord nummer {number}", ""))
        try:
            return write_words(office.workplace, office.anders, *YEAR, words, version=0)
        except DraftChanged:
            return None

    kept = [draft for draft in all_at_once(write) if draft is not None]
    assert kept == [read_draft(office.workplace, office.anders, *YEAR)]
    assert kept[0].version == 1


def test_a_form_that_is_sent_twice_changes_nothing_the_second_time(office: Office) -> None:
    assert written(office, version=0) == written(office, version=0)
    assert len(office.rows(report_drafts)) == 1


def test_a_second_person_confirms_the_words_she_read(office: Office) -> None:
    draft = read_by_another(office)
    assert draft.words_read
    assert draft.reading is not None
    assert (draft.reading.by, draft.reading.on) == (office.chaima.id, office.workplace.today())
    assert events(office, by=office.chaima) == [SystemEvent.WORDS_CONFIRMED]


def test_words_that_changed_while_she_read_are_not_confirmed(office: Office) -> None:
    shown = written(office)
    written(office, OTHER, version=shown.version)
    with pytest.raises(DraftChanged):
        confirm_words(office.workplace, office.chaima, *YEAR, version=shown.version)
    assert events(office, by=office.chaima) == []


def test_a_word_that_is_changed_makes_the_reading_void(office: Office) -> None:
    read = read_by_another(office)
    changed = written(office, OTHER, version=read.version)
    assert not changed.words_read
    again = confirm_words(office.workplace, office.birgitte, *YEAR, version=changed.version)
    assert again.words_read


def test_a_writer_does_not_confirm_her_own_words(office: Office) -> None:
    draft = written(office)
    with pytest.raises(InvalidInput):
        confirm_words(office.workplace, office.anders, *YEAR, version=draft.version)


def test_a_withheld_figure_is_told_after_a_second_person_agreed(office: Office) -> None:
    counted(office, cases_of_2023())
    workplace = office.workplace
    draft = read_draft(workplace, office.anders, *YEAR)
    figure = min(count_for_everybody(workplace, office.anders, draft).withheld)
    asked = ask_exact(*(workplace, office.anders, *YEAR), figure=figure, because=BECAUSE, version=0)
    assert figure in count_for_everybody(workplace, office.anders, asked).withheld
    with pytest.raises(InvalidInput):
        confirm_exact(workplace, office.anders, *YEAR, figure=figure, version=asked.version)
    granted = confirm_exact(workplace, office.chaima, *YEAR, figure=figure, version=asked.version)
    assert figure in count_for_everybody(workplace, office.anders, granted).told
    assert events(office, by=office.anders) == [SystemEvent.EXACT_FIGURE_ASKED]
    assert events(office, by=office.chaima) == [SystemEvent.EXACT_FIGURE_CONFIRMED]
    back = withdraw_exact(workplace, office.birgitte, *YEAR, figure=figure, version=granted.version)
    assert back.exact == ()
    assert figure in count_for_everybody(workplace, office.anders, back).withheld


@pytest.mark.parametrize("figure", ["received", "themes.nothing", ""])
def test_only_what_is_withheld_can_be_asked_for(office: Office, figure: str) -> None:
    counted(office, cases_of_2023())
    with pytest.raises(InvalidInput) as refused:
        ask_exact(
            *(office.workplace, office.anders, *YEAR), figure=figure, because=BECAUSE, version=0
        )
    assert (refused.value.field, refused.value.reason) == ("figure", "not_withheld")


def test_a_higher_threshold_withholds_more(office: Office) -> None:
    counted(office, cases_of_2023())
    workplace = office.workplace
    with_three = read_draft(workplace, office.anders, *YEAR)
    with_five = set_threshold(workplace, office.anders, *YEAR, 5, version=0)
    three, five = (
        count_for_everybody(workplace, office.anders, one) for one in (with_three, with_five)
    )
    assert (three.report.threshold, five.report.threshold) == (3, 5)
    assert len(five.withheld) > len(three.withheld)


def test_before_anything_went_out_there_is_nothing_to_compare(office: Office) -> None:
    counted(office, cases_of_2023())
    assert compare_with_now(office.workplace, office.anders, *YEAR) == ()


def test_each_desk_writes_its_own_report_and_sees_nothing_of_the_others(office: Office) -> None:
    of_complaints = with_key(office, "Erik", Role.CASEWORKER, Desk.COMPLAINTS)
    written(office)
    account = (ReportKind.ACCOUNT, *YEAR[1:])
    with pytest.raises(NotFound):
        read_draft(office.workplace, of_complaints, *YEAR)
    with pytest.raises(NotFound):
        list_drafts(office.workplace, of_complaints, ReportKind.ANNUAL)
    with pytest.raises(NotFound):
        write_words(office.workplace, of_complaints, *YEAR, OTHER, version=1)
    with pytest.raises(NotFound):
        read_draft(office.workplace, office.anders, *account)
    assert read_draft(office.workplace, of_complaints, *account).version == 0


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.ADMINISTRATOR])
def test_who_is_no_member_of_the_unit_writes_nothing(office: Office, role: Role) -> None:
    stranger = with_key(office, "Hanne", role, None)
    for do in (
        lambda: read_draft(office.workplace, stranger, *YEAR),
        lambda: write_words(office.workplace, stranger, *YEAR, WORDS, version=0),
        lambda: confirm_words(office.workplace, stranger, *YEAR, version=0),
    ):
        with pytest.raises(NotPermitted):
            do()
    assert office.rows(report_drafts) == []


def test_a_stolen_database_has_no_word_of_a_draft(office: Office, tmp_path: Path) -> None:
    written(office)
    [row] = office.rows(report_drafts)
    assert FOREWORD.encode() not in row.box
    if office.database.engine.dialect.name == "sqlite":
        assert search([tmp_path], [FOREWORD, "Temaerne er enhedens egne"]) == []


@pytest.mark.parametrize(
    "change", [{"version": 7}, {"kind": "account"}, {"last": date(2024, 6, 1)}]
)
def test_a_draft_that_was_put_in_the_place_of_another_does_not_open(
    office: Office, change: dict[str, object]
) -> None:
    head = with_key(office, "Dorthe", Role.LEAD, Desk.BOTH)
    written(office)
    with office.database.engine.begin() as connection:
        connection.execute(report_drafts.update().values(**change))
    [row] = office.rows(report_drafts)
    with pytest.raises(CannotOpen):
        read_draft(office.workplace, head, ReportKind(row.kind), row.first, row.last)
