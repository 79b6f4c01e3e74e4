"""What was published is there for everybody: as it went out, with its corrections."""

from __future__ import annotations

import re
from base64 import b64encode
from datetime import date
from hashlib import sha256
from typing import Any

import pytest
from flask.testing import FlaskClient

from portal.domain.period import Period, year_of
from portal.domain.publication import FORMS, PublishedReport, ReportKind
from tests.intake.visitor import Visitor
from tests.support.page_checks import header_faults
from tests.support.portal import Portal
from tests.support.published import files_of
from tests.support.published import publish as publish_report

KINDS = {"html": "text/html", "pdf": "application/pdf", "json": "application/json"}


def publish(portal: Portal, *report: Any, **told: Any) -> PublishedReport:
    return publish_report(portal.workplace, portal.birgitte.id, *report, **told)


def fetch(portal: Portal, address: str, **headers: str) -> object:
    """An answer whose page is the stored file's own, and not one of the portal's."""
    return FlaskClient(portal.app, portal.app.response_class).get(address, headers=headers)


def editions(visitor: Visitor) -> list[str]:
    """The ids of the editions that are listed, in their order."""
    return [e.attributes["data-edition"] for e in visitor.page.all("article")]


def titles(visitor: Visitor) -> list[str]:
    """What the editions that are listed are called."""
    headings = (e for e in visitor.page.all("h3") if "article" in e.inside)
    return [" ".join(e.text.split()) for e in headings]


def test_until_something_is_published_the_page_says_so(visitor: Visitor) -> None:
    page = visitor.read("/reports").text
    assert visitor.status == 200
    assert page.count("Her er ikke offentliggjort noget endnu.") == 2
    assert "whistleblowerlovens § 27" in page
    assert visitor.cookies() == []


def test_the_newest_report_stands_first_under_its_heading(visitor: Visitor, portal: Portal) -> None:
    older = publish(portal, period=year_of(2024), on=date(2025, 2, 2))
    newer = publish(portal)
    half = publish(
        portal,
        ReportKind.ACCOUNT,
        Period(date(2025, 7, 1), date(2025, 12, 31)),
        on=date(2026, 1, 9),
    )
    visitor.read("/reports")
    assert editions(visitor) == [newer.id, older.id, half.id]
    text = " ".join(visitor.page.all("main")[0].text.split())
    assert "Whistleblowerordningen: 2025" in text
    assert "Klager: 2. halvår 2025" in text
    assert "Offentliggjort den 2. februar 2026." in text
    assert visitor.cookies() == []


def test_a_correction_says_what_was_wrong_and_the_earlier_edition_stays(
    visitor: Visitor, portal: Portal
) -> None:
    first = publish(portal)
    second = publish(portal, number=2, on=date(2026, 3, 1))
    visitor.read("/reports?lang=en")
    assert editions(visitor) == [second.id, first.id]
    assert "En sag var talt &lt;b&gt;to&lt;/b&gt; gange." in visitor.text
    assert '<span lang="da">En sag' in visitor.text
    visitor.read(f"/reports/{first.id}")
    assert visitor.status == 200
    assert f'href="/reports/{second.id}"' in visitor.text
    assert "Den er blevet rettet siden." in visitor.text
    assert "Den er blevet rettet siden." not in visitor.read(f"/reports/{second.id}").text


def test_an_edition_that_was_replaced_and_the_one_after_it_say_so_in_their_titles(
    visitor: Visitor, portal: Portal
) -> None:
    replaced = publish(portal)
    corrected = publish(portal, number=2, on=date(2026, 3, 1))
    visitor.read("/reports")
    told = (
        "Whistleblowerordningen: 2025 (udgave 2)",
        "Whistleblowerordningen: 2025 (udgave 1, erstattet)",
    )
    assert titles(visitor) == list(told)
    for edition, title in zip((corrected, replaced), told, strict=True):
        [heading] = visitor.read(f"/reports/{edition.id}").page.all("h1")
        assert " ".join(heading.text.split()) == title


