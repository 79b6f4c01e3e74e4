"""Every parser of bytes from outside the process: what it is fed, and the one error it may raise.

Each seed is something good; what is tried is made of them. Files that are cleaned have tests of
their own beside their kinds, and a form's bytes one with the portal that reads them.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from crypto.errors import CannotOpen, MistypedCode
from crypto.key_pair import KeyPair
from crypto.padding import pad, unpad
from crypto.receipt_code import parse_code
from crypto.sealed_box import open_box, seal_box
from crypto.sealed_file import FileSealer, open_file
from crypto.sealed_record import Place, open_record, seal_record
from crypto.sealing import open_text_with, open_with, seal_text_to, seal_to
from crypto.signing import SigningPair, check_signature
from portal.domain.errors import BrokenList
from portal.domain.unit_list import UnitList
from portal.municipality import COPENHAGEN, load_municipality
from portal.services.recovery.recovery_files import (
    MalformedFile,
    RecoveryAnswer,
    read_answer,
    read_public_key,
    read_request,
    write_answer,
    write_public_key,
    write_request,
)
from portal.services.statistics.read_totals import MalformedTotals, read_totals
from portal.settings import SettingsError, load_settings
from portal.storage.anchor_file import AnchorFile
from portal.web.session_cookies import _decode
from portal.web.uploads import clean_name, clean_type
from tests.support.recovery_request import AASE, ACCOUNT, FIRST, boxes, request_for
from tests.support.tree import ROOT

KEY, FILE_ID = b"k" * 32, b"f" * 16
PAIR = KeyPair.from_seed(b"1" * 32)
SIGNER = SigningPair(b"2" * 32)
PLACE = Place(case_id=b"c" * 16, record_id=b"r" * 16, table="records", revision=1, generation=1)
TEXT = b"Der mangler penge i kassen."
# Deep nesting and numbers beyond any integer or float of the machine.
DEEP = b"[" * 5_000
VAST = b'{"root": "00", "version": 1e999, "hash": "00"}'


@dataclass(frozen=True)
class Parser:
    """`read` takes any bytes; `refuses` is what it may raise, and nothing else.

    `sealed`: what differs from a seed in one bit must be refused.
    """

    read: Callable[[bytes], object]
    refuses: type[Exception] | tuple[()]
    seeds: tuple[bytes, ...]
    sealed: bool = False


def _text(read: Callable[[str], object]) -> Callable[[bytes], object]:
    """As the framework hands bytes from outside to who reads text."""
    return lambda content: read(content.decode("utf-8", "replace"))


def _in_a_file(read: Callable[[Path], object], content: bytes) -> object:
    with tempfile.NamedTemporaryFile() as file:
        Path(file.name).write_bytes(content)
        return read(Path(file.name))


def _file_of_chunks(box: bytes) -> bytes:
    return b"".join(open_file(KEY, FILE_ID, len(TEXT), [box]))


def _sealed_file() -> bytes:
    sealer = FileSealer(KEY, FILE_ID)
    return b"".join([*sealer.feed(TEXT), *sealer.finish()])


def _answer() -> RecoveryAnswer:
    return RecoveryAnswer("portal-recovery-answer-1", ACCOUNT, AASE.key, (boxes(AASE.key, FIRST),))


def _setting(content: bytes) -> object:
    """Whatever stands in the environment, in each kind of setting."""
    told = content.decode("utf-8", "replace")
    names = ("base_url", "database_url", "smtp_url", "max_upload_mb", "now", "languages")
    for name in names:
        try:
            load_settings(overrides={"env": "test", name: told})
        except SettingsError:
            continue
    return None


_LIST = UnitList(members=(AASE,), statistics_key=b"s" * 1216, recovery_key=b"")
_ANCHOR = json.dumps({"root": "00" * 32, "version": 3, "hash": "11" * 32}).encode()
_TOTALS = tuple(path.read_bytes() for path in sorted((ROOT / "tests" / "data").glob("*.json")))

PARSERS = {
    "receipt code": Parser(
        _text(parse_code),
        MistypedCode,
        (b"ABCD-EFGH-JKMN-PQRS-TVWX-YZ01", "\uff21\uff22-\u0415FGH-0OIl-\u0661".encode()),
    ),
    "record": Parser(
        lambda box: open_record(KEY, box, PLACE),
        CannotOpen,
        (seal_record(KEY, "report", TEXT, PLACE),),
        sealed=True,
    ),
    "box": Parser(
        lambda box: open_box(KEY, b"purpose", b"context", box),
        CannotOpen,
        (seal_box(KEY, b"purpose", b"context", TEXT, minimum=64),),
        sealed=True,
    ),
    "key sealed to somebody": Parser(
        lambda box: open_with(PAIR, box, b"info"),
        CannotOpen,
        (seal_to(PAIR.public, KEY, b"info"),),
        sealed=True,
    ),
    "text sealed to somebody": Parser(
        lambda box: open_text_with(PAIR, box, b"info"),
        CannotOpen,
        (seal_text_to(PAIR.public, TEXT, b"info"),),
        sealed=True,
    ),
    "file": Parser(_file_of_chunks, CannotOpen, (_sealed_file(),), sealed=True),
    "signature": Parser(
        lambda signature: check_signature(SIGNER.public, TEXT, signature),
        CannotOpen,
        (SIGNER.sign(TEXT),),
        sealed=True,
    ),
    "padding": Parser(lambda padded: unpad(padded, 2, None), CannotOpen, (pad(b"ab", TEXT, 64),)),
    "unit's list": Parser(
        UnitList.from_bytes, BrokenList, (_LIST.to_bytes(), DEEP, VAST, b'{"members": 1}')
    ),
    "anchor file": Parser(
        partial(_in_a_file, lambda path: AnchorFile(path).read()),
        BrokenList,
        (_ANCHOR, b"{}", DEEP, VAST),
    ),
    "totals of earlier years": Parser(read_totals, MalformedTotals, (*_TOTALS, DEEP, VAST)),
    "request to the recovery": Parser(
        read_request, MalformedFile, (write_request(request_for(PAIR.public)), DEEP)
    ),
    "answer of the recovery": Parser(read_answer, MalformedFile, (write_answer(_answer()), DEEP)),
    "public recovery key": Parser(
        read_public_key, MalformedFile, (write_public_key(PAIR.public), DEEP)
    ),
    "municipality's file": Parser(
        partial(_in_a_file, load_municipality), ValueError, (COPENHAGEN.read_bytes(),)
    ),
    "settings": Parser(
        _setting, (), (b"https://a.example", b"2026-03-03T12:00:00+01:00", b"25", b"da,en")
    ),
    "session cookie": Parser(_text(_decode), (), (b"A" * 43 + b"=", b"QUJD", b"\xff\xfe")),
    "name of a file": Parser(_text(clean_name), (), (b"../../etc/passwd", b"C:\\a\\b.txt\x00.exe")),
    "type of a file": Parser(_text(clean_type), (), (b"text/html; charset=utf-8", b"a/b\r\nX: 1")),
}
