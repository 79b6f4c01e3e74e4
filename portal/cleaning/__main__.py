"""The process that looks into a file: asked on its standard input, answering on its output.

`python -I -B -m portal.cleaning`, started by portal/cleaning/process.py with no environment.
"""

import os
import sys

from portal.cleaning.limits import confine_before_parsing, confine_before_reading


def main() -> None:
    """Reads one file, answers, ends. Says nothing anywhere but in the answer."""
    confine_before_reading()
    from portal.cleaning import by_kind, page_by_kind, pipe
    from portal.cleaning.kinds import Kind, kind_of
    from portal.cleaning.outcome import CannotClean

    try:
        content, asked = pipe.read_question(sys.stdin.buffer.read())
        kind = kind_of(content)
        to_look = "page" in asked
        (page_by_kind if to_look else by_kind).prepare(kind)
        confine_before_parsing(by_threads=kind is Kind.HEIF)
        pieces: tuple[bytes, ...]
        if to_look:
            pieces = pipe.answer_of_page(page_by_kind.show(content, asked["page"]))
        else:
            pieces = pipe.answer(by_kind.clean(content, asked["name"], asked["black_out"]))
    except CannotClean as refused:
        pieces = (pipe.refusal(refused.reason),)
    for piece in pieces:
        sys.stdout.buffer.write(piece)
    sys.stdout.buffer.flush()
    # Libraries tidy up at the end with code that nobody needs any more.
    os._exit(0)


main()
