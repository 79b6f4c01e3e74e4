"""The only reader of the environment: every setting, its default and what it may be."""

from __future__ import annotations

import difflib
import ipaddress
import os
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import SplitResult, urlsplit

from dotenv import dotenv_values
from email_validator import EmailNotValidError, validate_email
from pydantic import (
    AwareDatetime,
    Field,
    ValidationError,
    ValidationInfo,
    field_validator,
    model_validator,
)
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from portal.domain.mail import mail_domain

PREFIX = "PORTAL_"
ENV_FILE = ".env"
LANGUAGES = ("da", "en")
DATABASES = ("sqlite", "postgresql+psycopg")
MAIL_SCHEMES = ("smtp", "smtps")
EXPECTED = {
    "env": "must be production, demo or test",
    "data_dir": "must be the path of a folder",
    "max_upload_mb": "must be a whole number of megabytes from 1 to 10000",
    "keep_free_mb": "must be a whole number of megabytes from 0",
    "now": "must be a date and time with an offset, as 2026-03-01T12:00:00+01:00",
}


class SettingsError(Exception):
    """A setting is unknown or wrong. The message is one line, names it and shows no value."""


class Settings(BaseSettings):
    """Everything an operator can set. Values with secrets in them are left out of the repr."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_file=ENV_FILE,
        env_file_encoding="utf-8",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        hide_input_in_errors=True,
    )

    env: Literal["production", "demo", "test"] = "production"
    data_dir: Path = Field(default=Path("data"), validate_default=True)
    database_url: str = Field(default="", validate_default=True, repr=False)
    base_url: str = "http://127.0.0.1:8000"
    onion_url: str | None = None
    smtp_url: str | None = Field(default=None, repr=False)
    mail_from: str | None = None
    languages: Annotated[tuple[str, ...], NoDecode] = LANGUAGES
    max_upload_mb: int = Field(default=500, ge=1, le=10_000)
    keep_free_mb: int = Field(default=1024, ge=0)
    now: AwareDatetime | None = None
    passphrase: str | None = Field(default=None, repr=False)
    otp: str | None = Field(default=None, repr=False)

    @field_validator("data_dir")
    @classmethod
    def _absolute(cls, value: Path) -> Path:
        return value.expanduser().absolute()

    @field_validator("database_url")
    @classmethod
    def _known_database(cls, value: str, info: ValidationInfo) -> str:
        if value == "":
            return f"sqlite:///{info.data.get('data_dir', Path('data')) / 'portal.db'}"
        scheme, _, rest = value.partition("://")
        if scheme not in DATABASES or not rest.strip("/"):
            raise ValueError("must be postgresql+psycopg://… or sqlite:///… with a file")
        return value

    @field_validator("base_url", "onion_url")
    @classmethod
    def _web_address(cls, value: str | None) -> str | None:
        if value is None:
            return None
        parts = _split(value)
        if parts is None or parts.scheme not in ("http", "https") or parts.username:
            raise ValueError("must be http://… or https://… with a host")
        if parts.query or parts.fragment or parts.path.strip("/"):
            raise ValueError("must be an address without a path")
        return value.rstrip("/")

    @field_validator("onion_url")
    @classmethod
    def _onion(cls, value: str | None) -> str | None:
        if value is not None and not (urlsplit(value).hostname or "").endswith(".onion"):
            raise ValueError("must be an address that ends in .onion")
        return value

    @field_validator("smtp_url")
    @classmethod
    def _mail_server(cls, value: str | None) -> str | None:
        if value is not None:
            parts = _split(value)
            if parts is None or parts.scheme not in MAIL_SCHEMES:
                raise ValueError("must be smtp://… or smtps://… with a host")
        return value

    @field_validator("mail_from")
    @classmethod
    def _mail_address(cls, value: str | None) -> str | None:
        if value is not None:
            try:
                found = validate_email(value, check_deliverability=False, allow_smtputf8=False)
            except EmailNotValidError:
                raise ValueError("must be an e-mail address") from None
            return found.ascii_email
        return value

    @field_validator("languages", mode="before")
    @classmethod
    def _known_languages(cls, value: object) -> object:
        if isinstance(value, str):
            value = tuple(code.strip() for code in value.split(","))
        if isinstance(value, (tuple, list)):
            unknown = [code for code in value if code not in LANGUAGES]
            if unknown or not value or len(set(value)) != len(value):
                raise ValueError("must be a comma-separated list of da and en, each once")
        return value

    @field_validator("now", mode="before")
    @classmethod
    def _iso_moment(cls, value: object) -> object:
        return datetime.fromisoformat(value) if isinstance(value, str) else value

    @model_validator(mode="after")
    def _production_has_no_crutches(self) -> Settings:
        for name in ("now", "passphrase", "otp"):
            if self.env == "production" and getattr(self, name) is not None:
                raise ValueError(f"{PREFIX}{name.upper()} may be set in demo and test only")
        return self

    @property
    def secrets_dir(self) -> Path:
        """Where the server's own secrets lie: outside the database and its backups."""
        return self.data_dir / "secrets"

    @property
    def unit_list_anchor(self) -> Path:
        """Where the newest version seen of the unit's list is kept outside the database."""
        return self.secrets_dir / "unit_list"

    @property
    def mail_sender(self) -> str:
        """The address mails come from; nobody reads what is sent to the one that is made up."""
        return self.mail_from or f"no-reply@{mail_domain(urlsplit(self.base_url).hostname or '')}"

    @property
    def secure_cookies(self) -> bool:
        """False only when the portal is reached by plain HTTP on a loopback address."""
        parts = urlsplit(self.base_url)
        return not (parts.scheme == "http" and is_loopback(parts.hostname or ""))

    def served_at(self, host: str, port: int) -> Settings:
        """The same settings; where PORTAL_BASE_URL was not set, it follows `host` and `port`."""
        if "base_url" in self.model_fields_set or not is_loopback(host):
            return self
        shown = f"[{host}]" if ":" in host else host
        return self.model_copy(update={"base_url": f"http://{shown}:{port}"})


