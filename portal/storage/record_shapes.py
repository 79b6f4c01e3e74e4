"""The shapes of what lies in records, as JSON. One kind, one shape."""

from typing import Any

from pydantic import TypeAdapter

from portal.domain.assistance import Assistance
from portal.domain.case_file import Declaration, Identity, LogLine, Note, SetAside, Turn
from portal.domain.complaint import ComplaintRegister
from portal.domain.dialogue import Entry
from portal.domain.disclosure_register import Disclosed
from portal.domain.dossier import AnswerKey
from portal.domain.linked_case import LinkedCase
from portal.domain.matter import Matter, MatterStanding
from portal.domain.mediation import Mediation
from portal.domain.move_correction import MoveCorrected
from portal.domain.party import Party
from portal.domain.recommendation import Recommendation
from portal.domain.supervision import Supervision
from portal.storage.read_json import reader_of

ENTRY = "entry"
STANDING = "standing"
MATTER = "matter"
NOTE = "note"
DECLARATION = "declaration"
IDENTITY = "identity"
EXCLUSIONS = "exclusions"
LOG = "log"
TURNS = "turns"
SET_ASIDE = "set_aside"
MOVE = "move"
DISCLOSURE = "disclosure"
PARTY = "party"
REGISTER = "register"
ANSWER_KEYS = "answer_keys"
ASSISTANCE = "assistance"
LINKS = "links"
MEDIATION = "mediation"
RECOMMENDATIONS = "recommendations"
SUPERVISION = "supervision"

_SHAPES: dict[str, TypeAdapter[Any]] = {
    ENTRY: TypeAdapter(Entry),
    STANDING: TypeAdapter(tuple[MatterStanding, ...]),
    MATTER: TypeAdapter(Matter),
    NOTE: TypeAdapter(Note),
    DECLARATION: TypeAdapter(Declaration),
    IDENTITY: TypeAdapter(Identity),
    EXCLUSIONS: TypeAdapter(tuple[str, ...]),
    LOG: TypeAdapter(LogLine),
    TURNS: TypeAdapter(tuple[Turn, ...]),
    SET_ASIDE: TypeAdapter(SetAside),
    MOVE: TypeAdapter(MoveCorrected),
    DISCLOSURE: TypeAdapter(Disclosed),
    PARTY: TypeAdapter(Party),
    REGISTER: TypeAdapter(ComplaintRegister),
    ANSWER_KEYS: TypeAdapter(tuple[AnswerKey, ...]),
    ASSISTANCE: TypeAdapter(Assistance),
    LINKS: TypeAdapter(tuple[LinkedCase, ...]),
    MEDIATION: TypeAdapter(Mediation),
    RECOMMENDATIONS: TypeAdapter(tuple[Recommendation, ...]),
    SUPERVISION: TypeAdapter(Supervision),
}
_READERS = {kind: reader_of(shape) for kind, shape in _SHAPES.items()}
KINDS = tuple(_SHAPES)
# What either side writes lies in the shared compartment; the rest is the unit's alone.
SHARED_KINDS = frozenset({ENTRY, STANDING, TURNS, ANSWER_KEYS})
# Of these a case has one record at the most, rewritten whenever it changes.
SINGLE_KINDS = frozenset(
    {
        STANDING,
        TURNS,
        SET_ASIDE,
        MOVE,
        IDENTITY,
        REGISTER,
        ANSWER_KEYS,
        ASSISTANCE,
        LINKS,
        MEDIATION,
        RECOMMENDATIONS,
        SUPERVISION,
    }
)


def write(kind: str, thing: object) -> bytes:
    """JSON of a thing of this kind."""
    return _SHAPES[kind].dump_json(thing)


def read(kind: str, content: bytes) -> Any:
    """The thing of this kind. Raises pydantic.ValidationError for JSON of another shape."""
    return _READERS[kind](content)
