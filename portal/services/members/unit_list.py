"""The unit's list, believed only as far as its signatures and the anchor carry it.

crypto/SPEC.md section 17. Whoever can write the database can neither add a reader, nor bring back
one who was removed: a version that is not signed by a member, or is older than the newest one seen,
is refused, and nothing is sealed to anybody.
"""

from crypto.errors import CannotOpen
from crypto.signing import SigningPair, check_signature
from crypto.statements import unit_list_hash, unit_list_statement
from portal.domain.errors import BrokenList, NotOnTheList
from portal.domain.unit_list import Anchor, ListedMember, ListVersion, UnitList
from portal.services.workplace import Member
from portal.storage.anchor_file import AnchorFile
from portal.storage.unit_list_store import UnitListStore
from portal.storage.unit_of_work import UnitOfWork


def current_list(anchors: AnchorFile, unit: UnitOfWork) -> UnitList | None:
    """The newest list; None before the first head of unit has made one.

    Moves the anchor forward. Raises BrokenList when what is stored is not what was signed, is older
    than what was seen, or is gone.
    """
    anchor, newest = anchors.read(), unit.unit_lists.newest()
    if anchor is None:
        if newest is not None:
            raise BrokenList
        return None
    if newest is not None and newest.version >= anchor.version:
        return _believed(anchors, unit.unit_lists, anchor, newest)
    # A member may have signed another one since this unit began to read.
    with unit.lists_now() as lists:
        return _believed(anchors, lists, anchor, lists.newest())


def _believed(
    anchors: AnchorFile, lists: UnitListStore, anchor: Anchor, newest: ListVersion | None
) -> UnitList:
    if newest is None or newest.version < anchor.version:
        raise BrokenList
    _follow(lists, anchor, newest.version)
    anchors.move_to(Anchor(anchor.root, newest.version, hash_of_version(newest)))
    return UnitList.from_bytes(newest.content)


def current_version(anchors: AnchorFile, unit: UnitOfWork) -> int:
    """The number of the newest list. Raises BrokenList, also before there is one."""
    current_list(anchors, unit)
    anchor = anchors.read()
    if anchor is None:
        raise BrokenList
    return anchor.version


def list_of_version(anchors: AnchorFile, unit: UnitOfWork, version: int) -> UnitList:
    """An earlier list, or the newest. Raises BrokenList."""
    current_list(anchors, unit)
    anchor = anchors.read()
    if anchor is None:
        raise BrokenList
    # From the anchor back, each version names the hash of the one before.
    expected = anchor.hash
    chain = unit.unit_lists.between(version, anchor.version)
    if not chain or chain[-1].version < anchor.version:
        with unit.lists_now() as lists:
            chain = lists.between(version, anchor.version)
    for one in reversed(chain):
        if hash_of_version(one) != expected:
            raise BrokenList
        expected = one.previous
        if one.version == version:
            return UnitList.from_bytes(one.content)
    raise BrokenList


def begin_list(
    anchors: AnchorFile, unit: UnitOfWork, first: ListedMember, pair: SigningPair, statistics: bytes
) -> Anchor:
    """Make version 1 and with it the root, signed by the first head of unit. `pair` signs.

    The caller commits, and then moves the anchor. Raises BrokenList when there is a list already.
    """
    if anchors.read() is not None or unit.unit_lists.newest() is not None:
        raise BrokenList
    made = _signed(UnitList((first,), statistics), 1, b"", first.account, pair)
    if not unit.unit_lists.add(made):
        raise BrokenList
    return Anchor(hash_of_version(made), 1, hash_of_version(made))


def sign_list(anchors: AnchorFile, unit: UnitOfWork, member: Member, changed: UnitList) -> Anchor:
    """Make the next version, signed by a member who stands on the newest one.

    The caller commits, and then moves the anchor. Raises BrokenList, NotOnTheList.
    """
    now = current_list(anchors, unit)
    newest = unit.unit_lists.newest()
    if now is None or newest is None:
        raise BrokenList
    pair = member.signing_pair
    signer = now.member(member.account.id)
    if signer is None or not signer.may_sign or signer.signing_key != pair.public:
        raise NotOnTheList
    previous = hash_of_version(newest)
    made = _signed(changed, newest.version + 1, previous, member.account.id, pair)
    if not unit.unit_lists.add(made):
        raise BrokenList
    anchor = anchors.read()
    if anchor is None:
        raise BrokenList
    return Anchor(anchor.root, made.version, hash_of_version(made))


def anchor_from_root(unit: UnitOfWork, root: bytes) -> Anchor:
    """The anchor that belongs to a root known from elsewhere: a member's box.

    Raises BrokenList unless all versions from the first on lead back to it.
    """
    newest = unit.unit_lists.newest()
    if newest is None:
        raise BrokenList
    start = Anchor(root, 1, root)
    _follow(unit.unit_lists, start, newest.version)
    return Anchor(root, newest.version, hash_of_version(newest))


def root_signed_by(unit: UnitOfWork, account_id: bytes, pair: SigningPair) -> bytes:
    """The root, where this very pair signed the first version; else empty."""
    first = next(iter(unit.unit_lists.between(1, 1)), None)
    if first is None or first.signer != account_id:
        return b""
    maker = UnitList.from_bytes(first.content).member(account_id)
    if maker is None or maker.signing_key != pair.public:
        return b""
    _check_signer(first, UnitList.from_bytes(first.content))
    return hash_of_version(first)


def hash_of_version(one: ListVersion) -> bytes:
    """What a version is known by, 32 bytes."""
    return unit_list_hash(version=one.version, previous=one.previous, content=one.content)


def _follow(lists: UnitListStore, anchor: Anchor, to: int) -> None:
    """Check the chain from the anchor's version on. Raises BrokenList."""
    chain = lists.between(anchor.version, to)
    if not chain or hash_of_version(chain[0]) != anchor.hash:
        raise BrokenList
    known = chain[0]
    if known.version == 1:
        if anchor.root != anchor.hash:
            raise BrokenList
        _check_signer(known, UnitList.from_bytes(known.content))
    for one in chain[1:]:
        if one.version != known.version + 1 or one.previous != hash_of_version(known):
            raise BrokenList
        _check_signer(one, UnitList.from_bytes(known.content))
        known = one


def _check_signer(one: ListVersion, stands_on: UnitList) -> None:
    signer = stands_on.member(one.signer)
    if signer is None or not signer.may_sign:
        raise BrokenList
    statement = unit_list_statement(version=one.version, previous=one.previous, content=one.content)
    try:
        check_signature(signer.signing_key, statement, one.signature)
    except CannotOpen:
        raise BrokenList from None


def _signed(
    content: UnitList, version: int, previous: bytes, signer: bytes, pair: SigningPair
) -> ListVersion:
    written = content.to_bytes()
    statement = unit_list_statement(version=version, previous=previous, content=written)
    return ListVersion(version, previous, written, signer, pair.sign(statement))
