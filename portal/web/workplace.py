"""The services' workplace of the running application."""

from typing import cast

from flask import current_app, g

from portal.domain.municipality import Municipality
from portal.services.workplace import Workplace

EXTENSION = "portal"


def workplace() -> Workplace:
    """What the services need, made once when the application was; the unit's lists are those of
    this request."""
    if "workplace" not in g:
        g.workplace = cast("Workplace", current_app.extensions[EXTENSION]).at_one_moment()
    return cast("Workplace", g.workplace)


def municipality() -> Municipality:
    """What the municipality decides for itself: names, labels, texts, limits."""
    return workplace().municipality
