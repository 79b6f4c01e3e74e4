"""What a member was writing is sealed to her alone, waits sixty days, and goes with its case."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from crypto.errors import CannotOpen
from crypto.labels import DRAFT, bind
from crypto.sealing import open_text_with
from portal.domain.draft import MOST_CHARACTERS, MOST_DRAFTS, Draft
from portal.domain.errors import InvalidInput, NotFound
from portal.services.casework.declare_impartiality import declare_impartiality
from portal.services.casework.erase_case import erase_case
from portal.services.drafts.discard_draft import discard_draft, discard_sent
from portal.services.drafts.keep_draft import keep_draft
from portal.services.drafts.list_drafts import (
    count_drafts,
    draft_waits,
    drafts_in_case,
    list_drafts,
    read_draft,
)
from portal.services.drafts.sweep_drafts import sweep_drafts
from portal.services.workplace import Member
from portal.storage.tables import drafts
from tests.services.acts import closed
from tests.support.leak_search import search
from tests.support.office import Office
from tests.support.portal import FiledReport

TEXT = "Kære indberetter\r\n\r\nÅen løber over øen 🦉 – og <b>ingen</b> så det."


def kept(
    office: Office,
    report: FiledReport | None = None,
    *,
    member: Member | None = None,
    text: str = TEXT,
    submission: str = "en",
    action: str = "message",
) -> Draft:
    """A message that was kept; of Anders unless somebody else is named."""
    number = report.number if report else ""
    return keep_draft(
        office.workplace,
        (member or office.anders).account,
        f"/staff/cases/{number}/{action}" if number else "/staff/guidance/new",
        [("message", text), ("asks", "y"), ("submission", submission)],
        number,
    )


def case_id(office: Office, report: FiledReport) -> bytes:
    with office.database.open_unit() as unit:
        facts = unit.cases.by_number(report.number)
    assert facts
    return facts.id


def test_what_was_kept_comes_back_to_its_author_character_by_character(office: Office) -> None:
    report = office.taken_up()
    made = kept(office, report)
    [found] = list_drafts(office.workplace, office.anders)
    assert found == made == read_draft(office.workplace, office.anders, made.id)
    assert dict(found.fields) == {"message": TEXT, "asks": "y", "submission": "en"}
    assert found.address == f"/staff/cases/{report.number}/message"
    assert found.sendable
    assert found.beginning.startswith("Kære indberetter Åen løber over øen 🦉")


def test_nobody_else_finds_it_or_opens_it_not_even_the_head_of_unit(office: Office) -> None:
    report = office.taken_up()
    made = kept(office, report)
    for other in (office.birgitte, office.chaima):
        assert list_drafts(office.workplace, other) == []
        assert count_drafts(office.workplace, other.account.id) == 0
        assert drafts_in_case(office.workplace, other, case_id(office, report)) == []
        assert not draft_waits(office.workplace, other, made.id)
        with pytest.raises(NotFound):
            read_draft(office.workplace, other, made.id)
        discard_draft(office.workplace, other, made.id)
    [row] = office.rows(drafts)
    anders = office.anders.account.id
    info = bind(DRAFT, anders, row.id)
    assert TEXT.encode()[:10] in open_text_with(office.anders.key_pair, row.box, info)
    for key_pair, bound in (
        (office.birgitte.key_pair, info),
        (office.anders.key_pair, bind(DRAFT, office.birgitte.account.id, row.id)),
        (office.anders.key_pair, bind(DRAFT, anders, bytes(16))),
    ):
        with pytest.raises(CannotOpen):
            open_text_with(key_pair, row.box, bound)


def test_nothing_of_it_stands_in_clear(office: Office, written: list[Path]) -> None:
    report = office.taken_up()
    kept(office, report, text="kladdeordet Rosenkvarts-Ibsen", submission="mærkeordet")
    if office.database.engine.dialect.name == "postgresql":
        with office.database.engine.connect() as connection:
            connection.exec_driver_sql("CHECKPOINT")
    assert search(written, ["kladdeordet", "Rosenkvarts-Ibsen", "mærkeordet"]) == []


def test_a_row_does_not_tell_its_case_nor_whether_it_has_one(office: Office) -> None:
    report = office.taken_up()
    kept(office, report)
    kept(office)
    rows = office.rows(drafts)
    assert [len(row.case_tag) for row in rows] == [32, 32]
    assert len({len(row.box) for row in rows}) == 1
    plain = b"".join(row.id + row.case_tag for row in rows)
    assert case_id(office, report) not in plain
    # Two authors in one case are not shown to write in the same one.
    kept(office, report, member=office.birgitte)
    assert len({row.case_tag for row in office.rows(drafts)}) == 3


def test_the_same_sending_takes_the_place_of_the_first_and_another_stands_beside_it(
    office: Office,
) -> None:
    report = office.taken_up()
    first = kept(office, report, text="Først")
    again = kept(office, report, text="Så")
    assert again.id == first.id
    others = [
        kept(office, report, submission="to"),
        kept(office, report, action="note"),
        kept(office, report, member=office.birgitte),
    ]
    assert len({first.id, *(one.id for one in others)}) == 4
    assert dict(read_draft(office.workplace, office.anders, first.id).fields)["message"] == "Så"
    assert len(list_drafts(office.workplace, office.anders)) == 3


def test_a_form_without_the_mark_of_a_sending_never_takes_anothers_place(office: Office) -> None:
    for _ in range(2):
        kept(office, submission="")
    assert count_drafts(office.workplace, office.anders.account.id) == 2


def test_the_newest_day_comes_first(office: Office) -> None:
    report = office.taken_up()
    for number in range(3):
        kept(office, report, submission=str(number))
        office.clock.advance(timedelta(days=1))
    days = [draft.kept_on for draft in list_drafts(office.workplace, office.anders)]
    assert days == sorted(days, reverse=True)
    assert len(set(days)) == 3


def test_what_was_sent_is_let_go_of_and_what_is_thrown_away_is_gone(office: Office) -> None:
    report = office.taken_up()
    sent, thrown = kept(office, report), kept(office, report, submission="to")
    workplace, anders = office.workplace, office.anders
    discard_sent(workplace, anders, sent.address, "tre")
    discard_sent(workplace, anders, sent.address, "")
    assert count_drafts(workplace, anders.account.id) == 2
    discard_sent(workplace, anders, sent.address, "en")
    assert not draft_waits(workplace, anders, sent.id)
    assert draft_waits(workplace, anders, thrown.id)
    for _ in range(2):
        discard_draft(workplace, anders, thrown.id)
    assert office.rows(drafts) == []


@pytest.mark.parametrize("draft_id", ["", "00", "0" * 32, "ikke hex"])
def test_an_id_that_is_none_finds_nothing(office: Office, draft_id: str) -> None:
    with pytest.raises(NotFound):
        read_draft(office.workplace, office.anders, draft_id)


def test_it_waits_sixty_days_and_is_then_swept(office: Office) -> None:
    report = office.taken_up()
    made = kept(office, report)
    office.clock.advance(timedelta(days=60))
    assert made.kept_until == office.workplace.today()
    assert sweep_drafts(office.workplace) == 0
    office.clock.advance(timedelta(days=1))
    assert sweep_drafts(office.workplace) == 1
    assert office.rows(drafts) == []


def test_kept_again_it_waits_sixty_days_from_then(office: Office) -> None:
    report = office.taken_up()
    kept(office, report)
    office.clock.advance(timedelta(days=50))
    kept(office, report)
    office.clock.advance(timedelta(days=11))
    assert sweep_drafts(office.workplace) == 0


def test_an_erased_case_takes_the_drafts_of_every_account_with_it(office: Office) -> None:
    other = office.taken_up()
    report = closed(office)
    stays = kept(office, other)
    for member in (office.anders, office.birgitte, office.chaima):
        kept(office, report, member=member)
    office.clock.set(datetime.fromisoformat("2029-01-01T12:00:00+01:00"))
    erase_case(office.workplace, office.birgitte, report.number, journal_answered=True)
    assert [row.id.hex() for row in office.rows(drafts)] == [stays.id]
    with pytest.raises(NotFound):
        kept(office, report)


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_no_piece_of_them_is_left_in_sqlites_files(office: Office, tmp_path: Path) -> None:
    report = closed(office)
    boxes = []
    for length in range(8):
        made = kept(office, report, text="Ny tekst " * 200 * length + "x")
        boxes += [row.box for row in office.rows(drafts) if row.id.hex() == made.id]
        kept(office, text="En andens " * 100 * length + "x", submission=str(length))
    office.clock.set(datetime.fromisoformat("2029-01-01T12:00:00+01:00"))
    erase_case(office.workplace, office.birgitte, report.number, journal_answered=True)
    content = b"".join(path.read_bytes() for path in tmp_path.glob("portal.db*"))
    pieces = [box[at : at + 32] for box in boxes for at in range(0, len(box) - 32, 32)]
    assert not [piece for piece in pieces if piece in content]
    assert count_drafts(office.workplace, office.anders.account.id) == 8


def test_who_is_disqualified_loses_her_drafts_of_the_case_with_her_key(office: Office) -> None:
    other, report = office.taken_up(), office.taken_up()
    stays = [kept(office, other), kept(office, report, member=office.birgitte)]
    kept(office, report)
    declare_impartiality(
        office.workplace, office.anders, report.number, impartial=False, reason="Min søster"
    )
    assert {row.id.hex() for row in office.rows(drafts)} == {one.id for one in stays}
    with pytest.raises(NotFound):
        kept(office, report)


def test_a_draft_whose_case_cannot_be_opened_any_more_says_so(office: Office) -> None:
    report = office.taken_up()
    made, free = kept(office, report), kept(office)
    with office.database.open_unit(write=True) as unit:
        unit.case_keys.remove(case_id(office, report), office.anders.account.id)
        unit.commit()
    assert not read_draft(office.workplace, office.anders, made.id).sendable
    assert read_draft(office.workplace, office.anders, free.id).sendable
    found = {one.id: one.sendable for one in list_drafts(office.workplace, office.anders)}
    assert found == {made.id: False, free.id: True}


def test_in_a_case_that_is_not_hers_or_nobodys_nothing_is_kept(office: Office) -> None:
    hidden = office.taken_up(not_to=frozenset({office.chaima.id}))
    for number in (hidden.number, "2026-AAAAA", "a\0b"):
        with pytest.raises(NotFound):
            kept(office, FiledReport(number, hidden.code), member=office.chaima)
    assert office.rows(drafts) == []


def test_nobody_can_fill_the_table(office: Office) -> None:
    report = office.taken_up()
    for number in range(MOST_DRAFTS):
        kept(office, report, submission=str(number))
    with pytest.raises(InvalidInput, match="draft: too_many"):
        kept(office, report, submission="endnu en")
    kept(office, report, text="Rettet", submission="7")
    kept(office, report, member=office.birgitte)
    assert len(office.rows(drafts)) == MOST_DRAFTS + 1


def test_a_draft_has_a_limit_no_form_of_ours_reaches(office: Office) -> None:
    report = office.taken_up()
    kept(office, report, text="æ" * (MOST_CHARACTERS - 100))
    with pytest.raises(InvalidInput, match="draft: too_long"):
        kept(office, report, text="æ" * MOST_CHARACTERS, submission="to")


def test_a_draft_that_was_altered_does_not_open(office: Office) -> None:
    made = kept(office, office.taken_up())
    with office.database.engine.begin() as connection:
        [row] = connection.execute(drafts.select()).all()
        box = row.box[:-1] + bytes([row.box[-1] ^ 1])
        connection.execute(drafts.update().values(box=box))
    with pytest.raises(CannotOpen):
        read_draft(office.workplace, office.anders, made.id)


def test_no_draft_is_printed(office: Office) -> None:
    assert "Kære" not in repr(kept(office, office.taken_up()))
