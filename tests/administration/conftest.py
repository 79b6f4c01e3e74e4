"""A dossier that Anders sent to Karen and Lone of BUF, each with her browser."""

from __future__ import annotations

import pytest

from tests.administration.contacts import Contact, sent_by_anders
from tests.services.hearing import Hearing
from tests.support.portal import Portal


@pytest.fixture
def sent(staff_portal: Portal) -> Hearing:
    return sent_by_anders(staff_portal)


@pytest.fixture
def karen(staff_portal: Portal, sent: Hearing) -> Contact:
    return Contact(staff_portal, sent.karen, sent)


@pytest.fixture
def lone(staff_portal: Portal, sent: Hearing) -> Contact:
    return Contact(staff_portal, sent.lone, sent)
