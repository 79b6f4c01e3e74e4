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
    "lead": ("birgitte", "Birgitte Holm", Role.LEAD),
    "caseworker": ("anders", "Anders Krogh", Role.CASEWORKER),
    "other_caseworker": ("samira", "Samira Lund", Role.CASEWORKER),
    "administrator": ("drift", "Torben Vad", Role.ADMINISTRATOR),
}


@dataclass(frozen=True)
class DemoStaff:
    """One invented person with everything she signs in with."""

    email: str
    role: Role
    passphrase: str = field(repr=False)
    otp_secret: str = field(repr=False)
    member: Member = field(repr=False)


def hire(workplace: Workplace) -> dict[str, DemoStaff]:
    """Invite and activate everyone, by the part they play in the stories.

    The head of unit has taken the members up on the unit's list.
    """
    staff = {part: _hire(workplace, *person) for part, person in _PEOPLE.items()}
    lead = staff["lead"]
    for one in look_at_list(workplace).waiting:
        words = words_of(workplace, one.about)
        take_up_member(
            workplace, lead.member, one.about.account, words=words, passphrase=lead.passphrase
        )
    return staff


def _hire(workplace: Workplace, local_part: str, name: str, role: Role) -> DemoStaff:
    email = f"{local_part}@demo.example"
    desk = Desk.BOTH if role in (Role.LEAD, Role.CASEWORKER) else None
    invitation = invite_account(workplace, None, NewAccount(email, name, role, desk))
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
        passphrase=proposal.passphrase,
        otp_secret=otp_base32(proposal.otp_secret),
        member=Member(opened.account, opened.secrets.key_pair),
    )
