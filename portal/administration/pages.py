"""The blueprint of the contact persons' side."""

from typing import Any

from flask import Blueprint

from portal.staff.pages import page

administration = Blueprint(
    "administration", __name__, url_prefix="/administration", template_folder="templates"
)


def show(template: str, **context: Any) -> str:
    """A page of the contact persons' side, with the notice that is due, if any."""
    return page(f"administration/{template}", **context)
