"""Both sides say whom to tell of a hole, in the words of RFC 9116."""

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta

import pytest

from portal.municipality import load_municipality
from portal.web.security_txt import security_txt
from tests.support.portal import Portal

LINE = re.compile(r"(?P<name>[A-Za-z-]+): (?P<value>[^\r\n]+)\r\n")
ONCE = {"Expires", "Preferred-Languages"}
KNOWN = ONCE | {"Contact", "Canonical"}


def fields_of(text: str) -> list[tuple[str, str]]:
    """The fields of a security.txt (RFC 9116, section 4); AssertionError where it is none."""
    assert LINE.sub("", text) == "", "a line that is no field"
    return [(line["name"], line["value"]) for line in LINE.finditer(text)]


def check_valid(text: str, confirmed_on: date) -> None:
    found = fields_of(text)
    names = [name for name, _ in found]
    assert set(names) == KNOWN
    assert all(names.count(name) == 1 for name in ONCE)
    told = dict(found)
    assert re.match(r"(mailto|tel|https):", told["Contact"])
    ends = datetime.fromisoformat(told["Expires"])
    assert ends.tzinfo is not None
    assert timedelta(0) < ends.date() - confirmed_on < timedelta(days=365)
    assert re.fullmatch(r"[a-z]{2}(, [a-z]{2})*", told["Preferred-Languages"])


@pytest.mark.parametrize("area", ["intake", "staff"])
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_each_side_says_whom_to_tell_of_a_hole(
    area: str, open_staffed_portal: Callable[[Sequence[str]], Portal]
) -> None:
    portal = open_staffed_portal([area])
    answer = portal.browser().get("/.well-known/security.txt")
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    check_valid(answer.get_data(as_text=True), load_municipality().security_confirmed_on)
    assert "Set-Cookie" not in answer.headers


def test_every_address_of_the_portal_is_named_as_its_place() -> None:
    text = security_txt("tel:+45", date(2026, 3, 3), ("https://a.example/", "http://b.onion"))
    assert [value for name, value in fields_of(text) if name == "Canonical"] == [
        "https://a.example/.well-known/security.txt",
        "http://b.onion/.well-known/security.txt",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Contact: tel:+45\r\n",
        "no field\r\n",
        security_txt("nobody", date(2026, 3, 3), ("https://a.example",)),
        security_txt("tel:+45", date(2024, 3, 3), ("https://a.example",)),
        security_txt("tel:+45", date(2026, 3, 3), ()),
    ],
)
def test_what_is_no_good_file_is_found(text: str) -> None:
    with pytest.raises(AssertionError):
        check_valid(text, date(2026, 3, 3))
