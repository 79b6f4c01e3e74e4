"""The reader's language: picked by `?lang=`, carried by every address, kept nowhere.

Who is signed in may have chosen one for good: then that is what an address without `?lang=` means.
"""

from typing import Any
from urllib.parse import urlencode

from babel import Locale
from flask import Flask, g, has_request_context, request
from flask_babel import Babel

DANISH = "da"


def init_language(app: Flask, languages: tuple[str, ...]) -> None:
    """Make Danish the default and carry another choice through every address of the portal."""
    app.config["PORTAL_LANGUAGES"] = languages
    app.config["BABEL_DEFAULT_LOCALE"] = DANISH
    app.config["BABEL_DEFAULT_TIMEZONE"] = "Europe/Copenhagen"
    Babel(app, locale_selector=lambda: chosen_language(languages))

    @app.url_defaults
    def carry_language(endpoint: str, values: dict[str, Any]) -> None:
        if not has_request_context() or endpoint == "static" or "lang" in values:
            return
        chosen = chosen_language(languages)
        if chosen != _default_language(languages):
            values["lang"] = chosen

    app.context_processor(
        lambda: {
            "locale": chosen_language(languages),
            "default_locale": _default_language(languages),
            "languages": [(code, Locale(code).get_display_name(code)) for code in languages],
            "lang_url": lang_url,
        }
    )


def chosen_language(languages: tuple[str, ...]) -> str:
    """`da` or `en`: what the address asks for, else what who is signed in prefers, else the first
    of the portal's languages."""
    asked = request.args.get("lang", "") if has_request_context() else ""
    return asked if asked in languages else _default_language(languages)


def prefer_language(language: str) -> None:
    """Make a language this request's own default."""
    g.preferred_language = language


def _default_language(languages: tuple[str, ...]) -> str:
    preferred = g.get("preferred_language", "") if has_request_context() else ""
    return preferred if preferred in languages else languages[0]


def lang_url(code: str) -> str:
    """This page in another language; the front page where an address takes no GET.

    Built by hand: what stands in a query must never become an argument of url_for.
    """
    rule = request.url_rule
    path = request.path if rule is not None and "GET" in (rule.methods or ()) else "/"
    kept = [(key, value) for key, value in request.args.items(multi=True) if key != "lang"]
    return f"{path}?{urlencode([*kept, ('lang', code)])}"
