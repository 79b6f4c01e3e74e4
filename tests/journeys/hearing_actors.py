"""The people of a hearing: a member who builds dossiers, and contact persons who answer them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.journeys.actors import Member

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Locator


@dataclass
class Hearer(Member):
    """A member of the unit who asks an administration."""

    def invites_contact(self, email: str, name: str, administration: str) -> str:
        """The path of the contact person's activation link."""
        self.go("/staff/contacts")
        form = self.form_with("unit_name")
        told = {"email": email, "name": name, "administration": administration, "desk": "both"}
        for field, value in told.items():
            self.fills(form, field, value)
        self.send(form)
        link = self.page.locator("#activation-link").inner_text().strip()
        return link.removeprefix(self.origin)

    def asks_consent(self, matter: int, text: str) -> None:
        form = self._matter_form(matter, "consent")
        self.fills(form, "recipient", "BUF")
        self.fills(form, "text", text)
        self.send(form)

    def builds(self, number: str, matter: int, only: str, extract: str, **told: str) -> None:
        """Put a dossier together for one contact person, with a piece of the report, and look at
        it."""
        self.go(f"/staff/cases/{number}/matters/{matter}/dossier")
        form = self.page.locator("#send-dossier")
        form.locator("[name=take]").first.check()
        with self.page.expect_navigation():
            form.locator("[name=take_in]").click()
        form.locator("[name=extract_1]").fill(extract)
        for box in form.locator("[name=recipients]").all():
            label = self.page.locator(f"label[for='{box.get_attribute('id')}']").inner_text()
            box.set_checked(only in label)
        for name, value in told.items():
            self.fills(form, name, value)
        self.send(form)

    def is_locked(self) -> bool:
        """Whether the preview says that the law holds it back, and offers nothing to send it."""
        locked = self.page.locator("#locked").count() == 1
        assert locked != (self.page.locator("#send").count() == 1)
        return locked

    def as_the_recipient_sees_it(self) -> str:
        return self.page.locator("#as-the-recipient-sees-it .dossier").inner_text()

    def sends_what_she_sees(self) -> None:
        self.send(self.page.locator("#send"))

    def acts_in(self, dossier: str, action: str, **told: str) -> None:
        """One of the dossier's forms on the case's page."""
        form = self.page.locator(f"form[action$='/dossiers/{dossier}/{action}']").first
        self.unfold(form)
        if form.locator("[name=may_reveal]").count():
            told = {"may_reveal": "no", **told}
        self._fill_and_send(form, told)

    def stage(self) -> str:
        return self.page.locator("[data-dossier]").first.get_attribute("data-stage") or ""

    def unfold(self, form: Locator) -> None:
        for details in form.locator("xpath=ancestor::details[not(@open)]").all():
            details.locator("summary").first.click()


@dataclass
class ContactPerson(Member):
    """Somebody in an administration to whom the unit sends what is to be examined."""

    def signs_in(self, steps: int = 0, *, first_page: str = "/administration") -> None:
        super().signs_in(steps, first_page=first_page)

    def received(self) -> dict[str, str]:
        """The dossiers on her list, each with how far it is."""
        self.go("/administration")
        rows = self.page.locator("tr[data-dossier]").all()
        return {
            row.get_attribute("data-dossier") or "": row.get_attribute("data-stage") or ""
            for row in rows
        }

    def groups(self) -> list[str]:
        """The groups of her list that are not empty."""
        tables = self.page.locator("table[data-group]").all()
        return [table.get_attribute("data-group") or "" for table in tables]

    def opens_dossier(self, number: str) -> None:
        self.go(f"/administration/dossiers/{number}")

    def confirms_secrecy(self) -> None:
        self.send(self.page.locator("form[action$='/confirm']"))

    def reads(self) -> str:
        return self.page.locator(".dossier").inner_text()

    def acts(self, action: str, files: list[Path] | None = None, **told: str) -> None:
        """One of the forms of the dossier's page."""
        form = self.page.locator(f"form[action$='/{action}']").first
        for details in form.locator("xpath=ancestor::details[not(@open)]").all():
            details.locator("summary").first.click()
        if files:
            form.locator("input[type=file]").set_input_files(files)
        self._fill_and_send(form, told)

    def hands_over_to(self, name: str, note: str) -> None:
        form = self.page.locator("form[action$='/hand-over']")
        for details in form.locator("xpath=ancestor::details[not(@open)]").all():
            details.locator("summary").first.click()
        form.locator("[name=colleague]").select_option(label=name)
        form.locator("[name=note]").fill(note)
        self.send(form)
