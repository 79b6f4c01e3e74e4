"""The contact persons' side: what the unit sent to their administration, and their answers."""

from flask import Flask


def init_administration(app: Flask) -> None:
    """Serve the contact persons' side. The unit's side closes its addresses and signs people in."""
    from portal.administration import (  # noqa: F401 (each adds its pages to the blueprint)
        answer_views,
        dossier_views,
        draft_views,
        worklist_views,
    )
    from portal.administration.pages import administration

    app.register_blueprint(administration)
