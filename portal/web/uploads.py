"""Files are sealed as their bytes arrive. The framework would spool a large one to a temporary
file by itself, in clear; here nothing plain ever touches a disk.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import asdict, dataclass
from enum import StrEnum
from io import BytesIO
from typing import IO, Any, TypeVar, cast

from flask import Request, current_app, g, request
from werkzeug.datastructures import FileStorage
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.formparser import FormDataParser

from portal.domain.dialogue import AttachedFile
from portal.services.files.discard_file import discard_file
from portal.services.files.receive_file import FileIntake
from portal.web.session import sealed_session
from portal.web.workplace import workplace

_LONGEST_NAME = 200
_LONGEST_TYPE = 100
_MEGABYTE = 1024 * 1024
_PIECE = 65536
_KEPT = "kept_files"
_RENAMED = "renamed_files"
MAX_UPLOAD_BYTES = "PORTAL_MAX_UPLOAD_BYTES"

View = TypeVar("View", bound=Callable[..., Any])


class Refusal(StrEnum):
    """Why a file was not taken in."""

    TOO_LARGE = "too_large"
    TOO_MUCH_AT_ONCE = "too_much_at_once"
    NO_ROOM = "no_room"


class Allowance:
    """What the files of one request may weigh: the limit that the operator set."""

    def __init__(self) -> None:
        self.used = 0

    @property
    def limit(self) -> int:
        """In bytes, for all files of the form together."""
        return cast("int", current_app.config[MAX_UPLOAD_BYTES])

    def refuses_file(self) -> Refusal | None:
        """Asked before each file; None lets it in."""
        return None

    def refuses(self, size: int) -> Refusal | None:
        """Asked for each piece of `size` bytes; None lets it in."""
        self.used += size
        return Refusal.TOO_LARGE if self.used > self.limit else None


def takes_files_within(kind: type[Allowance]) -> Callable[[View], View]:
    """Mark a view whose form has files, and say what they may weigh. What is uploaded to any other
    view is thrown away unread."""

    def mark(view: View) -> View:
        view.allowance = kind  # type: ignore[attr-defined]
        return view

    return mark


takes_files = takes_files_within(Allowance)


class SealingUpload:
    """Where the form parser puts the bytes of one file.

    What `allowance` refuses is read and dropped, so that the form can be shown again with
    everything typed. Without one the file is not wanted at all.
    """

    def __init__(self, name: str, media_type: str, allowance: Allowance | None) -> None:
        self._allowance = allowance
        self._name = name
        self._intake: FileIntake | None = None
        self.sealed: AttachedFile | None = None
        if allowance is not None and not self._refused(allowance.refuses_file()):
            self._intake = FileIntake(workplace(), name, media_type)

    def write(self, data: bytes) -> int:
        if self._intake is not None and self._allowance is not None:
            if self._refused(self._allowance.refuses(len(data))):
                self._intake.discard()
                self._intake = None
            else:
                self._intake.write(data)
        return len(data)

    def _refused(self, refusal: Refusal | None) -> bool:
        if refusal is not None:
            g.upload_refusal = refusal
        return refusal is not None

    def seek(self, _offset: int) -> int:
        """The parser rewinds a file when it is whole."""
        if self._intake is not None:
            self.sealed = self._intake.finish()
            self._intake = None
        return 0

    @property
    def renamed(self) -> bool:
        """Whether it is stored under another name than it came with."""
        return self.sealed is not None and self.sealed.name != self._name

    def close(self) -> None:
        """Nothing is open: what was sealed lies in the database."""


class BoundedParser(FormDataParser):
    """Holds every form to the limits of its request, however it is encoded.

    The framework applies them to multipart forms alone. It would read any other whole, as large as
    the largest upload, and four megabytes of empty fields took it seconds and 300 MB of memory.
    """

    def _parse_urlencoded(
        self, stream: IO[bytes], mimetype: str, content_length: int | None, options: dict[str, str]
    ) -> Any:
        sent = bytearray()
        while piece := stream.read(_PIECE):
            sent += piece
            if self.max_form_memory_size is not None and len(sent) > self.max_form_memory_size:
                raise RequestEntityTooLarge
        if self.max_form_parts is not None and sent.count(b"&") >= self.max_form_parts:
            raise RequestEntityTooLarge
        return super()._parse_urlencoded(BytesIO(sent), mimetype, content_length, options)


class PortalRequest(Request):
    """A request whose files are sealed on the way in."""

    form_data_parser_class = BoundedParser
    max_form_parts = 500
    max_form_memory_size = 4 * _MEGABYTE

    def _get_file_stream(  # type: ignore[override]  # the parser names its arguments
        self, *, content_type: str | None, filename: str | None, **_lengths: int | None
    ) -> IO[bytes]:
        allowance = _allowance_of(self.endpoint) if filename else None
        upload = SealingUpload(clean_name(filename or ""), clean_type(content_type), allowance)
        return cast("IO[bytes]", upload)


def _allowance_of(endpoint: str | None) -> Allowance | None:
    """That of this request, made once; None where its view takes no files."""
    view = current_app.view_functions.get(endpoint or "")
    kind: type[Allowance] | None = getattr(view, "allowance", None)
    if kind is not None and "upload_allowance" not in g:
        g.upload_allowance = kind()
    return cast("Allowance | None", g.get("upload_allowance"))


@dataclass(frozen=True)
class Gathered:
    """The files of a form: those that came now and those kept from an earlier try. `refusal` says
    why one that came is not among them."""

    files: tuple[AttachedFile, ...]
    refusal: Refusal | None

    @property
    def too_large(self) -> bool:
        return self.refusal is Refusal.TOO_LARGE


def gather_files(place: str) -> Gathered:
    """The files of this form so far, kept sealed in the session until they are taken or dropped.

    `place` tells forms apart. A field `drop_file` with a file's id drops a kept one.
    """
    session = sealed_session()
    kept = [AttachedFile(**file) for file in session.get(_KEPT, {}).get(place, [])]
    if request.method == "POST":
        dropped = set(request.form.getlist("drop_file"))
        for file in kept:
            if file.id in dropped:
                discard_file(workplace(), file.id)
        kept = [file for file in kept if file.id not in dropped]
        kept += _arrived(request.files.getlist("files"))
        _keep(place, kept)
    return Gathered(tuple(kept), g.get("upload_refusal"))


def kept_bytes() -> int:
    """How much the files weigh that this session keeps between two tries of its forms."""
    kept = sealed_session().get(_KEPT, {})
    return sum(file["size"] for files in kept.values() for file in files)


def forget_files(place: str) -> None:
    """The files of a form were taken: the session lets go of them."""
    _keep(place, [])


def _keep(place: str, files: list[AttachedFile]) -> None:
    session = sealed_session()
    kept = {key: value for key, value in session.get(_KEPT, {}).items() if key != place}
    if files:
        kept[place] = [asdict(file) for file in files]
    if kept or _KEPT in session:
        session[_KEPT] = kept


def _arrived(storages: list[FileStorage]) -> list[AttachedFile]:
    streams = [storage.stream for storage in storages]
    uploads = [stream for stream in streams if isinstance(stream, SealingUpload)]
    if any(upload.renamed for upload in uploads):
        sealed_session()[_RENAMED] = True
    return [upload.sealed for upload in uploads if upload.sealed is not None]


def files_were_renamed() -> bool:
    """Whether a file came whose name had a civil registration number in it; said once."""
    return _RENAMED in sealed_session() and bool(sealed_session().pop(_RENAMED))


def clean_name(name: str) -> str:
    """A file's name from outside as one harmless line: no path, no control or direction marks."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    shown = "".join(char for char in last if unicodedata.category(char)[0] != "C")
    return shown.strip()[-_LONGEST_NAME:] or "fil"


def clean_type(media_type: str | None) -> str:
    """A media type from outside, or `application/octet-stream` when it is none."""
    known = re.fullmatch(r"[\w.+-]+/[\w.+-]+", (media_type or "").split(";")[0].strip())
    return known.group()[:_LONGEST_TYPE] if known else "application/octet-stream"
