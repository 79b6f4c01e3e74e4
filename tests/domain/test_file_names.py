"""No file is stored under a name with a civil registration number in it."""

import pytest

from portal.domain.names import name_without_cpr


@pytest.mark.parametrize(
    ("came", "stored"),
    [
        ("070790-1234.pdf", "cpr-fjernet.pdf"),
        ("0707901234.pdf", "cpr-fjernet.pdf"),
        ("Afgørelse 070790 1234 Kim.pdf", "Afgørelse cpr-fjernet Kim.pdf"),
        ("scan_070790-1234_2.pdf", "scan_cpr-fjernet_2.pdf"),
        ("scan-070790-1234-2.pdf", "scan-cpr-fjernet-2.pdf"),
        ("07.07.90-1234.pdf", "cpr-fjernet.pdf"),
        ("07_07_90_1234.pdf", "cpr-fjernet.pdf"),
        ("070790–1234.pdf", "cpr-fjernet.pdf"),
        ("670790-1234.pdf", "cpr-fjernet.pdf"),
        ("290200-1234.pdf", "cpr-fjernet.pdf"),
        ("070790-1234 og 010203-4321.pdf", "cpr-fjernet og cpr-fjernet.pdf"),
    ],
)
def test_the_number_is_replaced(came: str, stored: str) -> None:
    assert name_without_cpr(came) == stored
    assert name_without_cpr(stored) == stored


@pytest.mark.parametrize(
    "name",
    [
        "afgørelse.pdf",
        "2026-03-03.pdf",
        "IMG_20260303_121530.jpg",
        "IMG_20260303121530.jpg",
        "320790-1234.pdf",
        "071390-1234.pdf",
        "300290-1234.pdf",
        "sag 2026-12345.pdf",
        "22334455.pdf",
        "fil",
    ],
)
def test_another_name_stays_as_it_is(name: str) -> None:
    assert name_without_cpr(name) == name
