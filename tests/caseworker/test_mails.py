"""The page of mails: to whom, what became of them, and all that they say."""

from datetime import timedelta

import pytest

from portal.domain.access import Desk, Role
from portal.domain.mail import Answer, MailState, step_after
from portal.services.mailing.words import SUBJECT, mail_text
from portal.services.workplace import Member
from tests.caseworker.unit import element, words
from tests.support.page_checks import read_page
from tests.support.portal import Portal, add_member
from tests.support.staff import StaffBrowser


@pytest.fixture
def birgitte(staff_portal: Portal) -> StaffBrowser:
    return StaffBrowser(staff_portal, staff_portal.birgitte)


def write_to(portal: Portal, member: Member) -> bytes:
    """A mail to a member; its id."""
    now = portal.clock.now()
    with portal.workplace.open_unit(write=True) as unit:
        assert unit.mails.add_if_none_waiting(member.account.id, portal.workplace.today(), now)
        due = unit.mails.due(now)
        unit.commit()
    return next(mail.id for mail in due if mail.recipient == member.account.id)


def answered(portal: Portal, mail_id: bytes, answer: Answer, attempts: int = 1) -> None:
    now = portal.clock.now()
    with portal.workplace.open_unit(write=True) as unit:
        assert unit.mails.claim(mail_id, attempts, now)
        step = step_after(answer, attempts, now)
        unit.mails.settle(mail_id, MailState.SENDING, attempts, step)
        unit.commit()


def rows(page: str) -> list[str]:
    """Each mail's line, as it reads."""
    return [
        " ".join(row.text.split())
        for row in read_page(page).all("tr")
        if "data-mail-state" in row.attributes
    ]


def test_heads_of_unit_and_administrators_see_the_mails_and_nobody_else(
    staff_portal: Portal, birgitte: StaffBrowser
) -> None:
    assert "/staff/mails" in birgitte.get("/staff/mails")
    torben = add_member(staff_portal.workplace, "Torben", Role.ADMINISTRATOR, None)
    assert 'href="/staff/mails"' in StaffBrowser(staff_portal, torben).get("/staff/accounts")
    StaffBrowser(staff_portal, torben).get("/staff/mails")
    rikke = add_member(staff_portal.workplace, "Rikke", Role.AUDITOR, None)
    StaffBrowser(staff_portal, rikke).get("/staff/mails", 404)
    StaffBrowser(staff_portal, staff_portal.anders).get("/staff/mails", 404)


def test_an_empty_outbox_says_so(birgitte: StaffBrowser) -> None:
    page = birgitte.get("/staff/mails")
    assert "Her er ingen mails" in words(page)
    assert "Portalen har ingen mailserver" in words(page)
    assert rows(page) == []


def test_the_page_shows_word_for_word_what_every_mail_says(birgitte: StaffBrowser) -> None:
    page = birgitte.get("/staff/mails")
    for code in ("da", "en"):
        said = element(page, data_mail_text=code).text
        assert said == mail_text(code, birgitte.portal.app.config["PORTAL_BASE_URL"])
        assert SUBJECT.text(code) in page


def test_each_mail_stands_there_with_what_became_of_it(
    staff_portal: Portal, birgitte: StaffBrowser
) -> None:
    write_to(staff_portal, staff_portal.anders)
    answered(staff_portal, write_to(staff_portal, staff_portal.chaima), Answer.TAKEN)
    answered(staff_portal, write_to(staff_portal, staff_portal.chaima), Answer.UNKNOWN)
    answered(staff_portal, write_to(staff_portal, staff_portal.chaima), Answer.REFUSED, 3)
    answered(staff_portal, write_to(staff_portal, staff_portal.birgitte), Answer.PUT_OFF, 2)
    assert sorted(rows(birgitte.get("/staff/mails"))) == [
        "3. marts 2026 Anders Prøve Venter 0 03.03.2026 12:00",
        "3. marts 2026 Birgitte Prøve Venter 2 03.03.2026 12:05",
        "3. marts 2026 Chaima Prøve Afvist 3 –",
        "3. marts 2026 Chaima Prøve Måske sendt 1 –",
        "3. marts 2026 Chaima Prøve Sendt 1 –",
    ]


def test_a_mail_that_was_left_on_its_way_is_told_as_unsure(
    staff_portal: Portal, birgitte: StaffBrowser
) -> None:
    mail_id = write_to(staff_portal, staff_portal.anders)
    with staff_portal.workplace.open_unit(write=True) as unit:
        unit.mails.claim(mail_id, 1, staff_portal.clock.now())
        unit.commit()
    assert "Er på vej" in rows(birgitte.get("/staff/mails"))[0]
    staff_portal.clock.advance(timedelta(minutes=15))
    assert "Måske sendt" in rows(birgitte.get("/staff/mails"))[0]


def test_the_newest_come_first_fifty_to_a_page(
    staff_portal: Portal, birgitte: StaffBrowser
) -> None:
    for _ in range(51):
        staff_portal.clock.advance(timedelta(seconds=1))
        answered(staff_portal, write_to(staff_portal, staff_portal.anders), Answer.TAKEN)
    staff_portal.clock.advance(timedelta(seconds=1))
    write_to(staff_portal, staff_portal.chaima)
    first = rows(birgitte.get("/staff/mails"))
    assert (len(first), "Chaima" in first[0]) == (50, True)
    page = birgitte.get("/staff/mails?page=2")
    assert len(rows(page)) == 2
    assert "52 mails, side 2 af 2" in words(page)
    assert rows(birgitte.get("/staff/mails?page=99")) == rows(page)
    for odd in ("0", "-3", "x", "9" * 400, ""):
        assert len(rows(birgitte.get(f"/staff/mails?page={odd}"))) in (2, 50)


def test_no_case_stands_on_the_page(staff_portal: Portal, birgitte: StaffBrowser) -> None:
    report = staff_portal.taken_up("Der mangler penge i kassen.")
    write_to(staff_portal, staff_portal.anders)
    page = birgitte.get("/staff/mails")
    assert report.number not in page
    assert "kassen" not in page


def test_a_caseworker_of_the_unit_is_named_and_no_address_is_shown(
    staff_portal: Portal, birgitte: StaffBrowser
) -> None:
    someone = add_member(staff_portal.workplace, "Dorthe", Role.CASEWORKER, Desk.WHISTLEBLOWING)
    write_to(staff_portal, someone)
    page = birgitte.get("/staff/mails")
    assert "Dorthe Prøve" in page
    assert someone.account.email not in page
