"""Requests that no browser sends: each gets an answer below 500, and none is believed."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support.portal import Portal
from tests.support.staff import StaffBrowser

STRANGE = (
    "a%00b", "%ed%a0%80", "%0d%0aSet-Cookie:%20zz=1", "-1", "9" * 30, "9999-12-31", "0001-01-01",
    "0000-00-00", "%EF%BC%91", "x" * 2000,
)  # fmt: skip
one_engine = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
MULTIPART = "multipart/form-data; boundary=B"
PART = b'--B\r\nContent-Disposition: form-data; name="description"\r\n\r\nKassen\r\n'
FILE = (
    b'--B\r\nContent-Disposition: form-data; name="files"; filename="%s"\r\n'
    b"Content-Type: text/plain\r\n\r\nx\r\n"
)
BODIES = (
    b"",
    PART,
    PART[:20],
    PART + b"--B",
    PART + b"--B--\r\n",
    PART.replace(b"--B", b"--C") + b"--B--\r\n",
    FILE % b"../../../etc/passwd" + b"--B--\r\n",
    FILE % b"C:\\con.txt\x00.exe" + b"--B--\r\n",
    FILE % (b"n" * 3000) + b"--B--\r\n",
    FILE % b"\xff\xfe\xed\xa0\x80" + b"--B--\r\n",
    FILE * 300 % ((b"a",) * 300) + b"--B--\r\n",
    b"--B\r\nContent-Disposition: form-data\r\n\r\nx\r\n--B--\r\n",
    b"--B\r\nContent-Type: multipart/mixed; boundary=C\r\n\r\n--C\r\n\r\n--C--\r\n--B--\r\n",
    b"--B\r\n" + b"X: y\r\n" * 500 + b"\r\nx\r\n--B--\r\n",
)


def test_no_address_with_something_strange_in_it_is_an_error_of_ours(whole_portal: Portal) -> None:
    public = whole_portal.browser()
    staff = StaffBrowser(whole_portal, whole_portal.birgitte).client
    for rule in whole_portal.app.url_map.iter_rules():
        if "<" not in rule.rule or "GET" not in (rule.methods or ()) or rule.endpoint == "static":
            continue
        client = staff if rule.rule.startswith(("/staff", "/administration")) else public
        for strange in ("%00", "%ff", "9" * 30):
            address = re.sub(r"<(?:\w+:)?\w+>", strange, rule.rule)
            assert client.get(address).status_code in (303, 404, 410), address


@one_engine
def test_no_search_or_choice_in_an_address_is_an_error_of_ours(staff_portal: Portal) -> None:
    client = StaffBrowser(staff_portal, staff_portal.birgitte).client
    names = ("q", "page", "sort", "state", "since", "from", "to", "on", "year", "kind", "lang")
    for place in ("cases", "supervisions/list", "disclosures", "assistance"):
        for strange in STRANGE:
            query = "&".join(f"{name}={strange}" for name in names)
            answer = client.get(f"/staff/{place}", query_string=query)
            assert answer.status_code in (200, 404, 422), (place, strange)
            assert "zz=1" not in answer.headers.get("Set-Cookie", "")


@one_engine
def test_no_header_is_believed_that_anybody_can_write(whole_portal: Portal) -> None:
    client = whole_portal.browser()
    headers = {
        "Host": "evil.example",
        "X-Forwarded-Host": "evil.example",
        "X-Forwarded-Proto": "gopher",
        "X-Original-URL": "/staff/cases",
        "X-HTTP-Method-Override": "DELETE",
        "Accept-Language": "en;q=x,\xff,*;q=999" + ",a" * 500,
        "Cookie": "portal=\xff\xfe; portal_staff==; =; ;;;",
        "Range": "bytes=99999999999999999999-",
    }
    for address in ("/", "/report/new", "/case", "/staff/cases", "/?next=//evil.example"):
        answer = client.get(address, headers=headers)
        assert answer.status_code in (200, 303), address
        assert "evil.example" not in answer.headers.get("Location", "")
        assert 'href="//evil' not in answer.get_data(as_text=True)
        assert "evil.example/" not in answer.get_data(as_text=True)


@one_engine
@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE", "CONNECT", "FOO"])
def test_no_other_method_is_taken(intake_portal: Portal, method: str) -> None:
    fields = {"_method": "POST", "receipt_code": "x"}
    assert intake_portal.browser().open("/case", method=method, data=fields).status_code == 405


@one_engine
def test_a_body_that_is_broken_is_refused_or_asked_for_again(intake_portal: Portal) -> None:
    client = intake_portal.browser()
    for body in BODIES:
        answer = client.post("/report/new", data=body, content_type=MULTIPART)
        assert answer.status_code in (400, 413, 422), body[:60]
    for kind in (f"{MULTIPART}; boundary=C", "multipart/mixed; boundary=B", "multipart/form-data"):
        assert client.post("/report/new", data=PART, content_type=kind).status_code in (400, 422)


@one_engine
def test_any_body_is_refused_or_asked_for_again(intake_portal: Portal) -> None:
    client = intake_portal.browser()
    made = st.lists(st.sampled_from((*BODIES, b"\r\n", b"--B", b"\xff\0")), max_size=4)

    @settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
    @given(made, st.integers(0, 60))
    def tried(pieces: list[bytes], cut: int) -> None:
        body = b"".join(pieces)[: -cut or None]
        answer = client.post("/complaint", data=body, content_type=MULTIPART)
        assert answer.status_code in (400, 413, 422)

    tried()


def _typed(portal: Portal, code: str) -> int:
    """What a code that is typed into its form is answered with."""
    client = portal.browser()
    page = client.get("/case").get_data(as_text=True)
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
    assert token
    sent = {"csrf_token": token[1], "receipt_code": code}
    return client.post("/case", data=sent).status_code


@one_engine
def test_a_code_in_letters_of_another_alphabet_is_kindly_refused(intake_portal: Portal) -> None:
    code = intake_portal.filed().code.text
    assert _typed(intake_portal, "\N{CYRILLIC CAPITAL LETTER A}" + code[1:]) == 422
    assert _typed(intake_portal, code + "Q") == 422


@one_engine
def test_a_code_is_taken_in_the_wide_letters_of_an_asian_keyboard(intake_portal: Portal) -> None:
    code = intake_portal.filed().code.text
    wide = "".join(chr(ord(char) + 0xFEE0) if char != "-" else char for char in code)
    assert _typed(intake_portal, wide) == 303


@one_engine
def test_a_code_is_taken_with_the_letters_that_are_easily_mixed_up(intake_portal: Portal) -> None:
    code = intake_portal.filed().code.text
    typed = code.lower().replace("0", "o").replace("1", "l").replace("-", " ")
    assert _typed(intake_portal, typed) == 303
