"""The caller of 2019, from both sides of both doors.

In 2019 an anonymous employee of the municipality rang the citizens' adviser: she wanted to blow the
whistle on how her own disabled son was treated in the home where he lived. What she told was a
citizen's complaint; the staff of the home could have reported the practice. She was told so, and
that was all that could be done for her. Here she comes to the guide, goes through the wrong door
all the same, and is led to the right one without either desk learning of her case at the other.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from portal.domain.access import Desk, Role
from portal.services.statistics.count_complaints import count_complaints
from portal.services.statistics.count_year import count_period
from portal.storage.tables import cases, metadata
from tests.caseworker.complaints import FULL
from tests.caseworker.unit import FEEDBACK, IN_SCOPE, REJECTED, words
from tests.intake.visitor import Visitor
from tests.support.portal import Portal, add_member
from tests.support.staff import StaffBrowser

if TYPE_CHECKING:
    from portal.domain.annual_account import AnnualAccount
    from portal.domain.annual_report import AnnualReport

WHO_SHE_IS = "Jeg er ansat i Økonomiforvaltningen."
WHO_TOLD_HER = "Vikaren Vera har fortalt mig det."
HER_SON = "Min søn er 19 år og bor på Solgården. Han er ikke blevet badet i to uger."
WHAT_SHE_SENDS = "Min søn bor på Solgården. Han er ikke blevet badet i to uger."
WHY = "Det er din egen søns sag. Det kan borgerrådgiveren hjælpe dig med som en klage."
GUIDANCE = "Du kan klage til Borgerrådgiveren over den måde, din søn bliver behandlet på."
PRACTICE = "På Solgården bliver ingen af beboerne badet, når der mangler vikarer."


@dataclass
class Person:
    """Somebody at the public pages, with a browser of her own and codes on a piece of paper."""

    browser: Visitor
    codes: list[str] = field(default_factory=list)

    @property
    def reads(self) -> str:
        return " ".join(self.browser.page.all("main")[0].text.split())

    def goes_to(self, address: str) -> None:
        self.browser.read(address)

    def reports(self, text: str) -> None:
        self.codes.append(self.browser.report(text))

    def comes_back_with(self, code: str) -> None:
        self.browser.enter(code)

    def says_yes(self) -> None:
        self.browser.send("/case/answer", answer="yes").follow()

    def carries_her_text_to_the_complaints(self) -> str:
        """The text as it stands in the other form."""
        return str(self.browser.send("/complaint").element("description").text).strip()

    def complains(self, text: str) -> None:
        told = {"own_workplace": "no", "complained_before": "yes", "administration": "SOF"}
        self.browser.send("/complaint", description=text, **told).follow()
        self.codes.append(self.browser.shown("receipt-code"))


@dataclass
class Caseworker:
    """A member of one desk."""

    browser: StaffBrowser

    def sees_in_the_list(self) -> set[str]:
        """The numbers of the cases."""
        return set(re.findall(r'data-case="([^"]+)"', self.browser.get("/staff/cases")))

    def takes_up(self, number: str) -> None:
        self.browser.act(number, "impartiality", impartial="yes")

    def reads(self, number: str) -> str:
        return words(self.browser.case(number))

    def finds_no_case(self, number: str) -> None:
        self.browser.case(number, 404)

    def does(self, number: str, action: str, **fields: object) -> None:
        self.browser.act(number, action, **fields)


@pytest.fixture
def caller(whole_portal: Portal) -> Person:
    return Person(Visitor(whole_portal))


@pytest.fixture
def colleague(whole_portal: Portal) -> Person:
    return Person(Visitor(whole_portal))


@pytest.fixture
def anders(whole_portal: Portal) -> Caseworker:
    """He works on reports alone."""
    return Caseworker(StaffBrowser(whole_portal, whole_portal.anders))


@pytest.fixture
def erik(whole_portal: Portal) -> Caseworker:
    """He works on complaints alone."""
    member = add_member(whole_portal.workplace, "Erik", Role.CASEWORKER, Desk.COMPLAINTS)
    return Caseworker(StaffBrowser(whole_portal, member))


def annual_report(portal: Portal) -> AnnualReport:
    return count_period(portal.workplace, portal.birgitte, date(2026, 1, 1), date(2026, 3, 31))


def annual_account(portal: Portal) -> AnnualAccount:
    return count_complaints(portal.workplace, portal.birgitte, date(2026, 1, 1), date(2026, 3, 31))


def rows_that_name_both(portal: Portal, one: str, other: str) -> list[str]:
    """The tables with a row in which both cases stand, by id or by number."""
    found = []
    with portal.workplace.database.engine.connect() as connection:
        ids = {row.number: row.id for row in connection.execute(select(cases))}
        for table in metadata.sorted_tables:
            for row in connection.execute(select(table)):
                values = [value for value in row if isinstance(value, bytes | str)]
                if _names(values, one, ids[one]) and _names(values, other, ids[other]):
                    found.append(table.name)
    return found


def _names(values: list[bytes | str], number: str, case_id: bytes) -> bool:
    wanted = (number.encode(), case_id, case_id.hex().encode())
    written = [value.encode() if isinstance(value, str) else value for value in values]
    return any(name in value for name in wanted for value in written)


def test_the_caller_of_2019_finds_the_right_door_and_so_does_her_sons_carer(
    whole_portal: Portal, caller: Person, colleague: Person, anders: Caseworker, erik: Caseworker
) -> None:
    # The guide tells her which door is hers; she goes through the other one all the same.
    caller.goes_to("/report")
    assert "Mig selv eller min familie som borgere" in caller.reads
    assert "Handler det om din egen eller din families sag hos kommunen, er det en klage" in (
        caller.reads
    )
    assert "Det gælder også, når du selv er ansat i kommunen." in caller.reads
    assert "/complaint" in [a.attributes["href"] for a in caller.browser.page.all("a")]
    caller.reports(f"{WHO_SHE_IS} {HER_SON} {WHO_TOLD_HER}")

    # The whistleblowing desk sees what it is, leaves out what need not be told, and asks her.
    [report] = anders.sees_in_the_list()
    anders.takes_up(report)
    anders.does(report, "other-door", text=WHY, carried=HER_SON)

    # She reads the question and all of the text before she says yes; her yes sends nothing.
    caller.comes_back_with(caller.codes[0])
    assert WHY in caller.reads
    assert HER_SON in caller.reads
    assert "Intet bliver sendt, fordi du siger ja." in caller.reads
    caller.says_yes()
    assert "Du har sagt ja. Intet er sendt endnu." in caller.reads
    assert erik.sees_in_the_list() == set()

    # She carries the text over, takes something out of it, and gets a code of its own.
    assert caller.carries_her_text_to_the_complaints() == HER_SON
    caller.complains(WHAT_SHE_SENDS)
    assert len(set(caller.codes)) == 2

    # The complaints desk has the complaint, and nothing of the report.
    [complaint] = erik.sees_in_the_list()
    assert complaint != report
    erik.takes_up(complaint)
    page = erik.reads(complaint)
    assert WHAT_SHE_SENDS in page
    for unsaid in (report, WHO_SHE_IS, WHO_TOLD_HER, "19 år", WHY, "Anders"):
        assert unsaid not in page, unsaid
    erik.finds_no_case(report)

    # The whistleblowing desk has her yes, and nothing of the complaint.
    page = anders.reads(report)
    assert "Sagde ja til selv at gå videre ved den anden dør" in page
    assert complaint not in page
    assert anders.sees_in_the_list() == {report}
    anders.finds_no_case(complaint)
    assert rows_that_name_both(whole_portal, report, complaint) == []
    assert "cases" in rows_that_name_both(whole_portal, report, report)

    # The report ends as one outside the circle, with guidance, which she reads with her first code.
    matter = {"summary": "Klage", "theme": "neglect_of_care", "administration": "SOF"}
    anders.does(report, "matters", **matter)
    outside = {**REJECTED, "relation": "other", "ground": "outside_circle", "guidance": GUIDANCE}
    anders.does(report, "matters/1/triage", **outside)
    anders.does(report, "close", reason="Er en klage")
    caller.comes_back_with(caller.codes[0])
    assert GUIDANCE in caller.reads

    # The complaint is answered and closed as any other; she reads it with her second code.
    erik.does(complaint, "feedback", **FEEDBACK)
    erik.does(complaint, "register", **FULL)
    erik.does(complaint, "close", reason="Løst i dialog")
    caller.comes_back_with(caller.codes[1])
    assert FEEDBACK["done"] in caller.reads
    assert GUIDANCE not in caller.reads

    # Each side counts one: a report with its matter rejected, and a complaint.
    counted = annual_report(whole_portal)
    assert (counted.received, counted.matters) == (1, 1)
    assert counted.decisions.counts["rejected"] == 1
    account = annual_account(whole_portal)
    assert (account.received.total, account.received.complaint) == (1, 1)

    # A colleague at the home reports the practice: that is a report, and stays one.
    colleague.reports(PRACTICE)
    [practice] = anders.sees_in_the_list() - {report}
    anders.takes_up(practice)
    anders.does(practice, "matters", **matter)
    anders.does(practice, "matters/1/triage", **IN_SCOPE)
    colleague.comes_back_with(colleague.codes[0])
    assert "Forholdet er omfattet af ordningen." in colleague.reads
    assert "Gå videre med min tekst" not in colleague.reads
    erik.finds_no_case(practice)
    counted = annual_report(whole_portal)
    assert (counted.received, counted.decisions.counts["in_scope"]) == (2, 1)
    assert annual_account(whole_portal).received.total == 1
