"""What somebody wrote is sealed to her alone and waits for her, on any computer."""

from collections.abc import Iterable

from crypto.identifiers import new_secret
from portal.domain.account import Account
from portal.domain.draft import (
    MOST_CHARACTERS,
    MOST_DRAFTS,
    Draft,
    submission_in,
)
from portal.domain.errors import InvalidInput, NotFound
from portal.services.drafts.draft_names import case_tag, draft_id
from portal.services.drafts.draft_subject import subject_of
from portal.services.members.readers import listed_key
from portal.services.workplace import Workplace
from portal.storage.unit_of_work import UnitOfWork


def keep_draft(
    workplace: Workplace,
    account: Account,
    address: str,
    fields: Iterable[tuple[str, str]],
    number: str = "",
) -> Draft:
    """Keep a form as it would have been sent to `address`; `number` is its case's, or of a contact
    person's its dossier's, if it has one.

    It takes no key of hers: she may be signed out. The same sending kept again takes the place of
    the first. Raises InvalidInput (`draft`: `too_long` beyond 200,000 characters, `too_many`
    beyond 50), NotFound when the account cannot open the case or dossier.
    """
    sent = tuple(fields)
    if sum(len(name) + len(value) for name, value in sent) > MOST_CHARACTERS:
        raise InvalidInput("draft", "too_long")
    kept_as = draft_id(workplace, account.id, address, submission_in(sent))
    draft = Draft(kept_as.hex(), number, address, sent, kept_on=workplace.today())
    with workplace.open_unit(write=True) as unit:
        tag = _tag_of(unit, workplace, account, number)
        again = unit.drafts.has(account.id, kept_as)
        if not again and unit.drafts.count(account.id) >= MOST_DRAFTS:
            raise InvalidInput("draft", "too_many")
        unit.drafts.put(listed_key(workplace, unit, account), account.id, tag, draft)
        unit.commit()
    return draft


def _tag_of(unit: UnitOfWork, workplace: Workplace, account: Account, number: str) -> bytes:
    if not number:
        # Of the same length as a case's, so that it does not show which drafts belong to none.
        return new_secret()
    known = subject_of(unit, account.id, number)
    if known is None:
        raise NotFound("no such case or dossier")
    # A draft must not come into a case that is being erased or given up at this moment.
    unit.wait_for_others(known.case_id)
    subject = subject_of(unit, account.id, number)
    if subject is None or not subject.open_to_author:
        raise NotFound("erased, or no key to it")
    return case_tag(workplace, subject.case_id, account.id)
