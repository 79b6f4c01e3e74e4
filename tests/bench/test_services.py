"""What a return with the code costs, beside making the keys of the code."""

from __future__ import annotations

from portal.services.reporting.read_dialogue import read_dialogue
from portal.services.workplace import Reporter
from tests.bench.measuring import report, seconds
from tests.support.portal import Portal

TEXT = "Der mangler penge i kassen, og bilagene passer ikke. " * 40


def test_coming_back_with_the_code(intake_portal: Portal) -> None:
    code = intake_portal.filed(TEXT).code

    def keys_alone() -> None:
        Reporter.of(code)

    def coming_back() -> None:
        read_dialogue(intake_portal.workplace, Reporter.of(code))

    measured, floor = seconds(coming_back, runs=50), seconds(keys_alone, runs=50)
    report("coming back with the code", measured, "making its keys", floor)
