"""Vectors of the unit's list, its chain, and the words that two people compare: SPEC 17."""

from __future__ import annotations

import base64
import json
from typing import Any

from crypto.comparison_words import comparison_words
from crypto.key_pair import KeyPair
from crypto.signing import SigningPair
from crypto.statements import unit_list_hash, unit_list_statement
from tests.crypto.vector_inputs import Vector, changed, fail, fixed, ok

Version = dict[str, Any]

PLACES = [str(place) for place in range(2048)]

_ED25519_AT = 3310


def unit_lists() -> list[Vector]:
    chain = good_chain()
    whole = {"versions": chain}
    again = {"versions": [{"of": version["version"]} for version in chain]}
    first = {"versions": again["versions"][:1]}
    good: dict[str, tuple[int, dict[str, Any], int]] = {
        "from the first version on": (1, whole, 3),
        "from a version in between on": (2, again, 3),
        "the version of the anchor": (3, again, 3),
        "the first version alone": (1, first, 1),
        "without the versions before the anchor's": (2, {"versions": again["versions"][1:]}, 3),
        "without the signature of the anchor's own version": (
            2, {"versions": [{"of": 2, "signature": ""}, {"of": 3}]}, 3,
        ),
        "signed by a caseworker": (1, {"versions": signed_as(chain, "caseworker")}, 3),
    }  # fmt: skip
    return [
        *(
            ok(name, anchor=anchor_at(chain, at), **versions, newest=newest)
            for name, (at, versions, newest) in good.items()
        ),
        *(fail(name, anchor=anchor_at(chain, 3), versions=versions)
          for name, versions in behind_the_anchor(chain).items()),
        *(fail(name, anchor=anchor_at(chain, 1), versions=versions)
          for name, versions in ill_chained(chain).items()),
        fail("the anchor at the first version, with another root",
             anchor={**anchor_at(chain, 1), "root": fixed("another").hex()}, **again),
        begun_by_an_auditor(chain),
    ]  # fmt: skip


def good_chain() -> list[Version]:
    """Åse founds the list, takes in Bo, and signs that Carl takes her place: she stands on the
    version before that one, and on that one no longer."""
    first = signed({"version": 1, "previous": "", "content": content("Åse")}, "Åse")
    second = following(first, content("Åse", "Bo"), "Åse")
    return [first, second, following(second, content("Bo", "Carl"), "Åse")]


def signed_as(chain: list[Version], role: str) -> list[Version]:
    """The chain with Bo in this role, and the last version signed by him."""
    first, second, third = chain
    with_him = following(first, content("Åse", "Bo", bo_is=role), "Åse")
    last = following(with_him, third["content"], "Bo")
    return [{"of": 1}, beside(second, with_him), beside(third, last)]


def begun_by_an_auditor(chain: list[Version]) -> Vector:
    begun = signed({"version": 1, "previous": "", "content": content("Bo", bo_is="auditor")}, "Bo")
    return fail("the first version signed by an auditor", anchor=anchor_at([begun], 1),
                versions=[beside(chain[0], begun)])  # fmt: skip


def anchor_at(chain: list[Version], number: int) -> dict[str, Any]:
    return {
        "root": hash_of_version(chain[0]).hex(),
        "version": number,
        "hash": hash_of_version(chain[number - 1]).hex(),
    }


def behind_the_anchor(chain: list[Version]) -> dict[str, list[Version]]:
    another = following(chain[1], content("Åse", "Bo", "Carl"), "Bo")
    return {
        "rolled back below the anchor": [{"of": 1}, {"of": 2}],
        "no version at all": [],
        "the anchor's version with another hash": [{"of": 1}, {"of": 2}, beside(chain[2], another)],
    }


