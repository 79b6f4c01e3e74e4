"""By what anybody can check that a published file is the one that went out."""

from collections.abc import Mapping
from hashlib import sha256

from portal.domain.publication import FORMS, LANGUAGES, file_name
from portal.services.publishing.read_publication import read_publication_file
from portal.services.workplace import Workplace


def list_file_digests(workplace: Workplace, published_id: str) -> Mapping[str, str]:
    """The SHA-256 (hex) of each file of an edition by its name. Raises NotFound."""
    names = [file_name(language, form) for language in LANGUAGES for form in FORMS]
    return {
        name: sha256(read_publication_file(workplace, published_id, name)).hexdigest()
        for name in names
    }
