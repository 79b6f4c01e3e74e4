"""Writes crypto/vectors/. Every input is derived from a name, so that a second run changes nothing;
only sealed keys and signatures are random (HPKE and ML-DSA draw a share of their own) and are kept
once they are there.

    python -m tests.crypto.make_vectors
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import crypto
from tests.crypto import (
    vectors_of_boxes,
    vectors_of_codes,
    vectors_of_dossiers,
    vectors_of_manifests,
    vectors_of_sealing,
    vectors_of_signatures,
    vectors_of_the_unit_list,
)
from tests.crypto.vector_inputs import Vector

FOLDER = Path(str(crypto.__file__)).parent / "vectors"

# HPKE and ML-DSA draw a share of their own: these are kept as they were once made.
RANDOM = frozenset(
    {
        "sealed_key",
        "sealed_text",
        "statistics_key",
        "identity",
        "signature",
        "generation",
        "consent",
        "unit_list",
        "dossier",
    }
)

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
    "signature": ("SPEC 15. To be checked only.", vectors_of_signatures.signatures),
    "generation": (
        (
            "SPEC 16. To be checked only. A `…_seed` stands for the public key that follows from "
            "it (SPEC 5 and 15; an empty one for no key): the reporter's two as the reader takes "
            "them, and the one that the list gives for who signed. A member has the `root`, the "
            "reporter the `shared` key."
        ),
        vectors_of_signatures.generations,
    ),
    "consent": (
        (
            "SPEC 16. To be checked only. `reporter_signing_seed` stands for the public key that "
            "follows from it."
        ),
        vectors_of_signatures.consents,
    ),
    "unit_list": (
        (
            "SPEC 17. To be checked only. `content` is the text whose bytes are signed. `of` n is "
            "version n of the first vector, with what stands beside it in place of its own. "
            "`newest` is the version that is then taken for the unit's list."
        ),
        vectors_of_the_unit_list.unit_lists,
    ),
    "compared_words": (
        (
            "SPEC 17. `places` of the six words in the list, from 0. A newcomer's `data` follow "
            "from `member` and `root`."
        ),
        vectors_of_the_unit_list.compared_words,
    ),
    "identity": (
        (
            "SPEC 6, 10 and 18. To be opened only. `seed` is that of the member's identity key "
            "pair, `box` what the record holds."
        ),
        vectors_of_sealing.identities,
    ),
    "manifest": (
        (
            "SPEC 7, 9 and 19. `content` is the text whose bytes are sealed, with the key of the "
            "`compartment` that follows from `root`; the place follows from case and generation."
        ),
        vectors_of_manifests.manifests,
    ),
    "dossier": (
        (
            "SPEC 6, 9, 15, 16 and 23. To be opened and checked only. The row of a dossier, empty "
            "texts where a column has nothing; `seed` is that of the holder's key pair and "
            "`sealed_key` her copy of the `key`. `signer_seed` stands for the signing key that "
            "the list of that version gives for who signed, `signer_role` is her role there, "
            "or `citizen` where the row's signer is 16 zero bytes. "
            "`content` is the text whose bytes are sealed. What a vector does not state is as in "
            "the first one."
        ),
        vectors_of_dossiers.dossiers,
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
