"""Files of any size, sealed on the way in and opened whole or not at all."""

from collections.abc import Iterator
from datetime import timedelta
from hashlib import sha256

import pytest
from sqlalchemy import delete, func, select, update

from crypto.errors import CannotOpen
from portal.domain.dialogue import AttachedFile
from portal.domain.errors import NotFound
from portal.services.casework.read_case import read_case
from portal.services.casework.write_to_reporter import write_to_reporter
from portal.services.files.discard_file import discard_file
from portal.services.files.read_file import read_file, read_own_file
from portal.services.files.receive_file import FileIntake
from portal.services.reporting.post_message import post_message
from portal.services.reporting.read_dialogue import read_dialogue
from portal.services.sweeping import sweep_files
from portal.storage.tables import file_chunks, files
from tests.services.acts import received
from tests.support.office import Office
from tests.support.portal import FiledReport

CHUNK = 65_536
SIZES = [0, 1, 1023, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 3 * 1024 * 1024]


def pattern(size: int) -> bytes:
    """Bytes of which no piece looks like another."""
    blocks = -(-size // 32)
    return b"".join(sha256(number.to_bytes(8, "big")).digest() for number in range(blocks))[:size]


def with_files(office: Office, *contents: bytes) -> tuple[FiledReport, list[AttachedFile]]:
    attached = [received(office, content) for content in contents]
    return office.taken_up(files=tuple(attached)), attached


def opened(office: Office, report: FiledReport, file: AttachedFile) -> bytes:
    """The file's content as a member gets it."""
    told, pieces = read_file(office.workplace, office.anders, report.number, file.id)
    assert told == file
    return b"".join(pieces)


def test_a_file_of_any_size_comes_back_as_it_was_on_both_sides(office: Office) -> None:
    contents = [pattern(size) for size in SIZES]
    report, attached = with_files(office, *contents)
    for content, file in zip(contents, attached, strict=True):
        assert file.size == len(content)
        assert opened(office, report, file) == content
        own, pieces = read_own_file(office.workplace, report.reporter, file.id)
        assert (own, b"".join(pieces)) == (file, content)


def test_a_file_is_given_in_pieces_of_at_most_one_chunk(office: Office) -> None:
    content = pattern(5 * CHUNK + 7)
    report, [file] = with_files(office, content)
    _, pieces = read_file(office.workplace, office.anders, report.number, file.id)
    lengths = [len(piece) for piece in pieces]
    assert max(lengths) <= CHUNK
    assert sum(lengths) == len(content)


def test_it_does_not_matter_in_what_portions_a_file_arrives(office: Office) -> None:
    content = pattern(CHUNK + 100)
    for step in (1000, CHUNK, CHUNK + 100):
        intake = FileIntake(office.workplace, "bilag.bin", "application/octet-stream")
        for start in range(0, len(content), step):
            intake.write(content[start : start + step])
            assert intake.size == min(start + step, len(content))
        file = intake.finish()
        report = office.taken_up(files=(file,))
        assert opened(office, report, file) == content


def test_sizes_that_are_nearly_alike_look_alike_in_the_database(office: Office) -> None:
    stored = {}
    for size in (0, 1, 700, 1020):
        file = received(office, pattern(size))
        with office.database.engine.connect() as connection:
            query = select(func.length(file_chunks.c.box)).where(
                file_chunks.c.file_id == bytes.fromhex(file.id)
            )
            stored[size] = list(connection.execute(query).scalars())
    assert len({tuple(lengths) for lengths in stored.values()}) == 1


def test_a_file_has_a_name_and_a_type_only_under_seal(office: Office) -> None:
    file = received(office, b"bilag", name="Løn 2025.xlsx")
    assert (file.name, file.media_type) == ("Løn 2025.xlsx", "application/pdf")
    assert {column.name for column in files.columns} == {"id", "case_id", "dossier_id", "begun_on"}
    assert file.key not in repr(file)


def tampered(office: Office, *statements: object) -> None:
    with office.database.engine.begin() as connection:
        for statement in statements:
            connection.execute(statement)


def chunk_at(file: AttachedFile, position: int):
    return (
        file_chunks.c.file_id == bytes.fromhex(file.id),
        file_chunks.c.position == position,
    )


def pieces_for_both(
    office: Office, report: FiledReport, file: AttachedFile
) -> Iterator[Iterator[bytes]]:
    yield read_file(office.workplace, office.anders, report.number, file.id)[1]
    yield read_own_file(office.workplace, report.reporter, file.id)[1]


def cannot_be_opened(office: Office, report: FiledReport, file: AttachedFile) -> None:
    for pieces in pieces_for_both(office, report, file):
        with pytest.raises(CannotOpen):
            list(pieces)


@pytest.mark.parametrize("position", [0, 1, 3])
def test_a_missing_chunk_is_noticed(office: Office, position: int) -> None:
    report, [file] = with_files(office, pattern(3 * CHUNK + 5))
    tampered(office, delete(file_chunks).where(*chunk_at(file, position)))
    cannot_be_opened(office, report, file)


def test_a_file_cut_off_at_a_chunk_or_gone_altogether_is_noticed(office: Office) -> None:
    report, [file] = with_files(office, pattern(20 * CHUNK))
    last = select(func.max(file_chunks.c.position)).scalar_subquery()
    tampered(office, delete(file_chunks).where(file_chunks.c.position == last))
    cannot_be_opened(office, report, file)
    tampered(office, delete(file_chunks))
    cannot_be_opened(office, report, file)


def test_two_chunks_that_changed_places_are_noticed(office: Office) -> None:
    report, [file] = with_files(office, pattern(3 * CHUNK + 5))
    with office.database.engine.connect() as connection:
        boxes = dict(connection.execute(select(file_chunks.c.position, file_chunks.c.box)).all())
    tampered(
        office,
        update(file_chunks).where(*chunk_at(file, 1)).values(box=boxes[2]),
        update(file_chunks).where(*chunk_at(file, 2)).values(box=boxes[1]),
    )
    cannot_be_opened(office, report, file)


def test_a_chunk_of_another_file_and_a_changed_byte_are_noticed(office: Office) -> None:
    report, [file, other] = with_files(office, pattern(2 * CHUNK), pattern(2 * CHUNK))
    with office.database.engine.connect() as connection:
        of_other = select(file_chunks.c.box).where(*chunk_at(other, 0))
        box = connection.execute(of_other).scalar_one()
    tampered(office, update(file_chunks).where(*chunk_at(file, 0)).values(box=box))
    cannot_be_opened(office, report, file)
    changed = box[:-1] + bytes([box[-1] ^ 1])
    tampered(office, update(file_chunks).where(*chunk_at(other, 0)).values(box=changed))
    cannot_be_opened(office, report, other)


def test_a_file_that_is_not_of_the_case_is_not_found(office: Office) -> None:
    report, _ = with_files(office, b"bilag")
    _, [of_another] = with_files(office, b"andet")
    loose = received(office, b"ingen sag")
    for file_id in (of_another.id, loose.id, "a" * 32, "", "../../etc/passwd"):
        with pytest.raises(NotFound):
            read_file(office.workplace, office.anders, report.number, file_id)
        with pytest.raises(NotFound):
            read_own_file(office.workplace, report.reporter, file_id)


def test_each_side_can_send_files_and_reads_those_of_the_other(office: Office) -> None:
    report = office.taken_up()
    hers, ours = received(office, b"hendes"), received(office, b"vores")
    post_message(office.workplace, report.reporter, "Se her", (hers,))
    write_to_reporter(office.workplace, office.birgitte, report.number, "Tak", (ours,))
    assert opened(office, report, hers) == b"hendes"
    _, pieces = read_own_file(office.workplace, report.reporter, ours.id)
    assert b"".join(pieces) == b"vores"
    entries = read_dialogue(office.workplace, report.reporter).entries
    assert [entry.files for entry in entries] == [(), (hers,), (ours,)]


def test_that_a_member_read_a_file_stands_in_the_log_with_its_name(office: Office) -> None:
    report, [file] = with_files(office, b"bilag")
    opened(office, report, file)
    view = read_case(office.workplace, office.birgitte, report.number)
    [line] = [line for line in view.log if line.event == "case:attachment:read"]
    assert (line.by, line.details) == (office.anders.id, {"name": "bilag.pdf"})


def test_files_nobody_attached_are_swept_after_a_day_and_attached_ones_stay(
    office: Office,
) -> None:
    report, [kept] = with_files(office, b"bilag")
    old = received(office, b"gammel")
    office.clock.advance(timedelta(days=1))
    assert sweep_files(office.workplace) == 0
    young = received(office, b"ny")
    office.clock.advance(timedelta(days=1))
    assert sweep_files(office.workplace) == 1
    remaining = {row.id.hex() for row in office.rows(files)}
    assert remaining == {kept.id, young.id}
    assert {row.file_id.hex() for row in office.rows(file_chunks)} == remaining
    with pytest.raises(NotFound):
        post_message(office.workplace, report.reporter, "Se her", (old,))
    assert opened(office, report, kept) == b"bilag"


def test_a_message_whose_file_was_swept_is_not_written_at_all(office: Office) -> None:
    report = office.taken_up()
    good, swept = received(office, b"god"), received(office, b"fejet")
    discard_file(office.workplace, swept.id)
    with pytest.raises(NotFound):
        post_message(office.workplace, report.reporter, "Se her", (good, swept))
    assert len(read_dialogue(office.workplace, report.reporter).entries) == 1
    post_message(office.workplace, report.reporter, "Se her", (good,))


def test_a_file_that_is_not_wanted_after_all_is_deleted_but_never_a_cases(
    office: Office,
) -> None:
    report, [kept] = with_files(office, b"bilag")
    unwanted = received(office, pattern(3 * CHUNK))
    discard_file(office.workplace, unwanted.id)
    discard_file(office.workplace, kept.id)
    discard_file(office.workplace, "a" * 32)
    assert [row.id.hex() for row in office.rows(files)] == [kept.id]
    assert opened(office, report, kept) == b"bilag"


def test_an_upload_that_breaks_off_leaves_nothing_when_it_is_discarded(office: Office) -> None:
    begun = FileIntake(office.workplace, "bilag.bin", "application/octet-stream")
    begun.write(pattern(40 * CHUNK))
    assert office.rows(file_chunks)
    begun.discard()
    never = FileIntake(office.workplace, "bilag.bin", "application/octet-stream")
    never.discard()
    assert office.rows(files) == office.rows(file_chunks) == []
