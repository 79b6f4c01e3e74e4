"""What travels to the recovery and back: read strictly, and sealed to one person."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from crypto.comparison_words import comparison_words
from crypto.errors import CannotOpen
from crypto.key_pair import KeyPair
from crypto.sealing import ROOT, case_key_info, open_with
from portal.municipality import load_words
from portal.services.recovery.answer_request import OtherRecoveryKey, answer_request
from portal.services.recovery.recovery_files import (
    ANSWER_FORMAT,
    CaseBoxes,
    MalformedFile,
    RecoveryAnswer,
    read_answer,
    read_public_key,
    read_request,
    write_answer,
    write_public_key,
    write_request,
)
from tests.support.recovery_request import (
    AASE,
    ACCOUNT,
    FIRST,
    HERS,
    ROOT_OF_LIST,
    SECOND,
    boxes,
    check_opens,
    request_for,
)

RECOVERY = KeyPair.from_seed(bytes(32))
REQUEST = request_for(RECOVERY.public)
ANSWER = RecoveryAnswer(ANSWER_FORMAT, ACCOUNT, HERS.public, (boxes(RECOVERY.public, FIRST),))


def told(**changes: object) -> dict[str, object]:
    return {**json.loads(write_request(REQUEST)), **changes}


def told_of_her(**changes: object) -> dict[str, object]:
    return told(member={**told()["member"], **changes})


def refusal(document: object) -> str:
    with pytest.raises(MalformedFile) as caught:
        read_request(json.dumps(document).encode())
    return str(caught.value)


def test_a_request_and_an_answer_are_read_as_they_were_written() -> None:
    assert read_request(write_request(REQUEST)) == REQUEST
    assert read_answer(write_answer(ANSWER)) == ANSWER


def test_a_request_is_json_with_ids_in_hexadecimal_and_keys_in_base64() -> None:
    written = told()
    assert set(written) == {"format", "member", "root", "recovery_key", "cases"}
    assert (written["format"], written["root"]) == ("portal-recovery-request-1", "72" * 32)
    first, second = written["cases"]
    assert set(first) == {"case", "generation", "root", "identity"}
    assert (first["case"], second["generation"]) == ("31" * 16, 4)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"format": "portal-recovery-request-2"}, "format: input should be"),
        ({"format": ANSWER_FORMAT}, "format: input should be"),
        ({"member": "Åse"}, "member: is not an object"),
        ({"root": "72" * 31}, "root: is not a root, 32 bytes"),
        ({"root": "7A" * 32}, "root: is not a root, 32 bytes"),
        ({"root": 7}, "root: is not a root, 32 bytes"),
        ({"recovery_key": "AAAA"}, "recovery_key: is not a public key"),
        ({"cases": []}, "cases: holds no case"),
        ({"cases": {}}, "cases: input should be a valid"),
        ({"cases": [{}]}, "cases.0.case: is missing"),
        ({"cases": [7]}, "cases.0: is not an object"),
        ({"more\x1b[2J": 1}, "the file holds a field that is not known"),
    ],
    ids=str,
)
def test_a_slip_in_a_request_is_named_with_its_place(
    changes: dict[str, object], reason: str
) -> None:
    said = refusal(told(**changes))
    assert said.startswith(reason)
    assert said.isprintable()


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"account": "61" * 15}, "account: is not an id"),
        ({"account": "6A" * 16}, "account: is not an id"),
        ({"account": 7}, "account: is not an id"),
        ({"account": "00" * 16}, "account: is not the id of an account"),
        ({"account": "00" * 15 + "01"}, "account: is not the id of an account"),
        ({"name": ""}, "name: is empty"),
        ({"name": "x" * 321}, "name: is empty, too long"),
        ({"name": "Åse\x1b[2J"}, "name: is empty, too long or not a plain text"),
        ({"name": "Åse\u202egro"}, "name: is empty, too long or not a plain text"),
        ({"name": None}, "name: input should be a valid string"),
        ({"email": "a\n@example.org"}, "email: is empty, too long or not"),
        ({"role": "king"}, "role: input should be"),
        ({"desk": "none"}, "desk: is not a desk"),
        ({"desk": ["both"]}, "desk: is not a desk"),
        ({"unit_name": None}, "unit_name: input should be a valid string"),
        ({"key": ""}, "key: is not base64"),
        ({"key": "AAA"}, "key: is not base64"),
        ({"key": "AAAA\n"}, "key: is not base64"),
        ({"key": "QUJDRB=="}, "key: is not base64"),
        ({"key": "AAAA"}, "key: is not a public key of 1,216 bytes"),
        ({"identity_key": ["AAAA"]}, "identity_key: is not base64"),
        ({"signing_key": "AAAA"}, "signing_key: is not a signing key of 1,984 bytes"),
        ({"words": "one two three"}, "holds a field that is not known"),
    ],
    ids=str,
)
def test_a_slip_in_the_member_is_named_with_its_place(
    changes: dict[str, object], reason: str
) -> None:
    said = refusal(told_of_her(**changes))
    assert said.removeprefix("member").removeprefix(".").removeprefix(": ").startswith(reason)
    assert said.isprintable()


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"case": "31"}, "cases.1.case: is not an id"),
        ({"generation": 0}, "cases.1.generation: input should be greater"),
        ({"generation": 2**63}, "cases.1.generation: input should be less"),
        ({"generation": "1"}, "cases.1.generation: input should be a valid integer"),
        ({"generation": True}, "cases.1.generation: input should be a valid integer"),
        ({"root": "*"}, "cases.1.root: is not base64"),
        ({"root": ""}, "cases.1.root: is not base64"),
        ({"identity": None}, "cases.1.identity: is not base64"),
        ({"shared": "AAAA"}, "cases.1: holds a field that is not known"),
        ({"case": "31" * 16}, "cases: holds a case twice"),
    ],
    ids=str,
)
def test_a_slip_in_a_case_is_named_with_its_place(changes: dict[str, object], reason: str) -> None:
    document = told()
    first, second = document["cases"]
    assert refusal({**document, "cases": [first, {**second, **changes}]}).startswith(reason)


def test_a_key_that_nothing_can_be_sealed_to_is_refused_before_anybody_types() -> None:
    bad = replace(REQUEST, member=replace(AASE, key=b"\xff" * 1216))
    with pytest.raises(MalformedFile, match=r"^member.key: is not a public key that could be "):
        read_request(write_request(bad))


@pytest.mark.parametrize("field", ["format", "member", "root", "recovery_key", "cases"])
def test_a_missing_field_is_named(field: str) -> None:
    document = told()
    del document[field]
    assert refusal(document) == f"{field}: is missing"


def test_the_words_are_those_of_her_own_page() -> None:
    words = load_words()
    read = read_request(write_request(REQUEST))
    assert read.words(words) == comparison_words(AASE.compared(ROOT_OF_LIST), words)


@pytest.mark.parametrize(
    "changed",
    [
        told(root="73" * 32),
        told_of_her(key=told()["member"]["identity_key"]),
        told_of_her(name="Åse Orsted"),
        told_of_her(email="else@example.org"),
        told_of_her(role="caseworker"),
        told_of_her(account="62" * 16),
    ],
    ids=["root", "key", "name", "email", "role", "account"],
)
def test_whatever_is_changed_on_the_way_changes_the_words(changed: dict[str, object]) -> None:
    words = load_words()
    assert read_request(json.dumps(changed).encode()).words(words) != REQUEST.words(words)


def test_a_case_without_an_identity_key_travels_as_one() -> None:
    bare = replace(boxes(RECOVERY.public, FIRST), identity=b"")
    asked = read_request(write_request(replace(REQUEST, cases=(bare,))))
    [case] = answer_request(RECOVERY, asked).answer.cases
    assert case.identity == b""


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe", b"[" * 100_000, b"PK\x03\x04"])
def test_what_is_no_json_is_said_to_be_none(content: bytes) -> None:
    for read in (read_request, read_answer):
        with pytest.raises(MalformedFile, match=r"^the file is not JSON$"):
            read(content)


@pytest.mark.parametrize("content", [b"[]", b"7", b"null", b'"text"'])
def test_json_of_another_shape_is_said_to_be_no_object(content: bytes) -> None:
    with pytest.raises(MalformedFile, match=r"^the file is not an object$"):
        read_request(content)


def test_a_request_is_not_taken_for_an_answer() -> None:
    with pytest.raises(MalformedFile):
        read_answer(write_request(REQUEST))


def test_the_public_half_travels_on_one_line_under_a_line_that_says_what_it_is() -> None:
    heading, key = write_public_key(RECOVERY.public).decode("ascii").splitlines()
    assert "public half" in heading
    assert len(key) == 1624
    assert read_public_key(write_public_key(RECOVERY.public)) == RECOVERY.public


@pytest.mark.parametrize(
    "change",
    [
        lambda content: b"",
        lambda content: content.splitlines()[1],
        lambda content: content.splitlines()[0],
        lambda content: content + b"more\n",
        lambda content: content.replace(b"public", b"secret"),
        lambda content: content[:-40],
        lambda content: content.replace(b"\n", b"\n\xff"),
    ],
)
def test_the_file_of_a_public_half_is_read_as_strictly(change) -> None:
    with pytest.raises(MalformedFile):
        read_public_key(change(write_public_key(RECOVERY.public)))


def test_each_case_is_sealed_to_the_person_and_to_nobody_else() -> None:
    answered = answer_request(RECOVERY, REQUEST)
    assert (answered.left_out, answered.answer.account) == (0, ACCOUNT)
    assert answered.answer.key == HERS.public
    assert read_answer(write_answer(answered.answer)) == answered.answer
    first, second = answered.answer.cases
    assert ((first.case, first.generation), (second.case, second.generation)) == (
        (FIRST, 1),
        (SECOND, 4),
    )
    for case in (first, second):
        check_opens(case)
        info = case_key_info(
            purpose=ROOT, case_id=case.case, generation=case.generation, holder=ACCOUNT
        )
        with pytest.raises(CannotOpen):
            open_with(RECOVERY, case.root, info)


@pytest.mark.parametrize(
    "spoiled",
    [
        replace(boxes(RECOVERY.public, FIRST), generation=2),
        replace(boxes(RECOVERY.public, FIRST), case=b"3" * 16),
        replace(boxes(RECOVERY.public, FIRST), root=boxes(RECOVERY.public, FIRST).identity),
        replace(boxes(RECOVERY.public, FIRST), identity=boxes(RECOVERY.public, SECOND).identity),
        replace(boxes(RECOVERY.public, FIRST), identity=b"\x01"),
    ],
    ids=["generation", "case", "purpose", "other", "short"],
)
def test_a_case_that_does_not_open_is_left_out_and_counted(spoiled: CaseBoxes) -> None:
    answered = answer_request(
        RECOVERY, replace(REQUEST, cases=(spoiled, boxes(RECOVERY.public, SECOND)))
    )
    assert [case.case for case in answered.answer.cases] == [SECOND]
    assert answered.left_out == 1


def test_another_recovery_key_answers_nothing() -> None:
    with pytest.raises(OtherRecoveryKey):
        answer_request(KeyPair.new(), REQUEST)
