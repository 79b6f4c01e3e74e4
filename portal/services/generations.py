"""The keys of a case are vouched for: by the reporter when she files, by a member from then on.

crypto/SPEC.md section 16. Whoever can write the database could put a key of her own there, sealed
to everybody, and read what is written from then on. What is not signed opens nothing.
"""

from crypto.case_key import CaseKeys
from crypto.errors import CannotOpen
from crypto.signing import check_signature
from crypto.statements import generation_statement, names_of
from portal.domain.case_file import CaseFacts
from portal.domain.errors import BrokenList, NotOnTheList
from portal.services.members.unit_list import current_list, current_version, list_of_version
from portal.services.workplace import Member, Reporter, Workplace
from portal.storage.case_key_store import REPORTER
from portal.storage.case_store import ReporterKeys
from portal.storage.generation_store import Generation
from portal.storage.unit_of_work import UnitOfWork


def sign_first_generation(
    unit: UnitOfWork, facts: CaseFacts, keys: CaseKeys, reporter: Reporter
) -> None:
    """The reporter's word for the keys that her report is sealed with. The caller commits."""
    public = ReporterKeys(reporter.key_pair.public, reporter.signing_pair.public)
    statement = _statement(facts, public, names_of(keys, b""), list_version=0)
    signature = reporter.signing_pair.sign(statement)
    name = names_of(keys, b"")[1]
    unit.generations.add(facts.id, Generation(facts.generation, name, REPORTER, 0, signature))


def sign_generation(
    workplace: Workplace, unit: UnitOfWork, facts: CaseFacts, keys: CaseKeys, member: Member
) -> None:
    """A member's word for the keys of a case. The caller commits.

    Raises BrokenList, NotOnTheList.
    """
    if not _may_sign(workplace, unit, member):
        raise NotOnTheList
    version = current_version(workplace.anchor, unit)
    public = unit.cases.reporter_keys(facts.id)
    names = names_of(keys, b"")
    signature = member.signing_pair.sign(_statement(facts, public, names, list_version=version))
    unit.generations.add(
        facts.id, Generation(facts.generation, names[1], member.account.id, version, signature)
    )


def sign_old_case(
    workplace: Workplace, unit: UnitOfWork, facts: CaseFacts, keys: CaseKeys, member: Member
) -> None:
    """The word of the first listed member who opens a case from before there were signatures; of
    one who is not listed yet none is taken. The caller commits. Raises BrokenList."""
    if _may_sign(workplace, unit, member):
        sign_generation(workplace, unit, facts, keys, member)


def is_signed(
    workplace: Workplace,
    unit: UnitOfWork,
    facts: CaseFacts,
    keys: CaseKeys,
    reporter: Reporter | None = None,
) -> bool:
    """Whether the keys at hand are vouched for; False for a case from before there were signatures
    that nobody has signed yet.

    `reporter` is given on the reporter's side: her keys are those of her code, whatever the
    database says. Raises CannotOpen when a signature is bad or missing, or the keys are not those
    that were signed.
    """
    one = unit.generations.of(facts.id, facts.generation)
    if one is None:
        if facts.generation == 1 and workplace.anchor.may_be_unsigned(facts.id):
            return False
        raise CannotOpen
    public = _reporter_keys(unit, facts, reporter)
    names = names_of(keys, one.unit_key_name)
    if names[1] != one.unit_key_name:
        raise CannotOpen
    statement = _statement(facts, public, names, list_version=one.list_version)
    check_signature(_signing_key(workplace, unit, one, public), statement, one.signature)
    workplace.anchor.now_signed(facts.id)
    return True


def _may_sign(workplace: Workplace, unit: UnitOfWork, member: Member) -> bool:
    unit_list = current_list(workplace.anchor, unit)
    signer = unit_list.member(member.account.id) if unit_list else None
    if signer is None or not signer.may_sign:
        return False
    return signer.signing_key == member.signing_pair.public


def _reporter_keys(unit: UnitOfWork, facts: CaseFacts, reporter: Reporter | None) -> ReporterKeys:
    stored = unit.cases.reporter_keys(facts.id)
    if reporter is None:
        return stored
    own = ReporterKeys(reporter.key_pair.public, reporter.signing_pair.public)
    # A case from before there were signatures knows no signing key of its reporter.
    return own if stored.signing_key else ReporterKeys(own.key, b"")


def _signing_key(
    workplace: Workplace, unit: UnitOfWork, one: Generation, public: ReporterKeys
) -> bytes:
    if one.signer == REPORTER:
        if one.generation != 1 or one.list_version != 0:
            raise CannotOpen
        return public.signing_key
    if one.generation == 1 and public.signing_key:
        # Only a case from before there were signatures begins with a member's word.
        raise CannotOpen
    try:
        stands_on = list_of_version(workplace.anchor, unit, one.list_version)
    except BrokenList:
        raise CannotOpen from None
    signer = stands_on.member(one.signer)
    if signer is None or not signer.may_sign:
        raise CannotOpen
    return signer.signing_key


def _statement(
    facts: CaseFacts, public: ReporterKeys, names: tuple[bytes, bytes], *, list_version: int
) -> bytes:
    return generation_statement(
        case_id=facts.id,
        generation=facts.generation,
        shared_name=names[0],
        unit_name=names[1],
        reporter_key=public.key,
        reporter_signing_key=public.signing_key,
        list_version=list_version,
    )
