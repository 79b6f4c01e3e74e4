"""The kinds of cases: which pages each has, and whose desk they lie on.

Deny first here too: a case of the citizens' adviser has the pages named below for its kind, and a
report those that are named for none of them. To anybody else such a page does not exist.
"""

from collections.abc import Mapping
from typing import Any

from flask import Flask, abort, g, request
from flask_login import current_user

from portal.domain.access import receives
from portal.domain.case_status import CaseKind
from portal.services.complaining.case_kind import kind_of_case
from portal.web.workplace import workplace

OF_EVERY = frozenset(
    {
        "case",
        "identity",
        "case_file",
        "case_file_preview",
        "case_file_picture",
        "impartiality",
        "look_at_altered",
        "accept",
        "message",
        "stop",
        "note",
        "feedback",
        "close",
        "reopen",
        "erase",
        "access",
        "handler",
        "set_aside",
        "take_up_again",
        "whose_move",
        "other_door",
    }
)
# Somebody wrote in and holds a code: of what the unit filed itself nobody does.
OF_A_PERSON = frozenset({"identity", "message", "stop", "feedback", "other_door"})
# Administrations are heard: dossiers, what comes of them, what was told to whom.
HEARING = frozenset(
    {
        "build_dossier",
        "look_at_dossier",
        "dossier_copy",
        "forward",
        "dossier_file",
        "dossier_file_preview",
        "dossier_file_picture",
        "reply_to_contact",
        "more_time",
        "refuse_time",
        "enough",
        "ask_once_more",
        "answer_from_elsewhere",
        "follow_up_ask",
        "follow_up_register",
        "follow_up_enter",
        "recipients",
        "call_off",
    }
)
# Linked to another case of the same desk.
LINKS = frozenset({"related", "link", "unlink"})
# Administrations are supervised.
SUPERVISION = frozenset(
    {
        "supervision_subject",
        "supervision_state",
        "supervision_letter",
        "supervision_conclusion",
        "recommendation",
        "recommendation_change",
    }
)
# Both sides are brought together.
MEDIATION = frozenset({"mediation_offer", "mediation_agree", "mediation_end"})
# What no report has, by the kind that has it.
OWN_PAGES: Mapping[CaseKind, frozenset[str]] = {
    CaseKind.COMPLAINT: frozenset({"register", "call", "merge", "supervision_begin"})
    | LINKS
    | SUPERVISION
    | MEDIATION,
    CaseKind.ASSISTANCE: frozenset({"assistance"}),
    CaseKind.OWN_MOTION: LINKS | SUPERVISION,
}
SHARED_PAGES: Mapping[CaseKind, frozenset[str]] = {
    CaseKind.COMPLAINT: OF_EVERY | HEARING,
    CaseKind.ASSISTANCE: OF_EVERY - OF_A_PERSON,
    CaseKind.OWN_MOTION: (OF_EVERY - OF_A_PERSON) | HEARING,
}


def init_kinds(app: Flask) -> None:
    """Keep each kind of case to its own pages, and tell the templates whose desk has which."""
    app.before_request(_keep_apart)
    app.context_processor(_desks)


def kind_here(number: str) -> CaseKind | None:
    """The kind of the case that this request is about; None where there is none."""
    kinds: dict[str, CaseKind | None] = g.setdefault("case_kinds", {})
    if number not in kinds:
        kinds[number] = kind_of_case(workplace(), number)
    return kinds[number]


def is_complaint(number: str) -> bool:
    """Whether the case that this request is about is a complaint."""
    return kind_here(number) is CaseKind.COMPLAINT


def works_on(kind: CaseKind) -> bool:
    """Whether cases of a kind lie on the desk of who is signed in."""
    if not current_user.is_authenticated:
        return False
    account = current_user.account
    return receives(kind, account.role, account.desk)


def require_desk(kind: CaseKind) -> None:
    """Answer that there is no such page unless cases of a kind lie on the desk of who asks."""
    if not works_on(kind):
        abort(404)


def _keep_apart() -> None:
    side, _dot, page = (request.endpoint or "").partition(".")
    number = (request.view_args or {}).get("number")
    if side != "caseworker" or number is None:
        return
    if not has_page(kind_here(number), page):
        abort(404)


def has_page(kind: CaseKind | None, page: str) -> bool:
    """Whether a case of a kind has a page (its endpoint); of no case at all everything a report
    has, and the page then says that there is none."""
    if kind is not None and kind in OWN_PAGES:
        return page in OWN_PAGES[kind] | SHARED_PAGES[kind]
    return all(page not in own for own in OWN_PAGES.values())


def _desks() -> dict[str, Any]:
    return {"works_on": lambda kind: works_on(CaseKind(kind))}
