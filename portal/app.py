"""The only file that wires: settings and a clock in, an application out."""

from collections.abc import Iterable
from pathlib import Path
from urllib.parse import urlsplit

from flask import Flask, session

from portal.clock import Clock
from portal.domain.budget import budgets
from portal.municipality import load_municipality, load_words
from portal.services.budgets import Budgets
from portal.services.lists.read_lists import kept_by_the_unit
from portal.services.workplace import MailSettings, Secrets, Workplace
from portal.settings import Settings
from portal.storage.anchor_file import AnchorFile
from portal.storage.database import Database
from portal.storage.disk import Disk
from portal.web import uploads
from portal.web.elsewhere import init_elsewhere
from portal.web.errors import init_errors
from portal.web.formatting import init_formatting
from portal.web.headers import init_headers
from portal.web.language import init_language
from portal.web.onion import init_onion
from portal.web.padding import init_padding
from portal.web.serving import serving
from portal.web.session import sealed_session
from portal.web.session_cookies import SealedSessions
from portal.web.workplace import EXTENSION, municipality

AREAS = ("intake", "staff")
_MEGABYTE = 1024 * 1024
_HERE = Path(__file__).parent


def create_app(settings: Settings, clock: Clock, areas: Iterable[str] = AREAS) -> Flask:
    """The application with the areas it is to serve (`intake`, `staff`).

    Raises OSError when the server's secrets are missing: `portal init` makes them.
    """
    app = Flask(
        "portal",
        static_folder=str(_HERE / "web" / "static"),
        template_folder=str(_HERE / "web" / "templates"),
    )
    app.request_class = uploads.PortalRequest
    app.session_interface = SealedSessions(secure=settings.secure_cookies)
    app.config[uploads.MAX_UPLOAD_BYTES] = settings.max_upload_mb * _MEGABYTE
    # Files over the limit are read and dropped, so that the form comes back; beyond this, not
    # even that.
    app.config["MAX_CONTENT_LENGTH"] = 4 * settings.max_upload_mb * _MEGABYTE
    # Where an invitation leads: the address people use, whatever name a request claims to be for.
    app.config["PORTAL_BASE_URL"] = settings.base_url
    app.config["PORTAL_ONION_URL"] = settings.onion_url
    areas = frozenset(areas)
    app.extensions[EXTENSION] = build_workplace(settings, clock, signs_in="staff" in areas)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    init_language(app, settings.languages)
    init_formatting(app)
    init_headers(app, over_tls=urlsplit(settings.base_url).scheme == "https")
    init_onion(app, base_url=settings.base_url, onion_url=settings.onion_url)
    init_errors(app)
    init_padding(app)
    init_elsewhere(app)
    app.register_blueprint(serving)
    _register_areas(app, areas)
    app.add_template_global(lambda: sealed_session().form_token, "csrf_token")
    app.add_template_global(uploads.files_were_renamed)
    app.context_processor(
        lambda: {
            "municipality": municipality(),
            "session_exists": bool(session),
        }
    )
    return app


def build_workplace(settings: Settings, clock: Clock, *, signs_in: bool = True) -> Workplace:
    """What the services need. Raises OSError when the server's secrets are missing.

    Without `signs_in` the pepper is not read: only who signs staff in needs it.
    """
    database = Database(settings.database_url)
    pepper = (settings.secrets_dir / "pepper").read_bytes() if signs_in else None
    return Workplace(
        database=database,
        clock=clock,
        municipality=kept_by_the_unit(load_municipality(), database),
        secrets=Secrets(
            pepper=pepper,
            server_key=(settings.secrets_dir / "server_key").read_bytes(),
        ),
        anchor=AnchorFile(settings.unit_list_anchor),
        words=load_words(),
        mail=mail_settings(settings),
        budgets=Budgets(budgets(settings.max_upload_mb * _MEGABYTE)),
        disk=disk_of(settings),
    )


def disk_of(settings: Settings) -> Disk:
    """Where what is sent comes to lie, and what has to stay free of it."""
    return Disk(settings.data_dir, settings.keep_free_mb * _MEGABYTE)


def mail_settings(settings: Settings) -> MailSettings | None:
    """What sending mail needs, or None without a mail server."""
    if settings.smtp_url is None:
        return None
    return MailSettings(settings.smtp_url, settings.mail_sender, settings.base_url)


def _register_areas(app: Flask, areas: frozenset[str]) -> None:
    # Each process loads the code of its own areas and of no other.
    if "intake" in areas:
        from portal.intake import init_intake

        init_intake(app)
    if "staff" in areas:
        from portal.caseworker import init_caseworker

        init_caseworker(app)
        from portal.administration import init_administration

        init_administration(app)
