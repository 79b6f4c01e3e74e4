"""The blueprint of the unit's side."""

from typing import Any

from flask import Blueprint

from portal.staff.pages import page

caseworker = Blueprint("caseworker", __name__, url_prefix="/staff", template_folder="templates")


def show(template: str, **context: Any) -> str:
    """A page of the unit's side, with the notice that is due, if any."""
    return page(f"caseworker/{template}", **context)
