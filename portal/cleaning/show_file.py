"""A page of a file to look at, without the file: letters, and pixels that are written anew.

The file is looked into by a process of its own (portal/cleaning/process.py), which gives back plain
letters and plain pixels. The picture that a browser gets is made of these pixels here, so that not
even a process that was taken over can send it a file of its own making.
"""

import io

from portal.cleaning import limits, pipe
from portal.cleaning.kinds import kind_of
from portal.cleaning.outcome import CannotClean, Refusal, Shown
from portal.cleaning.process import asked

_COMPRESSION = 4  # half the time of the usual 6, for a tenth more bytes


def show_file(content: bytes, page: int) -> Shown:
    """A page (from 1 on; the last one where there are fewer) of a text, mail, picture or PDF.

    What the file is, its bytes say. Raises CannotClean: for any other type, a broken, encrypted or
    too large file (limits.LARGEST, limits.PIXELS, limits.PAGES), and one that takes longer than
    limits.SHOWN_SECONDS.
    """
    if len(content) > limits.LARGEST:
        raise CannotClean(Refusal.TOO_LARGE)
    kind_of(content)  # most of what is refused needs no process for it
    told = asked(*pipe.question_of_page(content, page), within=limits.SHOWN_SECONDS)
    return pipe.read_page(told)


def as_png(shown: Shown) -> bytes:
    """The pixels of a page as a PNG that holds nothing else. Raises ValueError where there are
    none."""
    from PIL import Image

    out = io.BytesIO()
    picture = Image.frombytes("RGB", (shown.width, shown.height), shown.pixels)
    picture.save(out, "PNG", compress_level=_COMPRESSION)
    return out.getvalue()
