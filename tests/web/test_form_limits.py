"""A form is read within its limits, whichever of the two ways its fields were encoded."""

import pytest

from portal.web.uploads import PortalRequest
from tests.support.portal import Portal

URLENCODED = "application/x-www-form-urlencoded"
MULTIPART = "multipart/form-data; boundary=B"
MEGABYTE = 1024 * 1024


def _multipart(fields: int, value: bytes = b"") -> bytes:
    part = b'--B\r\nContent-Disposition: form-data; name="field"\r\n\r\n' + value + b"\r\n"
    return part * fields + b"--B--\r\n"


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        (URLENCODED, b"receipt_code=" + b"x" * (4 * MEGABYTE)),
        (URLENCODED, b"&".join([b"a"] * (PortalRequest.max_form_parts + 1))),
        (URLENCODED, b"&" * (2 * MEGABYTE)),
        (MULTIPART, _multipart(1, b"x" * (4 * MEGABYTE))),
        (MULTIPART, _multipart(10_000)),
    ],
    ids=["a long field", "a field too many", "millions of nothing", "a long part", "many parts"],
)
def test_a_form_beyond_its_limits_is_turned_away(
    intake_portal: Portal, kind: str, body: bytes
) -> None:
    assert intake_portal.browser().post("/case", data=body, content_type=kind).status_code == 413


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        (URLENCODED, b"&".join([b"a=1"] * PortalRequest.max_form_parts)),
        (URLENCODED, b"receipt_code=" + b"x" * (3 * MEGABYTE)),
        (MULTIPART, _multipart(PortalRequest.max_form_parts)),
    ],
    ids=["many fields", "a long field", "many parts"],
)
def test_a_form_within_its_limits_is_read(intake_portal: Portal, kind: str, body: bytes) -> None:
    assert intake_portal.browser().post("/case", data=body, content_type=kind).status_code == 422


@pytest.mark.parametrize(
    "kind", ["multipart/form-data", "multipart/form-data; boundary=", "text/plain", ""]
)
def test_a_form_that_cannot_be_read_counts_as_empty(intake_portal: Portal, kind: str) -> None:
    answer = intake_portal.browser().post("/case", data=_multipart(3), content_type=kind)
    assert answer.status_code == 422
