"""A second implementation of the opening side, written from crypto/SPEC.md and not from the code.

It shares nothing with the package but the primitives, and HKDF and HPKE are spelt out here, so
that a misreading by either side, or by a later version of the library, shows.
"""

from __future__ import annotations

import hashlib
import hmac
import struct

from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def bind(label: str, *fields: bytes) -> bytes:
    return label.encode() + b"".join(struct.pack(">I", len(field)) + field for field in fields)


def number(value: int) -> bytes:
    return struct.pack(">q", value)


def extract(salt: bytes, ikm: bytes) -> bytes:
    return hmac.digest(salt or bytes(32), ikm, "sha256")


def expand(prk: bytes, info: bytes, length: int) -> bytes:
    out, block, counter = b"", b"", 1
    while len(out) < length:
        block = hmac.digest(prk, block + info + bytes([counter]), "sha256")
        out, counter = out + block, counter + 1
    return out[:length]


def derive(key: bytes, info: bytes, length: int = 32) -> bytes:
    return expand(extract(b"", key), info, length)


def check_character(random_characters: str) -> str:
    total, power = 0, 1
    for character in random_characters:
        power = times(power, 2)
        total ^= times(power, ALPHABET.index(character))
    return ALPHABET[total]


def times(one: int, other: int) -> int:
    product = 0
    for bit in range(5):
        product ^= (one << bit) * (other >> bit & 1)
    for bit in range(9, 4, -1):
        product ^= (0b100101 << (bit - 5)) * (product >> bit & 1)
    return product


def locator(code: str) -> bytes:
    secret = code.replace("-", "")[:23].encode()
    derived = derive(secret, bind("portal/v1/locator"))
    return hashlib.sha256(bind("portal/v1/stored-locator", derived)).digest()


def reporter_seed(code: str) -> bytes:
    return derive(code.replace("-", "")[:23].encode(), bind("portal/v1/reporter-seed"))


def private_keys(seed: bytes) -> tuple[MLKEM768PrivateKey, X25519PrivateKey]:
    expanded = hashlib.shake_256(seed).digest(96)
    return (
        MLKEM768PrivateKey.from_seed_bytes(expanded[:64]),
        X25519PrivateKey.from_private_bytes(expanded[64:]),
    )


def open_sealed_key(seed: bytes, box: bytes, info: bytes) -> bytes:
    assert box[0] == 1
    shared = decapsulate(seed, box[1:1121])
    suite = b"HPKE" + bytes.fromhex("647a00010002")

    def labeled_extract(salt: bytes, label: bytes, ikm: bytes) -> bytes:
        return extract(salt, b"HPKE-v1" + suite + label + ikm)

    def labeled_expand(prk: bytes, label: bytes, context: bytes, length: int) -> bytes:
        return expand(prk, struct.pack(">H", length) + b"HPKE-v1" + suite + label + context, length)

    hpke_info = bind("portal/v1/sealed-key", b"\x01", info)
    context = b"\0" + labeled_extract(b"", b"psk_id_hash", b"")
    context += labeled_extract(b"", b"info_hash", hpke_info)
    secret = labeled_extract(shared, b"secret", b"")
    key = labeled_expand(secret, b"key", context, 32)
    nonce = labeled_expand(secret, b"base_nonce", context, 12)
    return AESGCM(key).decrypt(nonce, box[1121:], b"")


def open_sealed_text(seed: bytes, box: bytes, info: bytes) -> bytes:
    padded = open_sealed_key(seed, box, info)
    text = without_padding(padded, 0)
    assert len(padded) == max(padme(4 + len(text)), 1024)
    return text


def open_statistics_key(seed: bytes, account_id: bytes, box: bytes) -> bytes:
    return open_sealed_key(seed, box, bind("portal/v1/statistics-key", account_id))


def tag_of_draft(server_key: bytes, case_id: bytes, account_id: bytes) -> bytes:
    return derive(server_key, bind("portal/v1/tag-of-draft", case_id, account_id))


