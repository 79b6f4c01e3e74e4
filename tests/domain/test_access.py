"""Every role with every permission, written out: whatever is not listed is denied."""

from datetime import date
from itertools import product

import pytest

from portal.domain.access import (
    INVITABLE_ROLES,
    PERMISSIONS,
    AccountState,
    Desk,
    Permission,
    Role,
    may,
    receives,
)
from portal.domain.account import Account
from portal.domain.case_status import CaseKind

ALLOWED = {
    "caseworker": [
        "case:list",
        "case:open",
        "case:work",
        "case:identity",
        "statistics:read",
        "account:own",
        "members:read",
        "members:sign",
        "contact:invite",
        "report:write",
    ],
    "lead": [
        "case:list",
        "case:open",
        "case:work",
        "case:identity",
        "case:erase",
        "case:accept",
        "guidance:edit",
        "lists:edit",
        "account:list",
        "log:read",
        "statistics:read",
        "statistics:import",
        "account:own",
        "absence:set_any",
        "members:read",
        "members:sign",
        "contact:invite",
        "report:write",
        "report:publish",
    ],
    "contact": ["dossier:read", "dossier:work", "account:own"],
    "administrator": [
        "account:list",
        "account:manage",
        "log:read",
        "mail:read",
        "account:own",
        "members:read",
    ],
    "auditor": ["log:read", "statistics:read", "account:own", "members:read"],
}


def account(role: Role, desk: Desk | None, state: AccountState = AccountState.ACTIVE) -> Account:
    return Account(
        bytes(16), "a@example.org", "Anna", role, desk, state, invited_until=date(2026, 3, 9)
    )


@pytest.mark.parametrize(("role", "permission"), list(product(Role, Permission)))
def test_a_role_may_what_is_listed_and_nothing_else(role: Role, permission: Permission) -> None:
    assert may(role, permission) is (permission.value in ALLOWED[role.value])


def test_every_role_stands_in_the_table() -> None:
    assert set(PERMISSIONS) == set(Role)
    assert set(ALLOWED) == {role.value for role in Role}


def test_who_runs_the_portal_reads_no_case() -> None:
    for role in (Role.ADMINISTRATOR, Role.AUDITOR, Role.CONTACT):
        assert not [one for one in PERMISSIONS[role] if one.startswith("case:")]


def test_an_unknown_permission_is_denied_to_everyone() -> None:
    for role in Role:
        assert not may(role, "case:everything")  # type: ignore[arg-type]


@pytest.mark.parametrize("state", [AccountState.INVITED, AccountState.DISABLED])
def test_an_account_that_is_not_active_may_nothing(state: AccountState) -> None:
    for role, permission in product(Role, Permission):
        assert not account(role, Desk.BOTH, state).may(permission)
        assert account(role, Desk.BOTH).may(permission) is may(role, permission)
    assert not account(Role.LEAD, Desk.BOTH, state).reads(CaseKind.REPORT)


@pytest.mark.parametrize(("role", "desk"), list(product(Role, (*Desk, None))))
def test_reports_go_to_members_of_the_whistleblowing_desk_alone(
    role: Role, desk: Desk | None
) -> None:
    expected = role in {Role.CASEWORKER, Role.LEAD} and desk in {Desk.WHISTLEBLOWING, Desk.BOTH}
    assert receives(CaseKind.REPORT, role, desk) is expected
    assert account(role, desk).reads(CaseKind.REPORT) is expected


def test_everybody_can_be_invited() -> None:
    assert len(INVITABLE_ROLES) == len(set(INVITABLE_ROLES))
    assert set(INVITABLE_ROLES) == set(Role)


@pytest.mark.parametrize("role", Role)
def test_whose_absence_counts_gets_mails_about_cases_or_dossiers(role: Role) -> None:
    gets_mails = role in {Role.CASEWORKER, Role.LEAD, Role.CONTACT}
    assert account(role, Desk.BOTH).may_be_away is gets_mails
    assert not account(role, Desk.BOTH, AccountState.DISABLED).may_be_away


def test_permissions_are_named_subject_and_verb() -> None:
    for permission in Permission:
        subject, verb = permission.value.split(":")
        assert subject.isalpha()
        assert verb.replace("_", "").isalpha()


@pytest.mark.parametrize("role", Role)
def test_a_head_of_unit_is_one_and_nobody_else(role: Role) -> None:
    assert account(role, None).is_lead is (role is Role.LEAD)


def test_an_account_shows_no_box_when_printed() -> None:
    one = Account(
        bytes(16), "a@example.org", "Anna", Role.LEAD, None, AccountState.ACTIVE, box=b"hidden"
    )
    assert "hidden" not in repr(one)
