"""What stands on every page of the unit's side while something is the matter with its list."""

from flask import Flask, g
from flask_login import current_user

from portal.domain.access import Permission
from portal.services.members.look_at_list import LookAtList, look_at_list
from portal.staff.access import can
from portal.web.workplace import workplace


def init_list_banner(app: Flask) -> None:
    """Let the layout of the unit's side ask how the list stands; no other page does."""
    app.context_processor(lambda: {"list_banner": list_banner})


def list_now() -> LookAtList:
    """How the list stands, looked at once a request."""
    if "unit_list" not in g:
        g.unit_list = look_at_list(workplace())
    found: LookAtList = g.unit_list
    return found


def list_banner() -> LookAtList | None:
    """The same for who may see it, None for everybody else."""
    if not current_user.is_authenticated or not can(Permission.MEMBERS_READ):
        return None
    return list_now()
