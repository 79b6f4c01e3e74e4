"""The contact persons' side: what the unit sent to their administration, and their answers."""

from flask import Flask


def init_administration(app: Flask) -> None:
    """Serve the contact persons' side. The unit's side closes its addresses and signs people in."""
    from portal.administration import worklist_views  # noqa: F401 (adds its pages)
    from portal.administration.pages import administration

    app.register_blueprint(administration)
