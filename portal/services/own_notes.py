"""Notes to oneself: sealed to their author inside the case, so that no colleague reads them."""

from base64 import b64decode, b64encode
from dataclasses import replace

from crypto.labels import OWN_NOTE, bind
from crypto.sealing import open_with, seal_to
from portal.domain.case_file import Note
from portal.services.workplace import Member


def seal_own_note(note: Note, member: Member, case_id: bytes) -> Note:
    """The note with its text sealed to the member alone, as base 64."""
    box = seal_to(member.key_pair.public, note.text.encode(), _info(note, case_id))
    return replace(note, text=b64encode(box).decode("ascii"))


def open_own_note(note: Note, member: Member, case_id: bytes) -> Note:
    """The author's note in clear. Raises CannotOpen."""
    box = b64decode(note.text)
    return replace(note, text=open_with(member.key_pair, box, _info(note, case_id)).decode())


def _info(note: Note, case_id: bytes) -> bytes:
    return bind(OWN_NOTE, case_id, note.author, note.ordinal)
