"""One page of a PDF, painted, with the letters that the file says are on it."""

from typing import Final

import pypdfium2
from pypdfium2 import raw

from portal.cleaning import limits
from portal.cleaning.outcome import CannotClean, Refusal, Shown
from portal.cleaning.pictures import shown_picture

_POINTS_PER_INCH: Final = 72
_DOTS_PER_INCH: Final = 150  # small print can be read
_LINE_END_HYPHEN: Final = "\ufffe"  # pdfium's sign for one


def page_of_pdf(content: bytes, page: int) -> Shown:
    """A page as a reader paints it, with form fields and markings, and its text.

    Neither scripts nor links nor forms are acted on. Raises CannotClean for an encrypted or broken
    file, or one of more than limits.PAGES.
    """
    try:
        pdf = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as failed:
        locked = failed.err_code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY)
        raise CannotClean(Refusal.ENCRYPTED if locked else Refusal.BROKEN) from None
    with pdf:
        pages = len(pdf)
        if not 0 < pages <= limits.PAGES:
            raise CannotClean(Refusal.TOO_LARGE if pages else Refusal.BROKEN)
        page = min(page, pages)
        pdf.init_forms()  # what is written into fields is drawn too
        painted = pdf[page - 1]
        side = max(*painted.get_size(), 1)
        scale = min(_DOTS_PER_INCH / _POINTS_PER_INCH, limits.SHOWN_SIDE / side)
        picture = painted.render(scale=scale).to_pil()
        return shown_picture(picture, page, pages, _letters(painted))


def _letters(page: pypdfium2.PdfPage) -> str:
    textpage = page.get_textpage()
    text: str = textpage.get_text_bounded()
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace(_LINE_END_HYPHEN, "-")
    return lines.strip()[: limits.SHOWN_LETTERS]
