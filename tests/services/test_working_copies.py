"""Files go out as working copies, and what was blacked out goes nowhere."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from portal.cleaning.limits import LARGEST
from portal.cleaning.outcome import CannotClean, Refusal, Remark
from portal.domain.audit_events import CaseEvent
from portal.domain.case_file import Identity
from portal.domain.dialogue import AttachedFile
from portal.domain.disclosure import Obstacle
from portal.domain.disclosure_register import Uncleaned
from portal.domain.dossier import Extract
from portal.domain.errors import InvalidInput
from portal.domain.redaction import BAR, UnevenMarks
from portal.services.casework.read_case import read_case
from portal.services.dossiers.prepare_dossier import (
    Likeness,
    Named,
    Planned,
    Prepared,
    prepare_dossier,
)
from portal.services.dossiers.read_dossier import (
    confirm_secrecy,
    read_dossier,
    read_dossier_file,
)
from portal.services.dossiers.send_dossier import send_dossier
from portal.services.dossiers.working_copies import (
    discard_working_copies,
    make_working_copy,
    read_working_copy,
)
from portal.services.files.read_file import content_of
from portal.storage.tables import dossiers, file_chunks, files, metadata
from tests.services.acts import received
from tests.support.office import Office
from tests.support.portal import PASSPHRASE, FiledReport

HIDDEN = "Karen Hemmeligsen"
NOTE = f"Mødet var med {HIDDEN}.\nKassen manglede 4.000 kr.\n".encode()
ODD = bytes(range(256)) * 40


def with_file(office: Office, content: bytes, name: str = "note.txt") -> tuple[FiledReport, Any]:
    """A report with one file and one matter in scope; the file as its case has it."""
    report = office.taken_up(files=(received(office, content, name),))
    office.in_scope(report.number)
    [file] = read_case(office.workplace, office.anders, report.number).file.report.files
    return report, file


def content(office: Office, file: AttachedFile) -> bytes:
    return b"".join(content_of(office.workplace, file))


def rows_of(office: Office, file: AttachedFile) -> list[Any]:
    file_id = bytes.fromhex(file.id)
    chunks = [row for row in office.rows(file_chunks) if row.file_id == file_id]
    return [row for row in office.rows(files) if row.id == file_id] + sorted(chunks)


def test_the_name_of_a_file_that_goes_as_it_is_holds_no_name_either(office: Office) -> None:
    _report, file = with_file(office, ODD, "Karen_Hemmeligsen måling.bin")
    copy = make_working_copy(
        office.workplace, file, black_out=(HIDDEN,), uncleaned_because="Kun den viser det."
    )
    assert copy.file.name == "xxx måling.bin"


def test_a_picture_goes_out_without_what_its_camera_wrote(office: Office) -> None:
    made, exif = BytesIO(), Image.Exif()
    exif[0x010F] = "Kameraet hos Karen"
    Image.new("RGB", (40, 30), "red").save(made, "JPEG", exif=exif)
    _report, file = with_file(office, made.getvalue(), "billede.jpg")
    before = rows_of(office, file)
    copy = make_working_copy(office.workplace, file)
    assert copy.file.id != file.id
    assert copy.file.key != file.key
    sent = content(office, copy.file)
    assert b"Karen" not in sent
    assert Image.open(BytesIO(sent)).size == (40, 30)
    assert Remark.PICTURE_CONTENT in copy.remarks
    # What came is as it was, down to the last sealed byte.
    assert rows_of(office, file) == before
    assert content(office, file) == made.getvalue()


def test_words_are_blacked_out_in_a_file_and_in_its_name(office: Office) -> None:
    _report, file = with_file(office, NOTE, f"{HIDDEN} referat.txt")
    copy = make_working_copy(office.workplace, file, black_out=(HIDDEN,))
    assert "Hemmeligsen" not in copy.file.name
    assert HIDDEN not in content(office, copy.file).decode()
    assert "4.000 kr." in content(office, copy.file).decode()
    assert content(office, file) == NOTE


def test_what_cannot_be_cleaned_goes_as_it_came_for_a_reason_alone(office: Office) -> None:
    _report, file = with_file(office, ODD, "data.bin")
    stored = len(office.rows(files))
    with pytest.raises(CannotClean) as refused:
        make_working_copy(office.workplace, file, uncleaned_because="  ")
    assert refused.value.reason is Refusal.UNKNOWN_TYPE
    assert len(office.rows(files)) == stored
    copy = make_working_copy(office.workplace, file, uncleaned_because=" Kun den viser det. ")
    assert content(office, copy.file) == ODD
    assert (copy.uncleaned_because, copy.remarks) == ("Kun den viser det.", ())
    assert copy.file.key != file.key


def test_a_file_that_is_too_large_is_not_even_read(office: Office) -> None:
    huge = AttachedFile("00" * 16, "film.mov", "video/quicktime", LARGEST + 1, key="00" * 32)
    with pytest.raises(CannotClean) as refused:
        make_working_copy(office.workplace, huge)
    assert refused.value.reason is Refusal.TOO_LARGE


def test_a_copy_that_was_not_sent_leaves_nothing(office: Office) -> None:
    report, file = with_file(office, NOTE)
    stored = len(office.rows(files))
    copy = make_working_copy(office.workplace, file)
    pieces = read_working_copy(office.workplace, office.anders, report.number, copy)
    assert b"4.000" in b"".join(pieces)
    discard_working_copies(office.workplace, [copy])
    assert len(office.rows(files)) == stored
    assert content(office, file) == NOTE


def stored(office: Office) -> list[bytes]:
    """Every value of every column of the database."""
    values = [v for table in metadata.sorted_tables for row in office.rows(table) for v in row]
    return [value if isinstance(value, bytes) else str(value).encode() for value in values]


def prepared(office: Office, report: FiledReport, passphrase: str = "", **told: Any) -> Prepared:
    fields = {"administration": "BUF", "text": "Undersøg kassen."} | told
    copies = fields.pop("copies", ())
    return prepare_dossier(
        office.workplace,
        office.anders,
        report.number,
        1,
        Planned(**fields),
        copies,
        passphrase=passphrase,
    )


def test_what_was_blacked_out_is_nowhere_in_what_goes_out(office: Office) -> None:
    karen = office.contact("Karen", "BUF")
    report, file = with_file(office, NOTE, f"{HIDDEN}.txt")
    ready = prepared(
        office,
        report,
        text="Undersøg mødet med [[Karen Hemmeligsen]].",
        extracts=(Extract("Karen\nHemmeligsens kasse, [[på Solgårdsvejen]], var tom."),),
        black_out=(HIDDEN,),
        copies=(make_working_copy(office.workplace, file, black_out=(HIDDEN,)),),
    )
    sent = send_dossier(office.workplace, office.anders, report.number, 1, ready.outgoing)
    confirm_secrecy(office.workplace, karen, sent.number)
    read = read_dossier(office.workplace, karen, sent.number).dossier
    assert read.text == f"Undersøg mødet med {BAR}."
    assert read.extracts[0].text == f"{BAR} kasse, {BAR}, var tom."
    [copy] = read.files
    _file, pieces = read_dossier_file(office.workplace, karen, sent.number, copy.id)
    in_the_file = b"".join(pieces).decode()
    view = read_case(office.workplace, office.anders, report.number)
    for word in ("Hemmeligsen", "Solgårdsvejen"):
        assert word not in repr(read)
        assert word not in in_the_file
        assert word not in repr(view.file.disclosures)
        assert word not in repr(view.log)
        assert not [value for value in stored(office) if word.encode() in value]
    assert len(office.rows(dossiers)) == 1


def test_a_file_that_went_as_it_came_is_said_to_in_the_register(office: Office) -> None:
    office.contact("Karen", "BUF")
    report, file = with_file(office, ODD, "data.bin")
    copy = make_working_copy(office.workplace, file, uncleaned_because="Kun den viser det.")
    ready = prepared(office, report, copies=(copy,))
    send_dossier(office.workplace, office.anders, report.number, 1, ready.outgoing)
    [line] = read_case(office.workplace, office.anders, report.number).file.disclosures
    assert (line.files, line.uncleaned) == (
        ("data.bin",),
        (Uncleaned("data.bin", "Kun den viser det."),),
    )


def test_marks_that_do_not_fit_are_refused_at_their_field(office: Office) -> None:
    report, _file = with_file(office, NOTE)
    for told, field in (
        ({"text": "Det var [[Karen"}, "text"),
        ({"extracts": (Extract("a]]"),), "fields": ("extract_1",)},
         "extract_1"),
    ):  # fmt: skip
        with pytest.raises(UnevenMarks) as refused:
            prepared(office, report, **told)
        assert refused.value.field == field


def test_names_and_numbers_are_pointed_out_before_anything_goes(office: Office) -> None:
    office.contact("Karen", "BUF")
    report, _file = with_file(office, NOTE)
    ready = prepared(office, report, text="Spørg Karen Prøve, 2233 4455, om 010180-1234.")
    assert [(one.named, one.name, one.certain) for one in ready.names] == [
        (Named.CONTACT, "Karen Prøve", True)
    ]
    assert ready.numbers == ("010180-1234",)
    assert ready.contacts == ("2233 4455",)
    assert ready.likenesses is None


def test_words_to_be_blacked_out_that_are_missed_are_pointed_out(office: Office) -> None:
    report, _file = with_file(office, NOTE)
    extract = Extract("Lone så det.")
    ready = prepared(
        office, report, text="Spørg Lone.", extracts=(extract,), black_out=("Lone", "Karin")
    )
    assert (ready.not_found, ready.still_there) == (("Karin",), ("Lone",))


def test_with_her_passphrase_the_words_are_compared_and_the_identity_not_shown(
    office: Office,
) -> None:
    report = office.taken_up(identity=Identity("Mette Ukendtsen", "mette@privat.example"))
    office.in_scope(report.number)
    text = "Mette Ukendtsen har skrevet fra mette@privat.example."
    assert prepared(office, report, text=text).likenesses is None
    ready = prepared(office, report, PASSPHRASE, text=text)
    assert ready.outgoing.compared_with_identity
    assert ready.likenesses is not None
    assert {one.field for one in ready.likenesses} == {Likeness.NAME, Likeness.CONTACT}
    assert all(one.as_written in text for one in ready.likenesses)
    # What does not stand in the text is told of nobody.
    nothing = prepared(office, report, PASSPHRASE, text="Undersøg kassen.")
    assert nothing.likenesses == ()
    assert "Ukendtsen" not in repr(nothing)
    log = read_case(office.workplace, office.anders, report.number).log
    assert sum(line.event is CaseEvent.IDENTITY_COMPARED for line in log) == 2
    with pytest.raises(InvalidInput) as wrong:
        prepared(office, report, "helt forkert adgangssætning", text=text)
    assert (wrong.value.field, wrong.value.reason) == ("passphrase", "wrong")


def test_what_holds_it_back_is_known_before_it_is_sent(office: Office) -> None:
    office.contact("Karen", "BUF")
    report, _file = with_file(office, NOTE)
    assert prepared(office, report).obstacles == ()
    for marked in ("may_reveal", "contains_identity"):
        assert prepared(office, report, **{marked: True}).obstacles == (
            Obstacle.NO_CONSENT,
            Obstacle.NOT_ANOTHER_AUTHORITY,
        )
