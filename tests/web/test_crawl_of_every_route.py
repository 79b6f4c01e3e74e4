"""Every address there is, asked by everybody: what they are told, and what it changes.

Rome's La Sapienza lost two names of whistleblowers to a search engine when an upgrade took the
access control away (Garante, 23 January 2020). Nothing here is a list of addresses.
"""

from __future__ import annotations

import re
from collections import deque
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from portal.municipality import load_municipality
from portal.web.session import STAFF, area_of
from tests.support.crawl import Asked, addresses, leading_away, read_by
from tests.support.marked_portal import MARKS, PUBLIC, ROLES, UNIT
from tests.support.page_checks import header_faults

if TYPE_CHECKING:
    from collections.abc import Iterable

    from flask import Flask

    from tests.support.crawl import Crawl

MUNICIPALITY = Path(__file__).resolve().parents[2] / "portal/municipality/copenhagen.toml"
EXIT = load_municipality().exit_url.rstrip("/")
LINKS = frozenset(re.findall(r"https://[^\s\"]+", MUNICIPALITY.read_text("utf-8")))
ELSEWHERE = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}
SEEN = {"case_keys"}
LOGGED = {"case_log grew", "manifests"}
# What reading may leave behind: a case's own log says who opened what in it (and its manifest what
# stands in it), a member's copy of its key what she has seen, the portal's log who took the whole
# register along.
LEFT_BEHIND = {
    "caseworker.case": SEEN | LOGGED,
    "caseworker.build_dossier": SEEN | LOGGED,
    "caseworker.draft": SEEN | LOGGED,
    "caseworker.case_file": LOGGED,
    "caseworker.case_file_preview": LOGGED,
    "caseworker.dossier_file": LOGGED,
    "caseworker.dossier_file_preview": LOGGED,
    "caseworker.disclosures_as_csv": {"system_log grew"},
}
# Where there was nothing to be done, whoever sent the form is led on.
NOTHING_TO_DO = {
    "intake.receipt",  # no receipt waits
    "caseworker.complaint_receipt",
    "caseworker.login_code",  # no passphrase was given
    "caseworker.accept",  # nothing in the case was altered
    "caseworker.take_up",  # she stands on the list
    "caseworker.remove",
}
# Who wants to leave is let go, with an old token too; nothing but her own session ends.
WITHOUT_A_TOKEN = {"intake.leave"}


@pytest.fixture(scope="module")
def read(crawl: Crawl) -> list[Asked]:
    """Every address that can be read, by everybody; with HEAD and OPTIONS once, by who may."""
    asked = [
        crawl.ask(role, "GET", endpoint, address)
        for role in ROLES
        for endpoint, address in crawl.addresses(role, "GET")
    ]
    return asked + [
        crawl.ask(_first_who_may(crawl, endpoint), method, endpoint, address)
        for method in ("HEAD", "OPTIONS")
        for endpoint, address in _first(addresses(crawl.app, crawl.marked.places, method))
    ]


@pytest.fixture(scope="module")
def sent(crawl: Crawl) -> list[Asked]:
    """Every form there is, sent by everybody with her own token where it is not hers to send: at
    two places, where she may send it elsewhere."""
    return [
        crawl.ask(role, "POST", endpoint, address, data={"csrf_token": crawl.marked.tokens[role]})
        for role in ROLES
        for endpoint, address in _first(
            (
                (endpoint, address)
                for endpoint, address in crawl.addresses(role, "POST")
                if not crawl.may(role, endpoint) or crawl.out_of_reach(role, address)
            ),
            2,
        )
    ]


@pytest.fixture(scope="module")
def forged(crawl: Crawl, read: list[Asked]) -> list[Asked]:
    """Every form there is, sent for one who may send it: without a token, with another's, and with
    her own from a page of somebody else's. After `read`, so that opening is written down."""
    assert read
    tokens = crawl.marked.tokens
    asked = []
    for endpoint, address in _first(addresses(crawl.app, crawl.marked.places, "POST")):
        role = _first_who_may(crawl, endpoint)
        other = tokens["stranger" if role != "stranger" else "citizen"]
        for token, headers in ((None, {}), (other, {}), (tokens[role], ELSEWHERE)):
            data = {"message": "Sneget ind"} | ({"csrf_token": token} if token else {})
            if headers or endpoint not in WITHOUT_A_TOKEN:
                asked.append(crawl.ask(role, "POST", endpoint, address, data=data, headers=headers))
    return asked


def test_every_answer_brings_all_headers(
    read: list[Asked], sent: list[Asked], forged: list[Asked]
) -> None:
    assert len(read) > 500
    faults = [f"{one}: {fault}" for one in (*read, *sent, *forged) for fault in _faults(one)]
    assert faults == []


def test_each_marked_word_is_told_to_those_who_may_read_it_and_to_nobody_else(
    read: list[Asked], sent: list[Asked], forged: list[Asked]
) -> None:
    told = read_by((*read, *sent, *forged))
    too_much = [f"{word}: {at[r]}" for word, at in told.items() for r in at.keys() - MARKS[word]]
    assert too_much == []
    # Were a page not reached, nothing could be told on it.
    assert {word: set(where) for word, where in told.items()} == MARKS


