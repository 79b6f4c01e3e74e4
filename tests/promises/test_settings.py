"""An operator who reads .env.example has seen every setting there is."""

import re

from portal.settings import setting_names
from tests.support.tree import ROOT


def test_the_example_names_exactly_the_settings_that_exist() -> None:
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    named = re.findall(r"^(?:# ?)?(PORTAL_\w+)=", example, re.MULTILINE)
    assert len(named) == len(set(named))
    assert set(named) == set(setting_names())
