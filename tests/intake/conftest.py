import pytest

from tests.intake.visitor import Visitor
from tests.support.portal import Portal


@pytest.fixture
def portal(intake_portal: Portal) -> Portal:
    return intake_portal


@pytest.fixture
def visitor(portal: Portal) -> Visitor:
    return Visitor(portal)
