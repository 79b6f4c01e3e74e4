"""A page with the notice that is due, said once; where a good form leads; the reader's language."""

from typing import Any

from flask import current_app, redirect, render_template, request
from werkzeug.wrappers import Response

from portal.staff.session_keys import NOTICE
from portal.web.language import chosen_language
from portal.web.session import sealed_session


def page(template: str, **context: Any) -> str:
    """A page of whoever is signed in, with the notice that is due, if any."""
    notice = sealed_session().pop(NOTICE, None)
    return render_template(template, notice=notice, **context)


def tell(text: str, address: str = "", link: str = "") -> None:
    """Say on the next page what was done, and where it can be seen; `link` names that place."""
    sealed_session()[NOTICE] = {"text": text, "address": address, "link": link}


def go_to(address: str) -> Response:
    """Lead on after a good form."""
    return redirect(address, code=303)


def locale() -> str:
    """The reader's language, `da` or `en`."""
    return chosen_language(current_app.config["PORTAL_LANGUAGES"])


def wanted_page() -> int:
    """The page that the address asks for, counted from 1; the first when it asks for none."""
    asked = request.args.get("page", "")
    return max(1, int(asked)) if asked.isdecimal() and len(asked) < 10 else 1
