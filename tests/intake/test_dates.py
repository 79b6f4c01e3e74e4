"""What the reporter is told of her dates: how each was computed, and when one has passed."""

from datetime import date, timedelta

import pytest

from portal.services.casework.extend_feedback import extend_feedback
from portal.services.casework.give_feedback import give_feedback
from tests.intake.visitor import Visitor
from tests.support.portal import FiledReport, Portal

FIRST, SECOND = date(2026, 6, 3), date(2026, 9, 3)
PUBLISHING = "Det er ikke nok kun at have indberettet her i kommunen"


def extended(portal: Portal) -> FiledReport:
    report = portal.taken_up()
    extend_feedback(portal.workplace, portal.birgitte, report.number, reason="Der er 4.000 bilag.")
    return report


def feedback(portal: Portal, report: FiledReport, *, interim: bool) -> None:
    give_feedback(
        portal.workplace, portal.birgitte, report.number, done="x", why="y", interim=interim
    )


def told(portal: Portal, report: FiledReport, on: date) -> Visitor:
    """What a visitor with the code reads on a day."""
    portal.clock.advance(on - portal.workplace.today())
    return Visitor(portal).enter(report.code.text)


def words(visitor: Visitor) -> str:
    return " ".join(visitor.page.all("main")[0].text.split())


def test_the_receipt_says_how_the_date_was_computed(intake_portal: Portal) -> None:
    visitor = Visitor(intake_portal)
    visitor.report()
    said = words(visitor)
    assert "Sådan er datoen regnet ud" in said
    assert "3 måneder efter bekræftelsen af modtagelsen den 3. marts 2026" in said
    assert "§ 12, stk. 2, nr. 3" in said


@pytest.mark.parametrize(
    ("day", "said"),
    [
        # Christmas Eve: closed, and the limit stays where it is.
        ("2026-09-24", "Torsdag 24. december 2026 er juleaftensdag. Det flytter ikke fristen"),
        ("2025-11-30", "så fristen slutter på månedens sidste dag, 28. februar 2026"),
    ],
)
def test_a_closed_day_and_a_short_month_are_explained_and_the_lawyers_note_is_not_for_her(
    intake_portal: Portal, day: str, said: str
) -> None:
    intake_portal.clock.advance(date.fromisoformat(day) - intake_portal.workplace.today())
    visitor = Visitor(intake_portal)
    visitor.report()
    assert said in words(visitor)
    assert "Andre love lader en frist" not in words(visitor)


def test_after_an_extension_both_dates_stand_there_with_the_reason(intake_portal: Portal) -> None:
    visitor = told(intake_portal, extended(intake_portal), date(2026, 4, 1))
    assert visitor.element("feedback-due").attributes["datetime"] == FIRST.isoformat()
    assert visitor.element("extended-due").attributes["datetime"] == SECOND.isoformat()
    said = words(visitor)
    for part in (
        "Tiden til feedback er forlænget",
        "Der er 4.000 bilag.",
        "foreløbig feedback senest 3. juni 2026 og den endelige senest 3. september 2026",
        "6 måneder efter bekræftelsen af modtagelsen den 3. marts 2026",
        "§ 20, stk. 2, nr. 3",
    ):
        assert part in said
    assert "Vi har ikke overholdt fristen" not in said


def test_an_extension_does_not_excuse_a_first_date_that_passes_without_a_word(
    intake_portal: Portal,
) -> None:
    said = words(told(intake_portal, extended(intake_portal), FIRST + timedelta(days=1)))
    assert "Vi har ikke overholdt fristen" in said
    assert "Du skulle have haft feedback senest 3. juni 2026" in said
    assert PUBLISHING in said


def test_the_second_date_that_passes_is_said_as_plainly(intake_portal: Portal) -> None:
    report = extended(intake_portal)
    feedback(intake_portal, report, interim=True)
    assert "overholdt" not in words(told(intake_portal, report, SECOND))
    said = words(told(intake_portal, report, SECOND + timedelta(days=1)))
    assert "Du skulle have haft den endelige feedback senest 3. september 2026" in said
    assert "Vi har forlænget tiden én gang" in said
    assert PUBLISHING in said
    feedback(intake_portal, report, interim=False)
    said = words(told(intake_portal, report, SECOND + timedelta(days=1)))
    assert "Vi har ikke overholdt fristen" not in said
    assert "Du fik feedback efter fristen." in said


def test_interim_feedback_in_time_meets_the_first_date_and_not_the_second(
    intake_portal: Portal,
) -> None:
    report = extended(intake_portal)
    feedback(intake_portal, report, interim=True)
    visitor = told(intake_portal, report, date(2026, 4, 1))
    assert words(visitor).count("Du har fået feedback inden for fristen.") == 1
