"""The supervision of a case that somebody works on."""

from portal.domain.errors import ForbiddenMove
from portal.domain.supervision import Supervision
from portal.services.member_work import MemberWork


def supervision_of(work: MemberWork) -> Supervision:
    """Raises ForbiddenMove where there is none."""
    if work.file.supervision is None:
        raise ForbiddenMove("no supervision has begun")
    return work.file.supervision
