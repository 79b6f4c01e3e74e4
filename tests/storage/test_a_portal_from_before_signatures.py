"""A data folder that the portal's version 0.1 made, before there were a signed list, signatures and
manifests: it is migrated, and nothing of it is lost.

`before_signatures/portal.db.gz` is that folder's database. In it are Birgitte and Anders, a case
with an identity, a rejected matter and an offer, and a case that nobody has taken up.
"""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import MetaData, create_engine, delete, select

from crypto.errors import CannotOpen
from crypto.receipt_code import new_code, parse_code
from portal.domain.dialogue import EntryKind
from portal.domain.errors import CaseAltered, UnitNotReady
from portal.domain.matter import PassOn
from portal.services.accounts.sign_in import check_passphrase
from portal.services.casework.read_case import read_case
from portal.services.casework.show_identity import show_identity
from portal.services.members.change_list import take_up_member
from portal.services.members.look_at_list import look_at_list, words_of
from portal.services.reporting.answer_question import answer_question
from portal.services.reporting.read_dialogue import read_dialogue
from portal.services.reporting.submit_report import NewReport, submit_report
from portal.services.statistics.count_year import count_pending
from portal.services.workplace import Member, Reporter, Secrets, Workplace
from portal.storage.anchor_file import AnchorFile
from portal.storage.database import Database, downgrade, upgrade
from portal.storage.tables import case_generations, manifests
from tests.support.clock import FixedClock
from tests.support.office import WORDS, copenhagen
from tests.support.portal import NOON, PASSPHRASE, PEPPER, SERVER_KEY

if TYPE_CHECKING:
    from collections.abc import Iterator

OLD = Path(__file__).parent / "before_signatures" / "portal.db.gz"
OLD_SCHEMA = "0002"
TAKEN_UP = ("2026-PMEK4", "7FQB-NMCR-SV2V-R9CN-FWGW-TCQ9")
NEW = ("2026-GK4FP", "Z061-AXF7-07DD-EQ80-H43W-5F56")


@pytest.fixture
def workplace(database_url: str, tmp_path: Path) -> Iterator[Workplace]:
    """The old folder's portal after `portal db upgrade`."""
    downgrade(database_url, "base")
    _bring_old_rows(database_url, tmp_path)
    upgrade(database_url)
    database = Database(database_url)
    secrets = Secrets(pepper=PEPPER, server_key=SERVER_KEY)
    anchor = AnchorFile(tmp_path / "unit_list")
    yield Workplace(database, FixedClock(NOON), copenhagen(), secrets, anchor, WORDS)
    database.close()


def _bring_old_rows(url: str, folder: Path) -> None:
    """The rows of the old database, in a database of either engine."""
    upgrade(url, OLD_SCHEMA)
    file = folder / "old.db"
    file.write_bytes(gzip.decompress(OLD.read_bytes()))
    old, new = create_engine(f"sqlite:///{file}"), Database(url)
    tables = MetaData()
    tables.reflect(new.engine)
    there = MetaData()
    there.reflect(old)
    with old.connect() as source, new.engine.begin() as target:
        for table in tables.sorted_tables:
            rows = source.execute(select(there.tables[table.name])).mappings().all()
            if rows and table.name != "alembic_version":
                target.execute(table.insert(), [dict(row) for row in rows])
    old.dispose()
    new.close()


def signed_in(workplace: Workplace, name: str) -> Member:
    opened = check_passphrase(workplace, f"{name}@kommune.example", PASSPHRASE)
    return Member(opened.account, opened.secrets.key_pair)


def reporter(code: str) -> Reporter:
    return Reporter.of(parse_code(code))


def test_a_reporter_reads_on_before_anybody_of_the_unit_has_signed_in(
    workplace: Workplace,
) -> None:
    dialogue = read_dialogue(workplace, reporter(TAKEN_UP[1]))
    assert dialogue.entries[0].text == "Der mangler penge i kassen."
    with pytest.raises(UnitNotReady):
        submit_report(workplace, NewReport("Nyt"), new_code())


def test_everything_of_the_old_portal_is_brought_along(workplace: Workplace) -> None:
    birgitte = signed_in(workplace, "birgitte")
    assert not look_at_list(workplace).broken
    anders = signed_in(workplace, "anders")
    [waiting] = look_at_list(workplace).waiting
    words = words_of(workplace, waiting.about)
    take_up_member(workplace, birgitte, anders.account.id, words=words, passphrase=PASSPHRASE)
    assert look_at_list(workplace).is_calm

    number, code = TAKEN_UP
    case = read_case(workplace, anders, number)
    assert [entry.text for entry in case.file.entries][-1] == "Nyt fra mig"
    shown = show_identity(workplace, birgitte, number, reason="Samtykke", passphrase=PASSPHRASE)
    assert (shown.name, shown.contact) == ("Karen Prøve", "karen@example.org")
    [offer] = [one for one in case.file.entries if one.kind is EntryKind.OFFER]
    answer_question(workplace, reporter(code), offer.id, accepted=True)
    assert read_case(workplace, anders, number).file.matters[0].pass_on is PassOn.ACCEPTED
    assert count_pending(workplace, anders, workplace.today()).total == 2


def test_what_was_signed_once_opens_with_its_signature_and_manifest_only(
    workplace: Workplace,
) -> None:
    birgitte = signed_in(workplace, "birgitte")
    number = TAKEN_UP[0]
    for _ in range(2):
        read_case(workplace, birgitte, number)
    for table, refused in ((manifests, CaseAltered), (case_generations, CannotOpen)):
        with workplace.database.engine.begin() as connection:
            connection.execute(delete(table))
        with pytest.raises(refused):
            read_case(workplace, birgitte, number)


def test_a_member_who_is_not_listed_yet_works_on_and_signs_nothing(workplace: Workplace) -> None:
    anders = signed_in(workplace, "anders")
    assert read_case(workplace, anders, TAKEN_UP[0]).file.entries
    signed_in(workplace, "birgitte")
    assert read_case(workplace, anders, TAKEN_UP[0]).file.entries
    with workplace.database.engine.connect() as connection:
        assert connection.execute(select(case_generations)).all() == []
