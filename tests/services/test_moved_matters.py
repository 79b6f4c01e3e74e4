"""A matter is moved to another body; what goes by other means passes the same lock as a dossier."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from portal.domain.audit_events import CaseEvent
from portal.domain.case_file import CaseFile
from portal.domain.case_status import RestsWith
from portal.domain.disclosure import BasisKind, DisclosureGround, Obstacle
from portal.domain.disclosure_register import Purpose, SentBy
from portal.domain.errors import ForbiddenMove, InvalidInput, LockedByLaw, NotFound
from portal.domain.matter import Outcome, PassOn
from portal.services.casework.announce_disclosure import announce_disclosure
from portal.services.casework.forward_matter import forward_matter
from portal.services.casework.pass_on_matter import pass_on_matter
from portal.services.casework.read_case import read_case
from portal.services.casework.set_outcome import set_outcome
from portal.services.dossiers.move_matter import Move, move_matter
from portal.services.reporting.answer_question import answer_question
from tests.services.acts import finish, open_offer
from tests.services.asking import ask, says
from tests.support.office import Office
from tests.support.portal import FiledReport

DUE = date(2026, 3, 31)
MOVE = Move("police", reason="Mistanke om underslæb.", sent="Resumé på en side.")


@pytest.fixture
def report(office: Office) -> FiledReport:
    """A case with one matter in scope."""
    report = office.taken_up()
    office.in_scope(report.number)
    return report


def moves(office: Office, report: FiledReport, move: Move = MOVE) -> None:
    move_matter(office.workplace, office.anders, report.number, 1, move)


def file_of(office: Office, report: FiledReport) -> CaseFile:
    return read_case(office.workplace, office.anders, report.number).file


def test_a_moved_matter_is_in_the_register_and_stays_open(
    office: Office, report: FiledReport
) -> None:
    moves(office, report)
    view = read_case(office.workplace, office.anders, report.number)
    [line] = view.file.disclosures
    assert (line.purpose, line.sent_by, line.recipient) == (
        Purpose.MOVED,
        SentBy.OTHER_MEANS,
        "police",
    )
    assert (line.ground, line.what) == (MOVE.reason, MOVE.sent)
    assert line.basis.kind is BasisKind.NONE_NEEDED
    [logged] = [one for one in view.log if one.event is CaseEvent.MATTER_MOVED]
    assert logged.details == {"matter": "1", "body": "police", "reason": MOVE.reason}
    [matter] = view.file.matters
    assert (matter.in_scope, matter.finished) == (True, False)
    assert view.file.facts.rests_with is RestsWith.UNIT


@pytest.mark.parametrize(
    ("change", "field", "reason"),
    [
        ({"body": "SUF"}, "body", "unknown"),
        ({"body": "nobody"}, "body", "unknown"),
        ({"reason": " "}, "reason", "missing"),
        ({"sent": ""}, "sent", "missing"),
    ],
)
def test_a_move_says_to_whom_why_and_what(
    office: Office, report: FiledReport, change: dict[str, str], field: str, reason: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        moves(office, report, replace(MOVE, **change))  # type: ignore[arg-type]
    assert (refused.value.field, refused.value.reason) == (field, reason)
    assert file_of(office, report).disclosures == ()


def test_who_the_reporter_is_goes_to_the_police_only_after_she_was_told(
    office: Office, report: FiledReport
) -> None:
    breach = DisclosureGround.ADDRESS_BREACH
    telling = replace(MOVE, contains_identity=True, ground=breach)
    with pytest.raises(LockedByLaw) as held:
        moves(office, report, telling)
    assert held.value.obstacles == (Obstacle.NO_CONSENT, Obstacle.NOT_TOLD_BEFORE)
    announce_disclosure(
        office.workplace,
        office.anders,
        report.number,
        1,
        recipient="police",
        ground=breach,
        text="Politiet skal vide det.",
    )
    moves(office, report, telling)
    [line] = file_of(office, report).disclosures
    assert (line.basis.kind, line.basis.ground) == (BasisKind.GROUND, breach)
    assert line.basis.notice


def test_the_exception_from_telling_her_stands_in_the_register_with_its_reason(
    office: Office, report: FiledReport
) -> None:
    ground = DisclosureGround.RIGHT_OF_DEFENCE
    why = "Beviser ville blive ødelagt."
    telling = replace(MOVE, may_reveal=True, ground=ground, unannounced_because=why)
    moves(office, report, telling)
    [line] = file_of(office, report).disclosures
    assert (line.basis.ground, line.basis.exception) == (ground, why)


def test_the_municipalitys_own_bodies_need_her_consent(office: Office, report: FiledReport) -> None:
    told = replace(
        MOVE,
        body="internal_audit",
        may_reveal=True,
        ground=DisclosureGround.ADDRESS_BREACH,
        unannounced_because="Haster.",
    )
    with pytest.raises(LockedByLaw) as held:
        moves(office, report, told)
    assert Obstacle.NOT_ANOTHER_AUTHORITY in held.value.obstacles


def test_a_matter_with_an_outcome_or_rejected_is_not_moved(office: Office) -> None:
    report = office.taken_up()
    finished, rejected = office.in_scope(report.number), office.rejected(report.number)
    office.in_scope(report.number)

    set_outcome(
        office.workplace,
        office.anders,
        report.number,
        finished,
        outcome=Outcome.REFUTED,
        police_report=False,
    )
    for ordinal, error in ((finished, ForbiddenMove), (rejected, ForbiddenMove), (9, NotFound)):
        with pytest.raises(error):
            move_matter(office.workplace, office.anders, report.number, ordinal, MOVE)
    assert file_of(office, report).disclosures == ()


def forwards(
    office: Office, report: FiledReport, administration: str = "SUF", **marks: bool
) -> None:
    forward_matter(
        office.workplace,
        office.anders,
        report.number,
        1,
        administration=administration,
        text="Undersøg det.",
        due=DUE,
        **marks,
    )


@pytest.mark.parametrize("marked", ["contains_identity", "may_reveal"])
def test_a_letter_that_may_reveal_her_waits_for_her_yes_to_that_administration(
    office: Office, report: FiledReport, marked: str
) -> None:
    for administration in ("SUF", "TMF"):
        with pytest.raises(LockedByLaw):
            forwards(office, report, administration, **{marked: True})
    assert file_of(office, report).matters[0].forwardings == ()
    says(office, report, ask(office, report), yes=True)
    with pytest.raises(LockedByLaw):
        forwards(office, report, "TMF", **{marked: True})
    forwards(office, report, **{marked: True})
    [line] = file_of(office, report).disclosures
    assert (line.basis.kind, line.sent_by, line.purpose) == (
        BasisKind.CONSENT,
        SentBy.OTHER_MEANS,
        Purpose.EXAMINATION,
    )


def test_an_ordinary_letter_is_in_the_register_too(office: Office, report: FiledReport) -> None:
    forwards(office, report)
    [line] = file_of(office, report).disclosures
    assert (line.recipient, line.what, line.basis.kind) == (
        "SUF",
        "Undersøg det.",
        BasisKind.NONE_NEEDED,
    )


def test_a_yes_to_passing_on_is_no_yes_to_being_told_of(office: Office) -> None:
    report = office.taken_up()
    office.rejected(report.number, offer=True)
    answer_question(office.workplace, report.reporter, open_offer(office, report), accepted=True)
    where = (office.workplace, office.anders, report.number, 1)
    with pytest.raises(LockedByLaw):
        pass_on_matter(*where, text="Det hele.", contains_identity=True)
    assert file_of(office, report).matters[0].pass_on is PassOn.ACCEPTED
    pass_on_matter(*where, text="Det hele, uden navne.")
    file = file_of(office, report)
    assert file.matters[0].pass_on is PassOn.PASSED_ON
    assert [line.purpose for line in file.disclosures] == [Purpose.OUTSIDE_SCHEME]


def test_nothing_is_moved_from_a_closed_case(office: Office, report: FiledReport) -> None:
    finish(office, report, 1)
    with pytest.raises(ForbiddenMove):
        moves(office, report)
