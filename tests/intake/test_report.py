"""A report on its way in: nothing typed is lost, nothing is filed twice, no code without a case."""

import io
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from sqlalchemy import func, select

from crypto.receipt_code import parse_code
from portal.domain.triage import Relation
from portal.intake.reporter_session import reporter_of
from portal.municipality import load_municipality
from portal.services.accounts.disable_account import disable_account
from portal.services.casework.declare_impartiality import (
    declare_impartiality,
    impartiality_basis,
)
from portal.services.casework.list_cases import list_cases
from portal.services.casework.show_identity import show_identity
from portal.services.reporting.read_dialogue import read_dialogue
from portal.storage.case_store import WorklistQuery
from portal.storage.tables import cases, files
from portal.web.uploads import MAX_UPLOAD_BYTES
from tests.intake.visitor import Visitor
from tests.support.portal import PASSPHRASE, Portal, of_the_unit

TOLD = {
    "description": "Kassen stemmer ikke.\r\nDet har den ikke gjort siden jul.",
    "relation": "worker",
    "administration": "SUF",
    "place": "Plejecenter Solgården",
    "period": "Siden jul",
    "witnesses": "Aftenvagterne",
    "identity_name": "Nina Sygeplejerske",
    "identity_contact": "12 34 56 78",
}


def count(portal: Portal, table) -> int:
    with portal.workplace.database.engine.connect() as connection:
        return connection.execute(select(func.count()).select_from(table)).scalar_one()


def test_a_description_is_enough(visitor: Visitor, portal: Portal) -> None:
    code = visitor.report("Der mangler penge.")
    case = read_dialogue(portal.workplace, reporter_of(parse_code(code)))
    assert case.entries[0].text == "Der mangler penge."
    assert case.entries[0].facts["relation"] == Relation.UNKNOWN


def test_everything_that_was_told_reaches_the_case(visitor: Visitor, portal: Portal) -> None:
    code = visitor.report(**TOLD)
    entry = read_dialogue(portal.workplace, reporter_of(parse_code(code))).entries[0]
    assert entry.text == TOLD["description"].replace("\r\n", "\n")
    for name in ("relation", "administration", "place", "period", "witnesses"):
        assert entry.facts[name] == TOLD[name]


def only_number(portal: Portal) -> str:
    with portal.workplace.database.engine.connect() as connection:
        return connection.execute(select(cases.c.number)).scalar_one()


def test_the_identity_lies_apart_from_the_report(visitor: Visitor, portal: Portal) -> None:
    code = visitor.report(**TOLD)
    case = read_dialogue(portal.workplace, reporter_of(parse_code(code)))
    assert "Nina" not in str(case.entries)
    number = only_number(portal)
    declare_impartiality(portal.workplace, portal.anders, number, impartial=True, reason="")
    unit = of_the_unit(portal.workplace)
    identity = show_identity(
        unit, portal.anders, number, reason="Skal ringe op", passphrase=PASSPHRASE
    )
    assert (identity.name, identity.contact) == ("Nina Sygeplejerske", "12 34 56 78")


def test_a_member_whom_the_reporter_excludes_gets_no_key(visitor: Visitor, portal: Portal) -> None:
    visitor.report(not_to=[portal.anders.id])
    number = only_number(portal)
    impartiality_basis(portal.workplace, portal.chaima, number)
    assert portal.anders.account.id not in holders(portal)
    assert portal.chaima.account.id in holders(portal)


def holders(portal: Portal) -> set[bytes]:
    with portal.workplace.open_unit() as unit:
        facts = unit.cases.by_number(only_number(portal))
        return set(unit.case_keys.members(facts.id))


def test_the_names_that_can_be_left_out_are_the_members_and_say_who_leads(
    visitor: Visitor, portal: Portal
) -> None:
    visitor.read("/report/new")
    offered = {
        element.attributes["value"]
        for element in visitor.page.all("input")
        if element.attributes["name"] == "not_to"
    }
    assert offered == {member.id for member in (portal.birgitte, portal.anders, portal.chaima)}
    assert "Birgitte Prøve (leder af enheden)" in visitor.text


def test_the_national_scheme_stands_before_the_names(visitor: Visitor) -> None:
    html = visitor.read("/report/new").text
    scheme = load_municipality().external_scheme.url
    assert html.index(scheme) < html.index('name="not_to"')


def test_who_leaves_everybody_out_is_shown_the_national_scheme_and_gets_no_code(
    visitor: Visitor, portal: Portal
) -> None:
    everybody = [member.id for member in (portal.birgitte, portal.anders, portal.chaima)]
    visitor.read("/report/new").send("/report/new", description="Dem alle.", not_to=everybody)
    assert visitor.status == 422
    assert "Du har sat kryds ved alle." in visitor.shown("error-summary")
    assert "Dem alle." in visitor.shown("description")
    assert count(portal, cases) == 0
    assert visitor.read("/report/receipt").place == "/case"


