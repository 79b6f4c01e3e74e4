"""Forms that other sites send: nothing of ours asks for them, and nothing is done with them."""

from flask import Flask, abort, request

_READING = ("GET", "HEAD", "OPTIONS")


def init_elsewhere(app: Flask) -> None:
    """Turn away what a page of another site sends, before anything is read or kept.

    No cookie comes along with it, so no token of it could be right. But the answer would bring a
    cookie, in place of the one under which a receipt waits or a member works.
    """

    @app.before_request
    def refuse_forms_from_elsewhere() -> None:
        # A browser too old to say where a form comes from falls back on the token.
        from_elsewhere = request.headers.get("Sec-Fetch-Site") == "cross-site"
        if from_elsewhere and request.method not in _READING:
            abort(400)
