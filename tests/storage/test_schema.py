"""What a schema could tell by its columns alone."""

import pytest
from sqlalchemy import Date
from sqlalchemy.dialects import postgresql

from portal.storage.tables import metadata

# Staff's own acts, and the machine's; a reporter acts in none of these.
MINUTES = {"system_log", "sign_in_throttles", "job_runs", "mails"}


@pytest.mark.parametrize("table", metadata.sorted_tables, ids=lambda table: table.name)
def test_no_table_in_which_a_reporter_acts_knows_a_minute(table) -> None:
    types = {one.name: one.type.compile(dialect=postgresql.dialect()) for one in table.columns}
    minutes = [name for name, kind in types.items() if "TIME" in kind]
    assert (minutes != []) == (table.name in MINUTES)


def test_a_session_is_swept_by_the_day() -> None:
    assert isinstance(metadata.tables["sessions"].c.sweep_on.type, Date)


def test_no_column_is_named_after_what_may_only_lie_under_seal() -> None:
    sealed = {"subject", "theme", "text", "summary", "ip", "address", "user_agent", "file_name"}
    columns = {
        column.name
        for table in metadata.sorted_tables
        for column in table.columns
        # The log of accounts is about staff: its subject is an account.
        if table.name != "system_log"
    }
    assert columns & sealed == set()


def test_no_key_counts_upwards() -> None:
    for table in metadata.sorted_tables:
        assert table.autoincrement_column is None, table.name
