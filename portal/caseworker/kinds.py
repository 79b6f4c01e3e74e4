"""Reports and complaints: which pages a case has, and whose desk they lie on.

Deny first here too: of the pages of a case a complaint has those named below, and a report those
that are not a complaint's alone. To anybody else such a page does not exist.
"""

from typing import Any

from flask import Flask, abort, g, request
from flask_login import current_user

from portal.domain.access import receives
from portal.domain.case_status import CaseKind
from portal.services.complaining.case_kind import kind_of_case
from portal.web.workplace import workplace

OF_BOTH = frozenset(
    {
        "case",
        "identity",
        "case_file",
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
    }
)
OF_COMPLAINTS = frozenset({"register", "call"})


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


def _keep_apart() -> None:
    side, _dot, page = (request.endpoint or "").partition(".")
    number = (request.view_args or {}).get("number")
    if side != "caseworker" or number is None or page in OF_BOTH:
        return
    if is_complaint(number) is not (page in OF_COMPLAINTS):
        abort(404)


def _desks() -> dict[str, Any]:
    return {"works_on": lambda kind: works_on(CaseKind(kind))}
