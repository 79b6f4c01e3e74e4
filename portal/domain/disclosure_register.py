"""The register of disclosures: what of a case was told to whom, when, and on what it rested."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from portal.domain.disclosure import Basis


class SentBy(StrEnum):
    """By a dossier in the portal, or by other means that the caseworker answers for."""

    PORTAL = "portal"
    OTHER_MEANS = "other_means"


class Purpose(StrEnum):
    """What a disclosure is for. Nothing of a report is told for another reason (WBL § 26(3))."""

    EXAMINATION = "examination"
    OUTSIDE_SCHEME = "outside_scheme"
    MOVED = "moved"


@dataclass(frozen=True)
class Uncleaned:
    """A file, by name, that went out as it came, with all that lies hidden in it, and the reason
    for that."""

    name: str
    because: str


@dataclass(frozen=True)
class Disclosed:
    """One line. `matter` is a matter's id, `by` an account id in hex, `recipient` the code of an
    administration or another body; `dossier` the number of the dossier, empty by other means;
    `what` says in words what was sent, with `files` by name. `compared_with_identity`: the text was
    compared with who the reporter is, which takes a passphrase. `ground` is the reason for which a
    matter was moved to another body; `uncleaned` are those of `files` that went out as they came.
    """

    ordinal: int
    on: date
    by: str
    matter: str
    recipient: str
    sent_by: SentBy
    purpose: Purpose
    what: str
    contains_identity: bool
    may_reveal: bool
    basis: Basis
    dossier: str = ""
    files: tuple[str, ...] = ()
    compared_with_identity: bool = False
    ground: str = ""
    uncleaned: tuple[Uncleaned, ...] = ()