def test_after_choosing_again_the_same_form_is_filed(visitor: Visitor, portal: Portal) -> None:
    everybody = [member.id for member in (portal.birgitte, portal.anders, portal.chaima)]
    visitor.read("/report/new").send("/report/new", description="Dem alle.", not_to=everybody)
    visitor.send("/report/new", description="Dem alle.", not_to=everybody[:1]).follow()
    assert visitor.shown("receipt-code")
    assert holders(portal) == {portal.anders.account.id, portal.chaima.account.id}


@pytest.mark.parametrize("description", ["", "  \r\n "])
def test_a_report_without_a_description_comes_back_with_everything_else(
    visitor: Visitor, portal: Portal, description: str
) -> None:
    visitor.read("/report/new").send("/report/new", **{**TOLD, "description": description})
    assert visitor.status == 422
    assert visitor.page.all("title")[0].text.startswith("Fejl: ")
    assert "Skriv, hvad der er sket." in visitor.shown("error-summary")
    fields = {e.attributes.get("name"): e for e in visitor.page.all("input", "textarea")}
    for name in ("place", "period", "identity_name", "identity_contact"):
        assert fields[name].attributes["value"] == TOLD[name]
    assert fields["witnesses"].text.strip() == TOLD["witnesses"]
    chosen = [
        e.attributes["value"] for e in visitor.page.all("option") if "selected" in e.attributes
    ]
    assert chosen == ["SUF"]
    assert count(portal, cases) == 0


@pytest.mark.parametrize(
    ("field", "limit"),
    [("description", 50_000), ("place", 500), ("witnesses", 5_000), ("identity_name", 200)],
)
def test_what_is_too_long_comes_back_whole_with_its_limit(
    visitor: Visitor, field: str, limit: int
) -> None:
    text = "å" * (limit + 1)
    visitor.read("/report/new").send("/report/new", **{"description": "Noget.", field: text})
    assert visitor.status == 422
    assert f"Skriv højst {limit} tegn her." in visitor.shown("error-summary")
    assert text in visitor.text
    visitor.send("/report/new", **{"description": "Noget.", field: text[:-1]})
    assert visitor.status == 303


@pytest.mark.parametrize(
    ("field", "value"),
    [("relation", "king"), ("administration", "XYZ"), ("not_to", "ff" * 16)],
)
def test_a_choice_that_is_not_on_the_list_is_refused_in_danish(
    visitor: Visitor, portal: Portal, field: str, value: str
) -> None:
    visitor.read("/report/new").send("/report/new", description="Noget.", **{field: value})
    assert visitor.status == 422
    assert "valid" not in visitor.shown("error-summary").lower()
    assert count(portal, cases) == 0


def test_a_member_who_left_meanwhile_is_noticed(visitor: Visitor, portal: Portal) -> None:
    visitor.read("/report/new")
    disable_account(portal.workplace, portal.birgitte.account.id, portal.anders.account.email)
    visitor.send("/report/new", description="Noget.", not_to=[portal.anders.id])
    assert visitor.status == 422
    assert "er ikke længere på listen" in visitor.shown("error-summary")


def test_a_wrong_form_token_gives_back_what_was_typed(visitor: Visitor, portal: Portal) -> None:
    visitor.read("/report/new").send("/report/new", **{**TOLD, "csrf_token": "0" * 64})
    assert visitor.status == 422
    assert "Det, du har skrevet, står her stadig" in visitor.shown("error-summary")
    assert "Det har den ikke gjort siden jul." in visitor.shown("description")
    visitor.send("/report/new", **TOLD)
    assert visitor.status == 303


def test_a_browser_that_lost_its_cookie_gives_back_what_was_typed(
    visitor: Visitor, portal: Portal
) -> None:
    visitor.read("/report/new")
    hidden = visitor.hidden("/report/new")
    stranger = Visitor(portal)
    stranger.answer = stranger.client.post("/report/new", data={**hidden, **TOLD})
    assert stranger.status == 422
    assert "Det har den ikke gjort siden jul." in stranger.shown("description")
    assert count(portal, cases) == 0


def test_a_form_that_was_open_for_half_a_day_is_still_taken(
    visitor: Visitor, portal: Portal
) -> None:
    visitor.read("/report/new")
    portal.clock.advance(timedelta(hours=12))
    visitor.send("/report/new", description="Jeg skrev længe.").follow()
    assert visitor.shown("receipt-code")


def test_a_double_click_files_one_case_and_shows_one_code(visitor: Visitor, portal: Portal) -> None:
    visitor.read("/report/new")
    form = {**visitor.hidden("/report/new"), "description": "To gange."}
    answers = [visitor.client.post("/report/new", data=form) for _ in range(2)]
    assert [answer.headers["Location"] for answer in answers] == ["/report/receipt"] * 2
    assert count(portal, cases) == 1


def test_two_clicks_at_the_same_moment_file_one_case(visitor: Visitor, portal: Portal) -> None:
    visitor.read("/report/new")
    form = {**visitor.hidden("/report/new"), "description": "På samme tid."}
    cookie = next(iter(visitor.client._cookies.values())).value
    together = Barrier(2)

    def click(_number: int) -> str:
        browser = portal.browser()
        browser.set_cookie("portal", cookie)
        together.wait()
        browser.post("/report/new", data=form)
        return browser.get("/report/receipt").get_data(as_text=True)

    with ThreadPoolExecutor(2) as clicks:
        receipts = list(clicks.map(click, range(2)))
    codes = {re.search('id="receipt-code".*?</p>', page).group() for page in receipts}
    assert len(codes) == 1
    assert count(portal, cases) == 1