def test_no_number_of_a_case_is_told_to_who_has_no_key_to_it(
    crawl: Crawl, read: list[Asked], sent: list[Asked]
) -> None:
    numbers = crawl.marked.numbers
    for number, where in read_by((*read, *sent), numbers).items():
        assert where.keys() & UNIT
        assert [where[role] for role in where.keys() - numbers[number]] == []


def test_nothing_leads_to_somebody_else_but_the_links_of_the_municipality(
    read: list[Asked], sent: list[Asked]
) -> None:
    assert len(LINKS) > 2
    assert [fault for one in (*read, *sent) for fault in leading_away(one, LINKS)] == []


def test_reading_changes_nothing_but_what_says_that_it_was_read(read: list[Asked]) -> None:
    changed = [one for one in read if set(one.changed) - LEFT_BEHIND.get(one.endpoint, set())]
    assert [str(one) for one in changed] == []


def test_what_is_asked_for_by_who_may_not_have_it_is_not_there(
    crawl: Crawl, read: list[Asked], sent: list[Asked]
) -> None:
    """404 and never 403: what may not be seen answers as what does not exist. Outside, every
    address leads to the sign-in."""
    wrong = []
    for one in (*read, *sent):
        allowed = crawl.may(one.role, one.endpoint)
        if area_of(one.address) is STAFF and one.role in PUBLIC and not allowed:
            good = (one.status, one.headers["Location"]) == (303, "/staff/login")
        elif one.method == "OPTIONS":
            good = one.status in (200, 404)
        elif not allowed or crawl.out_of_reach(one.role, one.address):
            good = one.status == 404
        else:
            good = one.status != 403
        wrong += [] if good else [str(one)]
    assert wrong == []


def test_what_is_sent_by_who_may_not_changes_nothing(sent: list[Asked]) -> None:
    assert len(sent) > 400
    assert [str(one) for one in sent if one.changed] == []


def test_no_form_is_taken_without_its_own_token(forged: list[Asked]) -> None:
    assert len({one.endpoint for one in forged}) > 90
    taken = [
        one
        for one in forged
        if set(one.changed) - SEEN or (one.status < 400 and one.endpoint not in NOTHING_TO_DO)
    ]
    assert [str(one) for one in taken] == []


def test_a_crawler_that_follows_every_link_from_the_front_page_finds_no_case(crawl: Crawl) -> None:
    read, waiting = {}, deque(["/"])
    while waiting and len(read) < 200:
        address = waiting.popleft()
        one = crawl.ask("stranger", "GET", "link", address)
        read[address] = one
        named = re.findall(r"(?:href|src|action)=\"(/[^\"#]*)", one.said)
        waiting += [n for n in dict.fromkeys(named) if n not in (*read, *waiting)]
    assert not waiting
    found = read_by(read.values(), [*MARKS, *crawl.marked.numbers])
    assert [where for where in found.values() if where] == []
    assert [address for address in read if area_of(address) is STAFF] == []
    # It came as far as to what was published.
    assert any(re.fullmatch(r"/reports/\w+/da\.html", address) for address in read)


@pytest.mark.parametrize("rule", ["/staff/new/<unheard_of>", "/new/<number>/<unheard_of>"])
def test_an_address_that_nobody_knows_how_to_ask_fails_the_crawl(crawl: Crawl, rule: str) -> None:
    app = _with_one_rule(rule)
    with pytest.raises(AssertionError, match="give a place in tests/support/marked_portal"):
        list(addresses(app, crawl.marked.places, "GET"))


def _with_one_rule(rule: str) -> Flask:
    from flask import Flask

    app = Flask("new", static_folder=None)
    app.add_url_rule(rule, "new", lambda **_: "")
    return app


def _first_who_may(crawl: Crawl, endpoint: str) -> str:
    """The first role that a view is meant for; the reporter, for what anybody may see."""
    if crawl.permission(endpoint) is None:
        return "stranger" if endpoint.startswith("caseworker") else "reporter"
    return next(role for role in ROLES if crawl.may(role, endpoint))


def _first(asked: Iterable[tuple[str, str]], most: int = 1) -> list[tuple[str, str]]:
    """The first addresses of each view."""
    kept: dict[str, list[str]] = {}
    for endpoint, address in asked:
        kept.setdefault(endpoint, []).append(address)
    return [(name, address) for name, found in kept.items() for address in found[:most]]


def _faults(one: Asked) -> list[str]:
    """What is wrong with the headers of an answer, whatever made it."""
    headers = dict(one.headers)
    kept = one.endpoint == "static" and one.status in (200, 304)
    faults = [
        fault
        for fault in header_faults(headers)
        # A file whose address holds its hash may be kept.
        if not (kept and fault.startswith("Cache-Control"))
    ]
    robots = headers.get("X-Robots-Tag", "") if one.address != "/" else "noindex"
    if "noindex" not in robots:
        faults.append("it may be listed by a search engine")
    if area_of(one.address) is STAFF and EXIT in headers["Content-Security-Policy"]:
        faults.append("a form of staff may lead away")
    missing = {"X-Frame-Options", "Permissions-Policy"} - headers.keys()
    return faults + [f"{name} is missing" for name in sorted(missing)]
