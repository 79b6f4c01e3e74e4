"""Both implementations against crypto/vectors: what must open opens, what is wrong does not."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from typing import Any

import pytest

from crypto.case_key import CaseKeys
from crypto.derivation import derive
from crypto.errors import MistypedCode
from crypto.key_pair import KeyPair
from crypto.labels import DRAFT_TAG, STATISTICS_KEY, bind
from crypto.one_time_code import matching_step
from crypto.padding import padded_length
from crypto.receipt_code import parse_code
from crypto.sealed_box import open_box
from crypto.sealed_file import FileSealer, open_file
from crypto.sealed_record import open_record
from crypto.sealing import case_key_info, open_text_with, open_with
from crypto.staff_password import open_staff_box
from tests.crypto import make_vectors, second_reader
from tests.crypto.expectations import refused
from tests.crypto.stored_vectors import stored, vectors
from tests.crypto.vector_inputs import Vector
from tests.crypto.vectors_of_boxes import place_of
from tests.crypto.vectors_of_sealing import info_of

raw = bytes.fromhex


def test_every_file_of_vectors_is_tried_and_none_is_empty() -> None:
    assert {path.stem for path in make_vectors.FOLDER.iterdir()} == set(make_vectors.FORMATS)
    for name in make_vectors.FORMATS:
        names = [vector["name"] for vector in stored(name)["vectors"]]
        assert names
        assert len(set(names)) == len(names)


@pytest.mark.parametrize("name", sorted(set(make_vectors.FORMATS) - make_vectors.RANDOM))
def test_the_vectors_are_what_the_code_makes_today(name: str) -> None:
    assert make_vectors.made(name) == stored(name)


@pytest.mark.parametrize("name", sorted(make_vectors.RANDOM))
def test_the_vectors_with_chance_in_them_are_those_that_the_code_would_make(name: str) -> None:
    both = (make_vectors.made(name), stored(name))
    made, kept = ([(v["name"], v["expect"], set(v)) for v in file["vectors"]] for file in both)
    assert made == kept


@vectors("receipt_code", "ok")
def test_a_typed_receipt_code_gives_its_keys(vector: Vector) -> None:
    code = parse_code(vector["typed"])
    assert code.text == vector["shown"]
    assert code.locator.hex() == vector["locator"]
    assert code.key_pair().seed.hex() == vector["reporter_seed"]
    assert second_reader.locator(vector["shown"]).hex() == vector["locator"]
    assert second_reader.reporter_seed(vector["shown"]).hex() == vector["reporter_seed"]
    symbols = vector["shown"].replace("-", "")
    assert second_reader.check_character(symbols[:23]) == symbols[23]


@vectors("receipt_code", "fail")
def test_a_mistyped_receipt_code_is_noticed(vector: Vector) -> None:
    with pytest.raises(MistypedCode):
        parse_code(vector["typed"])


@vectors("key_pair", "ok")
def test_a_seed_gives_its_public_key(vector: Vector) -> None:
    assert KeyPair.from_seed(raw(vector["seed"])).public.hex() == vector["public"]
    mlkem, x25519 = second_reader.private_keys(raw(vector["seed"]))
    public = mlkem.public_key().public_bytes_raw() + x25519.public_key().public_bytes_raw()
    assert public.hex() == vector["public"]


@vectors("key_pair", "fail")
def test_what_is_no_seed_gives_no_key_pair(vector: Vector) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        KeyPair.from_seed(raw(vector["seed"]))


@vectors("case_key", "ok")
def test_a_root_gives_its_compartments(vector: Vector) -> None:
    keys = CaseKeys.from_root(raw(vector["root"]))
    assert keys == CaseKeys(shared=raw(vector["shared"]), unit=raw(vector["unit"]))
    for compartment in ("shared", "unit"):
        info = second_reader.bind(f"portal/v1/{compartment}-compartment")
        derived = second_reader.derive(raw(vector["root"]), info)
        assert derived.hex() == vector[compartment]


@vectors("case_key", "fail")
def test_what_is_no_root_gives_no_compartments(vector: Vector) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        CaseKeys.from_root(raw(vector["root"]))


@vectors("padding", "ok")
def test_a_length_is_padded(vector: Vector) -> None:
    assert padded_length(vector["length"], vector["minimum"]) == vector["padded"]
    assert max(second_reader.padme(vector["length"]), vector["minimum"]) == vector["padded"]


def key_info(vector: Vector) -> bytes:
    return case_key_info(
        purpose=vector["purpose"],
        case_id=raw(vector["case_id"]),
        generation=vector["generation"],
        holder=raw(vector["holder"]),
    )


@vectors("sealed_key", "ok")
def test_a_sealed_key_opens(vector: Vector) -> None:
    seed, box = raw(vector["seed"]), raw(vector["box"])
    assert open_with(KeyPair(seed), box, key_info(vector)).hex() == vector["plaintext"]
    info = second_reader.bind(
        "portal/v1/case-key",
        vector["purpose"].encode(),
        raw(vector["case_id"]),
        second_reader.number(vector["generation"]),
        raw(vector["holder"]),
    )
    assert second_reader.open_sealed_key(seed, box, info).hex() == vector["plaintext"]


@vectors("sealed_key", "fail")
def test_a_wrong_sealed_key_does_not_open(vector: Vector) -> None:
    with refused():
        open_with(KeyPair(raw(vector["seed"])), raw(vector["box"]), key_info(vector))


@vectors("sealed_text", "ok")
def test_a_sealed_text_opens(vector: Vector) -> None:
    seed, box = raw(vector["seed"]), raw(vector["box"])
    assert open_text_with(KeyPair(seed), box, info_of(vector)).hex() == vector["plaintext"]
    info = second_reader.bind(vector["label"], *(raw(field) for field in vector["fields"]))
    assert second_reader.open_sealed_text(seed, box, info).hex() == vector["plaintext"]


@vectors("sealed_text", "fail")
def test_a_wrong_sealed_text_does_not_open(vector: Vector) -> None:
    with refused():
        open_text_with(KeyPair(raw(vector["seed"])), raw(vector["box"]), info_of(vector))


@vectors("statistics_key", "ok")
def test_a_holder_opens_the_statistics_key(vector: Vector) -> None:
    given = [raw(vector[field]) for field in ("seed", "account_id", "box")]
    seed = open_with(KeyPair(given[0]), given[2], bind(STATISTICS_KEY, given[1]))
    assert seed.hex() == second_reader.open_statistics_key(*given).hex() == vector["plaintext"]
    assert KeyPair(seed).public.hex() == vector["public"]


@vectors("statistics_key", "fail")
def test_a_wrong_copy_of_the_statistics_key_does_not_open(vector: Vector) -> None:
    with refused():
        info = bind(STATISTICS_KEY, raw(vector["account_id"]))
        open_with(KeyPair(raw(vector["seed"])), raw(vector["box"]), info)


@vectors("tag_of_draft", "ok")
def test_a_draft_has_the_tag_of_its_case_and_author(vector: Vector) -> None:
    key, case, author = (raw(vector[field]) for field in ("server_key", "case_id", "account_id"))
    assert derive(key, bind(DRAFT_TAG, case, author)).hex() == vector["tag"]
    assert second_reader.tag_of_draft(key, case, author).hex() == vector["tag"]


@vectors("record", "ok")
def test_a_record_opens(vector: Vector) -> None:
    key, box = raw(vector["key"]), raw(vector["box"])
    expected = (vector["kind"], raw(vector["content"]))
    assert open_record(key, box, place_of(vector["place"])) == expected
    assert second_reader.open_record(key, box, vector["place"]) == expected


@vectors("record", "fail")
def test_a_wrong_record_does_not_open(vector: Vector) -> None:
    with refused():
        open_record(raw(vector["key"]), raw(vector["box"]), place_of(vector["place"]))


@vectors("box", "ok")
def test_a_small_box_opens(vector: Vector) -> None:
    given = [raw(vector[field]) for field in ("key", "purpose", "context", "box")]
    assert open_box(*given).hex() == vector["plaintext"]
    assert second_reader.open_small_box(*given).hex() == vector["plaintext"]


@vectors("box", "fail")
def test_a_wrong_small_box_does_not_open(vector: Vector) -> None:
    with refused():
        open_box(*(raw(vector[field]) for field in ("key", "purpose", "context", "box")))


def sealed_chunks(key: str, file_id: str, content: dict[str, Any]) -> list[bytes]:
    sealer = FileSealer(raw(key), raw(file_id))
    return sealer.feed(raw(content["byte"]) * content["times"]) + sealer.finish()


@vectors("file", "ok")
def test_a_file_opens(vector: Vector) -> None:
    boxes = sealed_chunks(vector["key"], vector["file_id"], vector["content"])
    assert len(boxes) == vector["chunks"]
    assert hashlib.sha256(b"".join(boxes)).hexdigest() == vector["boxes_sha256"]
    given = (raw(vector["key"]), raw(vector["file_id"]), vector["size"], boxes)
    content = raw(vector["content"]["byte"]) * vector["content"]["times"]
    assert b"".join(open_file(*given)) == content
    assert second_reader.open_file(*given) == content


@vectors("file", "fail")
def test_a_wrong_file_does_not_open(vector: Vector) -> None:
    boxes = sealed_chunks(**vector["sealed_with"], content=vector["content"])
    for change in vector["change"]:
        boxes = after_change(boxes, *change)
    with refused():
        list(open_file(raw(vector["key"]), raw(vector["file_id"]), vector["size"], boxes))


def after_change(boxes: list[bytes], change: str, *given: Any) -> list[bytes]:
    first = given[0]
    if change == "append":
        return [*boxes, raw(first)]
    if change == "keep":
        return boxes[:first]
    if change == "drop":
        return boxes[:first] + boxes[first + 1 :]
    if change == "repeat":
        return [*boxes, boxes[first]]
    result = list(boxes)
    if change == "swap":
        result[first], result[given[1]] = boxes[given[1]], boxes[first]
    elif change == "shorten":
        result[first] = boxes[first][:-1]
    else:
        box = bytearray(boxes[first])
        box[given[1]] = given[2] if change == "set" else box[given[1]] ^ 1
        assert change in ("set", "flip")
        result[first] = bytes(box)
    return result


@vectors("staff_box", "ok")
def test_a_staff_box_opens(vector: Vector) -> None:
    given = [raw(vector[field]) for field in ("pepper", "account_id", "box")]
    assert open_staff_box(vector["passphrase"], *given).hex() == vector["contents"]
    if "salt" in vector:
        opened = second_reader.open_staff_box(vector["passphrase"], *given)
        assert opened.hex() == vector["contents"]


@vectors("staff_box", "fail")
def test_a_wrong_staff_box_does_not_open(vector: Vector) -> None:
    with refused():
        given = (raw(vector[field]) for field in ("pepper", "account_id", "box"))
        open_staff_box(vector["passphrase"], *given)


def step_of(vector: Vector) -> int | None:
    at = datetime.fromtimestamp(vector["seconds"], UTC)
    return matching_step(raw(vector["secret"]), vector["code"], at, vector["after_step"])


@vectors("one_time_code", "ok")
def test_a_one_time_code_is_taken(vector: Vector) -> None:
    assert step_of(vector) == vector["step"]


@vectors("one_time_code", "fail")
def test_a_wrong_one_time_code_is_not_taken(vector: Vector) -> None:
    assert step_of(vector) is None