def decapsulate(seed: bytes, enc: bytes) -> bytes:
    mlkem, x25519 = private_keys(seed)
    from_mlkem = mlkem.decapsulate(enc[:1088])
    from_x25519 = x25519.exchange(X25519PublicKey.from_public_bytes(enc[1088:]))
    own_public = x25519.public_key().public_bytes_raw()
    joined = from_mlkem + from_x25519 + enc[1088:] + own_public + bytes.fromhex("5c2e2f2f5e5c")
    return hashlib.sha3_256(joined).digest()


def open_symmetric(key: bytes, info: bytes, box: bytes, head_length: int = 1) -> bytes:
    head, rest = box[:head_length], box[head_length:]
    assert head[0] == 1
    material = derive(key, info, 64)
    assert rest[:32] == material[32:]
    associated = bind("portal/v1/associated-data", head, info)
    return AESGCM(material[:32]).decrypt(rest[32:44], rest[44:], associated)


def open_record(key: bytes, box: bytes, place: dict[str, object]) -> tuple[str, bytes]:
    info = bind(
        "portal/v1/record",
        bytes.fromhex(str(place["case_id"])),
        bytes.fromhex(str(place["record_id"])),
        str(place["table"]).encode(),
        number(int(str(place["revision"]))),
        number(int(str(place["generation"]))),
    )
    padded = open_symmetric(key, info, box)
    end = 1 + padded[0]
    return padded[1:end].decode("ascii"), without_padding(padded, end)


def open_manifest(
    root: bytes, compartment: str, case_id: bytes, generation: int, box: bytes
) -> str:
    place: dict[str, object] = {
        "case_id": case_id.hex(),
        "record_id": case_id.hex(),
        "table": "manifests",
        "revision": 1,
        "generation": generation,
    }
    key = derive(root, bind(f"portal/v1/{compartment}-compartment"))
    kind, content = open_record(key, box, place)
    assert kind == "manifest"
    return content.decode()


def open_small_box(key: bytes, purpose: bytes, context: bytes, box: bytes) -> bytes:
    return without_padding(open_symmetric(key, bind("portal/v1/box", purpose, context), box), 0)


def open_identity(
    seed: bytes, case_id: bytes, holder: bytes, sealed_key: bytes, box: bytes
) -> bytes:
    if box[:1] == b"{":
        return box
    info = bind("portal/v1/case-key", b"identity", case_id, number(1), holder)
    key = open_sealed_key(seed, sealed_key, info)
    return open_small_box(key, b"identity", case_id, box)


def open_staff_box(passphrase: str, pepper: bytes, account_id: bytes, box: bytes) -> bytes:
    bound = bind("portal/v1/staff", account_id)
    stretched = Argon2id(
        salt=box[1:17], length=32, iterations=3, lanes=4, memory_cost=65536, ad=bound, secret=pepper
    ).derive(passphrase.encode())
    return without_padding(open_symmetric(stretched, bound, box, 17), 0)


def open_file(key: bytes, file_id: bytes, size: int, boxes: list[bytes]) -> bytes:
    assert boxes[0][0] == 1
    cipher = AESGCM(derive(key, bind("portal/v1/file", b"\x01", file_id)))
    sealed = [boxes[0][1:], *boxes[1:]]
    nonces = [struct.pack(">3xQB", i, i == len(sealed) - 1) for i in range(len(sealed))]
    stream = b"".join(cipher.decrypt(n, box, None) for n, box in zip(nonces, sealed, strict=True))
    assert len(stream) == max(padme(size), 1024)
    assert not any(stream[size:])
    return stream[:size]


def without_padding(padded: bytes, prefix: int) -> bytes:
    (length,) = struct.unpack_from(">I", padded, prefix)
    end = prefix + 4 + length
    assert len(padded) >= padme(end)
    assert not any(padded[end:])
    return padded[prefix + 4 : end]


def padme(n: int) -> int:
    if n < 2:
        return n
    e = len(f"{n:b}") - 1
    step = 1 << (e - len(f"{e:b}"))
    return -(-n // step) * step
