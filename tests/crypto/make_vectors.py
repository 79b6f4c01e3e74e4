"""Writes crypto/vectors/. Every input is derived from a name, so that a second run changes nothing;
only sealed keys are random (HPKE draws its own share) and are kept once they are there.

    python -m tests.crypto.make_vectors
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import crypto
from tests.crypto import vectors_of_boxes, vectors_of_codes, vectors_of_sealing
from tests.crypto.vector_inputs import Vector

FOLDER = Path(str(crypto.__file__)).parent / "vectors"

# HPKE draws a share of its own: these are kept as they were once made.
RANDOM = frozenset({"sealed_key", "sealed_text", "statistics_key"})

FORMATS: dict[str, tuple[str, Callable[[], list[Vector]]]] = {
    "receipt_code": (
        "SPEC 4. `typed` gives the code, or is mistyped.",
        vectors_of_codes.receipt_codes,
    ),
    "key_pair": ("SPEC 5.", vectors_of_codes.key_pairs),
    "sealed_key": ("SPEC 6. To be opened only.", vectors_of_sealing.sealed_keys),
    "sealed_text": (
        "SPEC 6 and 8. `info` is bind(label, fields…). To be opened only.",
        vectors_of_sealing.sealed_texts,
    ),
    "statistics_key": ("SPEC 6. To be opened only.", vectors_of_sealing.statistics_keys),
    "tag_of_draft": ("SPEC 14.", vectors_of_codes.tags_of_drafts),
    "case_key": ("SPEC 7.", vectors_of_codes.case_keys),
    "padding": ("SPEC 8.", vectors_of_codes.paddings),
    "record": ("SPEC 8 and 9.", vectors_of_boxes.records),
    "box": ("SPEC 8 and 10.", vectors_of_boxes.small_boxes),
    "file": (
        (
            "SPEC 11. `change` is applied in order to the list of stored chunks: keep n "
            "(the first n), drop i, swap i j, repeat i (again at the end), append hex, "
            "set i position byte, flip i position (exclusive or with 1), shorten i (last byte off)."
        ),
        vectors_of_boxes.files,
    ),
    "staff_box": ("SPEC 8 and 12.", vectors_of_boxes.staff_boxes),
    "one_time_code": (
        "SPEC 13. `seconds` since 1970-01-01T00:00Z.",
        vectors_of_codes.one_time_codes,
    ),
}


def made(name: str) -> dict[str, Any]:
    about, vectors = FORMATS[name]
    return {"about": about, "vectors": vectors()}


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    for name in FORMATS:
        path = FOLDER / f"{name}.json"
        if name in RANDOM and path.exists():
            continue
        text = json.dumps(made(name), indent=1, ensure_ascii=False)
        path.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
