"""Thieves: of the database, of a member's box, of a cookie, of a key that was once given. Each gets
what docs/threat-model.md says and nothing else."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import insert, select, update

from crypto.case_key import CaseKeys
from crypto.errors import CannotOpen
from crypto.identifiers import new_secret
from crypto.sealed_record import Place, open_record
from crypto.staff_password import open_staff_box
from portal.domain.case_file import Identity
from portal.domain.errors import InvalidInput, NotFound
from portal.services.accounts.list_accounts import list_contacts
from portal.services.accounts.staff_box import StaffSecrets
from portal.services.case_alarms import altered_cases
from portal.services.casework.declare_impartiality import declare_impartiality
from portal.services.casework.give_access import give_access
from portal.services.casework.read_case import read_case
from portal.services.casework.show_identity import show_identity
from portal.services.drafts.keep_draft import keep_draft
from portal.services.identities import open_identity, open_identity_key
from portal.services.key_copies import open_member_copy
from portal.services.members.look_at_list import look_at_list
from portal.services.reporting.post_message import post_message
from portal.services.workplace import Member
from portal.storage.case_key_store import KeyCopy
from portal.storage.session_store import SessionRow
from portal.storage.tables import accounts, case_keys, records, sessions
from portal.web.session import STAFF, SealedSession
from tests.attacks.test_an_administrator_with_sql import facts_of, sql
from tests.support.portal import PASSPHRASE, secrets_of
from tests.support.staff import StaffBrowser

if TYPE_CHECKING:
    from portal.domain.account import Account
    from tests.support.office import Office
    from tests.support.page_checks import CheckedClient
    from tests.support.portal import FiledReport, Portal

KAREN = Identity("Karen Prøve", "karen@example.org")


def copy_of(office: Office, report: FiledReport, member: Member) -> KeyCopy:
    """What the database holds for a member of a case."""
    with office.workplace.open_unit() as unit:
        copy = unit.case_keys.of(facts_of(office, report).id, member.account.id)
    assert copy
    return copy


def opened_records(office: Office, report: FiledReport, root: bytes) -> int:
    """How many records of the case as the database has it now a root key opens."""
    keys, facts = CaseKeys.from_root(root), facts_of(office, report)
    with office.database.engine.connect() as connection:
        rows = connection.execute(select(records).where(records.c.case_id == facts.id)).all()
    opened = 0
    for row in rows:
        place = Place(facts.id, row.id, "records", row.revision, row.generation)
        for key in (keys.shared, keys.unit):
            try:
                open_record(key or b"", row.box, place)
                opened += 1
            except CannotOpen:
                continue
    return opened


def test_a_members_box_and_a_dictionary_give_nothing_without_the_secret_file(
    office: Office,
) -> None:
    [row] = [row for row in office.rows(accounts) if row.id == office.anders.account.id]
    dictionary = ["kodeord", "sommer 2026", PASSPHRASE]
    for guess in dictionary:
        with pytest.raises(CannotOpen):
            open_staff_box(guess, new_secret(), row.id, row.box)


def test_a_members_stolen_session_opens_cases_and_no_identity(office: Office) -> None:
    report = office.taken_up(identity=KAREN)
    # What a session holds: the account and the seed of its key pair.
    thief = replace(office.anders)
    assert read_case(office.workplace, thief, report.number).file.identity == b""
    content = _identity_record(office, report)
    assert KAREN.name.encode() not in content
    own = StaffSecrets(thief.key_pair.seed, b"", identity_seed=thief.key_pair.seed)
    copy = copy_of(office, report, thief)
    with pytest.raises(CannotOpen):
        open_identity(facts_of(office, report), copy, own, content)
    for passphrase, reason in (("", "missing"), ("et gæt på noget langt", "wrong")):
        with pytest.raises(InvalidInput, match=f"passphrase: {reason}"):
            show_identity(
                office.workplace, thief, report.number, reason="Nysgerrig", passphrase=passphrase
            )
        with pytest.raises(InvalidInput, match=f"passphrase: {reason}"):
            give_access(
                office.workplace, thief, report.number, thief.account.id, passphrase=passphrase
            )


def _identity_record(office: Office, report: FiledReport) -> bytes:
    root = open_member_copy(
        facts_of(office, report), copy_of(office, report, office.anders), office.anders.key_pair
    )
    keys, facts = CaseKeys.from_root(root), facts_of(office, report)
    assert keys.unit
    with office.database.engine.connect() as connection:
        rows = connection.execute(select(records).where(records.c.case_id == facts.id)).all()
    for row in rows:
        place = Place(facts.id, row.id, "records", row.revision, row.generation)
        try:
            kind, content = open_record(keys.unit, row.box, place)
        except CannotOpen:
            continue
        if kind == "identity":
            return content
    raise AssertionError("the case has no identity record")


def test_an_identity_key_opens_with_the_holders_second_key_pair_alone(office: Office) -> None:
    report = office.taken_up(identity=KAREN)
    facts, copy = facts_of(office, report), copy_of(office, report, office.anders)
    anders = secrets_of("Anders")
    assert open_identity_key(facts, copy, anders)
    for wrong in (secrets_of("Birgitte"), replace(anders, identity_seed=anders.seed)):
        with pytest.raises(CannotOpen):
            open_identity_key(facts, copy, wrong)
    # Nor does it open as the key of another case, or of another holder.
    other = facts_of(office, office.filed())
    for elsewhere, moved in (
        (other, copy),
        (facts, replace(copy, holder=office.chaima.account.id)),
    ):
        with pytest.raises(CannotOpen):
            open_identity_key(elsewhere, moved, anders)


def test_who_was_given_the_case_and_not_the_identity_is_told_so(office: Office) -> None:
    report = office.taken_up(identity=KAREN)
    anders = case_keys.c.holder == office.anders.account.id
    sql(office, update(case_keys).where(anders).values(identity_box=None))
    with pytest.raises(NotFound):
        show_identity(
            office.workplace, office.anders, report.number, reason="Spørg", passphrase=PASSPHRASE
        )
    with office.workplace.open_unit() as unit:
        assert altered_cases(office.workplace, unit) == []


def test_what_somebody_wrote_is_kept_under_the_key_of_the_list_whatever_her_account_says(
    office: Office,
) -> None:
    hers = secrets_of("Indtrænger").public_keys
    anders = accounts.c.id == office.anders.account.id
    sql(office, update(accounts).where(anders).values(**vars(hers)))
    with office.workplace.open_unit() as unit:
        altered = unit.accounts.by_id(office.anders.account.id)
    assert altered
    keep_draft(office.workplace, altered, "/staff/cases", [("text", "Halvt skrevet")])
    with office.workplace.open_unit() as unit:
        [draft] = unit.drafts.of(office.anders.key_pair, altered.id)
    assert draft.fields == (("text", "Halvt skrevet"),)


def test_a_member_whom_the_reporter_excluded_holds_no_key_whatever_she_takes(
    office: Office,
) -> None:
    report = office.filed(not_to=frozenset({office.chaima.id}))
    facts = facts_of(office, report)
    with office.workplace.open_unit() as unit:
        assert unit.case_keys.of(facts.id, office.chaima.account.id) is None
        copies = unit.case_keys.every(facts.id)
    for copy in copies:
        for key_pair in (office.chaima.key_pair, secrets_of("Chaima").identity_pair):
            for taken in (copy, replace(copy, holder=office.chaima.account.id)):
                with pytest.raises(CannotOpen):
                    open_member_copy(facts, taken, key_pair)
    with pytest.raises(NotFound):
        read_case(office.workplace, office.chaima, report.number)


def test_a_recused_member_reads_nothing_of_the_case_as_it_is_now_with_the_key_she_once_had(
    office: Office,
) -> None:
    report = office.taken_up()
    kept = open_member_copy(
        facts_of(office, report), copy_of(office, report, office.anders), office.anders.key_pair
    )
    assert opened_records(office, report, kept) > 0
    declare_impartiality(
        office.workplace, office.anders, report.number, impartial=False, reason="Min søster"
    )
    post_message(office.workplace, report.reporter, "Hun må ikke læse dette")
    assert opened_records(office, report, kept) == 0
    # The others read on, and so does the reporter, whose code has not changed.
    case = read_case(office.workplace, office.birgitte, report.number)
    assert case.file.entries[-1].text == "Hun må ikke læse dette"
    with office.database.engine.connect() as connection:
        left = connection.execute(
            select(case_keys.c.generation).where(case_keys.c.case_id == case.file.facts.id)
        )
        assert {row.generation for row in left} == {2}


def test_a_recused_member_who_puts_her_old_copy_back_opens_nothing(
    office: Office,
) -> None:
    report = office.taken_up()
    old = copy_of(office, report, office.anders)
    declare_impartiality(
        office.workplace, office.anders, report.number, impartial=False, reason="Min søster"
    )
    row = {"case_id": facts_of(office, report).id, **vars(old), "generation": 2}
    sql(office, insert(case_keys).values(row))
    with pytest.raises(NotFound):
        read_case(office.workplace, office.anders, report.number)


def test_a_stolen_database_opens_no_session_and_a_stolen_cookie_is_nothing_without_it(
    whole_portal: Portal,
) -> None:
    workplace = whole_portal.workplace
    anders = StaffBrowser(whole_portal, whole_portal.anders)
    anders.get("/staff/cases")
    with workplace.open_unit() as unit:
        [stolen] = unit._connection.execute(select(sessions)).all()
    assert whole_portal.anders.key_pair.seed not in stolen.box
    assert stolen.id not in anders.client.get_cookie("portal_staff").value.encode()
    # The row put under an id whose secret the thief knows does not open with that secret.
    secret = new_secret()
    mine = SealedSession(workplace, STAFF, secret)
    with workplace.open_unit(write=True) as unit:
        row = SessionRow(mine.row_id, "staff", stolen.account_id, stolen.sweep_on, stolen.box)
        unit.sessions.put(row)
        unit.commit()
    thief = whole_portal.browser()
    thief.set_cookie(STAFF.cookie, urlsafe_b64encode(secret).decode("ascii"))
    assert thief.get("/staff/cases").status_code == 303


def test_a_session_row_made_by_hand_signs_nobody_in_as_somebody_else(
    whole_portal: Portal,
) -> None:
    thief = _signed_in(whole_portal, whole_portal.birgitte.account, secrets_of("Indtrænger"))
    assert thief.get("/staff/accounts").status_code == 303


def test_a_contact_persons_account_made_by_hand_is_nobody_to_the_unit(
    whole_portal: Portal,
) -> None:
    keys = secrets_of("Kontakt")
    workplace = whole_portal.workplace
    row = {
        "id": b"k" * 16, "email": "kontakt@kommune.example", "name": "Kontakt", "role": "contact",
        "desk": None, "state": "active", "administration": "BUF", "unit_name": "", "box": b"x",
        "last_code_step": 0, **vars(keys.public_keys),
    }  # fmt: skip
    with workplace.database.engine.begin() as connection:
        connection.execute(insert(accounts).values(row))
    report = whole_portal.filed()
    with workplace.open_unit() as unit:
        facts = unit.cases.by_number(report.number)
        assert facts
        assert row["id"] not in unit.case_keys.members(facts.id)
        contact = unit.accounts.by_id(b"k" * 16)
    assert contact
    # Until somebody compares words with her, nothing is sealed to her, whoever she says she is.
    assert [one.about.name for one in look_at_list(workplace).waiting] == ["Kontakt"]
    assert list_contacts(workplace) == []
    # She may try nothing of the unit's, and with her own keys no case opens.
    for address in (
        "/staff/cases",
        "/staff/members",
        "/staff/log",
        f"/staff/cases/{report.number}",
    ):
        answer = _signed_in(whole_portal, contact, keys).get(address)
        assert answer.status_code == 404
    with pytest.raises(NotFound):
        read_case(workplace, Member(contact, keys.key_pair), report.number)


def _signed_in(portal: Portal, account: Account, keys: StaffSecrets) -> CheckedClient:
    secret = new_secret()
    session = SealedSession(portal.workplace, STAFF, secret)
    session.account_id = account.id
    session.update({"account": account.id.hex(), "seed": keys.seed.hex()})
    session.save()
    browser = portal.browser()
    browser.set_cookie(STAFF.cookie, urlsafe_b64encode(secret).decode("ascii"))
    return browser
