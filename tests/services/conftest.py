"""What several tests of the services begin with."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.office import Office


@pytest.fixture
def written(office: Office, request: pytest.FixtureRequest, tmp_path: Path) -> list[Path]:
    """Everything the database writes: its files, and on PostgreSQL the log of all it was told."""
    if office.database.engine.dialect.name == "sqlite":
        return [tmp_path]
    server = request.getfixturevalue("postgres_server")
    return [server.data_folder, server.log_file]
