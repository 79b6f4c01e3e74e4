"""What is read out of a box is kept nowhere but where it was asked for."""

from dataclasses import dataclass

from pydantic import TypeAdapter

from portal.storage.read_json import reader_of
from tests.support.tree import ROOT

# For everybody, or counts: no text of a case is in them.
PUBLIC = {"publication_store.py", "earlier_store.py"}


@dataclass(frozen=True)
class Told:
    text: str


def test_a_text_that_is_read_twice_is_two_texts() -> None:
    read = reader_of(TypeAdapter(Told))
    first, second = (read(b'{"text": "Zirkonkvarts"}') for _ in range(2))
    assert first == second
    assert first.text is not second.text


def test_no_store_reads_what_was_sealed_in_another_way() -> None:
    found = {
        path.name
        for path in (ROOT / "portal" / "storage").glob("*.py")
        if ".validate_json(" in path.read_text("utf-8")
    }
    assert found <= PUBLIC
