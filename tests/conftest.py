"""Every test may ask for what tests/support offers."""

import os

from hypothesis import settings

pytest_plugins = [
    "pytester",
    "tests.support.browser",
    "tests.support.engines",
    "tests.support.portal",
    # After what it imports: pytest rewrites the assertions of a plug-in before its first import.
    "tests.support.office",
    "tests.support.server",
    "tests.support.mail_server",
]

# A busy machine is no fault of the code. CI tries the same examples each time, so that what it says
# is about the change it was given; everybody else keeps looking for new ones.
settings.register_profile("portal", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("portal")


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Name bytes after their argument: a sealed box is another one in each worker of a run."""
    return argname if isinstance(val, bytes) else None