def test_each_file_is_linked_with_its_size_and_is_the_one_that_went_out(
    visitor: Visitor, portal: Portal
) -> None:
    report = publish(portal)
    files = files_of("Rapport 1")
    for page in ("/reports", f"/reports/{report.id}"):
        visitor.read(page)
        links = [a.attributes["href"] for a in visitor.page.all("a") if "dl" in a.inside]
        assert sorted(links) == sorted(f"/reports/{report.id}/{name}" for name in files)
    size = len(files["da.pdf"])
    assert f"({size} B)" in visitor.text
    for link in links:
        answer = fetch(portal, link)
        assert answer.status_code == 200
        assert answer.data == files[link.rpartition("/")[2]]


def test_the_fingerprint_of_each_file_and_of_all_of_them_is_shown(
    visitor: Visitor, portal: Portal
) -> None:
    report = publish(portal)
    shown = [e.text for e in visitor.read(f"/reports/{report.id}").page.all("code")]
    files = files_of("Rapport 1")
    for content in files.values():
        assert sha256(content).hexdigest() in shown
    whole = sha256(b"".join(files[name] for name in sorted(files)))
    assert whole.hexdigest() in shown


@pytest.mark.parametrize("form", FORMS)
def test_a_file_is_kept_and_the_web_page_shown(portal: Portal, form: str) -> None:
    report = publish(portal)
    answer = fetch(portal, f"/reports/{report.id}/da.{form}")
    assert answer.mimetype == KINDS.get(form, answer.mimetype)
    assert answer.headers["Content-Language"] == "da"
    assert header_faults(dict(answer.headers)) == []
    assert "Set-Cookie" not in answer.headers
    kept = answer.headers.get("Content-Disposition", "")
    expected = "" if form == "html" else 'attachment; filename="whistleblowerordning-2025-da.'
    assert kept.startswith(expected)
    assert bool(kept) == (form != "html")


def test_a_correction_is_kept_under_another_name(portal: Portal) -> None:
    report = publish(portal, number=2)
    answer = fetch(portal, f"/reports/{report.id}/en.pdf")
    assert 'filename="whistleblowerordning-2025-2-en.pdf"' in answer.headers["Content-Disposition"]


def test_the_web_page_may_use_its_own_style_and_nothing_else(portal: Portal) -> None:
    report = publish(portal)
    answer = fetch(portal, f"/reports/{report.id}/da.html")
    [style] = re.findall(rb"<style>(.*?)</style>", answer.data, re.DOTALL)
    policy = answer.headers["Content-Security-Policy"]
    assert f"style-src 'sha256-{b64encode(sha256(style).digest()).decode()}'" in policy
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy


def test_a_file_that_is_held_already_is_not_sent_again(portal: Portal) -> None:
    report = publish(portal)
    address = f"/reports/{report.id}/da.json"
    tag = fetch(portal, address).headers["ETag"]
    assert tag == f'"{sha256(files_of("Rapport 1")["da.json"]).hexdigest()}"'
    again = fetch(portal, address, **{"If-None-Match": tag})
    assert (again.status_code, again.data) == (304, b"")


@pytest.mark.parametrize(
    "place",
    ["{}x", "nonsense", "0" * 32, "{}/da.exe", "{}/..%2Fda.pdf", "{}/da", f"{'0' * 32}/da.pdf"],
)
def test_what_was_not_published_is_not_there(visitor: Visitor, portal: Portal, place: str) -> None:
    report = publish(portal)
    assert visitor.read(f"/reports/{place.format(report.id)}").status == 404


def test_search_engines_are_led_to_the_front_page_alone(visitor: Visitor, portal: Portal) -> None:
    report = publish(portal)
    for address in ("/reports", f"/reports/{report.id}"):
        assert visitor.read(address).answer.headers["X-Robots-Tag"] == "noindex, nofollow"


def test_every_public_page_leads_to_the_reports(visitor: Visitor) -> None:
    for address in ("/", "/about", "/report", "/complaint"):
        links = [a.attributes["href"] for a in visitor.read(address).page.all("a")]
        assert "/reports" in links
