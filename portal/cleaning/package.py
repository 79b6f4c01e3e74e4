"""A zip file is an Office file, an OpenDocument file, or neither."""

from portal.cleaning.office import clean_office
from portal.cleaning.opendocument import clean_opendocument, is_opendocument
from portal.cleaning.outcome import CannotClean, Cleaning, Refusal
from portal.cleaning.phrases import Phrases
from portal.cleaning.zip_parts import Parts


def clean_package(content: bytes, phrases: Phrases) -> Cleaning:
    """Raises CannotClean for any other zip file: each file in it can be added by itself."""
    package = Parts(content)
    if is_opendocument(package):
        return clean_opendocument(package, phrases)
    if "[Content_Types].xml" in package:
        return clean_office(package, phrases)
    raise CannotClean(Refusal.ARCHIVE)
