"""The services' workplace of the running application."""

from typing import cast

from flask import current_app

from portal.domain.municipality import Municipality
from portal.services.workplace import Workplace

EXTENSION = "portal"


def workplace() -> Workplace:
    """What the services need, made once when the application was."""
    return cast("Workplace", current_app.extensions[EXTENSION])


def municipality() -> Municipality:
    """What the municipality decides for itself: names, labels, texts, limits."""
    return workplace().municipality
