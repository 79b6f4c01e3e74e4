"""The people of a complaint: a citizen with her code, and a member of the citizens' adviser."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tests.journeys.actors import Employee
from tests.journeys.hearing_actors import Hearer


@dataclass
class Citizen(Employee):
    """Complains, and comes back with her code and nothing else."""

    def fills_in(self, **told: str) -> None:
        """Fill in the form; nothing is sent yet."""
        self.go("/complaint")
        form = self.form_with("description")
        for name, value in told.items():
            self._tell(form, name, value)

    def sends(self) -> None:
        self.send(self.form_with("description"))

    def what_would_go(self) -> str:
        return self.page.locator("#to-go").inner_text()

    def says_yes_to_sending_it_straight_on(self) -> None:
        """Afterwards she stands on the receipt and knows her code."""
        form = self.form_with("description")
        form.locator("[name=forward_ok][value=yes]").check()
        self.send(form)
        self.code = re.sub(r"\s", "", self.page.locator("#receipt-code").inner_text())

    def answers_of_administrations(self) -> list[str]:
        return self.page.locator("[data-answer]").all_inner_texts()


@dataclass
class Adviser(Hearer):
    """A member who works on complaints: calls, mediates, supervises, registers, closes."""

    def calls(self, number: str, with_whom: str, note: str, next_step: str) -> None:
        self.opens(number)
        self.does("call", with_whom=with_whom, note=note, next_step=next_step)

    def registers(self, number: str, **told: str | list[str]) -> None:
        """The register, with what is told over what stands there."""
        self.opens(number)
        form = self.page.locator("form[action$='/register']").first
        self.unfold(form)
        for name, value in told.items():
            for one in value if isinstance(value, list) else [value]:
                self._registers_one(form, name, one)
        self.send(form)

    def _registers_one(self, form: object, name: str, value: str) -> None:
        field = form.locator(f"[name={name}]")  # type: ignore[attr-defined]
        tag, kind = field.first.evaluate("e => [e.tagName, e.type]")
        if kind in ("radio", "checkbox"):
            form.locator(f"[name={name}][value='{value}']").check()  # type: ignore[attr-defined]
        elif tag == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)
