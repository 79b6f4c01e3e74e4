"""What sealing to twelve, opening and sealing to one more cost, beside the primitives alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from crypto import sealing
from crypto.case_key import new_root
from crypto.identifiers import new_id
from crypto.key_pair import KeyPair
from crypto.receipt_code import new_code
from crypto.sealed_record import Place, open_record, seal_record
from crypto.sealing import IDENTITY, ROOT, case_key_info, open_with, seal_to
from crypto.signing import SigningPair, check_signature
from portal.domain.access import Desk, Role
from portal.domain.case_file import Identity
from portal.services.casework.read_case import read_case
from portal.services.members.begin_unit import put_down_anchor
from portal.services.members.unit_list import current_list, sign_list
from portal.services.reporting.read_dialogue import read_dialogue
from portal.services.reporting.submit_report import NewReport, submit_report
from tests.bench.measuring import report, seconds
from tests.support.portal import Portal, add_member

TEXT = "Der mangler penge i kassen, og bilagene passer ikke. " * 40
WHO = Identity("Åse Ågård", "aase@example.dk")
MEMBERS = 12
CASES = 2_000


def _whole_unit(portal: Portal) -> None:
    """Twelve members and a recovery key, as the list of a unit that lacks nothing."""
    for number in range(MEMBERS - 3):
        add_member(portal.workplace, f"Member{number}", Role.CASEWORKER, Desk.BOTH)
    with portal.workplace.open_unit(write=True) as unit:
        now = current_list(portal.workplace.anchor, unit)
        assert now is not None
        assert len(now.members) == MEMBERS
        changed = replace(now, recovery_key=KeyPair.new().public)
        anchor = sign_list(portal.workplace.anchor, unit, portal.birgitte, changed)
        unit.commit()
    put_down_anchor(portal.workplace, anchor)


def _stored(portal: Portal, number: str) -> tuple[int, int]:
    """How many members hold a case, and how many records, lines of its log and manifests it has."""
    with portal.workplace.open_unit() as unit:
        facts = unit.cases.by_number(number)
        assert facts is not None
        rows = unit.records.inventory(facts.id)
        members = len(unit.case_keys.members(facts.id))
    return members, sum(map(len, rows.values())) + 2


def _info(case_id: bytes, holder: bytes, purpose: str = ROOT) -> bytes:
    return case_key_info(purpose=purpose, case_id=case_id, generation=1, holder=holder)


def test_filing_a_report_with_twelve_members(intake_portal: Portal) -> None:
    _whole_unit(intake_portal)
    filed = intake_portal.filed(TEXT, identity=WHO)
    members, boxes = _stored(intake_portal, filed.number)
    assert members == MEMBERS
    publics = [KeyPair.new().public for _ in range(MEMBERS + 1)]
    root, case_id, statement = new_root(), new_id(), bytes(3_300)

    def sealing_alone() -> None:
        code = new_code()
        # The root to each member and to the recovery key, the shared key to the reporter.
        for public in [*publics, code.key_pair().public]:
            seal_to(public, root, _info(case_id, new_id()))
        for public in publics:
            seal_to(public, root, _info(case_id, new_id(), IDENTITY))
        code.signing_pair().sign(statement)
        for _ in range(boxes):
            seal_record(root, "entry", TEXT.encode(), Place(case_id, new_id(), "records", 1, 1))

    def filing() -> None:
        submit_report(intake_portal.workplace, NewReport(TEXT, identity=WHO), new_code())

    measured, floor = seconds(filing), seconds(sealing_alone)
    report(f"filing a report of 2 KB to {MEMBERS} members", measured, "its sealing", floor)


def _opening_alone(boxes: int) -> Callable[[], None]:
    """One key opened, one signature checked, and so many records opened."""
    pair, signing_pair, statement = KeyPair.new(), SigningPair.new(), bytes(3_300)
    place = Place(new_id(), new_id(), "records", 1, 1)
    info = _info(place.case_id, place.record_id)
    root = new_root()
    sealed, signature = seal_to(pair.public, root, info), signing_pair.sign(statement)
    box = seal_record(root, "entry", TEXT.encode(), place)

    def opening() -> None:
        key = open_with(pair, sealed, info)
        check_signature(signing_pair.public, statement, signature)
        for _ in range(boxes):
            open_record(key, box, place)

    return opening


def test_opening_a_case(intake_portal: Portal) -> None:
    workplace, member = intake_portal.workplace, intake_portal.birgitte
    taken_up = intake_portal.taken_up(TEXT, identity=WHO)
    reporter = taken_up.reporter
    # The first opening of the day adds a line to the log; those that are measured add none.
    read_case(workplace, member, taken_up.number)
    _members, boxes = _stored(intake_portal, taken_up.number)
    floor = seconds(_opening_alone(boxes))

    def by_reporter() -> None:
        read_dialogue(workplace, reporter)

    def by_member() -> None:
        read_case(workplace, member, taken_up.number)

    report("a reporter opens her case", seconds(by_reporter), f"opening {boxes} boxes", floor)
    report("a member opens it", seconds(by_member), f"opening {boxes} boxes", floor)


def test_sealing_two_thousand_cases_to_a_newcomer() -> None:
    member, newcomer = KeyPair.new(), KeyPair.new()
    hers, theirs = new_id(), new_id()
    case_ids = [new_id() for _ in range(CASES)]
    boxes = [seal_to(member.public, new_root(), _info(one, hers)) for one in case_ids]

    def sealing_anew() -> None:
        for case_id, box in zip(case_ids, boxes, strict=True):
            root = open_with(member, box, _info(case_id, hers))
            seal_to(newcomer.public, root, _info(case_id, theirs))

    suite = sealing._suite()
    own, public = (sealing._public_key(pair.public) for pair in (member, newcomer))
    bare_boxes = [suite.encrypt(new_root(), own, b"") for _ in case_ids]

    def bare() -> None:
        for box in bare_boxes:
            suite.encrypt(suite.decrypt(box, member.hpke_private, b""), public, b"")

    measured, floor = (seconds(work, runs=3, warm_up=0) for work in (sealing_anew, bare))
    report(f"sealing {CASES:,} cases to a newcomer", measured, "bare opens and seals", floor)
