"""A reporter whose case was changed from outside: told so, shown nothing, nothing typed lost."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import delete, update

from portal.services.casework.declare_impartiality import declare_impartiality
from portal.services.casework.write_to_reporter import write_to_reporter
from portal.storage.tables import cases, unit_lists

if TYPE_CHECKING:
    from tests.intake.visitor import Visitor
    from tests.support.portal import FiledReport, Portal

WORDS = "Det, jeg har siddet og skrevet i en time"


@pytest.fixture
def report(portal: Portal, visitor: Visitor) -> FiledReport:
    """A case whose reporter has typed her code."""
    report = portal.taken_up("Der mangler penge i kassen")
    visitor.read("/case")
    visitor.send("/case", receipt_code=report.code.text)
    visitor.read("/case/dialogue")
    return report


def limit_put_to(portal: Portal, report: FiledReport, day: date) -> None:
    case = cases.c.number == report.number
    with portal.workplace.database.engine.begin() as connection:
        connection.execute(update(cases).where(case).values(feedback_due=day))


def test_it_says_so_and_shows_nothing(
    portal: Portal, visitor: Visitor, report: FiledReport
) -> None:
    limit_put_to(portal, report, date(2027, 1, 1))
    page = visitor.client.get("/case/dialogue")
    assert page.status_code == 500
    assert "Noget i sagen stemmer ikke" in page.text
    assert "kassen" not in page.text


def test_what_she_wrote_meanwhile_waits_in_the_form(
    portal: Portal, visitor: Visitor, report: FiledReport
) -> None:
    limit_put_to(portal, report, date(2027, 1, 1))
    assert visitor.send("/case/dialogue", message=WORDS).status == 500
    limit_put_to(portal, report, date(2026, 6, 3))
    assert WORDS in visitor.read("/case/dialogue").text


def test_so_does_what_she_wrote_while_the_units_list_was_broken(
    portal: Portal, visitor: Visitor, report: FiledReport
) -> None:
    # Her answer makes it the unit's move, which the statistics are told: under a key of the list.
    where = (portal.workplace, portal.birgitte, report.number)
    declare_impartiality(*where, impartial=True, reason="")
    write_to_reporter(*where, "Hvornår var det?", asks=True)
    with portal.workplace.database.engine.begin() as connection:
        newest = unit_lists.c.version == 3
        [kept] = connection.execute(unit_lists.select().where(newest)).mappings()
        connection.execute(delete(unit_lists).where(newest))
    assert visitor.send("/case/dialogue", message=WORDS).status == 503
    with portal.workplace.database.engine.begin() as connection:
        connection.execute(unit_lists.insert().values(dict(kept)))
    assert WORDS in visitor.read("/case/dialogue").text
