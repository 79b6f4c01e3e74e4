"""Triage, matter by matter: from the statutory questions to a decision and its ground."""

from dataclasses import dataclass
from enum import StrEnum

from portal.domain.errors import InvalidInput


class Relation(StrEnum):
    """The circle of persons of WBL § 3 no. 7 a to h, and those outside it."""

    WORKER = "worker"
    SELF_EMPLOYED = "self_employed"
    OWNER_OR_BOARD = "owner_or_board"
    VOLUNTEER = "volunteer"
    TRAINEE = "trainee"
    SUPPLIER_STAFF = "supplier_staff"
    FORMER = "former"
    FUTURE = "future"
    OTHER = "other"
    UNKNOWN = "unknown"


class ScopeLeg(StrEnum):
    """The legs of WBL § 1(1)."""

    EU_ACT = "eu_act"
    SERIOUS_OFFENCE = "serious_offence"
    OTHER_SERIOUS_MATTER = "other_serious_matter"
    NONE = "none"


class Decision(StrEnum):
    IN_SCOPE = "in_scope"
    REJECTED = "rejected"


class Ground(StrEnum):
    """Why a matter is rejected (WBL § 12(3); annual accounts 2023 and 2024)."""

    NOT_SERIOUS = "not_serious"
    NO_PUBLIC_INTEREST = "no_public_interest"
    NOT_SUBSTANTIATED = "not_substantiated"
    NOT_RESPONSIBLE = "not_responsible"
    OUTSIDE_CIRCLE = "outside_circle"
    NO_CONSENT = "no_consent"
    EXCLUDED_BY_LAW = "excluded_by_law"


@dataclass(frozen=True)
class Assessment:
    """The answers to the statutory questions about one matter."""

    relation: Relation
    responsible: bool
    public_interest: bool
    probable: bool
    examinable: bool
    scope_leg: ScopeLeg


@dataclass(frozen=True)
class Triage:
    """A decision on one matter with what it rests on. `ground` is set when, and only when,
    rejected."""

    assessment: Assessment
    decision: Decision
    ground: Ground | None

    def __post_init__(self) -> None:
        if (self.decision is Decision.REJECTED) != (self.ground is not None):
            raise InvalidInput("ground", "ground_and_decision_differ")


def possible_grounds(assessment: Assessment) -> frozenset[Ground]:
    """The grounds for rejection that the answers give. Empty: the matter is in scope.

    An unknown relation is no ground: the reporter may be anonymous and is then believed.
    """
    grounds: set[Ground] = set()
    if assessment.relation is Relation.OTHER:
        grounds.add(Ground.OUTSIDE_CIRCLE)
    if not assessment.responsible:
        grounds.add(Ground.NOT_RESPONSIBLE)
    if not assessment.public_interest:
        grounds.add(Ground.NO_PUBLIC_INTEREST)
    if not assessment.probable:
        grounds.add(Ground.NOT_SUBSTANTIATED)
    if not assessment.examinable:
        grounds.add(Ground.NO_CONSENT)
    if assessment.scope_leg is ScopeLeg.NONE:
        grounds.add(Ground.NOT_SERIOUS)
    return frozenset(grounds)


def decide(assessment: Assessment, decision: Decision, ground: Ground | None) -> Triage:
    """The triage of a matter, when the decision follows from the answers.

    A `no` is a ground for rejection; a rejection needs a ground that an answer gives, or that the
    law excludes the matter (WBL § 1(3)), which no question asks about.
    Raises InvalidInput: field `decision` (`answers_speak_against`) or `ground`
    (`missing`, `not_from_answers`, `only_for_rejection`).
    """
    grounds = possible_grounds(assessment)
    if decision is Decision.IN_SCOPE:
        if grounds:
            raise InvalidInput("decision", "answers_speak_against")
        if ground is not None:
            raise InvalidInput("ground", "only_for_rejection")
    elif ground is None:
        raise InvalidInput("ground", "missing")
    elif ground is not Ground.EXCLUDED_BY_LAW and ground not in grounds:
        raise InvalidInput("ground", "not_from_answers")
    return Triage(assessment, decision, ground)
