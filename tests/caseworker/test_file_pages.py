"""A reporter's file is looked at on a page of ours: painted anew, harmless, and written down."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from datetime import timedelta
from io import BytesIO
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest
from sqlalchemy import update

from portal.cleaning import process
from portal.domain.audit_events import CaseEvent
from portal.services.dossiers.answer_dossier import answer_dossier
from portal.services.dossiers.read_dossier import confirm_secrecy
from portal.services.reporting.post_message import post_message
from portal.staff.seen_letters import seen_letters
from portal.storage.tables import file_chunks
from tests.administration.contacts import Contact, office_of, sent_by_anders
from tests.caseworker.complaints import taken_up as complaint_taken_up
from tests.caseworker.on_screen import check, enter
from tests.caseworker.unit import element, view_of, words
from tests.cleaning.dirty_pdf import simple_pdf
from tests.cleaning.dirty_pictures import as_bytes, flag
from tests.services.acts import received
from tests.services.hearing import Hearing
from tests.support.browser import DESKTOP, PHONE
from tests.support.page_checks import read_page
from tests.support.portal import FiledReport, Portal
from tests.support.site import answering
from tests.support.staff import StaffBrowser

if TYPE_CHECKING:
    from playwright.sync_api import Page

PDF = simple_pdf(("Side et",), ("<script>alert(1)</script>",), ("Side tre",))
HTML = b"<!DOCTYPE html><script>alert(1)</script>"


@pytest.fixture
def birgitte(staff_portal: Portal) -> StaffBrowser:
    return StaffBrowser(staff_portal, staff_portal.birgitte)


@pytest.fixture
def report(staff_portal: Portal) -> FiledReport:
    return staff_portal.taken_up("Der mangler penge i kassen.")


def attach(portal: Portal, report: FiledReport, content: bytes, name: str = "bilag.pdf") -> str:
    """A file that the reporter sends; the address where it is saved from."""
    file = received(office_of(portal), content, name)
    post_message(portal.workplace, report.reporter, "Bilag.", (file,))
    return f"/staff/cases/{report.number}/files/{file.id}"


def looks(portal: Portal, report: FiledReport) -> list[str]:
    """The names of the files that were looked at, as the log of the case has them."""
    log = view_of(portal, report).log
    return [line.details["name"] for line in log if line.event is CaseEvent.ATTACHMENT_SHOWN]


def test_a_pdf_is_turned_page_by_page_with_its_picture_and_its_letters(
    staff_portal: Portal, birgitte: StaffBrowser, report: FiledReport
) -> None:
    file = attach(staff_portal, report, PDF)
    page = birgitte.get(f"{file}/preview?page=2")
    picture = element(page, src=f"{file}/preview.png?page=2").attributes
    assert picture["alt"].startswith("Side 2 af 3 af filen »bilag.pdf«. Teksten på siden står")
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    steps = {
        e.attributes["rel"]: e.attributes["href"]
        for e in read_page(page).all("a")
        if "rel" in e.attributes
    }
    assert steps["prev"] == f"{file}/preview?page=1"
    assert steps["next"] == f"{file}/preview?page=3"
    assert element(page, href=file)


def test_a_picture_is_sent_as_a_png_of_our_own_that_nobody_keeps(
    staff_portal: Portal, birgitte: StaffBrowser, report: FiledReport
) -> None:
    file = attach(staff_portal, report, as_bytes(flag(), "JPEG"), "skjult.html")
    assert element(birgitte.get(f"{file}/preview"), src=f"{file}/preview.png?page=1")
    answer = birgitte.client.get(f"{file}/preview.png?page=1")
    assert answer.mimetype == "image/png"
    assert answer.data.startswith(b"\x89PNG\r\n\x1a\n")
    assert b"JFIF" not in answer.data
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "img-src 'self'" in answer.headers["Content-Security-Policy"]


def test_a_text_is_shown_as_text_and_what_is_unseen_in_it_is_pointed_out(
    staff_portal: Portal, birgitte: StaffBrowser, report: FiledReport
) -> None:
    text = "Se <b>her</b>:\n\u202egnp.exe\u200b\u200b"
    file = attach(staff_portal, report, text.encode(), "note.txt")
    page = birgitte.get(f"{file}/preview")
    assert "Se &lt;b&gt;her&lt;/b&gt;:\n" in page
    assert "\u202e" not in page
    assert element(page, data_content="letters").text.endswith("U+202Egnp.exeU+200B × 2")
    assert not read_page(page).all("img")
    birgitte.get(f"{file}/preview.png", 404)


def test_what_is_seen_of_a_text_stays_as_it_is() -> None:
    seen = "Æblegrød\t1\n\n\u05d0\u05d1"
    assert list(seen_letters(seen)) == [(seen, False)]
    assert list(seen_letters("\u200b\u200ba\x00")) == [
        ("U+200B × 2", True),
        ("a", False),
        ("U+0000", True),
    ]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (HTML, "Portalen viser kun tekst"),
        (b"<svg onload='alert(1)'/>", "Portalen viser kun tekst"),
        (b"PK\x05\x06" + bytes(18), "pakket fil"),
        (PDF[:300], "i stykker eller for usædvanlig"),
        (b"", "Filen er tom."),
    ],
)
def test_what_cannot_be_shown_can_be_saved_with_a_word_on_the_risk(
    staff_portal: Portal, birgitte: StaffBrowser, report: FiledReport, content: bytes, why: str
) -> None:
    file = attach(staff_portal, report, content, "billede.png")
    page = birgitte.get(f"{file}/preview")
    assert why in element(page, id="not-shown").text
    assert "En fil kan skade den computer, den åbnes på" in words(page)
    assert element(page, href=file)
    assert not read_page(page).all("img")
    birgitte.get(f"{file}/preview.png", 404)
    assert birgitte.client.get(file).mimetype == "application/octet-stream"


@pytest.mark.parametrize(
    "code",
    ["import os; os.abort()", 'print(\'{"refusal": "cannot_black_out"}\')', "print('<b>')"],
)
def test_however_the_process_ends_there_is_a_page(
    staff_portal: Portal,
    birgitte: StaffBrowser,
    report: FiledReport,
    monkeypatch: pytest.MonkeyPatch,
    code: str,
) -> None:
    file = attach(staff_portal, report, PDF)
    monkeypatch.setattr(process, "_COMMAND", (sys.executable, "-I", "-c", code))
    assert "i stykker" in element(birgitte.get(f"{file}/preview"), id="not-shown").text
    birgitte.get(f"{file}/preview.png", 404)


def test_the_first_look_of_a_day_stands_in_the_log_whichever_page_it_is(
    staff_portal: Portal, birgitte: StaffBrowser, report: FiledReport
) -> None:
    file = attach(staff_portal, report, b"a", "a.txt")
    other = attach(staff_portal, report, b"b", "b.txt")
    birgitte.get(f"{file}/preview.png", 404)
    for _time in range(2):
        birgitte.get(f"{file}/preview")
    assert looks(staff_portal, report) == ["a.txt"]
    birgitte.get(f"{other}/preview")
    staff_portal.clock.advance(timedelta(days=1))
    StaffBrowser(staff_portal, staff_portal.birgitte).get(f"{file}/preview")
    assert sorted(looks(staff_portal, report)) == ["a.txt", "a.txt", "b.txt"]
    assert "Så filen b.txt" in StaffBrowser(staff_portal, staff_portal.birgitte).case(report.number)


def test_who_was_kept_out_and_who_asks_with_another_case_find_nothing(
    staff_portal: Portal, birgitte: StaffBrowser
) -> None:
    hidden = staff_portal.taken_up(not_to=frozenset({staff_portal.chaima.id}))
    file = attach(staff_portal, hidden, b"a", "a.txt")
    chaima = StaffBrowser(staff_portal, staff_portal.chaima)
    elsewhere = file.replace(hidden.number, staff_portal.taken_up().number)
    for page in ("preview", "preview.png"):
        chaima.get(f"{file}/{page}", 404)
        birgitte.get(f"{elsewhere}/{page}", 404)
        birgitte.get(f"{file[:-32]}{'0' * 32}/{page}", 404)
    assert looks(staff_portal, hidden) == []


def test_a_file_that_was_altered_is_not_shown(
    staff_portal: Portal, birgitte: StaffBrowser, report: FiledReport
) -> None:
    file = attach(staff_portal, report, b"a" * 100, "a.txt")
    with staff_portal.workplace.database.engine.begin() as connection:
        connection.execute(update(file_chunks).values(box=b"\x01" + bytes(200)))
    for page in ("preview", "preview.png"):
        assert "Noget i sagen stemmer ikke" in birgitte.get(f"{file}/{page}", 500)


def test_the_list_of_files_leads_to_both(
    staff_portal: Portal, birgitte: StaffBrowser, report: FiledReport
) -> None:
    file = attach(staff_portal, report, b"a", "a.txt")
    page = birgitte.case(report.number)
    assert element(page, href=f"{file}/preview").text == "Vis a.txt"
    assert element(page, href=file).text == "Hent a.txt"


def test_a_file_of_a_complaint_is_looked_at_too(
    staff_portal: Portal, birgitte: StaffBrowser
) -> None:
    picture = received(office_of(staff_portal), as_bytes(flag(), "PNG"), "a.png")
    complaint = complaint_taken_up(staff_portal, files=(picture,))
    file = f"/staff/cases/{complaint.number}/files/{picture.id}"
    assert element(birgitte.get(f"{file}/preview"), src=f"{file}/preview.png?page=1")
    assert birgitte.client.get(f"{file}/preview.png").mimetype == "image/png"


def test_what_came_with_an_answer_is_looked_at_by_the_unit_and_by_who_sent_it(
    staff_portal: Portal,
) -> None:
    sent: Hearing = sent_by_anders(staff_portal)
    karen = Contact(staff_portal, sent.karen, sent)
    confirm_secrecy(staff_portal.workplace, sent.karen, sent.dossier.number)
    answer = {"result": "Se bilaget.", "planned": "", "files": (received(sent.office, PDF),)}
    answer_dossier(staff_portal.workplace, sent.karen, sent.dossier.number, **answer)
    place = f"files/{answer['files'][0].id}"
    anders = StaffBrowser(staff_portal, staff_portal.anders)
    of_unit = f"/staff/cases/{sent.number}/dossiers/{sent.dossier.number}/{place}"
    for browser, file in ((anders, of_unit), (karen.browser, f"{karen.address}/{place}")):
        assert element(browser.get(f"{file}/preview"), src=f"{file}/preview.png?page=1")
        assert browser.client.get(f"{file}/preview.png?page=3").mimetype == "image/png"
    assert f'href="{of_unit}/preview"' in anders.case(sent.number)
    assert f'href="{karen.address}/{place}/preview"' in karen.page()
    assert looks(staff_portal, sent.report) == ["bilag.pdf"]


@pytest.mark.parametrize(
    ("name", "saved_as"),
    [
        ("..\\..\\start/../rapport.pdf", "rapport.pdf"),
        ("rapport\u202efdp.exe", "rapportfdp.exe"),
        ('a"; filename="b.html', 'a"; filename="b.html'),
        ("a\r\nSet-Cookie: b=c.txt", "aSet-Cookie: b=c.txt"),
    ],
)
def test_a_name_that_means_harm_is_one_plain_line_where_it_is_saved(
    staff_portal: Portal, birgitte: StaffBrowser, report: FiledReport, name: str, saved_as: str
) -> None:
    answer = birgitte.client.get(attach(staff_portal, report, b"a", name))
    prefix, _, called = answer.headers["Content-Disposition"].partition("''")
    assert prefix == "attachment; filename*=UTF-8"
    assert called.isascii()
    assert not set(called) & set("\"';, /\\\r\n")
    assert unquote(called) == saved_as
    assert "Set-Cookie" not in answer.headers


def test_a_name_that_means_harm_is_cleaned_as_it_arrives(
    staff_portal: Portal, birgitte: StaffBrowser, report: FiledReport
) -> None:
    upload = (BytesIO(b"a"), "..\\x/rapport\u202efdp.exe")
    birgitte.act(report.number, "message", message="Se her.", files=[upload])
    [file] = view_of(staff_portal, report).file.entries[-1].files
    assert file.name == "rapportfdp.exe"


@pytest.fixture
def origin(staff_portal: Portal, own_origins: set[str]) -> Iterator[str]:
    with answering(staff_portal.app, own_origins) as address:
        yield address


def test_the_pages_are_accessible_and_fit_the_screen(
    open_page: Callable[..., Page],
    origin: str,
    staff_portal: Portal,
    birgitte: StaffBrowser,
    report: FiledReport,
) -> None:
    pdf = attach(staff_portal, report, PDF, "a" * 60 + ".pdf")
    note = attach(staff_portal, report, ("Linje\u200b\n" + "x" * 300).encode(), "note.txt")
    page = open_page(viewport=PHONE, reduced_motion="reduce")
    enter(page, origin, birgitte)
    check(page, f"{origin}/staff/cases/{report.number}")
    check(page, f"{origin}{note}/preview")
    for screen in (PHONE, DESKTOP):
        page.set_viewport_size(screen)
        check(page, f"{origin}{pdf}/preview?page=2&lang=en")
        assert page.evaluate("document.querySelector('.file-picture img').naturalWidth") > 1000
