"""The one table from a file's type to what cleans it. Runs in the process that is shut in."""

import codecs
import encodings
import importlib
import pkgutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Final

from portal.cleaning.kinds import Kind, kind_of
from portal.cleaning.outcome import CannotClean, Cleaning, Refusal
from portal.cleaning.phrases import Phrases, sought

_NEEDED: Final = {
    Kind.PDF: "portal.cleaning.pdf",
    Kind.PACKAGE: "portal.cleaning.package",
    Kind.MAIL: "portal.cleaning.mail_text",
    Kind.TEXT: "portal.cleaning.plain_text",
}


def prepare(kind: Kind, needed: Mapping[Kind, str] = _NEEDED) -> None:
    """Imports what reads a type, so that no file is opened once its bytes are looked into. `needed`
    names the module for each type that is no picture."""
    importlib.import_module(needed.get(kind, "portal.cleaning.pictures"))
    for encoding in pkgutil.iter_modules(encodings.__path__):
        with suppress(LookupError, ImportError):  # some are there on other systems only
            codecs.lookup(encoding.name)
    if kind not in (Kind.MAIL, Kind.TEXT):
        from portal.cleaning import pictures

        pictures.prepare()


def clean(content: bytes, name: str, black_out: list[str]) -> Cleaning:
    """A file cleaned by its type. Raises CannotClean, and nothing else for any bytes."""
    phrases = sought(black_out)
    with refusing():
        return _clean(kind_of(content), content, name, phrases)


@contextmanager
def refusing() -> Iterator[None]:
    """Whatever a library fails with becomes CannotClean."""
    try:
        yield
    except CannotClean:
        raise
    except MemoryError:
        raise CannotClean(Refusal.TOO_LARGE) from None
    except Exception:  # noqa: BLE001 (libraries fail in their own ways on what somebody else made)
        raise CannotClean(Refusal.BROKEN) from None


def _clean(kind: Kind, content: bytes, name: str, phrases: Phrases) -> Cleaning:
    if kind is Kind.PDF:
        from portal.cleaning.pdf import clean_pdf

        return clean_pdf(content, phrases)
    if kind is Kind.PACKAGE:
        from portal.cleaning.package import clean_package

        return clean_package(content, phrases)
    if kind is Kind.MAIL:
        from portal.cleaning.mail_text import clean_mail

        return clean_mail(content, phrases)
    if kind is Kind.TEXT:
        from portal.cleaning.plain_text import clean_text

        return clean_text(content, name, phrases)
    if phrases:
        raise CannotClean(Refusal.CANNOT_BLACK_OUT)
    from portal.cleaning.pictures import clean_picture

    return clean_picture(content, kind)
