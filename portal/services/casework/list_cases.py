"""The worklist: the cases a member holds a key to, without opening them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from crypto import crockford
from crypto.errors import CannotOpen
from portal.domain.case_file import CaseFacts, CaseFile
from portal.domain.errors import CaseAltered, ImpartialityNotDeclared, NotFound
from portal.services.handler import handler_of
from portal.services.member_work import MemberWork
from portal.services.seen_marker import writes_seen
from portal.services.workplace import Member, Workplace
from portal.storage.case_store import WorklistQuery
from portal.storage.unit_of_work import UnitOfWork

# Words lie under seal: a search has to open each case. More than this at once would be slow.
SEARCHED_AT_MOST = 300


@dataclass(frozen=True)
class WorklistRow:
    """`new`: something was written that this member has not seen. `awaited`: administration and
    day. `came_from`: administrations that asked or answered, and wait for the unit. `handler` is
    the name of who works on it, empty while nobody does."""

    facts: CaseFacts
    new: bool
    awaited: tuple[tuple[str, date], ...]
    handler: str
    came_from: tuple[str, ...] = ()


@dataclass(frozen=True)
class Worklist:
    """One page of rows. `count` is that of all pages, counted to one more than
    case_store.COUNTED_AT_MOST; `searched_all` is False when a search for
    words stopped at its limit and the filter should be narrowed. `unopened` are the numbers of
    cases that a search could not look into: something in them was altered."""

    rows: tuple[WorklistRow, ...]
    count: int
    searched_all: bool = True
    unopened: tuple[str, ...] = ()


def list_cases(
    workplace: Workplace, member: Member, wanted: WorklistQuery, words: str = ""
) -> Worklist:
    """One page of the member's worklist. `words` may be a case number, or words to look for.

    A number is found at once. Words are looked for in the cases that the filter leaves and the
    member has declared herself impartial in: nothing is read behind a declaration's back.
    """
    wanted = replace(wanted, today=workplace.today())
    with workplace.open_unit() as unit:
        if number := as_number(words):
            facts, count = unit.cases.worklist(
                member.account.id, WorklistQuery(number=number, page_size=wanted.page_size)
            )
            if facts:
                return Worklist(rows_of(unit, workplace, member, facts), count)
            # "2025 marts" has the form of a number; what no case is called are words after all.
        if words.strip():
            return _search(unit, workplace, member, wanted, words)
        facts, count = unit.cases.worklist(member.account.id, wanted)
        return Worklist(rows_of(unit, workplace, member, facts), count)


def as_number(words: str) -> str | None:
    """`2026-7kq4m` as a case number, forgiving as the receipt code is; None for words."""
    typed = crockford.normalise(words)
    if len(typed) == _NUMBER_LENGTH and typed[:4].isdigit():
        return f"{typed[:4]}-{typed[4:]}"
    return None


_NUMBER_LENGTH = 9
# Facts of an entry that nobody wrote: its form's token, the signature of a consent, and of what
# went straight to an administration its dossier's id and the key that was kept with it.
_NO_WORDS = frozenset({"token", "signature", "dossier", "key"})


def _search(
    unit: UnitOfWork, workplace: Workplace, member: Member, wanted: WorklistQuery, words: str
) -> Worklist:
    everything = replace(wanted, page=1, page_size=SEARCHED_AT_MOST)
    facts, count = unit.cases.worklist(member.account.id, everything)
    sought = words.casefold().split()
    found, unopened = [], []
    for one in facts:
        try:
            file = file_to_search(unit, workplace, member, one.number)
            if file is not None and _holds(file, sought):
                found.append(one)
        except (CannotOpen, CaseAltered):
            unopened.append(one.number)
    first = (wanted.page - 1) * wanted.page_size
    page = found[first : first + wanted.page_size]
    return Worklist(
        rows_of(unit, workplace, member, page),
        len(found),
        searched_all=count <= len(facts),
        unopened=tuple(unopened),
    )


def file_to_search(
    unit: UnitOfWork, workplace: Workplace, member: Member, number: str
) -> CaseFile | None:
    """A case as it is looked into without being opened for reading; None for one that is not hers,
    or that the member has not declared herself impartial in. Raises CannotOpen, CaseAltered."""
    try:
        work = MemberWork(unit, workplace, member, number)
        work.require_impartial()
    except (ImpartialityNotDeclared, NotFound):
        return None
    return work.file


def _holds(file: CaseFile, sought: list[str]) -> bool:
    texts = [entry.text for entry in file.entries]
    texts += [
        value
        for entry in file.entries
        for name, value in entry.facts.items()
        if name not in _NO_WORDS
    ]
    texts += [matter.summary for matter in file.matters]
    haystack = " ".join(texts).casefold()
    return all(word in haystack for word in sought)


def rows_of(
    unit: UnitOfWork, workplace: Workplace, member: Member, facts: Sequence[CaseFacts]
) -> tuple[WorklistRow, ...]:
    """What a list shows of cases the member holds keys to, without opening them."""
    ids = [one.id for one in facts]
    counts = unit.records.count_writes(ids)
    copies = unit.case_keys.of_many(ids, member.account.id)
    awaited = unit.forwardings.awaited(ids)
    came_from = unit.administrations.waiting_for_unit(ids)
    active = {account.id: account.name for account in unit.accounts.members()}
    return tuple(
        WorklistRow(
            facts=one,
            new=writes_seen(member.key_pair, one.id, copies[one.id].seen) < counts.get(one.id, 0),
            awaited=tuple(awaited.get(one.id, ())),
            handler=active.get(handler_of(workplace, one) or b"", ""),
            came_from=tuple(came_from.get(one.id, ())),
        )
        for one in facts
    )
