from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import update

from portal.domain.audit_events import SystemEvent
from portal.domain.disclosure_register import Purpose, SentBy
from portal.services.casework.forward_matter import forward_matter
from portal.services.dossiers import list_disclosures as service
from portal.services.dossiers.list_disclosures import (
    Register,
    Wanted,
    export_disclosures,
    list_disclosures,
)
from portal.storage.tables import cases, system_log
from tests.services.hearing import hearing
from tests.support.office import Office
from tests.support.portal import FiledReport

ALL = Wanted()
LETTER = "Undersøg kassen i kælderen."


def by_letter(office: Office, administration: str = "SOF") -> FiledReport:
    report = office.taken_up()
    forward_matter(
        office.workplace,
        office.anders,
        report.number,
        office.in_scope(report.number),
        administration=administration,
        text=LETTER,
        due=date(2026, 4, 7),
    )
    return report


def register(office: Office, wanted: Wanted = ALL) -> Register:
    return list_disclosures(office.workplace, office.anders, wanted)


def numbers(found: Register) -> list[str]:
    return [line.number for line in found.lines]


def test_what_went_out_stands_in_the_register_of_all_cases_the_newest_first(
    office: Office,
) -> None:
    letter = by_letter(office)
    office.clock.advance(timedelta(days=1))
    sent = hearing(office)
    newest, oldest = register(office).lines
    assert (newest.number, oldest.number) == (sent.number, letter.number)
    assert (newest.disclosed.sent_by, oldest.disclosed.sent_by) == (
        SentBy.PORTAL,
        SentBy.OTHER_MEANS,
    )
    assert (oldest.disclosed.what, oldest.disclosed.purpose) == (LETTER, Purpose.EXAMINATION)
    assert (newest.disclosed.dossier, newest.matter) == (sent.dossier.number, 1)


def test_the_register_can_be_asked_for_days_and_a_recipient(office: Office) -> None:
    early = by_letter(office, "SOF")
    office.clock.advance(timedelta(days=10))
    late = by_letter(office, "BUF")
    assert numbers(register(office, Wanted(first=date(2026, 3, 4)))) == [late.number]
    assert numbers(register(office, Wanted(last=date(2026, 3, 12)))) == [early.number]
    assert numbers(register(office, replace(ALL, recipient="SOF"))) == [early.number]
    assert numbers(register(office, Wanted(date(2026, 3, 3), date(2026, 3, 13)))) == [
        late.number,
        early.number,
    ]


def test_a_case_is_left_out_until_the_member_has_declared_herself_impartial(
    office: Office,
) -> None:
    by_letter(office)
    found = list_disclosures(office.workplace, office.chaima, ALL)
    assert (found.lines, found.undeclared) == ((), 1)


def test_a_case_that_the_member_has_no_key_to_is_not_even_counted(office: Office) -> None:
    by_letter(office)
    late = office.newcomer()
    found = list_disclosures(office.workplace, late, ALL)
    assert (found.lines, found.undeclared, found.everything) == ((), 0, True)


def test_a_case_that_was_altered_is_named(office: Office) -> None:
    report, good = by_letter(office), by_letter(office)
    with office.database.engine.begin() as connection:
        connection.execute(
            update(cases)
            .where(cases.c.number == report.number)
            .values(feedback_due=date(2027, 1, 1))
        )
    found = register(office)
    assert (found.unopened, numbers(found)) == ((report.number,), [good.number])


def test_the_register_says_when_it_did_not_open_every_case(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    by_letter(office)
    office.clock.advance(timedelta(days=1))
    newest = by_letter(office)
    monkeypatch.setattr(service, "OPENED_AT_MOST", 1)
    found = register(office)
    assert (found.everything, numbers(found)) == (False, [newest.number])


def test_an_export_is_written_down_and_a_look_is_not(office: Office) -> None:
    by_letter(office)
    register(office)
    assert SystemEvent.DISCLOSURES_EXPORTED not in {row.event for row in office.rows(system_log)}
    exported = export_disclosures(office.workplace, office.anders, ALL)
    assert len(exported.lines) == 1
    [line] = [
        row for row in office.rows(system_log) if row.event == SystemEvent.DISCLOSURES_EXPORTED
    ]
    assert line.actor == office.anders.account.id