def load_settings(
    *, defaults: Mapping[str, str] | None = None, overrides: Mapping[str, str] | None = None
) -> Settings:
    """Read the environment and the `.env` file of the working directory.

    Both arguments map field names of `Settings` to text: `defaults` give way to what is set,
    `overrides` (from a command's options) win over it. Raises SettingsError.
    """
    environment = _environment()
    _refuse_unknown(environment)
    given = {name for name, value in environment.items() if value}
    absent = {k: v for k, v in (defaults or {}).items() if f"{PREFIX}{k.upper()}" not in given}
    values: dict[str, Any] = {**absent, **(overrides or {})}
    try:
        return Settings(**values)
    except ValidationError as error:
        raise SettingsError("; ".join(_plain(detail) for detail in error.errors())) from None


def setting_names() -> list[str]:
    """The names of all settings as environment variables, in the order they are declared."""
    return [f"{PREFIX}{name.upper()}" for name in Settings.model_fields]


def whole_environment() -> dict[str, str]:
    """A copy of everything this process was started with, for one that is started in its place."""
    return dict(os.environ)


def is_loopback(host: str) -> bool:
    """Whether `host` (a name or an address, no port) can only mean this computer."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _environment() -> dict[str, str | None]:
    """Every PORTAL_ name of the environment and the `.env` file, which gives way to it."""
    try:
        in_file: Mapping[str, str | None] = dotenv_values(ENV_FILE, encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise SettingsError("the file .env cannot be read") from None
    everything: dict[str, str | None] = {**in_file, **os.environ}
    return {name.upper(): value for name, value in everything.items() if _is_ours(name)}


def _is_ours(name: str) -> bool:
    return name.upper().startswith(PREFIX)


def _refuse_unknown(given: Iterable[str]) -> None:
    known = setting_names()
    for name in sorted(set(given) - set(known)):
        close = difflib.get_close_matches(name, known, n=1)
        hint = f" (did you mean {close[0]}?)" if close else ""
        raise SettingsError(f"{name} is not a setting of the portal{hint}")


def _plain(detail: Mapping[str, Any]) -> str:
    """One error of pydantic's in our words, without the value that caused it."""
    location = detail["loc"]
    reason = str(detail.get("ctx", {}).get("error", detail["msg"]))
    if not location:
        return reason
    return f"{PREFIX}{str(location[0]).upper()} {EXPECTED.get(str(location[0]), reason)}"


def _split(address: str) -> SplitResult | None:
    """The parts of a web or mail address, or None when it has no host or a bad port."""
    try:
        parts = urlsplit(address)
        usable = parts.hostname and (parts.port is None or parts.port > 0)
    except ValueError:
        return None
    return parts if usable else None
