"""Coming back with a code, and leaving without a trace."""

from datetime import timedelta

import pytest

from portal.municipality import load_municipality
from portal.storage.tables import sessions
from tests.intake.visitor import Visitor
from tests.support.portal import Portal


def rows(portal: Portal) -> int:
    with portal.workplace.database.engine.connect() as connection:
        return len(connection.execute(sessions.select()).all())


@pytest.mark.parametrize(
    "change",
    [
        str.lower,
        lambda code: code.replace("-", ""),
        lambda code: code.replace("-", "  "),
        lambda code: f"  {code}\n",
        lambda code: code.replace("0", "o").replace("1", "l"),
    ],
)
def test_a_code_is_taken_however_it_is_spaced(visitor: Visitor, portal: Portal, change) -> None:
    report = portal.filed()
    visitor.read("/case").send("/case", receipt_code=change(report.code.text))
    assert visitor.status == 303
    assert visitor.place == "/case/dialogue"


def test_a_slip_of_the_pen_is_told_apart_from_a_code_nobody_has(
    visitor: Visitor, portal: Portal
) -> None:
    code = portal.filed().code.text
    slip = ("1" if code[0] != "1" else "2") + code[1:]
    visitor.read("/case").send("/case", receipt_code=slip)
    assert visitor.status == 422
    assert "Et tegn er forkert, eller der mangler et." in visitor.shown("error-summary")
    assert visitor.element("receipt_code").attributes["value"] == slip
    unknown = "0" * 24
    visitor.send("/case", receipt_code=unknown)
    assert visitor.status == 422
    assert "Ingen sag har den kode." in visitor.shown("error-summary")


@pytest.mark.parametrize("typed", ["", "   ", "x" * 501, "\x00", "🐟" * 24])
def test_what_is_no_code_is_refused_kindly(visitor: Visitor, typed: str) -> None:
    visitor.read("/case").send("/case", receipt_code=typed)
    assert visitor.status == 422
    assert visitor.element("error-summary")


def test_the_session_keeps_what_follows_from_the_code_and_never_the_code(
    visitor: Visitor, portal: Portal
) -> None:
    code = portal.filed().code.text
    before = visitor.read("/case").client._cookies.values()
    planted = [cookie.value for cookie in before]
    visitor.send("/case", receipt_code=code)
    after = [cookie.value for cookie in visitor.client._cookies.values()]
    assert after != planted, "a secret that somebody planted would open the case"
    with visitor.client.session_transaction() as session:
        assert code not in str(dict(session))
        assert set(session["reporter"]) == {"locator", "seed", "signing_seed"}


def test_without_a_code_there_is_no_case_to_see(visitor: Visitor, portal: Portal) -> None:
    portal.filed()
    assert visitor.read("/case/dialogue").place == "/case"
    assert visitor.read("/case/answer").place == "/case"
    assert visitor.read("/case/files/" + "0" * 32).place == "/case"


def test_who_comes_back_too_late_is_told_so_once(visitor: Visitor, portal: Portal) -> None:
    visitor.enter(portal.filed().code.text)
    portal.clock.advance(timedelta(minutes=31))
    visitor.read("/case/dialogue").follow()
    assert "Din adgang er udløbet" in visitor.text
    assert "Din adgang er udløbet" not in visitor.read("/case").text


def test_a_session_ends_after_four_hours_however_busy_she_is(
    visitor: Visitor, portal: Portal
) -> None:
    visitor.enter(portal.filed().code.text)
    for _ in range(9):
        portal.clock.advance(timedelta(minutes=29))
        visitor.read("/case/dialogue")
    assert visitor.status == 303


def test_leaving_ends_the_session_and_clears_the_browser(visitor: Visitor, portal: Portal) -> None:
    visitor.enter(portal.filed().code.text)
    visitor.send("/case/leave", to="")
    assert visitor.place == "/case/left"
    assert visitor.answer.headers["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert visitor.cookies() == []
    assert rows(portal) == 0
    assert "Du er logget ud" in visitor.follow().text
    assert visitor.read("/case/dialogue").place == "/case"


def test_the_quick_exit_ends_the_session_and_leads_to_a_neutral_page(
    visitor: Visitor, portal: Portal
) -> None:
    visitor.enter(portal.filed().code.text)
    visitor.send("/case/leave")
    assert visitor.place == load_municipality().exit_url
    assert rows(portal) == 0


def test_an_old_form_token_keeps_nobody_here(visitor: Visitor, portal: Portal) -> None:
    visitor.enter(portal.filed().code.text)
    visitor.answer = visitor.client.post("/case/leave", data={"to": "away"})
    assert visitor.place == load_municipality().exit_url
    assert rows(portal) == 0


def test_a_page_of_another_site_ends_nobodys_session(visitor: Visitor, portal: Portal) -> None:
    """Its request comes without the cookie (SameSite=Lax)."""
    visitor.enter(portal.filed().code.text)
    answer = portal.browser().post("/case/leave")
    assert "Clear-Site-Data" not in answer.headers
    assert visitor.read("/case/dialogue").status == 200


def test_reading_the_address_of_leaving_ends_nothing(visitor: Visitor, portal: Portal) -> None:
    visitor.enter(portal.filed().code.text)
    assert visitor.read("/case/leave").place == "/case/left"
    assert visitor.read("/case/dialogue").status == 200
