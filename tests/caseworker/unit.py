"""What members of the unit do in many tests."""

import re

from portal.domain.access import Desk, Role
from portal.domain.matter import Matter
from portal.services.casework.read_case import CaseView, read_case
from portal.services.members.unit_list import current_list, sign_list
from portal.services.reporting.answer_question import answer_question
from portal.services.reporting.read_dialogue import read_dialogue
from portal.services.workplace import Member
from tests.support.page_checks import Element, read_page
from tests.support.portal import FiledReport, Portal, add_member
from tests.support.staff import StaffBrowser

ALL_YES = dict.fromkeys(("responsible", "public_interest", "probable", "examinable"), "yes")
IN_SCOPE = {
    "relation": "worker",
    "scope_leg": "serious_offence",
    "decision": "in_scope",
    "ground": "",
    **ALL_YES,
}
REJECTED = {
    **IN_SCOPE,
    "scope_leg": "none",
    "decision": "rejected",
    "ground": "not_serious",
    "guidance": "Tal med din leder.",
}
SENT = {
    "administration": "SOF",
    "text": "Undersøg kassen.",
    "due": "2026-04-01",
    "contains_identity": "no",
    "may_reveal": "no",
}
FEEDBACK = {"done": "Vi har spurgt forvaltningen.", "why": "Det er alvorligt."}


def add_matter(browser: StaffBrowser, report: FiledReport, summary: str = "Kassen") -> None:
    fields = {"summary": summary, "theme": "finance", "administration": "SOF"}
    browser.act(report.number, "matters", **fields)


def triage(browser: StaffBrowser, report: FiledReport, **answers: object) -> None:
    browser.act(report.number, "matters/1/triage", **answers)


def view_of(portal: Portal, report: FiledReport) -> CaseView:
    """The case as the head of unit has it."""
    return read_case(portal.workplace, portal.birgitte, report.number)


def matter_of(portal: Portal, report: FiledReport, ordinal: int = 1) -> Matter:
    matter = view_of(portal, report).file.matter(ordinal)
    assert matter is not None
    return matter


def say_yes(portal: Portal, report: FiledReport) -> None:
    """The reporter accepts the offer that waits for her."""
    waiting = read_dialogue(portal.workplace, report.reporter).waiting
    answer_question(portal.workplace, report.reporter, waiting[-1].id, accepted=True)


def element(page: str, **wanted: str) -> Element:
    """The first element with these attributes (underscores are hyphens)."""
    attributes = {name.replace("_", "-"): value for name, value in wanted.items()}
    return next(e for e in read_page(page).elements if attributes.items() <= e.attributes.items())


def words(page: str) -> str:
    """All that a page says, in one line."""
    main = re.sub(r"<[^>]+>", " ", page.split("<main", 1)[1].split("</main>", maxsplit=1)[0])
    return " ".join(main.split())


def open_forms(page: str) -> list[str]:
    """The ids of the forms that stand open."""
    return [
        e.attributes["id"]
        for e in read_page(page).all("details")
        if "open" in e.attributes and "id" in e.attributes
    ]


def newcomer(
    portal: Portal,
    name: str = "Dorthe",
    role: Role = Role.CASEWORKER,
    desk: Desk | None = Desk.WHISTLEBLOWING,
) -> Member:
    """An active account that waits to be taken up on the unit's list."""
    member = add_member(portal.workplace, name, role, desk)
    anchors = portal.workplace.anchor
    with portal.workplace.open_unit(write=True) as unit:
        now = current_list(anchors, unit)
        assert now is not None
        anchor = sign_list(anchors, unit, portal.birgitte, now.without(member.account.id))
        unit.commit()
    anchors.move_to(anchor)
    return member
