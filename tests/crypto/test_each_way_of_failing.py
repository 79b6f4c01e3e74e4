"""Each way in which something must not open has a vector that shows it, in every format it can
befall. What the vectors are tried on stands in test_vectors.py and its neighbours."""

from __future__ import annotations

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from crypto import sealed_box
from tests.crypto import make_vectors, second_reader
from tests.crypto.stored_vectors import stored

raw = bytes.fromhex


def bits(*fields: str) -> list[str]:
    return [f"a bit of the {field} changed" for field in fields]


SEALED_TO = bits("ML-KEM part", "X25519 part", "ciphertext", "tag")
SYMMETRIC = bits("commitment", "nonce", "ciphertext", "tag")
BOTH_HALVES = bits("ML-DSA half", "Ed25519 half")

# By way, by file of vectors: the names of those that show it.
WAYS: dict[str, dict[str, list[str]]] = {
    "wrong key": {
        "sealed_key": ["another seed"],
        "sealed_text": ["another seed"],
        "statistics_key": ["another holder's seed"],
        "record": ["another key"],
        "box": ["another key"],
        "file": ["another key"],
        "staff_box": ["another passphrase", "another pepper"],
        "signature": ["another key", *(f"{half} half by another key"
                                       for half in ("ML-DSA", "Ed25519"))],
        "identity": ["the member's other key pair", "key of another case"],
        "manifest": ["another root", "the unit's own, opened with the shared key"],
        "dossier": ["another holder's seed", "box under another key"],
    },
    "another place, purpose or owner": {
        "sealed_key": [f"another {field}" for field in ("purpose", "case", "generation", "holder")],
        "sealed_text": ["another row", "another label"],
        "statistics_key": ["another account", "sealed as a case key"],
        "box": ["another purpose", "another context"],
        "file": ["another file"],
        "staff_box": ["another account"],
        "identity": ["another holder", "another case", "box with another purpose"],
        "manifest": ["another case", "another generation"],
        "dossier": ["another holder", "another dossier", "key sealed as a case key"],
    },
    "moved record": {
        "record": [f"another {field}" for field in ("case", "record", "table")],
        "manifest": ["sealed under an id that is not the case's", "sealed for another table"],
        "dossier": ["box with another case id", "box with another record id",
                    "box for another table", "another id inside"],
    },
    "old version of a record": {
        "record": ["another revision", "another generation"],
        "manifest": ["another generation"],
        "dossier": ["another revision", "box of another generation"],
    },
    "unknown version of the format": {
        name: ["version 0", "version 2"]
        for name in ("sealed_key", "sealed_text", "statistics_key", "record", "box", "file",
                     "staff_box", "signature", "manifest", "dossier")
    },
    "swapped chunks": {"file": ["two chunks swapped", "the last chunk twice"]},
    "truncated file": {
        "file": ["last chunk missing", "no chunks", "a chunk shortened by one byte"],
    },
    "a chunk missing or added": {
        "file": ["first chunk missing", "a chunk in the middle missing",
                 "an empty chunk at the end"],
    },
    "altered byte in each field": {
        "sealed_key": SEALED_TO,
        "sealed_text": SEALED_TO,
        "statistics_key": SEALED_TO,
        "record": SYMMETRIC,
        "box": SYMMETRIC,
        "manifest": SYMMETRIC,
        "dossier": ["a bit of the sealed key changed", *SYMMETRIC, *BOTH_HALVES],
        "staff_box": ["a bit of the salt changed", *SYMMETRIC],
        "file": ["a byte of a chunk changed", "a byte of the last tag changed"],
        "identity": bits("sealed key", "box"),
        "signature": BOTH_HALVES,
        "generation": [f"first generation, {half}" for half in BOTH_HALVES],
        "consent": BOTH_HALVES,
        "unit_list": [*BOTH_HALVES, "one byte of the content changed"],
    },
    "shortened or lengthened": {
        name: ["last byte missing", "one byte more"]
        for name in ("sealed_key", "sealed_text", "statistics_key", "record", "box", "signature",
                     "manifest", "dossier")
    },
    "wrong padding": {
        name: ["padding not zero", "padding too short", "padding too long"]
        for name in ("record", "sealed_text")
    },
    "slip in a code": {
        "receipt_code": ["wrong first character", "wrong check character", "neighbours swapped",
                         "too short", "too long"],
        "one_time_code": ["another code"],
    },
    "code used before": {"one_time_code": ["used before"]},
    "unsigned generation": {
        "generation": [f"{which}, not signed" for which in
                       ("first generation", "later generation", "read by the reporter")],
    },
    "generation that another signed": {
        "generation": ["first generation, signed by another reporter",
                       "later generation, signed by another member"],
    },
    "each field of a signed generation": {
        "generation": [
            *(f"first generation, another {field}" for field in
              ("case", "root key", "key of the reporter", "signing key of the reporter")),
            "first generation, name of another unit key",
            "read by the reporter, another shared key",
            "later generation, another generation",
            "later generation, another version of the list",
        ],
    },
    "each field of a consent": {
        "consent": ["another case", "another offer", "another text was offered", "another answer",
                    "another reporter"],
    },
    "unsigned consent": {"consent": ["not signed", "signed by another reporter"]},
    "rolled-back list": {
        "unit_list": ["rolled back below the anchor", "the anchor's version with another hash"],
    },
    "broken chain of lists": {
        "unit_list": ["a version missing", "hash of a version that is not the one before"],
    },
    "list that nobody signed who may": {
        "unit_list": ["not signed", "signed by one who stands on no version",
                      "signed by an auditor", "the first version signed by an auditor"],
    },
    "dossier that nobody vouched for who may": {
        "dossier": ["not signed", "signed by another member", "signed by an auditor",
                    "signed by a contact person", "another signing key on the list"],
    },
    "each field of a signed dossier": {
        "dossier": ["another key vouched for", "another administration vouched for",
                    "another version of the list"],
    },
    "each plain column of a dossier": {
        "dossier": ["another number", "another administration inside", "another thing awaited",
                    "nothing awaited", "another day", "no day", "another's move"],
    },
    "citizen's dossier taken for the unit's": {
        "dossier": ["signed by a citizen, and not on her word",
                    "signed by a citizen, and not the adviser's",
                    "signed by a citizen for a version of the list"],
    },
    "dossier kept from who reads it": {"dossier": ["holder not named in it"]},
    "uncommitted key": {
        "box": ["made for two keys, opened with the other one", "commitment of another key"],
        "staff_box": ["the decoy"],
    },
}  # fmt: skip

