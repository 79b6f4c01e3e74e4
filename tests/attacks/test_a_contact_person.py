"""A contact person with her whole box, her session and the database: she opens what was sent to
her, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import LargeBinary, update

from crypto.case_key import CaseKeys
from crypto.errors import CannotOpen
from crypto.key_pair import KeyPair
from crypto.labels import DOSSIER_KEY, STATISTICS_KEY, bind
from crypto.sealed_box import open_box
from crypto.sealed_record import Place, open_record
from crypto.sealing import IDENTITY, ROOT, SHARED, case_key_info, open_with
from portal.domain.dossier import Act, ActKind
from portal.domain.errors import CaseAltered, NotFound
from portal.services.casework.accept_case import accept_case, look_at_alterations
from portal.services.casework.declare_impartiality import declare_impartiality
from portal.services.casework.read_case import read_case
from portal.services.dossiers.answer_dossier import ask_the_unit
from portal.services.dossiers.dossier_keys import open_dossier_key, seal_dossier_key
from portal.services.dossiers.read_dossier import confirm_secrecy, list_dossiers, read_dossier
from portal.services.dossiers.reply_in_dossier import reply_in_dossier
from portal.services.member_work import MemberWork
from portal.storage.dossier_store import opened_row, resealed_row
from portal.storage.tables import cases, dossier_keys, dossiers, metadata
from tests.attacks.test_an_administrator_with_sql import sql
from tests.services.hearing import Hearing, hearing, karen_of
from tests.support.portal import PASSPHRASE, secrets_of

if TYPE_CHECKING:
    from portal.domain.dossier import Dossier
    from tests.support.office import Office

# A key that opens a box of another kind is tried under every purpose the project has for boxes.
PURPOSES = (b"session", b"notice", b"handler", b"preferences", b"seen-marker", b"identity")


def two_hearings(office: Office) -> tuple[Hearing, Hearing]:
    """Karen was sent the first; the second, of another case, went to Lone alone."""
    karen_of(office)
    first = hearing(office)
    return first, hearing(office, recipients=(first.lone.id,), barred=(first.karen.id,))


def keys_of_karen(office: Office) -> list[KeyPair]:
    """Both key pairs that lie in her box."""
    secrets = secrets_of("Karen")
    return [secrets.key_pair, KeyPair(secrets.identity_seed)]


def every_blob(office: Office) -> list[tuple[str, bytes]]:
    """Every binary value of the database that is longer than an id or hash, with its place."""
    return [
        (f"{table.name}.{column.name}", value)
        for table in metadata.sorted_tables
        for column in table.columns
        if isinstance(column.type, LargeBinary)
        for row in office.rows(table)
        if (value := getattr(row, column.name)) and len(value) > 32
    ]


def infos(office: Office) -> list[bytes]:
    """Everything that a key in this database is sealed under, for every holder there is."""
    holders = [row.id for row in office.rows(metadata.tables["accounts"])]
    case_ids = [row.id for row in office.rows(cases)]
    dossier_ids = [row.id for row in office.rows(dossiers)]
    of_cases = [
        case_key_info(purpose=purpose, case_id=one, generation=1, holder=holder)
        for purpose, one, holder in product((ROOT, SHARED, IDENTITY), case_ids, holders)
    ]
    of_dossiers = [bind(DOSSIER_KEY, one, who) for one, who in product(dossier_ids, holders)]
    return [*of_cases, *of_dossiers, *(bind(STATISTICS_KEY, who) for who in holders)]


def opened_by(office: Office, keys: list[KeyPair]) -> list[tuple[str, bytes]]:
    """What of the database opens with key pairs, tried under everything there is."""
    found = []
    for (place, blob), pair, info in product(every_blob(office), keys, infos(office)):
        try:
            found.append((place, open_with(pair, blob, info)))
        except CannotOpen:
            continue
    return found


def test_her_keys_open_one_copy_and_it_is_of_the_key_of_what_she_was_sent(office: Office) -> None:
    first, _second = two_hearings(office)
    [(place, key)] = opened_by(office, keys_of_karen(office))
    assert place == "dossier_keys.box"
    with office.workplace.open_unit() as unit:
        row = unit.dossiers.by_number(first.dossier.number)
    assert row is not None
    assert opened_row(row, key).text == "Undersøg kassen."


def test_that_search_would_find_what_a_member_can_open(office: Office) -> None:
    two_hearings(office)
    places = {place for place, _key in opened_by(office, [secrets_of("Anders").key_pair])}
    assert {"case_keys.box", "unit_key_copies.box"} <= places


def test_the_key_of_her_dossier_opens_no_record_and_no_other_dossier(office: Office) -> None:
    first, second = two_hearings(office)
    [(_place, key)] = opened_by(office, keys_of_karen(office))
    with office.workplace.open_unit() as unit:
        other = unit.dossiers.by_number(second.dossier.number)
        assert other is not None
        with pytest.raises(CannotOpen):
            opened_row(other, key)
        for number in (first.number, second.number):
            facts = unit.cases.by_number(number)
            assert facts is not None
            for keys in (CaseKeys.from_shared(key), CaseKeys.from_root(key)):
                assert unit.records.compartments(facts, keys) == (set(), set())
    for place, blob in every_blob(office):
        for purpose in PURPOSES:
            with pytest.raises((CannotOpen, ValueError)):
                open_box(key, purpose, b"", blob)
        if place != "dossiers.box":
            with pytest.raises(CannotOpen):
                open_record(key, blob, Place(bytes(16), bytes(16), "records", 1, 1))


def test_a_dossier_that_no_member_vouched_for_opens_for_nobody(office: Office) -> None:
    """Who can write the database seals a key of her own to a contact person, and waits for what an
    administration answers."""
    sent = hearing(office)
    row = next(row for row in office.rows(dossiers) if row.number == sent.dossier.number)
    box = seal_dossier_key(b"k" * 32, row.id, sent.karen.account)
    sql(
        office,
        update(dossier_keys).where(dossier_keys.c.holder == sent.karen.account.id).values(box=box),
    )
    with pytest.raises(CannotOpen):
        read_dossier(office.workplace, sent.karen, sent.dossier.number)
    listed = list_dossiers(office.workplace, sent.karen)
    assert (listed.dossiers, listed.unreadable) == ((), (sent.dossier.number,))


def test_an_older_dossier_that_was_put_back_is_noticed(office: Office) -> None:
    sent = hearing(office)
    before = office.rows(dossiers)[0]
    sent.answered()
    sent.file()
    old = {name: getattr(before, name) for name in ("box", "revision", "awaits", "due", "move")}
    sql(office, update(dossiers).values(old))
    with pytest.raises(CaseAltered):
        read_case(office.workplace, office.anders, sent.number)


@pytest.mark.parametrize(
    "change", [{"move": None}, {"awaits": None}, {"due": None}, {"administration": "SUF"}]
)
def test_a_plain_column_of_a_dossier_that_was_changed_is_noticed(
    office: Office, change: dict[str, object]
) -> None:
    sent = hearing(office)
    sql(office, update(dossiers).values(change))
    with pytest.raises(CaseAltered):
        read_case(office.workplace, office.anders, sent.number)
    with pytest.raises((CannotOpen, NotFound)):
        read_dossier(office.workplace, sent.karen, sent.dossier.number)


def test_an_answer_that_somebody_hides_from_the_lists_is_noticed(office: Office) -> None:
    sent = hearing(office)
    with office.workplace.open_unit() as unit:
        before = unit.cases.by_number(sent.number)
    assert before is not None
    sent.answered()
    hidden = {"rests_with": before.rests_with, "act_from": before.act_from}
    sql(office, update(cases).where(cases.c.id == before.id).values(hidden))
    with pytest.raises(CaseAltered):
        read_case(office.workplace, office.anders, sent.number)


def test_a_recused_member_with_the_key_she_once_had_reads_no_dossier(office: Office) -> None:
    sent = hearing(office)
    with office.workplace.open_unit() as unit:
        work = MemberWork(unit, office.workplace, office.birgitte, sent.number)
        once = work.dossiers.key(work.file.dossiers[0])
    declare_impartiality(
        office.workplace, office.birgitte, sent.number, impartial=False, reason="Min søster"
    )
    with office.workplace.open_unit() as unit:
        row = unit.dossiers.by_number(sent.dossier.number)
        assert row is not None
        with pytest.raises(CannotOpen):
            opened_row(row, once)
        for contact in (sent.karen, sent.lone):
            box = unit.dossiers.key_of(row.id, contact.account.id)
            assert box is not None
            key = open_dossier_key(box, row.id, contact.account.id, contact.key_pair)
            assert opened_row(row, key).text == "Undersøg kassen."
    confirm_secrecy(office.workplace, sent.karen, sent.dossier.number)
    ask_the_unit(office.workplace, sent.karen, sent.dossier.number, "Hvilket år?")
    assert sent.file().dossiers[0].open_question is not None


def rewrite(office: Office, sent: Hearing, forged: Dossier) -> None:
    """Whoever holds the dossier's key and can write the database seals its next revision."""
    with office.workplace.open_unit() as unit:
        row = unit.dossiers.by_number(sent.dossier.number)
        assert row is not None
        box = unit.dossiers.key_of(row.id, sent.karen.account.id)
        assert box is not None
        key = open_dossier_key(box, row.id, sent.karen.account.id, sent.karen.key_pair)
    put = resealed_row(replace(row, revision=1 + len(forged.acts)), key, forged)
    changed = {"box": put.box, "revision": put.revision, "due": put.plain.due}
    sql(office, update(dossiers).where(dossiers.c.id == row.id).values(changed))


