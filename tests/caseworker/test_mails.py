"""The page of mails: what became of them, all that they say, and not who was told when."""

import re
from datetime import timedelta

import pytest

from portal.domain.access import Role
from portal.domain.mail import Answer, MailState, step_after
from portal.services.mailing.words import SUBJECT, mail_text
from portal.services.reminding.write_digests import write_digests
from portal.services.workplace import Member
from tests.caseworker.unit import element, words
from tests.support.page_checks import read_page
from tests.support.portal import Portal, add_member
from tests.support.staff import StaffBrowser


@pytest.fixture
def torben(staff_portal: Portal) -> StaffBrowser:
    """The administrator."""
    member = add_member(staff_portal.workplace, "Torben", Role.ADMINISTRATOR, None)
    return StaffBrowser(staff_portal, member)


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


def counts(page: str) -> dict[str, int]:
    """How many mails the page says are in each state."""
    return {
        row.attributes["data-mail-state"]: int(re.findall(r"\d+", row.text)[0])
        for row in read_page(page).all("tr")
        if "data-mail-state" in row.attributes
    }


def test_administrators_see_how_the_mails_fare_and_nobody_else(
    staff_portal: Portal, torben: StaffBrowser
) -> None:
    assert "/staff/mails" in torben.get("/staff/mails")
    assert 'href="/staff/mails"' in torben.get("/staff/accounts")
    rikke = add_member(staff_portal.workplace, "Rikke", Role.AUDITOR, None)
    for member in (rikke, staff_portal.anders, staff_portal.birgitte):
        StaffBrowser(staff_portal, member).get("/staff/mails", 404)


def test_an_empty_outbox_says_so(torben: StaffBrowser) -> None:
    page = torben.get("/staff/mails")
    assert "Portalen har ingen mailserver" in words(page)
    assert set(counts(page).values()) == {0}


def test_the_page_shows_word_for_word_what_every_mail_says(torben: StaffBrowser) -> None:
    page = torben.get("/staff/mails")
    for code in ("da", "en"):
        said = element(page, data_mail_text=code).text
        assert said == mail_text(code, torben.portal.app.config["PORTAL_BASE_URL"])
        assert SUBJECT.text(code) in page


def test_mails_are_counted_by_what_became_of_them(
    staff_portal: Portal, torben: StaffBrowser
) -> None:
    write_to(staff_portal, staff_portal.anders)
    answered(staff_portal, write_to(staff_portal, staff_portal.chaima), Answer.TAKEN)
    answered(staff_portal, write_to(staff_portal, staff_portal.chaima), Answer.UNKNOWN)
    answered(staff_portal, write_to(staff_portal, staff_portal.birgitte), Answer.PUT_OFF, 2)
    page = torben.get("/staff/mails")
    assert counts(page) == {"waiting": 2, "sending": 0, "sent": 1, "unsure": 1, "refused": 0}
    assert "blev skrevet 3. marts 2026" in words(page)


def test_whose_address_is_refused_is_named_so_that_it_can_be_put_right(
    staff_portal: Portal, torben: StaffBrowser
) -> None:
    answered(staff_portal, write_to(staff_portal, staff_portal.chaima), Answer.REFUSED, 3)
    page = torben.get("/staff/mails")
    assert "Adresser, der bliver afvist" in words(page)
    assert "Chaima Prøve" in words(page)
    assert staff_portal.chaima.account.email not in page


def test_who_was_written_to_and_when_stands_nowhere(
    staff_portal: Portal, torben: StaffBrowser
) -> None:
    staff_portal.filed(not_to=frozenset({staff_portal.birgitte.id}))
    staff_portal.clock.advance(timedelta(days=1))
    assert write_digests(staff_portal.workplace) == 2
    page = words(StaffBrowser(staff_portal, torben.member).get("/staff/mails"))
    for member in (staff_portal.anders, staff_portal.chaima, staff_portal.birgitte):
        assert member.account.name not in page


def test_a_mail_that_was_left_on_its_way_is_told_as_unsure(
    staff_portal: Portal, torben: StaffBrowser
) -> None:
    mail_id = write_to(staff_portal, staff_portal.anders)
    with staff_portal.workplace.open_unit(write=True) as unit:
        unit.mails.claim(mail_id, 1, staff_portal.clock.now())
        unit.commit()
    assert counts(torben.get("/staff/mails"))["sending"] == 1
    staff_portal.clock.advance(timedelta(minutes=15))
    assert counts(torben.get("/staff/mails"))["unsure"] == 1


def test_no_case_stands_on_the_page(staff_portal: Portal, torben: StaffBrowser) -> None:
    report = staff_portal.taken_up("Der mangler penge i kassen.")
    write_to(staff_portal, staff_portal.anders)
    page = torben.get("/staff/mails")
    assert report.number not in page
    assert "kassen" not in page