def ill_chained(chain: list[Version]) -> dict[str, list[Version]]:
    first, second, third = chain
    signature = bytes.fromhex(third["signature"])
    after_a_gap = signed({**following(first, content("Åse"), "Åse"), "version": 3}, "Åse")
    astray = signed({**third, "previous": hash_of_version(first).hex()}, "Åse")
    renewed = content("Bo", "Carl", renewed="Bo")
    # The last version, in each with one thing other than in the good chain.
    last: dict[str, Version] = {
        "hash of a version that is not the one before": astray,
        "no hash of the version before": signed({**third, "previous": ""}, "Åse"),
        "signed by one who stands on the new version alone": signed(third, "Carl"),
        "signed by one who stands on no version": signed(third, "Dan"),
        "signed by another member than it says": {
            **third, "signature": signed(third, "Bo")["signature"],
        },
        "signed with a key that the new version brings": signed(
            {**third, "content": renewed}, "Bo", SigningPair(fixed("renewed"))
        ),
        "not signed": {**third, "signature": ""},
        "a bit of the ML-DSA half changed": {**third, "signature": changed(signature, 9).hex()},
        "a bit of the Ed25519 half changed": {
            **third, "signature": changed(signature, _ED25519_AT).hex(),
        },
        "one byte of the content changed": {
            **third, "content": third["content"].replace('"lead"', '"leaf"', 1),
        },
        "white space added to the content": {**third, "content": third["content"] + " "},
    }  # fmt: skip
    return {
        "the first version signed by a stranger": [beside(first, signed(first, "Bo"))],
        "the first version not signed": [beside(first, {**first, "signature": ""})],
        "a version missing": [{"of": 1}, beside(third, after_a_gap)],
        "a version in between signed by a stranger": [
            {"of": 1}, beside(second, signed(second, "Bo")), {"of": 3},
        ],
        "signed by an auditor": signed_as(chain, "auditor"),
        "signed by a contact person": signed_as(chain, "contact"),
        **{name: [{"of": 1}, {"of": 2}, beside(third, version)] for name, version in last.items()},
    }  # fmt: skip


def beside(good: Version, version: Version) -> Version:
    """A version as it is stated: the good one's number, and what is not as in that one."""
    return {
        "of": good["version"],
        **{field: value for field, value in version.items() if value != good[field]},
    }


def versions_of(vector: Vector, first_vector: Vector) -> list[Version]:
    """The versions of a vector in full: `of` stands for a version of the first vector."""
    whole = {version["version"]: version for version in first_vector["versions"]}
    return [
        {**whole[version["of"]], **version} if "of" in version else version
        for version in vector["versions"]
    ]


def following(before: Version, text: str, signer: str) -> Version:
    previous = hash_of_version(before).hex()
    return signed({"version": before["version"] + 1, "previous": previous, "content": text}, signer)


def signed(version: Version, signer: str, pair: SigningPair | None = None) -> Version:
    by = pair or SigningPair.of_member(seed_of(signer))
    signature = by.sign(unit_list_statement_of(version))
    return {**version, "signer": account(signer), "signature": signature.hex()}


def unit_list_statement_of(version: Version) -> bytes:
    return unit_list_statement(**stated(version))


def hash_of_version(version: Version) -> bytes:
    return unit_list_hash(**stated(version))


def stated(version: Version) -> dict[str, Any]:
    """The fields of a version as they are bound."""
    return {
        "version": version["version"],
        "previous": bytes.fromhex(version["previous"]),
        "content": version["content"].encode(),
    }


def content(*names: str, renewed: str = "", bo_is: str = "lead") -> str:
    """The JSON of a list; who is `renewed` has another signing key on it. Who is not Bo leads."""
    statistics_key = in_base64(KeyPair(fixed("statistics")).public)
    roles = {"Bo": bo_is}
    members = [
        member(name, is_renewed=name == renewed, role=roles.get(name, "lead")) for name in names
    ]
    unit = {"members": members, "statistics_key": statistics_key, "recovery_key": ""}
    return in_json(unit)


def member(name: str, *, is_renewed: bool = False, role: str = "lead") -> dict[str, str | bool]:
    pair = SigningPair(fixed("renewed")) if is_renewed else SigningPair.of_member(seed_of(name))
    return {
        "account": account(name),
        "email": f"{name.lower().replace('å', 'aa')}@unit.example",
        "name": name,
        "role": role,
        "desk": "both",
        "unit_name": "",
        "key": in_base64(KeyPair(seed_of(name)).public),
        "identity_key": in_base64(KeyPair(fixed(f"identity of {name}")).public),
        "signing_key": in_base64(pair.public),
        **({"administration": "BUF", "for_one_dossier": False} if role == "contact" else {}),
    }


def account(name: str) -> str:
    return fixed(f"account of {name}", 16).hex()


def seed_of(name: str) -> bytes:
    return fixed(f"key pair of {name}")


def in_base64(key: bytes) -> str:
    return base64.b64encode(key).decode()


def in_json(value: object) -> str:
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)


def compared_words() -> list[Vector]:
    newcomer, root = member("Åse"), fixed("root of the list")
    data = in_json(newcomer).encode() + root
    other_root = changed(root, 31)
    return [
        compared("a few bytes", b"data"),
        compared("nothing", b""),
        compared("one bit otherwise", changed(b"data", 3)),
        compared("a newcomer", data, member=newcomer, root=root.hex()),
        compared("a newcomer, another root", in_json(newcomer).encode() + other_root,
                 member=newcomer, root=other_root.hex()),
    ]  # fmt: skip


def compared(name: str, data: bytes, **source: object) -> Vector:
    places = [int(place) for place in comparison_words(data, PLACES).split()]
    return ok(name, **source, data=data.hex(), places=places)