@pytest.mark.parametrize("where", ["text", "reply"])
def test_what_the_unit_wrote_cannot_be_written_anew_by_who_holds_the_key(
    office: Office, where: str
) -> None:
    sent = hearing(office)
    confirm_secrecy(office.workplace, sent.karen, sent.dossier.number)
    ask_the_unit(office.workplace, sent.karen, sent.dossier.number, "Hvilken kasse?")
    reply_in_dossier(
        office.workplace, office.anders, sent.number, sent.dossier.number, text="Den i skabet."
    )
    honest = sent.now()
    false = honest
    if where == "text":
        false = replace(honest, text="Undersøg Lone.")
    else:
        acts = (*honest.acts[:-1], replace(honest.acts[-1], text="Spørg Åse."))
        false = replace(honest, acts=acts)
    more = Act(ActKind.OPENED, sent.lone.id, sent.lone.account.name, office.workplace.today())
    rewrite(office, sent, replace(false, acts=(*false.acts, more)))
    with pytest.raises(CaseAltered):
        read_case(office.workplace, office.anders, sent.number)
    assert look_at_alterations(office.workplace, office.birgitte, sent.number)
    accept_case(
        office.workplace, office.birgitte, sent.number, reason="Set efter", passphrase=PASSPHRASE
    )
    assert read_case(office.workplace, office.anders, sent.number).file.dossiers == (sent.now(),)


def test_an_act_of_hers_that_is_added_so_is_hers(office: Office) -> None:
    """The same way, without touching what was there: it is what her own page would have written."""
    sent = hearing(office)
    more = Act(ActKind.OPENED, sent.karen.id, sent.karen.account.name, office.workplace.today())
    rewrite(office, sent, replace(sent.now(), acts=(more,)))
    assert sent.file().dossiers[0].acts == (more,)
