from __future__ import annotations

import os
from datetime import UTC, datetime

import pytest

from portal.settings import Settings, SettingsError, is_loopback, load_settings, setting_names


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch, tmp_path):
    for name in list(os.environ):
        if name.upper().startswith("PORTAL_"):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    return monkeypatch


def load_with(monkeypatch, **values: str) -> Settings:
    for name, value in values.items():
        monkeypatch.setenv(name, value)
    return load_settings()


def test_without_any_setting_the_portal_is_in_production_on_sqlite_in_a_folder(tmp_path):
    settings = load_settings()
    assert settings.env == "production"
    assert settings.data_dir == tmp_path / "data"
    assert settings.database_url == f"sqlite:///{tmp_path}/data/portal.db"
    assert settings.secrets_dir == tmp_path / "data" / "secrets"
    assert settings.languages == ("da", "en")
    assert settings.now is None


def test_every_setting_of_the_contract_is_taken(bare_environment):
    settings = load_with(
        bare_environment,
        PORTAL_DATA_DIR="/srv/portal",
        PORTAL_DATABASE_URL="postgresql+psycopg://portal@db/portal",
        PORTAL_BASE_URL="https://portal.example.org/",
        PORTAL_ONION_URL=f"http://{'a' * 56}.onion",
        PORTAL_SMTP_URL="smtp://mail.example.org:587",
        PORTAL_MAIL_FROM="portal@gråbrødre.example.org",
        PORTAL_LANGUAGES="en, da",
        PORTAL_ENV="test",
        PORTAL_MAX_UPLOAD_MB="20",
        PORTAL_NOW="2027-03-01T12:00:00+01:00",
    )
    assert settings.base_url == "https://portal.example.org"
    assert settings.languages == ("en", "da")
    assert settings.mail_sender == "portal@xn--grbrdre-fxa7o.example.org"
    assert settings.max_upload_mb == 20
    assert settings.now == datetime(2027, 3, 1, 11, 0, tzinfo=UTC)
    assert settings.database_url == "postgresql+psycopg://portal@db/portal"


def test_a_file_in_the_working_folder_is_read_and_gives_way_to_the_environment(
    bare_environment, tmp_path
):
    (tmp_path / ".env").write_text("PORTAL_ENV=demo\nPORTAL_MAX_UPLOAD_MB=7\nOTHER=1\n")
    settings = load_with(bare_environment, PORTAL_MAX_UPLOAD_MB="8")
    assert (settings.env, settings.max_upload_mb) == ("demo", 8)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORTAL_ENV", "prod"),
        ("PORTAL_DATABASE_URL", "mysql://secret@db/portal"),
        ("PORTAL_DATABASE_URL", "postgresql://secret@db/portal"),
        ("PORTAL_DATABASE_URL", "sqlite://"),
        ("PORTAL_BASE_URL", "secret.example.org"),
        ("PORTAL_BASE_URL", "https://user:secret@example.org"),
        ("PORTAL_BASE_URL", "https://example.org/secret"),
        ("PORTAL_BASE_URL", "https://example.org:secret"),
        ("PORTAL_ONION_URL", "https://secret.example.org"),
        ("PORTAL_SMTP_URL", "mail://secret"),
        ("PORTAL_MAIL_FROM", "secret"),
        ("PORTAL_MAIL_FROM", "secret@"),
        ("PORTAL_MAIL_FROM", "a@example.org\nBcc: secret@example.org"),
        ("PORTAL_MAIL_FROM", "hemmelig-æ-secret@example.org"),
        ("PORTAL_LANGUAGES", "da,secret"),
        ("PORTAL_LANGUAGES", "da,da"),
        ("PORTAL_MAX_UPLOAD_MB", "secret"),
        ("PORTAL_MAX_UPLOAD_MB", "0"),
        ("PORTAL_NOW", "secret"),
        ("PORTAL_NOW", "2027-03-01T12:00:00"),
        ("PORTAL_NOW", "1700000000"),
    ],
)
def test_a_bad_value_is_an_error_that_names_it_and_does_not_show_it(bare_environment, name, value):
    with pytest.raises(SettingsError) as error:
        load_with(bare_environment, **{name: value})
    assert str(error.value).startswith(name)
    assert "secret" not in str(error.value)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("name", ["PORTAL_DATADIR", "PORTAL_SECRET_KEY", "portal_nowadays"])
def test_an_unknown_name_is_an_error_that_names_it(bare_environment, name):
    with pytest.raises(SettingsError, match=name.upper()):
        load_with(bare_environment, **{name: "x"})


