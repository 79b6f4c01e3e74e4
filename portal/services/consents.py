"""What the reporter agrees to is signed by her: nobody can have agreed in her place (WBL § 26).

crypto/SPEC.md section 16.
"""

from base64 import b64decode, b64encode
from binascii import Error as BadBase64
from collections.abc import Sequence

from crypto.errors import CannotOpen
from crypto.signing import check_signature
from crypto.statements import consent_statement
from portal.domain.dialogue import ANSWERED_BY_YES_OR_NO, Entry, EntryKind
from portal.services.workplace import Reporter
from portal.storage.case_store import ReporterKeys

_SIGNATURE = "signature"
_ANSWERS = ("yes", "no")


def signed_consent(case_id: bytes, reporter: Reporter, offer: Entry, answer: str) -> dict[str, str]:
    """The facts of an entry that answers an offer or a question of consent with `yes` or `no`."""
    signature = reporter.signing_pair.sign(_statement(case_id, offer, answer))
    return {"answer": answer, _SIGNATURE: b64encode(signature).decode("ascii")}


def check_consents(case_id: bytes, entries: Sequence[Entry], reporter: ReporterKeys) -> None:
    """Raises CannotOpen unless each consent is signed by the reporter. In a case from before there
    were signatures she has no signing key, and her word is taken as it stands."""
    if not reporter.signing_key:
        return
    offers = {entry.id: entry for entry in entries if entry.kind in ANSWERED_BY_YES_OR_NO}
    for entry in entries:
        if entry.kind is EntryKind.CONSENT:
            offer, answer = offers.get(entry.about or ""), entry.facts.get("answer", "")
            if offer is None:
                # What it answered is gone, and the manifest says so; it agrees to nothing.
                continue
            if answer not in _ANSWERS:
                raise CannotOpen
            _check(reporter.signing_key, case_id, offer, answer, _signature(entry))


def _check(key: bytes, case_id: bytes, offer: Entry, answer: str, signature: bytes) -> None:
    """Raises CannotOpen unless the reporter signed this answer. To an offer of before there were
    dossiers she signed the words alone; nobody but she can sign so, and she does it no more."""
    try:
        check_signature(key, _statement(case_id, offer, answer), signature)
    except CannotOpen:
        if offer.kind is not EntryKind.OFFER:
            raise
        before = consent_statement(
            case_id=case_id, offer=bytes.fromhex(offer.id), text=offer.text, answer=answer
        )
        check_signature(key, before, signature)


def _signature(entry: Entry) -> bytes:
    try:
        return b64decode(entry.facts.get(_SIGNATURE, ""), validate=True)
    except BadBase64:
        return b""


def _statement(case_id: bytes, offer: Entry, answer: str) -> bytes:
    return consent_statement(
        case_id=case_id, offer=bytes.fromhex(offer.id), text=_words(offer), answer=answer
    )


def _words(offer: Entry) -> str:
    """What the reporter was asked. The matter and who would be told are part of it: who has the
    case's keys could write another one beside words that she signed. So is what she would carry to
    the other door, with its length: it has many lines, and ends where it ends."""
    if offer.kind is EntryKind.OTHER_DOOR:
        carried = offer.facts.get("carried", "")
        return "\n".join((offer.facts.get("to", ""), str(len(carried)), carried, offer.text))
    to = "administration" if offer.kind is EntryKind.OFFER else "recipient"
    return "\n".join((offer.matter or "", offer.facts.get(to, ""), offer.text))
