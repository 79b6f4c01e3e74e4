from __future__ import annotations

import pytest

from portal.commands.opening import open_portal, open_workplace
from portal.domain.access import Role
from portal.settings import load_settings
from portal.storage.unit_key_store import STATISTICS
from tests.commands.conftest import LEAD, PASSPHRASE

ANDERS = "anders@example.org"


def add(portal, email: str = ANDERS, role: str = "caseworker", *more: str):
    return portal("staff", "add", email, "--name", "Anders And", "--role", role, *more)


@pytest.mark.parametrize("role", [role.value for role in Role if role is not Role.CONTACT])
def test_an_account_is_added_and_its_link_printed(installed, role):
    ran = add(installed, role=role)
    assert ran.status == 0
    assert f"{ANDERS} ({role})" in ran.out
    assert "/staff/activate/" in ran.out.splitlines()[-1]


def test_the_list_shows_address_role_desk_state_and_name(installed):
    add(installed)
    add(installed, "revisor@example.org", "auditor")
    add(installed, "b@example.org", "caseworker", "--desk", "complaints")
    rows = [line.split() for line in installed("staff", "list").out.splitlines()]
    assert [ANDERS, "caseworker", "both", "invited", "Anders", "And"] in rows
    assert ["b@example.org", "caseworker", "complaints", "invited", "Anders", "And"] in rows
    assert ["revisor@example.org", "auditor", "-", "invited", "Anders", "And"] in rows
    assert [LEAD, "lead", "both", "active", "Birgitte"] in rows


def test_a_contact_person_is_added_with_her_administration(installed):
    more = ("--administration", "BUF", "--unit", "Skolen ved Søen", "--desk", "whistleblowing")
    ran = add(installed, ANDERS, "contact", *more)
    assert ran.status == 0
    assert f"{ANDERS} (contact)" in ran.out
    rows = [line.split() for line in installed("staff", "list").out.splitlines()]
    assert [ANDERS, "contact", "whistleblowing", "invited", "Anders", "And", "(BUF)"] in rows
    add(installed, "b@example.org", "contact", "--administration", "SUF")
    rows = [line.split() for line in installed("staff", "list").out.splitlines()]
    assert ["b@example.org", "contact", "both", "invited", "Anders", "And", "(SUF)"] in rows


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["nobody", "--name", "N", "--role", "lead"], "not an e-mail address"),
        ([ANDERS, "--name", " ", "--role", "lead"], "a name is missing"),
        ([LEAD, "--name", "N", "--role", "lead"], "already"),
        ([ANDERS, "--name", "N", "--role", "auditor", "--desk", "both"], "--desk"),
        ([ANDERS, "--name", "N", "--role", "lead", "--administration", "OKF"], "--administration"),
        ([ANDERS, "--name", "N", "--role", "contact"], "needs --administration"),
        (
            [ANDERS, "--name", "N", "--role", "contact", "--administration", "X"],
            "no administration",
        ),
        ([ANDERS, "--name", "N", "--role", "king"], "--role"),
        ([ANDERS, "--role", "lead"], "--name"),
    ],
)
def test_what_does_not_fit_is_refused_on_one_line(installed, arguments, reason):
    ran = installed("staff", "add", *arguments)
    assert ran.status != 0
    assert reason in ran.reason


def test_a_disabled_account_is_listed_as_such(installed):
    add(installed)
    ran = installed("staff", "disable", ANDERS.upper())
    assert ran.status == 0
    rows = [line.split()[:4] for line in installed("staff", "list").out.splitlines()]
    assert [ANDERS, "caseworker", "both", "disabled"] in rows
    assert installed("staff", "disable", ANDERS).status == 0


@pytest.fixture
def second(installed, activate, take_up_newcomers):
    """The address of another head of unit, on the list."""
    email = "second@example.org"
    activate(add(installed, email, "lead").out.splitlines()[-1])
    take_up_newcomers()
    return email


def test_the_last_who_can_read_the_statistics_is_named_with_the_way_back(installed, second):
    settings, clock = open_portal()
    with open_workplace(settings, clock) as workplace, workplace.open_unit(write=True) as unit:
        unit.unit_keys.take_back(STATISTICS, unit.accounts.by_email(second).id)
        unit.commit()
    ran = installed("staff", "disable", LEAD)
    assert (
        f"Nobody else can read the statistics yet: run `portal staff enable {LEAD}`"
        " until she has signed in once beside a colleague who may read them."
    ) in ran.out
    installed("staff", "enable", LEAD)
    assert "statistics" not in installed("staff", "disable", second).out


def test_only_an_account_that_was_active_can_be_opened_again(installed):
    add(installed)
    installed("staff", "disable", ANDERS)
    ran = installed("staff", "enable", ANDERS)
    assert ran.status == 1
    assert "no disabled account" in ran.reason
    assert installed("staff", "enable", LEAD).status == 1


def test_an_account_that_does_not_exist_cannot_be_disabled(installed):
    ran = installed("staff", "disable", ANDERS)
    assert ran.status == 1
    assert ANDERS in ran.reason


def test_the_only_active_head_of_unit_cannot_be_disabled(installed):
    ran = installed("staff", "disable", LEAD)
    assert ran.status == 1
    assert "only active head" in ran.reason


def test_a_lost_account_is_reset_and_its_new_link_printed(installed, activate, second):
    ran = installed("staff", "reset", second.upper())
    assert ran.status == 0
    assert f"{second} (lead)" in ran.out
    link = ran.out.splitlines()[-1]
    assert "/staff/activate/" in link
    rows = [line.split()[:4] for line in installed("staff", "list").out.splitlines()]
    assert [second, "lead", "both", "invited"] in rows
    activate(link)
    rows = [line.split()[:4] for line in installed("staff", "list").out.splitlines()]
    assert [second, "lead", "both", "active"] in rows
    assert PASSPHRASE not in ran.out


@pytest.mark.parametrize(
    ("email", "reason"),
    [(LEAD, "only active head"), ("nobody@example.org", "no account with keys")],
)
def test_what_cannot_be_reset_is_said_on_one_line(installed, email, reason):
    ran = installed("staff", "reset", email)
    assert ran.status == 1
    assert reason in ran.reason
    assert email in ran.reason


def test_while_the_list_is_broken_nothing_is_reset(installed, second):
    load_settings().unit_list_anchor.unlink()
    ran = installed("staff", "reset", second)
    assert ran.status == 1
    assert "docs/operations.md" in ran.reason
