"""The public side: reporting, complaining, following a case. No accounts; it knows no staff."""

from flask import Flask

from portal.intake.routes import intake


def init_intake(app: Flask) -> None:
    """Serve the public side."""
    app.register_blueprint(intake)
