"""PostgreSQL with the settings of `deploy/postgresql` writes down nothing that anybody did."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

import psycopg
import pytest

from tests.support.engines import CONFIGURATION, SUPERUSER, PostgresServer, running_postgres
from tests.support.leak_search import search
from tests.support.tree import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

FILE = ROOT / "deploy" / "postgresql" / "portal.conf"
WORD = "Spektrolitkassen"


@pytest.fixture(scope="module")
def quiet_server() -> Iterator[PostgresServer]:
    """A server of its own: what the others of the tests are told, they write down on purpose."""
    ours = [*_settings().items(), ("listen_addresses", "")]
    small = [line for line in CONFIGURATION if not line.startswith("log_")]
    with running_postgres([*small, *(f"{name}={value}" for name, value in ours)]) as server:
        yield server


def _settings() -> dict[str, str]:
    lines = [line.partition("#")[0].strip() for line in FILE.read_text("utf-8").splitlines()]
    pairs = [line.partition("=") for line in lines if line]
    return {name.strip(): value.strip().strip("'") for name, _, value in pairs}


def test_neither_what_was_written_nor_what_failed_stands_in_its_log(
    quiet_server: PostgresServer,
) -> None:
    quiet_server.forget_log()
    with psycopg.connect(
        host=str(quiet_server.folder), user=SUPERUSER, dbname="postgres", autocommit=True
    ) as connection:
        connection.execute("CREATE TABLE told (word text PRIMARY KEY)")
        for _twice in range(2):
            with contextlib.suppress(psycopg.errors.UniqueViolation):
                connection.execute("INSERT INTO told VALUES (%s)", [WORD])
        with contextlib.suppress(psycopg.errors.UndefinedTable):
            connection.execute(f"SELECT '{WORD}' FROM nowhere")
        connection.execute("DO $$ BEGIN RAISE WARNING 'of the %', 'Spektrolitkassen'; END $$")
    assert search([quiet_server.log_file], [WORD]) == []
    assert quiet_server.log_file.read_text() == ""


def test_what_somebody_asks_is_shown_to_nobody_who_looks_on(quiet_server: PostgresServer) -> None:
    with psycopg.connect(
        host=str(quiet_server.folder), user=SUPERUSER, dbname="postgres"
    ) as connection:
        connection.execute("SELECT %s", [WORD])
        [shown] = connection.execute(
            "SELECT query FROM pg_stat_activity WHERE pid = pg_backend_pid()"
        )
    assert shown == ("<command string not enabled>",) or shown == ("",)
