"""Every test may ask for what tests/support offers."""

pytest_plugins = [
    "pytester",
    "tests.support.browser",
    "tests.support.engines",
    "tests.support.server",
]
