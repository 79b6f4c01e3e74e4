"""What a caseworker has looked at waits in her session, so that exactly that is sent."""

from typing import Any

from pydantic import TypeAdapter

from crypto.identifiers import new_token
from portal.services.dossiers.send_dossier import Outgoing
from portal.services.dossiers.working_copies import discard_working_copies
from portal.web.session import sealed_session
from portal.web.workplace import workplace

_KEPT = "preview:"
_MOST = 3
_OUTGOING: TypeAdapter[Outgoing] = TypeAdapter(Outgoing)


def keep_preview(number: str, ordinal: int, outgoing: Outgoing) -> str:
    """Keep what was shown of a matter; the answer names it. Older ones than the last three go, with
    their working copies."""
    session = sealed_session()
    name = new_token()
    session[f"{_KEPT}{name}"] = {
        "number": number,
        "ordinal": ordinal,
        "outgoing": _OUTGOING.dump_python(outgoing, mode="json"),
    }
    for key in [key for key in session if key.startswith(_KEPT)][:-_MOST]:
        discard_working_copies(workplace(), _outgoing(session.pop(key)).files)
    return name


def kept_preview(number: str, ordinal: int, name: str) -> Outgoing | None:
    """What was shown under this name, of this matter; None when it is kept no more."""
    kept = sealed_session().get(f"{_KEPT}{name}")
    if kept is None or (kept["number"], kept["ordinal"]) != (number, ordinal):
        return None
    return _outgoing(kept)


def forget_preview(name: str) -> None:
    """It was sent: the session lets go of it."""
    sealed_session().pop(f"{_KEPT}{name}", None)


def _outgoing(kept: dict[str, Any]) -> Outgoing:
    return _OUTGOING.validate_python(kept["outgoing"])
