"""Every case at once, on the command line."""

from __future__ import annotations

import pytest

from portal.services.casework.declare_impartiality import declare_impartiality
from portal.services.casework.read_case import read_case
from tests.commands.conftest import LEAD
from tests.commands.unit_at_work import ANDERS, Unit

HAND_ON = ("staff", "hand-on", ANDERS, "--as", LEAD)


@pytest.fixture
def two_cases(here: Unit) -> Unit:
    """Two cases from before Anders came, who stands on the list now."""
    for description in ("Der mangler penge.", "Der mangler regnskaber."):
        here.files(description)
    here.activate(ANDERS, "staff", "add", ANDERS, "--name", "Anders", "--role", "caseworker")
    here.take_up(ANDERS)
    return here


def text_of(unit: Unit, email: str, number: str) -> str:
    workplace = unit.workplace()
    member = unit.member(workplace, email)
    declare_impartiality(workplace, member, number, impartial=True, reason="")
    text = read_case(workplace, member, number).file.report.text
    workplace.database.close()
    return text


def test_a_newcomer_gets_every_case_once(two_cases: Unit) -> None:
    ran = two_cases.run(*HAND_ON)
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "2 cases handed on.\n", "")
    assert two_cases.run(*HAND_ON).stdout == "0 cases handed on.\n"
    assert two_cases.run(*HAND_ON, "--anew").stdout == "2 cases handed on.\n"


def test_she_reads_what_she_was_given(here: Unit) -> None:
    number = here.files("Der mangler penge.")
    here.activate(ANDERS, "staff", "add", ANDERS, "--name", "Anders", "--role", "caseworker")
    here.take_up(ANDERS)
    here.run(*HAND_ON)
    assert text_of(here, ANDERS, number) == "Der mangler penge."


def test_a_case_that_stays_closed_is_counted(two_cases: Unit) -> None:
    anders = two_cases.account(ANDERS).id
    two_cases.files("Om Anders", not_to=frozenset({anders.hex()}))
    said = two_cases.run(*HAND_ON).stdout.splitlines()
    assert said[0] == "2 cases handed on."
    assert said[1].startswith("1 case stayed closed: excluded by the reporter, disqualified, or")


def test_who_does_not_stand_on_the_list_gets_nothing(here: Unit) -> None:
    here.files("Der mangler penge.")
    here.activate(ANDERS, "staff", "add", ANDERS, "--name", "Anders", "--role", "caseworker")
    assert "does not stand on the unit's list" in here.refused(*HAND_ON)


def test_an_address_without_an_account_is_said_to_be_one(here: Unit) -> None:
    asked = ("staff", "hand-on", "nobody@example.org", "--as", LEAD)
    assert "there is no account nobody@example.org" in here.refused(*asked)


def test_who_hands_on_shows_that_it_is_she(two_cases: Unit) -> None:
    said = two_cases.refused(*HAND_ON, PORTAL_PASSPHRASE="not hers at all, not one word")
    assert "the address, the passphrase or the code is wrong" in said
