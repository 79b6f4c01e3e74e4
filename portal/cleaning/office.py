"""An Office file from beginning to end: read, altered in place, its words blacked out, written."""

from portal.cleaning import office_names as names
from portal.cleaning.document_text import black_out_document
from portal.cleaning.excel import clean_excel
from portal.cleaning.finished_package import may_remain_in_package
from portal.cleaning.office_file import OfficeFile
from portal.cleaning.office_scrub import scrub
from portal.cleaning.outcome import CannotClean, Cleaning, Refusal, Remark
from portal.cleaning.phrases import Phrases
from portal.cleaning.powerpoint import clean_powerpoint
from portal.cleaning.word import clean_word
from portal.cleaning.zip_parts import Parts

_CLEANERS = {
    "wordprocessingml": clean_word,
    "spreadsheetml": clean_excel,
    "presentationml": clean_powerpoint,
}


def clean_office(package: Parts, phrases: Phrases) -> Cleaning:
    """A DOCX, XLSX or PPTX. One with macros, and a template, becomes the plain type: what is seen
    of it is the same without its program.

    Raises CannotClean where it is none of them, or phrases are asked for and it is no DOCX.
    """
    file = OfficeFile(package, keep_links=not phrases)
    if phrases and file.family != "wordprocessingml":
        raise CannotClean(Refusal.CANNOT_BLACK_OUT)
    scrub(file)
    _CLEANERS[file.family](file)
    if phrases:
        file.remarks |= black_out_document(list(file.roots()), phrases)
        if any(part.kind == names.IMAGE for part in file.parts.values()):
            file.remarks.add(Remark.PICTURES_NOT_SEARCHED)
    content = file.write()
    if phrases:
        file.remarks |= may_remain_in_package(content, phrases)
    return Cleaning(content, names.media_type(file.family), frozenset(file.remarks))
