"""Cases that the unit filed itself: the shared forms of the case page where nobody wrote in, and
nobody holds a code."""

from typing import Any

from flask_babel import lazy_gettext as _l

from portal.domain.case_status import CaseKind
from portal.staff.fields import listed
from portal.staff.written_form import SentOnce

OWN_KINDS = (CaseKind.ASSISTANCE, CaseKind.OWN_MOTION)

_IN_THE_LOG = _l("Står i sagens log.")
_HINTS: dict[str, dict[str, Any]] = {
    "CloseForm": {"reason": _IN_THE_LOG},
    "ReopenForm": {"reason": _IN_THE_LOG},
    "SetAsideForm": {"reason": _IN_THE_LOG},
    "WhoseMoveForm": {"reason": _IN_THE_LOG},
    "AccessForm": {"passphrase": _l("Skriv den igen, før nøglen gives videre.")},
}
_WITHOUT_REPORTER = {"NoteForm": "reader", "WhoseMoveForm": "rests_with"}


def speak_of_nobody(form: SentOnce) -> None:
    """Let a form of the case page neither speak of an »indberetter« nor offer her as a choice."""
    kind = type(form).__name__
    for name, hint in _HINTS.get(kind, {}).items():
        form[name].description = hint
    if kind in _WITHOUT_REPORTER:
        field: Any = form[_WITHOUT_REPORTER[kind]]
        pairs = [(one.value, one.label) for one in field.iter_choices()]
        field.choices = listed(pair for pair in pairs if pair[0] != "reporter")
