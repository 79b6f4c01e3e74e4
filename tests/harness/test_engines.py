"""The databases of the tests are what they promise: real, fresh, migrated, and gone afterwards."""

import os

import psycopg
import pytest
from sqlalchemy import Engine, inspect

from tests.support.engines import PostgresServer, running_postgres


def test_each_engine_comes_migrated(engine: Engine) -> None:
    assert "alembic_version" in inspect(engine).get_table_names()


@pytest.mark.parametrize("round_number", [1, 2])
def test_each_test_has_a_database_of_its_own(engine: Engine, round_number: int) -> None:
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE left_behind (round integer)")
        connection.exec_driver_sql(f"INSERT INTO left_behind VALUES ({round_number})")


def test_postgresql_runs_as_somebody_unprivileged(postgres_server: PostgresServer) -> None:
    assert postgres_server.data_folder.stat().st_uid != 0
    assert postgres_server.data_folder.stat().st_mode & 0o077 == 0


def test_postgresql_logs_what_it_was_told(postgres_server: PostgresServer) -> None:
    with psycopg.connect(postgres_server.url("postgres").replace("+psycopg", "")) as connection:
        connection.execute("SELECT %s::text", ["a word to find again"])
    assert "a word to find again" in postgres_server.log_file.read_text()


def test_postgresql_is_gone_afterwards() -> None:
    with running_postgres() as server:
        pid = int((server.data_folder / "postmaster.pid").read_text().split()[0])
        os.kill(pid, 0)
    assert not server.folder.exists()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
