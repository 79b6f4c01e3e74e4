"""The one table from a file's type to what paints a page of it. Runs in the process that is shut
in."""

from typing import Final

from portal.cleaning import by_kind, limits
from portal.cleaning.kinds import Kind, kind_of
from portal.cleaning.outcome import CannotClean, Refusal, Shown

_NEEDED: Final = {
    Kind.PDF: "portal.cleaning.pdf_page",
    Kind.MAIL: "portal.cleaning.mail_text",
    Kind.TEXT: "portal.cleaning.plain_text",
}


def prepare(kind: Kind) -> None:
    """Imports what paints a type. Raises CannotClean for one that is not looked at here."""
    if kind is Kind.PACKAGE:
        raise CannotClean(Refusal.UNKNOWN_TYPE)
    by_kind.prepare(kind, _NEEDED)


def show(content: bytes, page: int) -> Shown:
    """A page of a file, the last one where it has fewer. Raises CannotClean, and nothing else for
    any bytes."""
    with by_kind.refusing():
        return _show(kind_of(content), content, page)


def _show(kind: Kind, content: bytes, page: int) -> Shown:
    if kind is Kind.PDF:
        from portal.cleaning.pdf_page import page_of_pdf

        return page_of_pdf(content, page)
    if kind is Kind.MAIL:
        from portal.cleaning.mail_text import clean_mail
        from portal.cleaning.phrases import sought

        return page_of_text(clean_mail(content, sought([])).content.decode(), page)
    if kind is Kind.TEXT:
        from portal.cleaning.plain_text import decoded

        return page_of_text(decoded(content), page)
    if kind is Kind.PACKAGE:
        raise CannotClean(Refusal.UNKNOWN_TYPE)
    from portal.cleaning.pictures import page_of_picture

    return page_of_picture(content, kind, page)


def page_of_text(text: str, page: int) -> Shown:
    """As much of a text as one page takes, ending with a line where there is one to end with."""
    ends = [0]
    while not ends[1:] or ends[-1] < len(text):
        ends.append(_end_of_page(text, ends[-1]))
    pages = len(ends) - 1
    page = min(page, pages)
    return Shown(page, pages, text[ends[page - 1] : ends[page]])


def _end_of_page(text: str, start: int) -> int:
    end = start + limits.SHOWN_LETTERS
    if end >= len(text):
        return len(text)
    line_end = text.rfind("\n", start + limits.SHOWN_LETTERS // 2, end)
    return end if line_end < 0 else line_end + 1
