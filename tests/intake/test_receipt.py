"""The receipt: the acknowledgement, the only sight of the code, and the statutory date."""

import re
from datetime import timedelta

import pytest
import segno
from sqlalchemy import delete

from portal.storage.tables import cases
from tests.intake.visitor import Visitor
from tests.support.portal import Portal

CODE = re.compile(r"([0-9A-HJKMNP-TV-Z]{4}-){5}[0-9A-HJKMNP-TV-Z]{4}")


def links(visitor: Visitor) -> list[str]:
    """Where the page's own content leads."""
    anchors = visitor.page.all("a")
    return [a.attributes.get("href", "") for a in anchors if "main" in a.inside]


def test_the_receipt_shows_the_code_in_groups_and_the_statutory_date(visitor: Visitor) -> None:
    code = visitor.report()
    assert CODE.fullmatch(code)
    assert visitor.element("feedback-due").attributes["datetime"] == "2026-06-03"
    assert visitor.shown("feedback-due") == "3. juni 2026"
    times = [e.attributes["datetime"] for e in visitor.page.all("time") if "time" in e.inside]
    assert times == ["2026-06-03"]


def test_the_receipt_is_the_acknowledgement_and_says_so(visitor: Visitor) -> None:
    visitor.report()
    assert "§ 12, stk. 2, nr. 1" in visitor.text
    assert "den dag, du skal svare inden. Som regel har du 14 dage." in visitor.text


def test_the_picture_holds_the_code_and_nothing_else(visitor: Visitor) -> None:
    code = visitor.report()
    rows = [list(row) for row in segno.make_qr(code, error="m").matrix_iter(border=4)]
    path = visitor.page.all("path")[-1].attributes["d"]
    dark = {(int(x), int(y)) for x, y in re.findall(r"M(\d+) (\d+)h", path)}
    assert dark == {(x, y) for y, row in enumerate(rows) for x, on in enumerate(row) if on}


def test_the_receipt_can_be_seen_again_until_it_is_kept(visitor: Visitor) -> None:
    code = visitor.report()
    assert visitor.read("/report/receipt").shown("receipt-code") == code
    visitor.send("/report/receipt")
    assert visitor.place == "/report/kept"
    assert code not in visitor.follow().text
    assert visitor.read("/report/receipt").place == "/case"


def test_the_receipt_ends_with_the_session(visitor: Visitor, portal: Portal) -> None:
    visitor.report()
    portal.clock.advance(timedelta(minutes=31))
    assert visitor.read("/report/receipt").place == "/case"


def test_who_comes_too_late_for_her_receipt_is_told_what_became_of_the_report(
    visitor: Visitor, portal: Portal
) -> None:
    visitor.report()
    portal.clock.advance(timedelta(minutes=31))
    visitor.read("/report/receipt").follow()
    assert "Kvitteringen kan ikke vises mere" in visitor.text
    assert "Kvitteringen kan ikke vises mere" not in visitor.read("/case").text


def test_who_confirms_her_receipt_too_late_is_led_on(visitor: Visitor, portal: Portal) -> None:
    visitor.report()
    portal.clock.advance(timedelta(minutes=31))
    visitor.send("/report/receipt").follow()
    assert "Kvitteringen kan ikke vises mere" in visitor.text


@pytest.mark.parametrize("elsewhere", ["/case", "/report/new"])
def test_a_receipt_that_was_not_kept_is_found_again_from_the_forms(
    visitor: Visitor, elsewhere: str
) -> None:
    code = visitor.report()
    assert "/report/receipt" in links(visitor.read(elsewhere))
    assert code not in visitor.text
    visitor.read("/report/receipt").send("/report/receipt")
    assert "/report/receipt" not in links(visitor.read(elsewhere))


def test_who_has_kept_her_code_can_leave_without_a_trace(visitor: Visitor) -> None:
    visitor.report()
    visitor.send("/report/receipt").follow()
    visitor.send("/case/leave", to="")
    assert visitor.place == "/case/left"
    assert visitor.cookies() == []


def test_nobody_else_sees_the_receipt(visitor: Visitor, portal: Portal) -> None:
    visitor.report()
    assert Visitor(portal).read("/report/receipt").place == "/case"


def test_a_wrong_form_token_does_not_make_the_code_disappear(visitor: Visitor) -> None:
    code = visitor.report()
    visitor.send("/report/receipt", csrf_token="0" * 64)
    assert visitor.status == 422
    assert visitor.shown("receipt-code") == code


def test_of_two_reports_both_receipts_are_shown_until_they_are_kept(visitor: Visitor) -> None:
    first, second = visitor.report("Den første."), visitor.report("Den anden.")
    assert visitor.read("/report/receipt").shown("receipt-code") == second
    visitor.send("/report/receipt").follow()
    assert visitor.shown("receipt-code") == first
    visitor.send("/report/receipt")
    assert visitor.place == "/report/kept"


def test_keeping_a_receipt_never_drops_the_one_that_came_in_between(visitor: Visitor) -> None:
    visitor.report("Den første.")
    form_of_the_first = visitor.hidden("/report/receipt")
    second = visitor.report("Den anden.")
    visitor.answer = visitor.client.post("/report/receipt", data=form_of_the_first)
    assert visitor.follow().shown("receipt-code") == second


def test_a_confirmation_that_names_no_receipt_means_the_one_that_was_shown(
    visitor: Visitor,
) -> None:
    visitor.report()
    token = visitor.hidden("/report/receipt")["csrf_token"]
    visitor.answer = visitor.client.post("/report/receipt", data={"csrf_token": token})
    assert visitor.place == "/report/kept"


def test_a_code_is_not_shown_when_its_case_is_not_there(visitor: Visitor, portal: Portal) -> None:
    code = visitor.report()
    with portal.workplace.database.engine.begin() as connection:
        connection.execute(delete(cases))
    visitor.read("/report/receipt")
    assert visitor.status == 500
    assert code not in visitor.text


def test_the_code_stands_in_no_address_and_no_title(visitor: Visitor) -> None:
    code = visitor.report()
    assert code not in visitor.page.all("title")[0].text
    addresses = [
        e.attributes.get("href", e.attributes.get("action", "")) for e in visitor.page.elements
    ]
    assert not any(code in address for address in addresses)
