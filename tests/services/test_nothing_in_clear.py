"""What a thief of the database finds: no word of any case, whoever wrote it, wherever it went."""

from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import select

from crypto.case_key import CaseKeys
from crypto.errors import CannotOpen
from crypto.sealed_record import Place, open_record
from portal.domain.case_file import CaseFacts, Identity, NoteReader
from portal.domain.disclosure import DisclosureGround
from portal.domain.matter import Outcome
from portal.domain.triage import Decision, Ground
from portal.services.casework.announce_disclosure import announce_disclosure
from portal.services.casework.ask_consent import ask_consent
from portal.services.casework.close_case import close_case
from portal.services.casework.declare_impartiality import declare_impartiality
from portal.services.casework.forward_matter import enter_answer, forward_matter
from portal.services.casework.give_feedback import give_feedback
from portal.services.casework.pass_on_matter import pass_on_matter
from portal.services.casework.set_outcome import set_outcome
from portal.services.casework.show_identity import show_identity
from portal.services.casework.triage_matter import triage_matter
from portal.services.casework.write_note import write_note
from portal.services.casework.write_to_reporter import write_to_reporter
from portal.services.member_work import MemberWork
from portal.services.reporting.answer_question import answer_question
from portal.services.reporting.post_message import post_message
from portal.storage.record_shapes import (
    DECLARATION,
    DISCLOSURE,
    ENTRY,
    EXCLUSIONS,
    IDENTITY,
    LOG,
    MATTER,
    NOTE,
    STANDING,
    TURNS,
)
from portal.storage.tables import case_log, cases, records
from tests.services.acts import DUE, open_offer, received
from tests.support.leak_search import search
from tests.support.office import TOO_VAGUE, Office
from tests.support.portal import PASSPHRASE, FiledReport

# Each is written somewhere in the story below, and nowhere else in the world.
WORDS = [
    "underslæbsmistanken",
    "Vibenhusskolens",
    "efterårsferien",
    "kassererens",
    "Blichfeldt-Ravn",
    "karenbr@hjemme",
    "lønsedlerne",
    "skærmbilledet",
    "dobbeltbogholderi",
    "fyringstruslen",
    "revisionssporet",
    "kilderisikoen",
    "hukommelsesseddel",
    "ledelsesansvaret",
    "hjemmelsgrundlaget",
    "tilsynsafdelingen",
    "svarskrivelsen",
    "vejledningsordet",
    "videresendelsen",
    "afslutningsgrunden",
    "svigerindeforholdet",
    "samtykkespørgsmålet",
    "videregivelsesspørgsmålet",
    "underretningsgrunden",
]


def tell_the_story(office: Office) -> FiledReport:
    """A case in which every kind of record is written by everyone who can write one."""
    workplace, anders = office.workplace, office.anders
    report = office.taken_up(
        "Der er underslæbsmistanken",
        place="Vibenhusskolens",
        period="efterårsferien",
        witnesses="kassererens",
        identity=Identity("Blichfeldt-Ravn", "karenbr@hjemme"),
        files=(received(office, b"L" * 900 + "lønsedlerne".encode() * 9000, "skærmbilledet.png"),),
        not_to=frozenset({office.chaima.id}),
    )
    number = report.number
    office.split(number, "dobbeltbogholderi")
    ordinal = office.in_scope(number)
    post_message(workplace, report.reporter, "fyringstruslen")
    write_to_reporter(workplace, anders, number, "revisionssporet", asks=True)
    write_note(workplace, anders, number, "kilderisikoen", NoteReader.UNIT)
    write_note(workplace, anders, number, "hukommelsesseddel", NoteReader.SELF)
    asked = {"recipient": "SUF", "text": "videregivelsesspørgsmålet"}
    ask_consent(workplace, anders, number, ordinal, **asked)
    told = {"ground": DisclosureGround.RIGHT_OF_DEFENCE, "text": "underretningsgrunden"}
    announce_disclosure(workplace, anders, number, ordinal, recipient="police", **told)
    forward_matter(
        workplace,
        anders,
        number,
        ordinal,
        administration="BUF",
        text="tilsynsafdelingen",
        due=DUE,
    )
    enter_answer(workplace, anders, number, ordinal, administration="BUF", text="svarskrivelsen")
    settle = {"outcome": Outcome.CONFIRMED, "police_report": True}
    set_outcome(workplace, anders, number, ordinal, **settle)
    give_feedback(
        workplace, anders, number, done="ledelsesansvaret", why="hjemmelsgrundlaget", interim=False
    )
    triage_matter(
        workplace,
        anders,
        number,
        1,
        assessment=TOO_VAGUE,
        decision=Decision.REJECTED,
        ground=Ground.NOT_SUBSTANTIATED,
        guidance="vejledningsordet",
        offer_pass_on=True,
    )
    answer_question(workplace, report.reporter, open_offer(office, report), accepted=True)
    pass_on_matter(workplace, anders, number, 1, text="videresendelsen")
    show_identity(workplace, anders, number, reason="samtykkespørgsmålet", passphrase=PASSPHRASE)
    close_case(workplace, anders, number, reason="afslutningsgrunden")
    declare_impartiality(
        workplace, office.birgitte, number, impartial=False, reason="svigerindeforholdet"
    )
    return report


