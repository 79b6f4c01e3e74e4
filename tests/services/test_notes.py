"""Notes have three readers to choose from: the reporter, the unit, only me."""

from dataclasses import replace

import pytest

from crypto.errors import CannotOpen
from crypto.sealed_record import Place, open_record
from portal.domain.case_file import Note, NoteReader
from portal.domain.dialogue import EntryKind, Side
from portal.domain.errors import InvalidInput
from portal.services.casework.close_case import close_case
from portal.services.casework.read_case import read_case
from portal.services.casework.write_note import write_note
from portal.services.member_work import MemberWork
from portal.services.own_notes import open_own_note, seal_own_note
from portal.services.reporting.read_dialogue import read_dialogue
from portal.services.workplace import Member
from portal.storage.tables import records
from tests.support.office import Office
from tests.support.portal import FiledReport

SECRET = "Jeg kender hans bror"


def note(office: Office, report: FiledReport, reader: NoteReader, text: str = SECRET) -> None:
    write_note(office.workplace, office.anders, report.number, text, reader)


def notes_of(office: Office, member: Member, report: FiledReport) -> list[tuple[str, str]]:
    view = read_case(office.workplace, member, report.number)
    return [(one.author, one.text) for one in view.notes]


def test_a_note_for_the_unit_is_read_by_the_unit_and_not_by_the_reporter(office: Office) -> None:
    report = office.taken_up()
    note(office, report, NoteReader.UNIT, f"  {SECRET} ")
    for member in (office.anders, office.birgitte):
        assert notes_of(office, member, report) == [(office.anders.id, SECRET)]
    assert SECRET not in repr(read_dialogue(office.workplace, report.reporter))


def test_a_note_for_the_reporter_stands_in_the_dialogue(office: Office) -> None:
    report = office.taken_up()
    note(office, report, NoteReader.REPORTER)
    entry = read_dialogue(office.workplace, report.reporter).entries[-1]
    assert (entry.kind, entry.side, entry.text) == (EntryKind.NOTE, Side.UNIT, SECRET)
    assert notes_of(office, office.anders, report) == []


def test_a_note_to_oneself_is_read_by_its_author_alone(office: Office) -> None:
    report = office.taken_up()
    note(office, report, NoteReader.SELF)
    note(office, report, NoteReader.UNIT, "Til alle")
    mine = (office.anders.id, SECRET)
    everybodys = (office.anders.id, "Til alle")
    assert notes_of(office, office.anders, report) == [mine, everybodys]
    assert notes_of(office, office.birgitte, report) == [everybodys]
    assert SECRET not in repr(read_case(office.workplace, office.birgitte, report.number))


def test_not_even_the_cases_root_key_opens_a_colleagues_note_to_herself(office: Office) -> None:
    report = office.taken_up()
    note(office, report, NoteReader.SELF)
    with office.database.open_unit() as unit:
        work = MemberWork(unit, office.workplace, office.birgitte, report.number)
    assert work.keys.unit
    opened = []
    for row in office.rows(records):
        place = Place(row.case_id, row.id, records.name, row.revision, row.generation)
        for key in (work.keys.unit, work.keys.shared):
            try:
                opened.append(open_record(key, row.box, place))
            except CannotOpen:
                continue
    assert len(opened) == len(office.rows(records))
    assert not [content for _, content in opened if SECRET.encode() in content]
    [kept] = [one for one in work.file.notes if one.reader is NoteReader.SELF]
    for reader in (office.birgitte, Member(office.anders.account, office.birgitte.key_pair)):
        with pytest.raises(CannotOpen):
            open_own_note(kept, reader, work.facts.id)


def test_a_note_to_oneself_opens_in_its_case_at_its_place_and_in_its_authors_name_alone(
    office: Office,
) -> None:
    anders, case_id = office.anders, b"c" * 16
    plain = Note(anders.id, NoteReader.SELF, office.workplace.today(), SECRET, ordinal=1)
    sealed = seal_own_note(plain, anders, case_id)
    assert SECRET not in sealed.text
    assert open_own_note(sealed, anders, case_id) == plain
    for moved, where in (
        (sealed, b"d" * 16),
        (replace(sealed, ordinal=2), case_id),
        (replace(sealed, author=office.birgitte.id), case_id),
        (replace(sealed, text=sealed.text[:-8] + "AAAAAAA="), case_id),
    ):
        with pytest.raises(CannotOpen):
            open_own_note(moved, anders, where)


def test_every_kind_of_note_leaves_a_line_in_the_log_that_tells_its_reader_only(
    office: Office,
) -> None:
    report = office.taken_up()
    for reader in NoteReader:
        note(office, report, reader)
    view = read_case(office.workplace, office.birgitte, report.number)
    lines = [line for line in view.log if line.event == "case:note:written"]
    assert sorted(line.details["reader"] for line in lines) == ["reporter", "self", "unit"]
    assert SECRET not in repr(lines)


@pytest.mark.parametrize("reader", NoteReader)
def test_an_empty_note_is_refused(office: Office, reader: NoteReader) -> None:
    report = office.taken_up()
    with pytest.raises(InvalidInput, match="note: missing"):
        note(office, report, reader, " \n")


def test_a_closed_case_still_takes_notes(office: Office) -> None:
    report = office.taken_up()
    office.rejected(report.number)
    read_case(office.workplace, office.anders, report.number)
    close_case(office.workplace, office.anders, report.number, reason="Afvist")
    for reader in (NoteReader.UNIT, NoteReader.SELF):
        note(office, report, reader)
    assert len(notes_of(office, office.anders, report)) == 2


def test_notes_are_kept_as_records_that_look_like_any_other(office: Office) -> None:
    report = office.taken_up()
    before = len(office.rows(records))
    note(office, report, NoteReader.UNIT, "kort")
    lengths = {len(row.box) for row in office.rows(records)}
    note(office, report, NoteReader.UNIT, "også kort")
    assert {len(row.box) for row in office.rows(records)} == lengths
    assert len(office.rows(records)) == before + 2
