"""What a reporter's session holds: codes she has not kept yet, and the keys to her own case."""

from dataclasses import dataclass

from crypto.key_pair import KeyPair
from crypto.receipt_code import ReceiptCode, new_code, parse_code
from crypto.signing import SigningPair
from portal.domain.case_status import CaseKind
from portal.services.workplace import Reporter
from portal.web.session import sealed_session

# One key for each receipt: two forms sent at once do not overwrite each other.
_FILED = "filed:"
_REPORTER = "reporter"
_DRAFT = "draft"
_NOTICE = "notice"


@dataclass(frozen=True)
class WaitingReceipt:
    """A code that is shown until the reporter says she has kept it."""

    submission: str
    code: ReceiptCode
    kind: CaseKind


def code_for(submission: str) -> ReceiptCode | None:
    """The code of one sending of the form: the same for a double click, None once it was kept."""
    text = sealed_session().hold(_held(submission), new_code().text)
    return parse_code(text) if text else None


def has_code(submission: str) -> bool:
    """Whether this sending was let in before: it has a code, kept or not."""
    return _held(submission) in sealed_session()


def receipt_waits(submission: str, kind: CaseKind) -> None:
    """A case was filed under this submission's code: show it until it is kept."""
    sealed_session()[_filed(submission)] = kind.value


def waiting_receipt() -> WaitingReceipt | None:
    """The newest receipt that was not kept yet."""
    session = sealed_session()
    for key in reversed(list(session)):
        submission = key.removeprefix(_FILED)
        if key.startswith(_FILED) and (text := session.get(_held(submission))):
            return WaitingReceipt(submission, parse_code(text), _kind(session[key]))
    return None


def unkept_receipt() -> CaseKind | None:
    """Of what the newest receipt is that was not kept yet."""
    waiting = waiting_receipt()
    return waiting.kind if waiting else None


def receipt_kept(submission: str) -> CaseKind | None:
    """Forget a code, and say of what it was; its form sent once more finds that it was filed."""
    session = sealed_session()
    kept = session.pop(_filed(submission), None)
    if not kept:
        return None
    session[_held(submission)] = ""
    return _kind(kept)


def reporter_of(code: ReceiptCode) -> Reporter:
    return Reporter.of(code)


def enter_case(reporter: Reporter) -> None:
    """Keep what was derived from the code, never the code itself, under a new secret."""
    session = sealed_session()
    session.renew()
    session[_REPORTER] = {
        "locator": reporter.locator.hex(),
        "seed": reporter.key_pair.seed.hex(),
        "signing_seed": reporter.signing_pair.seed.hex(),
    }


def current_reporter() -> Reporter | None:
    kept = sealed_session().get(_REPORTER)
    # A session from before there were signatures: the reporter types her code again.
    if kept is None or "signing_seed" not in kept:
        return None
    return Reporter(
        locator=bytes.fromhex(kept["locator"]),
        key_pair=KeyPair.from_seed(bytes.fromhex(kept["seed"])),
        signing_pair=SigningPair(bytes.fromhex(kept["signing_seed"])),
    )


def forget_reporter() -> None:
    sealed_session().pop(_REPORTER, None)


def keep_draft(text: str) -> None:
    """A message that could not be sent because the session had ended."""
    if text:
        sealed_session()[_DRAFT] = text
    else:
        sealed_session().pop(_DRAFT, None)


def draft() -> str:
    return str(sealed_session().get(_DRAFT, ""))


def notify(notice: str) -> None:
    """Say something on the next page, once: `sent`, `answered`, `ended` or `receipt_gone`."""
    sealed_session()[_NOTICE] = notice


def pop_notice() -> str:
    return str(sealed_session().pop(_NOTICE, ""))


def _kind(kept: str | bool) -> CaseKind:
    # A session from before there were complaints says only that something was filed.
    return CaseKind(kept) if isinstance(kept, str) else CaseKind.REPORT


def _held(submission: str) -> str:
    return f"receipt:{submission}"


def _filed(submission: str) -> str:
    return f"{_FILED}{submission}"
