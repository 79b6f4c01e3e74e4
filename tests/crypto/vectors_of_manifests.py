"""Vectors of a case's two manifests: SPEC 7, 9 and 19."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from crypto import sealed_record
from crypto.case_key import CaseKeys
from crypto.sealed_record import Place
from tests.crypto.vector_inputs import Vector, damaged, fail, fixed, ok


def manifests() -> list[Vector]:
    case_id, another = fixed("case", 16), fixed("another", 16)
    common: dict[str, Any] = {
        "root": fixed("root").hex(),
        "compartment": "shared",
        "case_id": case_id.hex(),
        "generation": 2,
        "nonce": fixed("nonce", 12).hex(),
    }
    of_unit = {**common, "compartment": "unit"}
    shared_box, unit_box = sealed(common, shared_content()), sealed(of_unit, unit_content())
    wrong: dict[str, dict[str, Any]] = {
        "another root": {"root": fixed("another").hex()},
        "another case": {"case_id": another.hex()},
        "another generation": {"generation": 1},
    }
    elsewhere: dict[str, dict[str, Any]] = {
        "sealed as a record of another kind": {"kind": "entry"},
        "sealed under an id that is not the case's": {"record_id": another},
        "sealed for another table": {"table": "records"},
        "sealed as another revision": {"revision": 2},
    }
    parts = {"commitment": 1, "nonce": 33, "ciphertext": 50, "tag": len(shared_box) - 1}
    return [
        ok("the shared one", **common, content=shared_content(), box=shared_box.hex()),
        ok("the unit's own", **of_unit, content=unit_content(), box=unit_box.hex()),
        ok(
            "the unit's own, with a dossier",
            **of_unit,
            content=with_a_dossier(),
            box=sealed(of_unit, with_a_dossier()).hex(),
        ),
        *(
            fail(name, **{**common, **change}, box=shared_box.hex())
            for name, change in wrong.items()
        ),
        fail("the unit's own, opened with the shared key", **common, box=unit_box.hex()),
        fail("the shared one, opened with the unit's key", **of_unit, box=shared_box.hex()),
        *(
            fail(name, **common, box=sealed(common, shared_content(), **place).hex())
            for name, place in elsewhere.items()
        ),
        *(fail(name, **common, box=bad.hex()) for name, bad in damaged(shared_box, parts).items()),
    ]


def sealed(
    fields: dict[str, Any],
    content: str,
    *,
    kind: str = "manifest",
    record_id: bytes = b"",
    table: str = "manifests",
    revision: int = 1,
) -> bytes:
    keys, case_id = CaseKeys.from_root(bytes.fromhex(fields["root"])), raw(fields["case_id"])
    key = keys.shared if fields["compartment"] == "shared" else keys.unit
    assert key is not None
    place = Place(case_id, record_id or case_id, table, revision, fields["generation"])
    return sealed_record._seal_with_nonce(key, kind, content.encode(), place, raw(fields["nonce"]))


def shared_content() -> str:
    columns = {
        "number": "2026-7KQ4M",
        "kind": "report",
        "state": "open",
        "rests_with": "unit",
        "received_on": "2026-03-03",
        "feedback_due": "2026-06-03",
        "due": "2026-06-03",
        "generation": "2",
        "closed_on": "",
        "erased_on": "",
        "acknowledged_on": "2026-03-03",
        "extended_due": "",
        "act_from": "2026-03-03",
        "handler": fixed("handler", 81).hex(),
    }
    forwarding = [fixed("forwarding", 16).hex(), "Teknik og Miljø", "2026-04-01", "False"]
    return in_json(
        {
            "rows": {"records": dict([row("entry", 1), row("turns", 3)]), "case_log": {}},
            "columns": columns,
            "files": [fixed("file", 16).hex()],
            "forwardings": [forwarding],
        }
    )


def unit_content() -> str:
    holders = sorted(fixed(name, 16).hex() for name in ("id", "another id"))
    rows = {"records": dict([row("identity", 1)]), "case_log": dict([row("line of the log", 1)])}
    return in_json({"rows": rows, "holders": holders})


def with_a_dossier() -> str:
    """As it is written since there are dossiers; one from before has no word of them."""
    dossier, stored = row("dossier", 2)
    dossiers = {dossier: [*stored, hashlib.sha256(b"what stands in it").hexdigest()]}
    return in_json({**json.loads(unit_content()), "dossiers": dossiers})


def row(name: str, revision: int) -> tuple[str, list[object]]:
    """One row as a manifest names it: by its id, the revision and the hash of its box."""
    digest = hashlib.sha256(fixed(f"box of {name}", 1085)).hexdigest()
    return fixed(name, 16).hex(), [revision, digest]


def in_json(value: object) -> str:
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)


raw = bytes.fromhex
