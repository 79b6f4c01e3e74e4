"""What was published: for everybody, without signing in."""

from portal.domain.publication import PublishedReport
from portal.services.workplace import Workplace


def list_published(workplace: Workplace) -> list[PublishedReport]:
    """All editions of all reports, the newest first; of one report its corrections before it."""
    with workplace.open_unit() as unit:
        return unit.publications.every()