def test_an_unknown_name_in_the_file_is_an_error_too(tmp_path):
    (tmp_path / ".env").write_text("PORTAL_COLOUR=red\n")
    with pytest.raises(SettingsError, match="PORTAL_COLOUR"):
        load_settings()


def test_a_slip_of_the_pen_is_answered_with_the_nearest_name(bare_environment):
    with pytest.raises(SettingsError, match="did you mean PORTAL_DATA_DIR"):
        load_with(bare_environment, PORTAL_DATADIR="x")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORTAL_NOW", "2027-03-01T12:00:00+01:00"),
        ("PORTAL_PASSPHRASE", "six words"),
        ("PORTAL_OTP", "123456"),
    ],
)
def test_production_refuses_what_is_meant_for_demo_and_test(bare_environment, name, value):
    with pytest.raises(SettingsError, match=f"{name} may be set in demo and test only"):
        load_with(bare_environment, **{name: value})
    load_with(bare_environment, PORTAL_ENV="demo", **{name: value})


def test_an_empty_value_is_no_value(bare_environment):
    assert load_with(bare_environment, PORTAL_SMTP_URL="", PORTAL_NOW="").smtp_url is None


@pytest.mark.parametrize(
    ("base_url", "sender"),
    [
        ("https://portal.example.org", "no-reply@portal.example.org"),
        ("http://127.0.0.1:8000", "no-reply@[127.0.0.1]"),
        ("http://[::1]:8000", "no-reply@[IPv6:::1]"),
    ],
)
def test_mails_come_from_the_portal_s_own_host_unless_told_otherwise(
    bare_environment, base_url, sender
):
    assert load_with(bare_environment, PORTAL_BASE_URL=base_url).mail_sender == sender


def test_what_may_hold_a_secret_is_not_shown(bare_environment):
    settings = load_with(
        bare_environment,
        PORTAL_ENV="test",
        PORTAL_DATABASE_URL="postgresql+psycopg://portal:hunter2@db/portal",
        PORTAL_SMTP_URL="smtp://portal:hunter2@mail",
        PORTAL_PASSPHRASE="hunter2",
        PORTAL_OTP="hunter2",
    )
    assert "hunter2" not in repr(settings)


def test_settings_cannot_be_changed():
    with pytest.raises(ValueError, match="frozen"):
        load_settings().env = "demo"


@pytest.mark.parametrize(
    ("base_url", "secure"),
    [
        ("http://127.0.0.1:8000", False),
        ("http://localhost:8000", False),
        ("http://[::1]:8000", False),
        ("https://127.0.0.1:8000", True),
        ("https://portal.example.org", True),
        ("http://portal.example.org", True),
        ("http://127.0.0.1.example.org", True),
    ],
)
def test_cookies_are_insecure_by_plain_http_on_loopback_only(bare_environment, base_url, secure):
    assert load_with(bare_environment, PORTAL_BASE_URL=base_url).secure_cookies is secure


def test_the_address_follows_the_port_when_it_was_not_set(bare_environment):
    assert load_settings().served_at("127.0.0.1", 8123).base_url == "http://127.0.0.1:8123"
    assert load_settings().served_at("::1", 8123).base_url == "http://[::1]:8123"
    assert load_settings().served_at("0.0.0.0", 8123).base_url == "http://127.0.0.1:8000"
    chosen = load_with(bare_environment, PORTAL_BASE_URL="https://portal.example.org")
    assert chosen.served_at("127.0.0.1", 8123).base_url == "https://portal.example.org"


def test_defaults_give_way_to_the_environment_and_overrides_win(bare_environment, tmp_path):
    bare_environment.setenv("PORTAL_DATA_DIR", str(tmp_path / "set"))
    defaults = {"env": "demo", "data_dir": str(tmp_path / "default")}
    assert load_settings(defaults=defaults).data_dir == tmp_path / "set"
    assert load_settings(defaults=defaults).env == "demo"
    chosen = load_settings(defaults=defaults, overrides={"data_dir": str(tmp_path / "chosen")})
    assert chosen.data_dir == tmp_path / "chosen"


def test_the_names_of_all_settings_are_known():
    assert "PORTAL_DATA_DIR" in setting_names()
    assert len(setting_names()) == 13


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "127.1.2.3", "::1"])
def test_loopback_is_told_apart(host):
    assert is_loopback(host)


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.1", "example.org", "::", ""])
def test_what_others_can_reach_is_not_loopback(host):
    assert not is_loopback(host)
