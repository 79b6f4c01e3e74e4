"""What a right passphrase does for the box it opened: keys that are missing are made, and the root
of the unit's list is put in, or compared with the one that lies there."""

from dataclasses import replace

from crypto.identifiers import new_secret
from crypto.signing import SigningPair
from crypto.staff_password import seal_staff_box
from portal.domain.account import Account
from portal.domain.audit_events import SystemEvent
from portal.domain.errors import WrongRoot
from portal.domain.unit_list import Anchor
from portal.services.accounts.staff_box import StaffSecrets
from portal.services.members.begin_unit import begin_unit, is_to_begin, put_down_anchor
from portal.services.members.unit_list import anchor_from_root, root_signed_by
from portal.services.workplace import Workplace


def bring_box_up_to_date(
    workplace: Workplace, account: Account, secrets: StaffSecrets, passphrase: str
) -> StaffSecrets:
    """The box's contents as they are afterwards. Nothing is written where nothing is missing.

    The first head of unit who comes without there being a list makes it. A root in a box brings a
    lost anchor back. Raises WrongRoot, BrokenList.
    """
    wanted = replace(secrets, identity_seed=secrets.identity_seed or new_secret())
    anchor = _checked_anchor(workplace, account, secrets) or _begun(workplace, account, wanted)
    wanted = replace(wanted, root=anchor.root if anchor else b"")
    if wanted == secrets:
        return secrets
    pepper = workplace.secrets.pepper
    box = seal_staff_box(passphrase, pepper, account.id, wanted.to_bytes())
    with workplace.open_unit(write=True) as unit:
        unit.accounts.renew_box(account.id, wanted.public_keys, box)
        unit.commit()
    return wanted


def _begun(workplace: Workplace, account: Account, secrets: StaffSecrets) -> Anchor | None:
    keyed = replace(account, **vars(secrets.public_keys))
    with workplace.open_unit(write=True) as unit:
        if not is_to_begin(workplace, unit, keyed):
            return None
        anchor = begin_unit(workplace, unit, keyed, secrets.key_pair)
        unit.commit()
    put_down_anchor(workplace, anchor)
    return anchor


def _checked_anchor(workplace: Workplace, account: Account, secrets: StaffSecrets) -> Anchor | None:
    anchor = workplace.anchor.read()
    if anchor is None:
        anchor = _anchor_of_box(workplace, account, secrets)
    if anchor is not None and secrets.root not in (b"", anchor.root):
        with workplace.open_unit(write=True) as unit:
            unit.system_log.add(
                SystemEvent.WRONG_ROOT, workplace.now(), actor=None, subject=account.id
            )
            unit.commit()
        raise WrongRoot
    return anchor


def _anchor_of_box(workplace: Workplace, account: Account, secrets: StaffSecrets) -> Anchor | None:
    """The anchor anew, from the root in a member's box, or from the version that she signed
    herself just before the portal stopped."""
    with workplace.open_unit() as unit:
        root = secrets.root or root_signed_by(unit, account.id, SigningPair.of_member(secrets.seed))
        anchor = anchor_from_root(unit, root) if root else None
    if anchor is not None:
        put_down_anchor(workplace, anchor)
    return anchor
