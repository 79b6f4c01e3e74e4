"""How things are written on pages: dates, sizes, static addresses."""

import hashlib
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path

from flask import Flask, current_app, url_for
from flask_babel import format_date, get_locale

from portal.domain.legal_calendar import COPENHAGEN

_KIBIBYTE = 1024


def init_formatting(app: Flask) -> None:
    """Give the templates their filters and globals."""
    app.add_template_filter(long_date)
    app.add_template_filter(date.fromisoformat, "iso_date")
    app.add_template_filter(staff_time)
    app.add_template_filter(size_text)
    app.add_template_global(static_url)
    app.add_template_global(has_page)


def long_date(day: date) -> str:
    """`3. marts 2026` or `3 March 2026`."""
    language = getattr(get_locale(), "language", "da")
    return format_date(day, "d. MMMM y" if language == "da" else "d MMMM y", rebase=False)


def staff_time(moment: datetime) -> str:
    """A moment of staff's own, in Copenhagen time to the minute."""
    return f"{moment.astimezone(COPENHAGEN):%d.%m.%Y %H:%M}"


def size_text(size: int) -> str:
    """Bytes as people read them."""
    amount, unit = float(size), "B"
    for larger in ("kB", "MB", "GB"):
        if amount < _KIBIBYTE:
            break
        amount, unit = amount / _KIBIBYTE, larger
    return f"{amount:.0f} {unit}"


def static_url(name: str) -> str:
    """The address of a static file with a hash of it, so that browsers may keep it for good."""
    folder = Path(current_app.static_folder or "")
    return url_for("static", filename=name, v=_hash_of(folder / name))


@lru_cache(maxsize=256)
def _hash_of(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]


def has_page(endpoint: str) -> bool:
    """Whether this process serves a page: the two areas may run apart."""
    return endpoint in current_app.view_functions
