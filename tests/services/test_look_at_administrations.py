from __future__ import annotations

from datetime import date, timedelta

from portal.domain.reminding import Absence
from portal.services.accounts.preferences import set_absence
from portal.services.casework.forward_matter import forward_matter
from portal.services.casework.list_cases import list_cases
from portal.services.dossiers.answer_dossier import ask_the_unit
from portal.services.dossiers.look_at_administrations import (
    AdministrationView,
    Owed,
    look_at_administrations,
)
from portal.services.dossiers.read_dossier import confirm_secrecy
from portal.services.workplace import Member
from portal.storage.case_store import WorklistQuery
from tests.services.hearing import hearing
from tests.support.office import Office


def seen(office: Office, code: str, member: Member | None = None) -> AdministrationView:
    views = look_at_administrations(office.workplace, member or office.birgitte)
    [found] = [one for one in views if one.code == code]
    return found


def test_every_administration_is_there_also_one_that_owes_nothing(office: Office) -> None:
    codes = [one.code for one in look_at_administrations(office.workplace, office.birgitte)]
    assert codes == list(office.workplace.municipality.codes("administration"))
    assert seen(office, "SUF") == AdministrationView(
        "SUF", Owed(0, 0, 0), Owed(0, 0, 0), waits_for_unit=0, contacts=0, away=0, cases=()
    )


def test_what_is_awaited_is_overdue_from_the_day_after(office: Office) -> None:
    hearing(office)
    assert seen(office, "BUF").answers == Owed(awaited=1, overdue=0, days_late=0)
    office.clock.set(office.clock.now().replace(day=31))
    assert seen(office, "BUF").answers == Owed(1, 0, 0)
    office.clock.advance(timedelta(days=5))
    assert seen(office, "BUF").answers == Owed(1, 1, 5)


def test_a_letter_counts_with_dossiers(office: Office) -> None:
    sent = hearing(office)
    report = office.taken_up()
    forward_matter(
        office.workplace, office.anders, report.number, office.in_scope(report.number),
        administration="BUF", text="Undersøg.", due=date(2026, 3, 10),
    )  # fmt: skip
    office.clock.advance(timedelta(days=10))
    found = seen(office, "BUF")
    assert found.answers == Owed(2, 1, 3)
    assert [one.case_number for one in found.cases] == [report.number, sent.number]


def test_what_waits_for_the_unit_is_counted_by_administration(office: Office) -> None:
    sent = hearing(office)
    confirm_secrecy(office.workplace, sent.karen, sent.dossier.number)
    ask_the_unit(office.workplace, sent.karen, sent.dossier.number, "Hvilken kasse?")
    assert seen(office, "BUF").waits_for_unit == 1
    assert seen(office, "SUF").waits_for_unit == 0


def test_the_worklist_says_which_administration_waits_for_the_unit(office: Office) -> None:
    sent = hearing(office)

    def came_from() -> tuple[str, ...]:
        [row] = list_cases(office.workplace, office.anders, WorklistQuery()).rows
        return row.came_from

    assert came_from() == ()
    sent.answered()
    assert came_from() == ("BUF",)


def test_contact_persons_are_counted_and_those_who_are_away(office: Office) -> None:
    sent = hearing(office)
    today = office.workplace.today()
    set_absence(
        office.workplace, sent.karen.account, sent.karen.account.id, Absence(today, today, None)
    )
    found = seen(office, "BUF")
    assert (found.contacts, found.away) == (2, 1)


def test_figures_are_for_everybody_and_cases_for_who_holds_a_key(office: Office) -> None:
    hearing(office)
    late = office.newcomer()
    found = seen(office, "BUF", late)
    assert (found.answers.awaited, found.cases) == (1, ())
