from __future__ import annotations

import shutil

from tests.commands.conftest import LEAD


def mode(path) -> int:
    return path.stat().st_mode & 0o777


def test_init_makes_everything_and_prints_the_activation_link(portal, data_dir):
    ran = portal("init", "--lead", LEAD, "--name", "Birgitte")
    assert ran.status == 0
    assert mode(data_dir) == 0o700
    assert mode(data_dir / "secrets") == 0o700
    for name in ("pepper", "server_key"):
        assert mode(data_dir / "secrets" / name) == 0o600
        assert (data_dir / "secrets" / name).stat().st_size == 32
    assert mode(data_dir / "portal.db") == 0o600
    assert ran.out.splitlines()[-1].startswith("http://127.0.0.1:8000/staff/activate/")


def test_the_two_secrets_differ(portal, data_dir):
    portal("init", "--lead", LEAD)
    secrets = data_dir / "secrets"
    assert (secrets / "pepper").read_bytes() != (secrets / "server_key").read_bytes()


def test_a_repetition_changes_nothing_but_the_unused_link(portal, data_dir):
    first = portal("init", "--lead", LEAD)
    before = {path: path.read_bytes() for path in (data_dir / "secrets").iterdir()}
    second = portal("init", "--lead", LEAD.upper())
    assert second.status == 0
    assert {path: path.read_bytes() for path in (data_dir / "secrets").iterdir()} == before
    assert "has been made" not in second.out
    assert first.out.splitlines()[-1] != second.out.splitlines()[-1]
    assert len(portal("staff", "list").out.splitlines()) == 1


def test_an_active_lead_is_told_and_nothing_is_printed_that_opens_anything(installed):
    ran = installed("init", "--lead", LEAD)
    assert ran.status == 0
    assert "active" in ran.out
    assert "activate/" not in ran.out


def test_a_second_head_is_not_made_by_a_slip_of_the_pen(installed):
    ran = installed("init", "--lead", "haed@example.org")
    assert ran.status == 1
    assert "staff add" in ran.reason


def test_an_address_that_is_none_is_one_line(portal):
    ran = portal("init", "--lead", "nobody")
    assert ran.status == 1
    assert "not an e-mail address" in ran.reason


def test_a_lost_pepper_is_not_replaced_in_silence(installed, data_dir):
    (data_dir / "secrets" / "pepper").unlink()
    ran = installed("init", "--lead", LEAD)
    assert ran.status == 1
    assert "put its copy back" in ran.reason
    assert not (data_dir / "secrets" / "pepper").exists()


def test_a_folder_that_is_open_to_others_is_closed(portal, data_dir):
    data_dir.mkdir(mode=0o755)
    data_dir.chmod(0o755)
    assert "closed to others" in portal("init", "--lead", LEAD).out
    assert mode(data_dir) == 0o700


def test_a_folder_that_belongs_to_everybody_is_left_alone(portal, data_dir):
    data_dir.mkdir()
    data_dir.chmod(0o1777)
    portal("init", "--lead", LEAD)
    assert data_dir.stat().st_mode & 0o7777 == 0o1777


def test_a_folder_that_cannot_be_made_is_one_line(portal, own_environment, tmp_path):
    (tmp_path / "file").write_text("")
    own_environment.setenv("PORTAL_DATA_DIR", str(tmp_path / "file" / "data"))
    ran = portal("init", "--lead", LEAD)
    assert ran.status == 1
    assert "file" in ran.reason


def test_the_link_is_made_for_the_address_that_is_set(portal, own_environment):
    own_environment.setenv("PORTAL_BASE_URL", "https://portal.example.org")
    link = portal("init", "--lead", LEAD).out.splitlines()[-1]
    assert link.startswith("https://portal.example.org/staff/activate/")


def test_without_init_the_other_commands_say_so(portal, data_dir):
    for command in (["staff", "list"], ["run-jobs"], ["db", "upgrade"]):
        ran = portal(*command)
        assert ran.status == 1
        assert "portal init" in ran.reason
    assert not data_dir.exists()


def test_the_database_can_be_upgraded_again_and_again(portal, data_dir):
    portal("init", "--lead", LEAD)
    assert "up to date" in portal("db", "upgrade").out
    (data_dir / "portal.db").unlink()
    for leftover in data_dir.glob("portal.db-*"):
        leftover.unlink()
    assert "brought up to date" in portal("db", "upgrade").out
    assert (data_dir / "portal.db").stat().st_mode & 0o777 == 0o600
    shutil.rmtree(data_dir)
