"""The account counts and names a value of the register's lists that the unit took out of use."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from portal.domain.municipality import LocalText
from portal.domain.register_lists import ListKind
from portal.services.lists.add_value import add_value
from portal.services.lists.correct_label import correct_label
from portal.services.lists.retire_value import retire_value
from tests.commands.conftest import LEAD
from tests.commands.test_report_account import filed

if TYPE_CHECKING:
    from tests.commands.unit_at_work import Unit

ACCOUNT = ("report", "account", "--from", "2026-01-01", "--to", "2026-12-31", "--as", LEAD)
NEW = LocalText("=Ventetid i telefonen", "Waiting on the telephone")


def sub_themes(here: Unit) -> dict[str, tuple[str, int]]:
    ran = here.run(*ACCOUNT, "--internal", "--format", "json", "--language", "en")
    assert (ran.returncode, ran.stderr) == (0, "")
    rows = json.loads(ran.stdout)["sub_themes"]["rows"]
    return {row["code"]: (row["label"], row["count"]) for row in rows}


def test_the_account_counts_what_was_added_and_what_is_out_of_use(here: Unit) -> None:
    workplace = here.workplace()
    lead = here.member(workplace)
    added = add_value(workplace, lead, ListKind.SUB_THEME, NEW, "good_administration")
    before = sub_themes(here)
    assert before[added.code] == (NEW.en, 0)
    filed(here, sub_themes=(added.code, "tone"))
    for code in (added.code, "tone", "upkeep"):
        retire_value(workplace, lead, ListKind.SUB_THEME, code)
    tone = LocalText("Tonen", "The tone")
    correct_label(workplace, lead, ListKind.SUB_THEME, "tone", tone)
    after = sub_themes(here)
    assert after[added.code] == (NEW.en, 1)
    assert after["tone"] == ("The tone", 1)
    # Of what is out of use and stands nowhere the account says nothing.
    assert set(before) - set(after) == {"upkeep"}
    ran = here.run(*ACCOUNT, "--internal", "--format", "csv", "--language", "da")
    assert "'=Ventetid i telefonen;1" in ran.stdout
    workplace.database.close()
