"""Who may do what. Roles and permissions are closed lists; whatever is not listed is denied.

A permission says what an account may try. Whether it may open a given case is decided by keys:
a member without a sealed copy of the case key cannot, whatever her role.
"""

from enum import StrEnum

from portal.domain.case_status import CaseKind


class Role(StrEnum):
    CASEWORKER = "caseworker"
    LEAD = "lead"
    CONTACT = "contact"
    ADMINISTRATOR = "administrator"
    AUDITOR = "auditor"


class Desk(StrEnum):
    WHISTLEBLOWING = "whistleblowing"
    COMPLAINTS = "complaints"
    BOTH = "both"


class AccountState(StrEnum):
    INVITED = "invited"
    ACTIVE = "active"
    DISABLED = "disabled"


class Permission(StrEnum):
    """Named subject:verb."""

    CASE_LIST = "case:list"
    CASE_OPEN = "case:open"
    CASE_WORK = "case:work"
    CASE_IDENTITY = "case:identity"
    CASE_ERASE = "case:erase"
    CASE_ACCEPT = "case:accept"
    GUIDANCE_EDIT = "guidance:edit"
    LISTS_EDIT = "lists:edit"
    ACCOUNT_LIST = "account:list"
    ACCOUNT_MANAGE = "account:manage"
    LOG_READ = "log:read"
    MAIL_READ = "mail:read"
    STATISTICS_READ = "statistics:read"
    STATISTICS_IMPORT = "statistics:import"
    OWN_ACCOUNT = "account:own"
    ABSENCE_SET_ANY = "absence:set_any"
    MEMBERS_READ = "members:read"
    MEMBERS_SIGN = "members:sign"
    CONTACT_INVITE = "contact:invite"
    DOSSIER_READ = "dossier:read"
    DOSSIER_WORK = "dossier:work"
    REPORT_WRITE = "report:write"
    REPORT_PUBLISH = "report:publish"


_MEMBER = frozenset(
    {
        Permission.CASE_LIST,
        Permission.CASE_OPEN,
        Permission.CASE_WORK,
        Permission.CASE_IDENTITY,
        Permission.STATISTICS_READ,
        Permission.OWN_ACCOUNT,
        Permission.MEMBERS_READ,
        Permission.MEMBERS_SIGN,
        Permission.CONTACT_INVITE,
        Permission.REPORT_WRITE,
    }
)

PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.CASEWORKER: _MEMBER,
    Role.LEAD: _MEMBER
    | {
        Permission.CASE_ERASE,
        Permission.CASE_ACCEPT,
        Permission.GUIDANCE_EDIT,
        Permission.LISTS_EDIT,
        Permission.ACCOUNT_LIST,
        Permission.LOG_READ,
        Permission.ABSENCE_SET_ANY,
        Permission.STATISTICS_IMPORT,
        Permission.REPORT_PUBLISH,
    },
    Role.CONTACT: frozenset(
        {Permission.DOSSIER_READ, Permission.DOSSIER_WORK, Permission.OWN_ACCOUNT}
    ),
    Role.ADMINISTRATOR: frozenset(
        {
            Permission.ACCOUNT_LIST,
            Permission.ACCOUNT_MANAGE,
            Permission.LOG_READ,
            Permission.MAIL_READ,
            Permission.OWN_ACCOUNT,
            Permission.MEMBERS_READ,
        }
    ),
    Role.AUDITOR: frozenset(
        {
            Permission.LOG_READ,
            Permission.STATISTICS_READ,
            Permission.OWN_ACCOUNT,
            Permission.MEMBERS_READ,
        }
    ),
}

INVITABLE_ROLES = (
    Role.CASEWORKER,
    Role.LEAD,
    Role.CONTACT,
    Role.ADMINISTRATOR,
    Role.AUDITOR,
)


def may(role: Role, permission: Permission) -> bool:
    """Whether an account with this role may try this."""
    return permission in PERMISSIONS[role]


_DESKS = {
    CaseKind.REPORT: (Desk.WHISTLEBLOWING, Desk.BOTH),
    CaseKind.COMPLAINT: (Desk.COMPLAINTS, Desk.BOTH),
    CaseKind.ASSISTANCE: (Desk.COMPLAINTS, Desk.BOTH),
    CaseKind.OWN_MOTION: (Desk.COMPLAINTS, Desk.BOTH),
}


def receives(kind: CaseKind, role: Role, desk: Desk | None) -> bool:
    """Whether new cases of a kind are sealed to an account: to members of its desk only. Who works
    on complaints alone holds no report's key."""
    return role in (Role.CASEWORKER, Role.LEAD) and desk in _DESKS[kind]
