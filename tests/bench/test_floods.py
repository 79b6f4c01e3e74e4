"""How much slower a visitor's page is while strangers send forms and wrong codes without pause."""

from __future__ import annotations

import http.client
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from statistics import median
from typing import TYPE_CHECKING
from urllib.parse import urlencode, urlsplit

import pytest

from crypto.receipt_code import new_code
from portal.domain.access import Desk, Role
from portal.domain.budget import BudgetKind, budgets
from portal.services.reporting.submit_report import NewReport, submit_report
from portal.storage.tables import cases
from tests.bench.measuring import report
from tests.support.filing import Visitor
from tests.support.portal import add_member, open_portal

if TYPE_CHECKING:
    from portal.services.workplace import Workplace
    from tests.support.server import Installation

SUBMISSIONS = 650
WRONG_CODES = 2000
STRANGERS = 12
SILENT = 150
WORKERS = 2
# Generous: strangers, visitor and portal share the cores of one machine.
MOST_SLOWER = 40


@pytest.fixture
def workplace(installation: Installation) -> Workplace:
    installation.run("init", "--lead", "leder@kommune.example")
    url = installation.settings["PORTAL_DATABASE_URL"]
    found: Workplace = open_portal(url, installation.data_folder, ["intake"]).extensions["portal"]
    add_member(found, "Birgitte", Role.LEAD, Desk.BOTH)
    return found


def test_a_flood_of_forms_and_wrong_codes(installation: Installation, workplace: Workplace) -> None:
    code = new_code()
    submit_report(workplace, NewReport("Der mangler penge."), code)
    server = installation.start("--workers", str(WORKERS), "--area", "intake")
    calm = pages(server.origin, 40, until=lambda: True)
    got: list[tuple[str, int]] = []

    def stranger(number: int) -> None:
        visitor = Visitor.at(server.origin)
        for turn in range(number, SUBMISSIONS + WRONG_CODES, STRANGERS):
            path = "/report/new" if turn % 13 < 3 else "/case"
            typed = {"description": "Flod", "submission": f"{turn}", "receipt_code": "0" * 24}
            got.append((path, sent(visitor, path, typed)))

    with ThreadPoolExecutor(STRANGERS) as flood:
        strangers = [flood.submit(stranger, number) for number in range(STRANGERS)]
        flooded = pages(server.origin, 40, until=lambda: all(one.done() for one in strangers))
        for one in strangers:
            one.result()
    entered = sent(Visitor.at(server.origin), "/case", {"receipt_code": code.text})
    with workplace.database.engine.connect() as connection:
        filed = len(connection.execute(cases.select()).all())
    workplace.database.close()
    answers = Counter(got)

    report("a page during the flood", flooded, "a page on a calm day", calm)
    print(f"  {dict(answers)}; cases filed: {filed}")
    assert {status for _path, status in answers} == {303, 422, 503}, server.log_file.read_text()
    burst = budgets(0)[BudgetKind.REPORTS].burst
    assert filed - 1 == answers["/report/new", 303] <= WORKERS * burst + 60
    assert answers["/report/new", 503] > 0
    assert answers["/case", 422] <= WORKERS * budgets(0)[BudgetKind.WRONG_CODES].burst + 600
    assert entered == http.client.SEE_OTHER
    assert flooded < MOST_SLOWER * calm


def test_connections_that_say_nothing(installation: Installation, workplace: Workplace) -> None:
    workplace.database.close()
    server = installation.start("--workers", str(WORKERS), "--area", "intake")
    calm = pages(server.origin, 40, until=lambda: True)
    with ExitStack() as stack:
        for number in range(SILENT):
            connection = stack.enter_context(closing(connect(server.origin)))
            connection.putrequest("POST", "/report/new")
            connection.putheader("Content-Length", "100000000" if number % 2 else "1000")
            connection.endheaders(b"slow")
        slowed = pages(server.origin, 40, until=lambda: True)
    report(f"a page beside {SILENT} silent connections", slowed, "a page on a calm day", calm)
    assert slowed < MOST_SLOWER * calm


def pages(origin: str, at_least: int, *, until: Callable[[], bool]) -> float:
    """The median of what a visitor's page takes, in seconds, over so many and until then."""
    times: list[float] = []
    while len(times) < at_least or not until():
        begun = time.perf_counter()
        connection = connect(origin)
        connection.request("GET", "/report" if len(times) % 2 else "/report/new")
        answer = connection.getresponse()
        answer.read()
        connection.close()
        assert answer.status == http.client.OK
        times.append(time.perf_counter() - begun)
    print(f"\n  {len(times)} pages, slowest {max(times) * 1000:.0f} ms")
    return median(times)


def sent(visitor: Visitor, path: str, typed: dict[str, str]) -> int:
    connection = connect(visitor.origin)
    body = urlencode({"csrf_token": visitor.token, **typed})
    headers = {"Cookie": visitor.cookie, "Content-Type": "application/x-www-form-urlencoded"}
    connection.request("POST", path, body, headers)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.status


def connect(origin: str) -> http.client.HTTPConnection:
    return http.client.HTTPConnection(urlsplit(origin).netloc, timeout=60)