SHOWN = [
    (way, file, name) for way, files in WAYS.items() for file, names in files.items()
    for name in names
]  # fmt: skip


@pytest.mark.parametrize(("way", "file", "name"), SHOWN)
def test_a_way_of_failing_has_its_vector(way: str, file: str, name: str) -> None:
    expected = {vector["name"]: vector["expect"] for vector in stored(file)["vectors"]}
    assert expected.get(name) == "fail"


def test_every_format_that_can_fail_by_its_content_is_shown_to_fail() -> None:
    shown = {file for files in WAYS.values() for file in files}
    # Of these there is nothing to open or to check: lengths, tags and words are worked out, and
    # of a key another length is all that can be wrong.
    worked_out = {"padding", "tag_of_draft", "compared_words", "key_pair", "case_key"}
    assert shown | worked_out == set(make_vectors.FORMATS)
    assert not shown & worked_out


def test_the_box_for_two_keys_would_open_under_either_were_it_not_for_the_commitment() -> None:
    by_name = {vector["name"]: vector for vector in stored("box")["vectors"]}
    both = [
        by_name[f"made for two keys, opened with the {which}"]
        for which in ("one that it commits to", "other one")
    ]
    assert both[0]["box"] == both[1]["box"]
    key, purpose, context, plaintext, nonce = (
        raw(both[0][field]) for field in ("key", "purpose", "context", "plaintext", "nonce")
    )
    ordinary = sealed_box._seal_with_nonce(key, purpose, context, plaintext, 0, nonce)
    assert ordinary.hex() == both[0]["box"]
    texts = [opened_without_the_commitment(vector) for vector in both]
    assert texts[0].startswith(b"the one text")
    assert texts[1].endswith(b"the other text")
    with pytest.raises(AssertionError):
        second_reader.open_small_box(
            *(raw(both[1][field]) for field in ("key", "purpose", "context", "box"))
        )


def opened_without_the_commitment(vector: dict[str, str]) -> bytes:
    key, purpose, context, box = (
        raw(vector[field]) for field in ("key", "purpose", "context", "box")
    )
    info = second_reader.bind("portal/v1/box", purpose, context)
    associated = second_reader.bind("portal/v1/associated-data", box[:1], info)
    material = second_reader.derive(key, info, 64)
    return second_reader.without_padding(
        AESGCM(material[:32]).decrypt(box[33:45], box[45:], associated), 0
    )