def test_a_look_at_the_head_of_the_form_files_nothing(visitor: Visitor, portal: Portal) -> None:
    assert visitor.client.head("/report/new").status_code == 200
    assert count(portal, cases) == 0


def test_a_form_sent_again_after_the_code_was_kept_shows_no_code(
    visitor: Visitor, portal: Portal
) -> None:
    visitor.read("/report/new")
    form = {**visitor.hidden("/report/new"), "description": "Frem og tilbage."}
    visitor.answer = visitor.client.post("/report/new", data=form)
    visitor.follow().send("/report/receipt")
    visitor.answer = visitor.client.post("/report/new", data=form)
    assert visitor.place == "/report/kept"
    assert count(portal, cases) == 1


def test_a_form_without_a_submission_is_taken_too(visitor: Visitor, portal: Portal) -> None:
    visitor.read("/report/new").send(
        "/report/new", description="Fra et andet program.", submission=""
    )
    assert visitor.status == 303
    assert count(portal, cases) == 1


def a_file(name: str = "vagtplan.pdf", content: bytes = b"%PDF-1.7 vagtplan"):
    return (io.BytesIO(content), name)


def test_files_of_any_kind_come_with_the_report(visitor: Visitor, portal: Portal) -> None:
    code = visitor.report(files=[a_file(), a_file("lyd.m4a", b"\x00\x01")])
    entry = read_dialogue(portal.workplace, reporter_of(parse_code(code))).entries[0]
    assert [(file.name, file.size) for file in entry.files] == [
        ("vagtplan.pdf", 17),
        ("lyd.m4a", 2),
    ]


def test_files_are_kept_while_the_form_is_mended(visitor: Visitor, portal: Portal) -> None:
    visitor.read("/report/new").send("/report/new", files=[a_file()])
    assert visitor.status == 422
    assert "vagtplan.pdf" in visitor.text
    visitor.send("/report/new", description="Nu med tekst.").follow()
    code = visitor.shown("receipt-code")
    entry = read_dialogue(portal.workplace, reporter_of(parse_code(code))).entries[0]
    assert [file.name for file in entry.files] == ["vagtplan.pdf"]


def test_a_kept_file_can_be_dropped(visitor: Visitor, portal: Portal) -> None:
    visitor.read("/report/new").send("/report/new", files=[a_file(), a_file("to.txt")])
    dropped = next(
        e.attributes["value"]
        for e in visitor.page.all("input")
        if e.attributes["name"] == "drop_file"
    )
    visitor.send("/report/new", description="Kun den ene.", drop_file=dropped).follow()
    code = visitor.shown("receipt-code")
    entry = read_dialogue(portal.workplace, reporter_of(parse_code(code))).entries[0]
    assert [file.name for file in entry.files] == ["to.txt"]
    assert count(portal, files) == 1


def test_a_report_is_not_sent_without_files_that_its_author_believes_are_in_it(
    visitor: Visitor, portal: Portal
) -> None:
    visitor.read("/report/new").send("/report/new", files=[a_file()])
    portal.clock.advance(timedelta(minutes=31))
    visitor.send("/report/new", description="Se den vedhæftede fil.")
    assert visitor.status == 422
    assert "De filer, du havde valgt før, er her ikke længere." in visitor.shown("error-summary")
    assert "Se den vedhæftede fil." in visitor.shown("description")
    visitor.send("/report/new", description="Se den vedhæftede fil.", files=[a_file()])
    assert visitor.status == 303


def test_files_that_are_too_large_do_not_cost_what_was_typed(
    visitor: Visitor, portal: Portal
) -> None:
    portal.app.config[MAX_UPLOAD_BYTES] = 1000
    large = a_file("film.mp4", bytes(1001))
    visitor.read("/report/new").send("/report/new", description="Se filmen.", files=[large])
    assert visitor.status == 422
    assert "Filerne fylder mere end" in visitor.shown("error-summary")
    assert "Se filmen." in visitor.shown("description")
    assert count(portal, cases) == 0


def test_what_a_reporter_types_is_shown_as_text(visitor: Visitor) -> None:
    visitor.read("/report/new").send("/report/new", place="<script>alert(1)</script>")
    assert "<script>" not in visitor.text
    assert "&lt;script&gt;" in visitor.text


def test_no_cookie_holds_a_word_of_the_report_or_the_code(visitor: Visitor) -> None:
    code = visitor.report("Et sjældent ord: kvægavler.")
    held = str([cookie.value for cookie in visitor.client._cookies.values()])
    assert code not in held
    assert "kvægavler" not in held


def test_the_unit_finds_the_report_in_its_worklist(visitor: Visitor, portal: Portal) -> None:
    visitor.report()
    worklist = list_cases(portal.workplace, portal.chaima, WorklistQuery())
    assert [row.new for row in worklist.rows] == [True]
