"""The demo's invented staff: who they are, and their accounts."""

from dataclasses import dataclass, field

from crypto.one_time_code import code_at, otp_base32
from portal.domain.access import Desk, Role
from portal.services.accounts.activate_account import activate_account, propose_activation
from portal.services.accounts.invite_account import NewAccount, invite_account
from portal.services.accounts.sign_in import check_passphrase
from portal.services.members.change_list import take_up_member
from portal.services.members.look_at_list import look_at_list, words_of
from portal.services.workplace import Member, Workplace

_PEOPLE = {
    "lead": ("birgitte", "Birgitte Holm", Role.LEAD, Desk.BOTH),
    "caseworker": ("anders", "Anders Krogh", Role.CASEWORKER, Desk.BOTH),
    "other_caseworker": ("samira", "Samira Lund", Role.CASEWORKER, Desk.BOTH),
    "adviser": ("mette", "Mette Sandholt", Role.CASEWORKER, Desk.COMPLAINTS),
    "administrator": ("drift", "Torben Vad", Role.ADMINISTRATOR, None),
}
# Two where the stories need a colleague who stands in or takes over.
_CONTACTS = {
    "contact_OKF": ("kontakt.okf", "Henrik Dalgaard", "OKF"),
    "contact_KFF": ("kontakt.kff", "Maja Thorsen", "KFF"),
    "contact_BUF": ("kontakt.buf", "Karen Elkjær", "BUF"),
    "contact2_BUF": ("kontakt2.buf", "Jonas Friis", "BUF"),
    "contact_SUF": ("kontakt.suf", "Lone Bjerregaard", "SUF"),
    "contact2_SUF": ("kontakt2.suf", "Yusuf Demir", "SUF"),
    "contact_SOF": ("kontakt.sof", "Pernille Stougaard", "SOF"),
    "contact2_SOF": ("kontakt2.sof", "Mikkel Rahbek", "SOF"),
    "contact_TMF": ("kontakt.tmf", "Inge Vestergaard", "TMF"),
    "contact_BIF": ("kontakt.bif", "Rasmus Hvid", "BIF"),
}
# Whom the adviser writes to there; reports are never sent to her.
_CONTACTS_FOR_COMPLAINTS = {
    "complaints_BIF": ("klager.bif", "Sidsel Winther", "BIF"),
}


@dataclass(frozen=True)
class DemoStaff:
    """One invented person with everything she signs in with."""

    email: str
    role: Role
    desk: Desk | None
    administration: str
    passphrase: str = field(repr=False)
    otp_secret: str = field(repr=False)
    member: Member = field(repr=False)


def hire(workplace: Workplace) -> dict[str, DemoStaff]:
    """Invite and activate everyone, by the part they play in the stories: `contact_SUF` is the
    contact person of SUF, `contact2_SUF` her colleague where there is one, `complaints_BIF` the one
    of BIF for complaints alone; `adviser` works on complaints alone.

    The head of unit has taken the members and the contact persons up on the unit's list.
    """
    staff = {part: _hire(workplace, *person) for part, person in _PEOPLE.items()}
    for desk, contacts in (
        (Desk.BOTH, _CONTACTS),
        (Desk.COMPLAINTS, _CONTACTS_FOR_COMPLAINTS),
    ):
        for part, (local_part, name, administration) in contacts.items():
            staff[part] = _hire(workplace, local_part, name, Role.CONTACT, desk, administration)
    lead = staff["lead"]
    for one in look_at_list(workplace).waiting:
        words = words_of(workplace, one.about)
        take_up_member(
            workplace, lead.member, one.about.account, words=words, passphrase=lead.passphrase
        )
    return staff


def _hire(
    workplace: Workplace,
    local_part: str,
    name: str,
    role: Role,
    desk: Desk | None,
    administration: str = "",
) -> DemoStaff:
    email = f"{local_part}@demo.example"
    wanted = NewAccount(email, name, role, desk, administration=administration)
    invitation = invite_account(workplace, None, wanted)
    proposal = propose_activation(workplace, invitation.token)
    activate_account(
        workplace,
        invitation.token,
        passphrase=proposal.passphrase,
        otp_secret=proposal.otp_secret,
        code=code_at(proposal.otp_secret, workplace.now()),
    )
    opened = check_passphrase(workplace, email, proposal.passphrase)
    return DemoStaff(
        email=email,
        role=role,
        desk=desk,
        administration=administration,
        passphrase=proposal.passphrase,
        otp_secret=otp_base32(proposal.otp_secret),
        member=Member(opened.account, opened.secrets.key_pair),
    )