def test_no_word_of_a_case_stands_in_the_database_or_its_log(
    office: Office, written: list[Path]
) -> None:
    tell_the_story(office)
    if office.database.engine.dialect.name == "postgresql":
        with office.database.engine.connect() as connection:
            connection.exec_driver_sql("CHECKPOINT")
    assert search(written, WORDS) == []
    # The same search finds what may stand there: who works here.
    assert {leak.form for leak in search(written, ["Birgitte Prøve"])} >= {"utf-8"}


def keys_of(office: Office, report: FiledReport) -> tuple[CaseFacts, bytes, CaseKeys]:
    """Facts, root and keys of a case, taken out of a member's hands."""
    with office.database.open_unit() as unit:
        work = MemberWork(unit, office.workplace, office.anders, report.number)
    return work.facts, work.root, work.keys


def test_no_key_and_no_code_stands_in_the_database_or_its_log(
    office: Office, written: list[Path]
) -> None:
    report = tell_the_story(office)
    _facts, root, keys = keys_of(office, report)
    symbols = report.code.text.replace("-", "")
    secrets = {
        "code": report.code.text.encode(),
        "code without hyphens": symbols.encode(),
        "reporter's seed": report.code.key_pair().seed,
        "member's seed": office.anders.key_pair.seed,
        "root": root,
        "shared": keys.shared,
        "unit": keys.unit or b"",
    }
    found = [
        (name, path.name)
        for folder in written
        for path in ([folder] if folder.is_file() else folder.rglob("*"))
        if path.is_file()
        for content in [path.read_bytes().lower()]
        for name, secret in secrets.items()
        if secret.lower() in content or secret.hex().encode() in content
    ]
    assert found == []


def opened_by(office: Office, facts: CaseFacts, key: bytes) -> Iterator[tuple[str, str]]:
    """Try every row of the case with one key: table and kind of what opens."""
    with office.database.engine.connect() as connection:
        for table in (records, case_log):
            for row in connection.execute(select(table).where(table.c.case_id == facts.id)):
                revision = row.revision if table is records else 1
                place = Place(facts.id, row.id, table.name, revision, row.generation)
                try:
                    yield table.name, open_record(key, row.box, place)[0]
                except CannotOpen:
                    continue


def test_the_reporters_key_opens_no_record_of_the_unit_and_the_units_none_of_the_shared(
    office: Office,
) -> None:
    report = tell_the_story(office)
    facts, _root, keys = keys_of(office, report)
    assert keys.unit
    shared = list(opened_by(office, facts, keys.shared))
    unit = list(opened_by(office, facts, keys.unit))
    assert set(shared) == {("records", kind) for kind in (ENTRY, STANDING, TURNS)} | {
        ("case_log", LOG)
    }
    assert set(unit) == {
        *(
            ("records", kind)
            for kind in (MATTER, NOTE, DECLARATION, IDENTITY, EXCLUSIONS, DISCLOSURE)
        ),
        ("case_log", LOG),
    }
    rows = len(office.rows(records)) + len(office.rows(case_log))
    assert len(shared) + len(unit) == rows
    # The lines of her later visits, a message and a consent; the first one is sealed to the unit.
    assert shared.count(("case_log", LOG)) == 2


def test_a_case_tells_its_plain_facts_and_nothing_else(office: Office) -> None:
    report = tell_the_story(office)
    [row] = office.rows(cases)
    plain = {
        name: value
        for name, value in row._mapping.items()
        if name not in ("id", "locator", "reporter_public_key", "reporter_signing_key", "handler")
    }
    assert {name: str(value) for name, value in plain.items()} == {
        "number": report.number,
        "kind": "report",
        "state": "closed",
        "rests_with": "None",
        "received_on": "2026-03-03",
        "acknowledged_on": "2026-03-03",
        "feedback_due": "2026-06-03",
        "extended_due": "None",
        "due": "None",
        "act_from": "None",
        "closed_on": "2026-03-03",
        "erased_on": "None",
        # Somebody who was disqualified lost her key.
        "generation": "2",
    }
