"""Each form, sent once as its page has it and once with every field somebody might try: both do the
same. What is compared is the database, row by row, and the page that shows what was done."""

from __future__ import annotations

import re
from collections import Counter
from io import BytesIO
from typing import TYPE_CHECKING, Any

from portal.storage.tables import metadata
from tests.support.database_rows import DRAWN, shape
from tests.support.hostile_walk import Form, forms_of

if TYPE_CHECKING:
    from tests.support.crawl import Asked, Crawl
    from tests.support.database_rows import Content, Snapshot

# What a form could be filled with that were bound to a row: the name of every column, and the words
# that other programs have for power.
TRIED = {column.name: "1" for table in metadata.sorted_tables for column in table.columns} | {
    "state": "closed",
    "rests_with": "reporter",
    "role": "administrator",
    "desk": "both",
    "kind": "complaint",
    "is_admin": "1",
    "admin": "true",
    "permission": "case:erase",
    "permissions": "case:erase",
    "handler": "0" * 32,
    "account": "0" * 32,
    "account_id": "0" * 32,
    "case_id": "0" * 32,
    "id": "0" * 32,
    "author": "0" * 32,
    "by": "0" * 32,
    "from": "unit",
    "received_on": "2020-01-01",
    "__class__": "x",
    "decision": "rejected",
    "outcome": "confirmed",
}
# As marked_portal names its cases and dossiers.
NAMED = ("first", "second", "sent", "other", "complaint", "supervision", "question")
# The pages whose forms are sent, by who sends them.
PAGES = (
    ("stranger", "/report/new"),
    ("stranger", "/complaint"),
    ("reporter", "/case/dialogue"),
    ("birgitte", "/staff/cases/{first}"),
    ("birgitte", "/staff/cases/{complaint}"),
    ("birgitte", "/staff/cases/{supervision}"),
    ("birgitte", "/staff/account"),
    ("birgitte", "/staff/contacts"),
    ("birgitte", "/staff/guidance/new"),
    ("birgitte", "/staff/lists/gravity/new"),
    ("birgitte", "/staff/assistance/new"),
    ("birgitte", "/staff/supervisions/new"),
    ("karen", "/administration/dossiers/{sent}"),
    ("torben", "/staff/accounts"),
)
# The fewest forms of these pages that are right as they are filled here.
TAKEN_AT_LEAST = 25
# A code, its picture, and what fills a page up to a round size.
CODE = re.compile(r'receipt-code__group">[\w-]+|\bd="[^"]+"|value="[^"]{16,}"|<!--\s*-->')
ENDS = re.compile(r"/(logout|leave|erase)$")


def test_a_form_does_nothing_more_for_fields_that_it_does_not_have(
    crawl: Crawl, snapshot: Snapshot
) -> None:
    numbers = dict(zip(NAMED, crawl.marked.numbers, strict=True))
    taken, differing = set(), []
    for role, page in PAGES:
        address = page.format(**numbers)
        for form in forms_of(crawl.ask(role, "GET", "page", address).said, address):
            if form.method != "POST" or ENDS.search(form.action):
                continue
            plain = _send(crawl, snapshot, role, form, {})
            if plain is None:
                continue
            taken.add(DRAWN.sub("…", form.action))
            own = {one.attributes.get("name", "") for one in form.fields}
            more = {name: value for name, value in TRIED.items() if name not in own}
            if _send(crawl, snapshot, role, form, more) != plain:
                differing.append(f"{role}: {form.action}")
    assert differing == []
    assert len(taken) >= TAKEN_AT_LEAST, sorted(taken)


def _send(
    crawl: Crawl, snapshot: Snapshot, role: str, form: Form, more: dict[str, str]
) -> tuple[Content, Counter[str]] | None:
    """What a form did, and the page that it led to; None when it was not taken. Undone after."""
    before = snapshot.content
    data: dict[str, Any] = {**form.filled("Kvarts"), **more}
    if form.multipart:
        data["files"] = (BytesIO(b"Kvarts"), "kvarts.txt")
    answer = crawl.ask(role, "POST", "form", form.action, data=data)
    try:
        if answer.status != 303:
            return None
        done = shape(before, snapshot.content)
        return done, _plain(crawl.ask(role, "GET", "page", answer.headers["Location"]))
    finally:
        snapshot.put_back()


def _plain(page: Asked) -> Counter[str]:
    """The lines of a page without what chance makes of it each time. In which order lines of a log
    stand that were written in one minute, chance says too."""
    return Counter(CODE.sub("", DRAWN.sub("", page.said)).splitlines())
