"""One edition of a published report, or one of its files: for everybody, without signing in."""

import re
from typing import Final

from portal.domain.errors import NotFound
from portal.domain.publication import FORMS, LANGUAGES, PublishedReport, file_name
from portal.services.workplace import Workplace

_ID: Final = re.compile(r"[0-9a-f]{32}")
_NAMES: Final = frozenset(file_name(language, form) for language in LANGUAGES for form in FORMS)


def read_publication(workplace: Workplace, published_id: str) -> PublishedReport:
    """The edition with this id, 32 hex digits. Raises NotFound, for anything else too."""
    key = _key(published_id)
    with workplace.open_unit() as unit:
        found = unit.publications.one(key)
    if found is None:
        raise NotFound("no such publication")
    return found


def read_publication_file(workplace: Workplace, published_id: str, name: str) -> bytes:
    """One file of an edition, `da.pdf`, exactly as it was built. Raises NotFound."""
    key = _key(published_id)
    if name not in _NAMES:
        raise NotFound("no such file")
    with workplace.open_unit() as unit:
        content = unit.publications.file(key, name)
    if content is None:
        raise NotFound("no such publication")
    return content


def _key(published_id: str) -> bytes:
    if not _ID.fullmatch(published_id):
        raise NotFound("no such publication")
    return bytes.fromhex(published_id)
