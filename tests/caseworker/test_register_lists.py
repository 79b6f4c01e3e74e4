"""The pages of the register's lists: the desk reads them, its heads of unit keep them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from portal.domain.access import Desk, Role
from portal.domain.municipality import LocalText
from portal.domain.register_lists import LABEL_LIMIT, ListKind
from portal.services.lists.add_value import add_value
from portal.services.lists.retire_value import retire_value
from tests.caseworker.complaints import FULL, file_of, taken_up
from tests.caseworker.unit import element, words
from tests.services.test_register_lists import counted_reads
from tests.support.page_checks import read_page
from tests.support.portal import Portal, add_member
from tests.support.staff import StaffBrowser

if TYPE_CHECKING:
    from portal.domain.municipality import ListValue

LISTS = "/staff/lists"
NEW = {"label_da": "Digital selvbetjening", "label_en": "Online self-service"}


@pytest.fixture
def birgitte(staff_portal: Portal) -> StaffBrowser:
    return StaffBrowser(staff_portal, staff_portal.birgitte)


def browser_of(portal: Portal, name: str, role: Role, desk: Desk | None) -> StaffBrowser:
    return StaffBrowser(portal, add_member(portal.workplace, name, role, desk))


def states(page: str) -> dict[str, str]:
    """By code, whether a value is shown as in use."""
    return {
        row.attributes["data-value"]: row.attributes["data-in-use"]
        for row in read_page(page).all("tr")
        if "data-value" in row.attributes
    }


def values(portal: Portal, kind: str) -> dict[str, ListValue]:
    return {value.code: value for value in portal.workplace.municipality.lists()[kind]}


def test_each_list_is_a_table_with_the_state_of_its_values(
    staff_portal: Portal, birgitte: StaffBrowser
) -> None:
    retire_value(staff_portal.workplace, staff_portal.birgitte, ListKind.SUB_THEME, "tone")
    page = birgitte.get(LISTS)
    headings = [heading.text for heading in read_page(page).all("h2")]
    assert headings == [
        "Hvad borgeren vil opnå",
        "Hvad klagen handler om",
        "Undertemaer",
        "Tyngde",
        "Diskriminationsgrunde",
    ]
    lists = staff_portal.workplace.municipality.lists()
    assert len(states(page)) == len({one.code for held in lists.values() for one in held})
    assert (states(page)["tone"], states(page)["access"]) == ("no", "yes")
    assert "Ude af brug siden 3. marts 2026" in words(page)


def test_the_desk_reads_and_its_heads_of_unit_keep(
    staff_portal: Portal, birgitte: StaffBrowser
) -> None:
    kaja = browser_of(staff_portal, "Kaja", Role.CASEWORKER, Desk.COMPLAINTS)
    page = kaja.get(LISTS)
    assert "En leder af enheden retter listerne." in words(page)
    assert f'href="{LISTS}/' not in page
    assert f'href="{LISTS}"' in kaja.get("/staff/cases")
    kaja.get(f"{LISTS}/want/new", 404)
    kaja.get(f"{LISTS}/want/money", 404)
    for address in ("want/new", "want/money"):
        kaja.post(f"{LISTS}/{address}", 404, **NEW)
    for act in ("retire", "back"):
        kaja.post(f"{LISTS}/want/money/{act}", 404)
    assert f'href="{LISTS}/want/new"' in birgitte.get(LISTS)
    assert values(staff_portal, "want")["money"].retired_on is None


@pytest.mark.parametrize(
    ("role", "desk"),
    [
        (Role.CASEWORKER, Desk.WHISTLEBLOWING),
        (Role.LEAD, Desk.WHISTLEBLOWING),
        (Role.ADMINISTRATOR, None),
        (Role.AUDITOR, None),
        (Role.CONTACT, Desk.COMPLAINTS),
    ],
)
def test_to_nobody_else_is_there_such_a_page(
    staff_portal: Portal, role: Role, desk: Desk | None
) -> None:
    rune = browser_of(staff_portal, "Rune", role, desk)
    for address in ("", "/want/new", "/want/money"):
        rune.get(LISTS + address, 404)
    for address in ("/want/new", "/want/money", "/want/money/retire", "/want/money/back"):
        rune.post(LISTS + address, 404, **NEW)
    assert f'href="{LISTS}"' not in rune.get("/staff/account")
    assert values(staff_portal, "want").keys() == {"money", "other_service", "communication"}


def test_a_new_sub_theme_can_be_chosen_under_its_main_group(
    staff_portal: Portal, birgitte: StaffBrowser
) -> None:
    birgitte.post(f"{LISTS}/sub_theme/new", parent="task_performance", **NEW)
    page = birgitte.get(LISTS)
    assert "»Digital selvbetjening« står nu på listen." in words(page)
    assert states(page)["digital_selvbetjening"] == "yes"
    complaint = taken_up(staff_portal)
    page = birgitte.case(complaint.number)
    heading = "Opgavevaretagelse og faktisk forvaltningsvirksomhed</legend>"
    group = page.split(heading)[1].split("</fieldset>")[0]
    assert 'value="digital_selvbetjening"' in group
    chosen = {**FULL, "sub_themes": ["tone", "digital_selvbetjening"]}
    birgitte.act(complaint.number, "register", **chosen)
    assert "Digital selvbetjening" in words(birgitte.case(complaint.number))


def test_a_new_main_group_is_offered_and_has_no_empty_heading(
    staff_portal: Portal, birgitte: StaffBrowser
) -> None:
    birgitte.post(f"{LISTS}/about/new", **NEW)
    page = birgitte.case(taken_up(staff_portal).number)
    assert 'value="digital_selvbetjening"' in page
    assert "Digital selvbetjening</legend>" not in page


def test_a_form_that_lacks_something_comes_back_with_the_rest(
    staff_portal: Portal, birgitte: StaffBrowser
) -> None:
    wrong = {
        "Skriv, hvad den hedder på dansk.": {"label_da": " "},
        "plads til højst 80 tegn": {"label_da": "x" * (LABEL_LIMIT + 1)},
        "En anden værdi på listen hedder det samme.": {"label_da": "aktindsigt"},
        "ligner et CPR-nummer": {"label_da": "Sagen om 010190-1234"},
        "Vælg en hovedgruppe, der er i brug.": {"parent": ""},
    }
    for text, changed in wrong.items():
        fields = {"parent": "general_law", **NEW, **changed}
        page = birgitte.post(f"{LISTS}/sub_theme/new", 422, **fields).text
        summary = element(page, id="error-summary").text
        assert text in summary
        assert "Intet er gemt" in summary
        assert element(page, id="label_en").attributes["value"] == NEW["label_en"]
    page = birgitte.post(f"{LISTS}/want/money", 422, label_da="Penge", label_en="").text
    assert element(page, id="label_da").attributes["value"] == "Penge"
    assert staff_portal.workplace.municipality.codes("sub_theme").count("aktindsigt") == 0
    assert values(staff_portal, "want")["money"].label.da == "Økonomisk ydelse"


def test_a_label_is_corrected_where_it_stands_already(
    staff_portal: Portal, birgitte: StaffBrowser
) -> None:
    complaint = taken_up(staff_portal)
    birgitte.act(complaint.number, "register", **FULL)
    page = birgitte.get(f"{LISTS}/want/money")
    assert element(page, id="label_da").attributes["value"] == "Økonomisk ydelse"
    birgitte.post(f"{LISTS}/want/money", label_da="Penge <b>", label_en="Cash")
    page = birgitte.case(complaint.number)
    assert "Penge &lt;b&gt;, Kommunikation og information" in page
    assert values(staff_portal, "want")["money"].label == LocalText("Penge <b>", "Cash")


def test_a_value_is_taken_out_of_use_and_brought_back(
    staff_portal: Portal, birgitte: StaffBrowser
) -> None:
    birgitte.post(f"{LISTS}/gravity/service/retire")
    birgitte.post(f"{LISTS}/gravity/service/retire")
    page = birgitte.get(LISTS)
    assert "er ude af brug." in words(page)
    assert states(page)["service"] == "no"
    page = birgitte.get(f"{LISTS}/gravity/service")
    assert f'action="{LISTS}/gravity/service/back"' in page
    assert f'action="{LISTS}/gravity/service/retire"' not in page
    birgitte.post(f"{LISTS}/gravity/service/back")
    page = birgitte.get(LISTS)
    assert "er i brug igen." in words(page)
    assert states(page)["service"] == "yes"


def test_what_cannot_be_taken_out_or_brought_back_says_why(
    staff_portal: Portal, birgitte: StaffBrowser
) -> None:
    page = birgitte.post(f"{LISTS}/about/general_law/retire", 422).text
    assert "Tag dem ud af brug først." in element(page, id="error-summary").text
    for code in ("quality", "safety", "upkeep", "conduct"):
        birgitte.post(f"{LISTS}/sub_theme/{code}/retire")
    birgitte.post(f"{LISTS}/about/task_performance/retire")
    page = birgitte.post(f"{LISTS}/sub_theme/upkeep/back", 422).text
    assert "Hovedgruppen er ude af brug." in element(page, id="error-summary").text
    for code in ("service", "handling"):
        birgitte.post(f"{LISTS}/gravity/{code}/retire")
    page = birgitte.post(f"{LISTS}/gravity/lawfulness/retire", 422).text
    assert "Det er den sidste på listen." in element(page, id="error-summary").text
    assert values(staff_portal, "gravity")["lawfulness"].retired_on is None


def test_a_value_out_of_use_is_offered_only_where_it_stands(
    staff_portal: Portal, birgitte: StaffBrowser
) -> None:
    held, other = taken_up(staff_portal), taken_up(staff_portal)
    kept = {**FULL, "sub_themes": ["upkeep", "tone"], "gravity": "service"}
    birgitte.act(held.number, "register", **kept)
    for kind, code in (("sub_theme", "upkeep"), ("gravity", "service")):
        birgitte.post(f"{LISTS}/{kind}/{code}/retire")
    page = birgitte.case(held.number)
    heading = "Opgavevaretagelse og faktisk forvaltningsvirksomhed</legend>"
    group = page.split(heading)[1].split("</fieldset>")[0]
    assert "Drift og vedligeholdelse (bruges ikke længere)" in group
    assert 'value="service"' in page
    assert 'value="upkeep"' not in birgitte.case(other.number)
    assert 'value="service"' not in birgitte.case(other.number)
    birgitte.act(held.number, "register", **{**kept, "solved": "wholly"})
    register = file_of(staff_portal, held.number).register
    assert register is not None
    assert (register.sub_themes, register.gravity) == (("upkeep", "tone"), "service")
    for changed in ({"gravity": "service"}, {"sub_themes": ["upkeep"]}):
        page = birgitte.act(other.number, "register", 422, **{**FULL, **changed})
        assert "Vælg en af mulighederne på listen." in element(page, id="error-summary").text
    assert file_of(staff_portal, other.number).register != register


def test_a_double_click_adds_once(staff_portal: Portal, birgitte: StaffBrowser) -> None:
    page = birgitte.get(f"{LISTS}/want/new")
    mark = element(page, name="submission").attributes["value"]
    for _click in range(2):
        birgitte.post(f"{LISTS}/want/new", submission=mark, **NEW)
    assert list(values(staff_portal, "want"))[3:] == ["digital_selvbetjening"]


@pytest.mark.parametrize("address", ["nonsense/new", "nonsense/money", "want/nonsense"])
def test_a_list_or_value_that_is_not_there_is_no_page(birgitte: StaffBrowser, address: str) -> None:
    birgitte.get(f"{LISTS}/{address}", 404)
    birgitte.post(f"{LISTS}/want/nonsense/retire", 404)


def test_every_change_stands_in_the_portals_log(birgitte: StaffBrowser) -> None:
    birgitte.post(f"{LISTS}/want/new", **NEW)
    assert "Ændrede registrets lister" in words(birgitte.get("/staff/log"))


def test_a_page_asks_for_the_lists_once_at_most(
    whole_portal: Portal,
) -> None:
    birgitte = StaffBrowser(whole_portal, whole_portal.birgitte)
    complaint = taken_up(whole_portal)
    birgitte.act(complaint.number, "register", **FULL)
    add_value(
        whole_portal.workplace, whole_portal.birgitte, ListKind.WANT, LocalText("Ro", "Peace")
    )
    with counted_reads(whole_portal.workplace.database) as asked:
        whole_portal.browser().get("/")
        birgitte.get("/staff/cases")
        assert asked == []
        birgitte.case(complaint.number)
        assert len(asked) == 1
        birgitte.act(complaint.number, "register", **{**FULL, "wants": ["ro"]})
        assert len(asked) == 2
        birgitte.get(LISTS)
        assert len(asked) == 3
