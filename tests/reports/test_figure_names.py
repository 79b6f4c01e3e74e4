"""Every figure that can be withheld is called something, and no two of a report the same."""

from __future__ import annotations

from datetime import date

import pytest

from portal.domain.account_sums import account_figures
from portal.domain.annual_account import AnnualAccount, count_account
from portal.domain.annual_figures import annual_figures
from portal.domain.annual_report import AnnualReport, count_reports
from portal.domain.period import year_of
from portal.reports.figure_names import figure_names
from tests.domain.counted_complaints import complaints_of_2023
from tests.support.counted import cases_of_2023
from tests.support.office import copenhagen

TODAY = date(2025, 3, 3)


def report() -> AnnualReport:
    return count_reports(cases_of_2023(), year_of(2023), TODAY, copenhagen())


def account() -> AnnualAccount:
    # The year after, so that there is one before it.
    return count_account(complaints_of_2023(), year_of(2024), TODAY, copenhagen())


def that_can_be_withheld(counted: AnnualReport | AnnualAccount) -> set[str]:
    of_report = isinstance(counted, AnnualReport)
    figures = annual_figures(counted) if of_report else account_figures(counted)
    return {figure.name for figure in figures if figure.told and not figure.fixed}


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("counted", [report(), account()], ids=["report", "account"])
def test_each_figure_has_a_name_of_its_own_in_both_languages(
    counted: AnnualReport | AnnualAccount, language: str
) -> None:
    names = that_can_be_withheld(counted)
    called = figure_names(counted, copenhagen(), language, names)
    assert called.keys() == names
    assert len(set(called.values())) == len(names)
    assert list(called.values()) == sorted(called.values())
    assert not any("_" in words or "{" in words for words in called.values())


def test_a_figure_is_called_by_its_table_and_its_row() -> None:
    wanted = ["themes.environment", "police_reports", "feedback.within"]
    assert figure_names(report(), copenhagen(), "da", wanted) == {
        "feedback.within": "Feedback inden 3 måneder efter bekræftelsen: Givet inden for fristen",
        "police_reports": "Forhold, der er anmeldt til politiet",
        "themes.environment": "Forhold efter tema: Miljøfare",
    }
    wanted = ["upheld_by_administration.SOF.yes", "days"]
    assert figure_names(account(), copenhagen(), "en", wanted) == {
        "days": "Closed complaints",
        "upheld_by_administration.SOF.yes": (
            "Upheld by administration: Social Services Administration, Upheld"
        ),
    }
