"""A sealed file on its way to a browser: always saved, never shown."""

from collections.abc import Iterator
from itertools import chain
from urllib.parse import quote

from flask import Response

from portal.domain.dialogue import AttachedFile
from portal.web.uploads import clean_name


def download(file: AttachedFile, pieces: Iterator[bytes]) -> Response:
    """The answer that carries a file under its own name; whatever its type, a browser takes it for
    bytes. `pieces` are its content, authenticated one by one. Raises CannotOpen for an altered
    first piece, so that it gives an error page."""
    first = next(pieces, b"")
    answer = Response(chain([first], pieces), mimetype="application/octet-stream")
    answer.headers["Content-Disposition"] = (
        f"attachment; filename*=UTF-8''{quote(clean_name(file.name), safe='')}"
    )
    answer.content_length = file.size
    return answer
