"""No sequence of actions sends what the lock of WBL § 26 should have held.

Played through the services on a real database, against a second reading of the law that remembers
what was asked, answered and told in a plain dictionary.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from portal.domain.dialogue import EntryKind
from portal.domain.disclosure import DisclosureGround
from portal.domain.errors import ForbiddenMove, LockedByLaw
from portal.services.casework.announce_disclosure import announce_disclosure
from portal.services.casework.ask_consent import ask_consent
from portal.services.casework.forward_matter import enter_answer, forward_matter
from portal.services.casework.read_case import read_case
from portal.services.casework.write_to_reporter import stop_waiting
from portal.services.dossiers.move_matter import Move, move_matter
from portal.services.dossiers.prepare_dossier import Planned, prepare_dossier
from portal.services.dossiers.send_dossier import send_dossier
from portal.services.dossiers.write_answer_in import write_answer_in
from portal.services.reporting.answer_question import answer_question
from portal.services.reporting.withdraw_consent import withdraw_consent
from portal.services.workplace import Secrets, Workplace
from portal.storage.anchor_file import AnchorFile
from portal.storage.database import Database
from tests.support.clock import FixedClock
from tests.support.office import WORDS, Office, copenhagen
from tests.support.portal import NOON, PEPPER, SERVER_KEY, add_unit

DUE = date(2026, 3, 31)
ADMINISTRATIONS, BODIES = ("BUF", "SUF"), ("police", "internal_audit")
recipients = st.sampled_from(ADMINISTRATIONS + BODIES)
administrations = st.sampled_from(ADMINISTRATIONS)
bodies = st.sampled_from(BODIES)
grounds = st.sampled_from(DisclosureGround)
marks = st.fixed_dictionaries({"contains_identity": st.booleans(), "may_reveal": st.booleans()})


def new_office(template: Path, folder: Path) -> Office:
    """An office of its own for one run."""
    folder.mkdir()
    shutil.copyfile(template, folder / "portal.db")
    workplace = Workplace(
        Database(f"sqlite:///{folder / 'portal.db'}"),
        FixedClock(NOON),
        copenhagen(),
        Secrets(pepper=PEPPER, server_key=SERVER_KEY),
        AnchorFile(folder / "unit_list"),
        WORDS,
    )
    birgitte, anders, chaima = add_unit(workplace)
    return Office(workplace, workplace.clock, birgitte=birgitte, anders=anders, chaima=chaima)  # type: ignore[arg-type]


class Unit(RuleBasedStateMachine):
    """A case with one matter in scope; BUF and SUF have a contact person each."""

    make_office: Callable[[], Office]

    def __init__(self) -> None:
        super().__init__()
        self.office = type(self).make_office()
        for name, administration in (("Karen", "BUF"), ("Lone", "SUF")):
            self.office.contact(name, administration)
        self.report = self.office.taken_up()
        self.office.in_scope(self.report.number)
        self.questions: dict[str, str] = {}
        self.consent: dict[str, str] = {}
        self.told: set[tuple[str, DisclosureGround]] = set()
        self.went = 0

    def teardown(self) -> None:
        self.office.database.close()

    @property
    def place(self) -> tuple[Any, Any, str, int]:
        return self.office.workplace, self.office.anders, self.report.number, 1

    def file(self) -> Any:
        return read_case(*self.place[:3]).file

    @rule(recipient=recipients)
    def ask(self, recipient: str) -> None:
        try:
            ask_consent(*self.place, recipient=recipient, text="Må de få det at vide?")
        except ForbiddenMove:
            assert self.consent.get(recipient) == "open"
            return
        self.questions[recipient] = self.file().entries[-1].id
        self.consent[recipient] = "open"

    @rule(recipient=recipients, yes=st.booleans())
    def answer(self, recipient: str, yes: bool) -> None:
        if self.consent.get(recipient) == "open":
            asked = self.questions[recipient]
            answer_question(self.office.workplace, self.report.reporter, asked, accepted=yes)
            self.consent[recipient] = "yes" if yes else "no"

    @rule(recipient=recipients)
    def withdraw(self, recipient: str) -> None:
        if self.consent.get(recipient) == "yes":
            asked = self.questions[recipient]
            withdraw_consent(self.office.workplace, self.report.reporter, asked)
            self.consent[recipient] = "withdrawn"

    @rule(recipient=recipients)
    def stop(self, recipient: str) -> None:
        if self.consent.get(recipient) == "open":
            stop_waiting(*self.place[:3], self.questions[recipient])
            self.consent[recipient] = "closed"

    @rule(ground=grounds)
    def announce(self, ground: DisclosureGround) -> None:
        announce_disclosure(*self.place, recipient="police", ground=ground, text="De får det.")
        self.told.add(("police", ground))

    @rule(administration=administrations, marked=marks)
    def send(self, administration: str, marked: dict[str, bool]) -> None:
        planned = Planned(administration, "Undersøg kassen.", due=DUE, **marked)
        prepared = prepare_dossier(*self.place, planned)
        lawful = not any(marked.values()) or self.consent.get(administration) == "yes"
        assert (prepared.obstacles == ()) is lawful
        self.tries(lambda: send_dossier(*self.place, prepared.outgoing), lawful)

    @rule(administration=administrations, marked=marks)
    def send_a_letter(self, administration: str, marked: dict[str, bool]) -> None:
        lawful = not any(marked.values()) or self.consent.get(administration) == "yes"
        told = {"administration": administration, "text": "Undersøg det.", "due": DUE}
        self.tries(lambda: forward_matter(*self.place, **told, **marked), lawful)  # type: ignore[arg-type]

    @rule(administration=administrations)
    def enter(self, administration: str) -> None:
        """An answer that came: the administration can be asked again."""
        matter = self.file().matters[0]
        waiting = [f for f in matter.forwardings if f.awaits_answer]
        for one in waiting:
            if one.administration != administration:
                continue
            if not one.dossier:
                enter_answer(*self.place, administration=administration, text="Intet galt.")
                continue
            [sent] = [dossier for dossier in self.file().dossiers if dossier.id == one.dossier]
            write_answer_in(*self.place[:3], sent.number, text="Intet galt.")
            # What the unit writes into a dossier, its contact persons read.
            self.went += 1

    @rule(
        body=bodies,
        marked=marks,
        ground=st.none() | grounds,
        because=st.sampled_from(["", " ", "Beviser går tabt."]),
    )
    def move(
        self,
        body: str,
        marked: dict[str, bool],
        ground: DisclosureGround | None,
        because: str,
    ) -> None:
        known = ground is not None and (because.strip() or (body, ground) in self.told)
        lawful = (
            not any(marked.values())
            or self.consent.get(body) == "yes"
            or (body == "police" and bool(known))
        )
        move = Move(
            body,
            "Hører til dem.",
            "Et resumé.",
            ground=ground,
            unannounced_because=because,
            **marked,
        )  # type: ignore[arg-type]
        self.tries(lambda: move_matter(*self.place, move), lawful)

    def tries(self, act: Callable[[], object], lawful: bool) -> None:
        before = len(self.file().disclosures)
        try:
            act()
        except LockedByLaw:
            assert not lawful, "the lock held what may go"
        except ForbiddenMove:
            """The administration has it already."""
        else:
            assert lawful, "something went that should have been held"
            self.went += 1
            before += 1
        assert len(self.file().disclosures) == before

    @invariant()
    def the_register_tells_all_that_went_and_on_what_it_rested(self) -> None:
        file = self.file()
        assert len(file.disclosures) == self.went
        by_id = {entry.id: entry for entry in file.entries}
        for line in file.disclosures:
            marked = line.contains_identity or line.may_reveal
            basis = line.basis
            assert marked is (basis.kind != "none_needed")
            if basis.consent:
                assert by_id[basis.consent].kind is EntryKind.CONSENT
            if basis.notice:
                assert by_id[basis.notice].kind is EntryKind.DISCLOSURE_NOTICE


def test_nothing_goes_out_that_the_lock_should_have_held(
    sqlite_template: Path, tmp_path: Path
) -> None:
    made: list[int] = []

    def make_office() -> Office:
        made.append(1)
        return new_office(sqlite_template, tmp_path / str(len(made)))

    machine = type("Played", (Unit,), {"make_office": staticmethod(make_office)})
    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        machine,
        settings=settings(
            max_examples=6,
            stateful_step_count=14,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
    assert made


def test_a_consent_taken_back_after_the_preview_stops_what_was_looked_at(office: Office) -> None:
    office.contact("Karen", "BUF")
    report = office.taken_up()
    office.in_scope(report.number)
    place = (office.workplace, office.anders, report.number, 1)
    ask_consent(*place, recipient="BUF", text="Må de få det at vide?")
    asked = read_case(*place[:3]).file.entries[-1].id
    answer_question(office.workplace, report.reporter, asked, accepted=True)
    prepared = prepare_dossier(*place, Planned("BUF", "Undersøg det.", may_reveal=True))
    assert prepared.obstacles == ()
    withdraw_consent(office.workplace, report.reporter, asked)
    with pytest.raises(LockedByLaw):
        send_dossier(*place, prepared.outgoing)
    assert read_case(*place[:3]).file.dossiers == ()
