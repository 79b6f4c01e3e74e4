"""The people of the journeys: each drives a browser of her own, by what stands on the page.

Fields and addresses are those of the public contract; nobody here knows a template.
"""

from __future__ import annotations

import re
import ssl
from base64 import b32decode
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from urllib.request import urlopen

from playwright.sync_api import expect

from crypto.one_time_code import code_at

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Locator, Page

Now = Callable[[], datetime]


def clock_of(origin: str) -> Now:
    """The portal's own clock, as /healthz tells it."""

    def now() -> datetime:
        unchecked = ssl._create_unverified_context()
        with urlopen(f"{origin}/healthz", timeout=5, context=unchecked) as answer:
            return datetime.fromisoformat(answer.headers["Portal-Now"])

    return now


@dataclass
class Person:
    """Somebody with a browser."""

    page: Page
    origin: str

    def go(self, path: str) -> None:
        answer = self.page.goto(self.origin + path)
        assert answer is not None
        assert answer.status < 400, f"{path} answered {answer.status}"

    def form_with(self, name: str, within: Locator | None = None) -> Locator:
        """The form that has a field of this name, its details unfolded."""
        place = within or self.page.locator("main")
        form = place.locator("form", has=self.page.locator(f"[name='{name}']")).first
        for details in form.locator("xpath=ancestor::details[not(@open)]").all():
            details.locator("summary").first.click()
        return form

    def send(self, form: Locator) -> None:
        """Press the form's own button and wait for what it answers."""
        buttons = form.locator("button[type=submit], button:not([type]), input[type=submit]")
        with self.page.expect_navigation():
            buttons.last.click()

    def sees(self, text: str) -> bool:
        return text in self.page.locator("main").inner_text()


@dataclass
class Employee(Person):
    """Reports, and comes back with her code and nothing else."""

    code: str = field(default="", repr=False)

    def reports(self, description: str, files: list[Path], **told: str) -> None:
        """Fill the form and send it. Afterwards she stands on the receipt and knows her code."""
        self.go("/report/new")
        form = self.form_with("description")
        form.locator("[name=description]").fill(description)
        for name, value in told.items():
            self._tell(form, name, value)
        form.locator("input[type=file][name=files]").set_input_files(files)
        self.send(form)
        self.code = re.sub(r"\s", "", self.page.locator("#receipt-code").inner_text())

    def keeps_her_code(self) -> None:
        form = self.page.locator("main form").first
        self.send(form)

    def comes_back(self) -> None:
        self.go("/case")
        form = self.form_with("receipt_code")
        form.locator("[name=receipt_code]").fill(self.code)
        self.send(form)
        self.page.wait_for_url("**/case/dialogue*")

    def writes(self, message: str) -> None:
        form = self.form_with("message")
        form.locator("[name=message]").fill(message)
        self.send(form)

    def says(self, answer: str) -> None:
        """`yes` or `no` to the question of consent that waits for her."""
        form = self.form_with("question")
        button = form.locator(f"button[name=answer][value={answer}]")
        if button.count():
            with self.page.expect_navigation():
                button.click()
        else:
            form.locator(f"[name=answer][value={answer}]").check()
            self.send(form)

    def state(self) -> str:
        return self.page.locator("#case-state").get_attribute("data-state") or ""

    def hears(self) -> list[str]:
        """What the unit has said, oldest first."""
        return self.page.locator("article[data-from=unit]").all_inner_texts()

    def leaves(self) -> None:
        self.send(self.page.locator("form[action*='/case/leave']").last)

    def _tell(self, form: Locator, name: str, value: str) -> None:
        field = form.locator(f"[name={name}]")
        if field.first.evaluate("e => e.tagName") == "SELECT":
            field.select_option(value)
        elif field.first.get_attribute("type") == "radio":
            form.locator(f"[name={name}][value='{value}']").check()
        else:
            field.fill(value)


@dataclass
class Member(Person):
    """A caseworker or head of unit: activates her account, signs in, works on cases."""

    now: Now
    email: str
    passphrase: str = field(default="", repr=False)
    otp_secret: bytes = field(default=b"", repr=False)

    def activates(self, link: str) -> None:
        """Take the proposed words and a second factor."""
        self.go(link.removeprefix(self.origin))
        secret = self.page.locator("#otp-secret").text_content() or ""
        self.otp_secret = b32decode(secret.replace(" ", ""))
        self.passphrase = self.page.locator("#proposed-passphrase").inner_text().strip()
        form = self.form_with("passphrase")
        form.locator("[name=passphrase]").fill(self.passphrase)
        again = form.locator("[name=passphrase_again]")
        if again.count():
            again.fill(self.passphrase)
        # The step before this one is still good, and leaves this one for the sign-in.
        form.locator("[name=otp]").fill(self.one_time_code(steps=-1))
        self.send(form)

    def one_time_code(self, steps: int = 0) -> str:
        return code_at(self.otp_secret, self.now() + timedelta(seconds=30 * steps))

    def signs_in(self, steps: int = 0, *, first_page: str = "/staff/cases") -> None:
        self.go("/staff/login")
        form = self.form_with("passphrase")
        form.locator("[name=email]").fill(self.email)
        form.locator("[name=passphrase]").fill(self.passphrase)
        self.send(form)
        form = self.form_with("otp")
        form.locator("[name=otp]").fill(self.one_time_code(steps))
        self.send(form)
        self.page.wait_for_url(f"**{first_page}*")

    def own_words(self) -> str:
        """The six words that she reads aloud to whoever takes her up."""
        self.go("/staff/account")
        return self.page.locator("#own-words").inner_text().strip()

    def takes_up(self, newcomer: Member) -> None:
        """Compare six words with a newcomer by voice, and sign the list of the unit's members."""
        heard = newcomer.own_words()
        self.go("/staff/members")
        place = self.page.locator(f"[data-differing='{newcomer.email}']")
        assert place.locator(".receipt-code").inner_text().split() == heard.split()
        form = place.locator("form")
        form.locator("[name=compared]").check()
        form.locator("[name=passphrase]").fill(self.passphrase)
        self.send(form)
        expect(self.page.locator(f"[data-differing='{newcomer.email}']")).to_have_count(0)

    def worklist(self) -> list[str]:
        """The numbers on the worklist, as they stand."""
        self.go("/staff/cases")
        rows = self.page.locator("tr[data-case]").all()
        return [row.get_attribute("data-case") or "" for row in rows]

    def opens(self, number: str) -> None:
        self.go(f"/staff/cases/{number}")

    def declares_herself_impartial(self) -> None:
        form = self.form_with("impartial")
        form.locator("[name=impartial][value=yes]").check()
        self.send(form)

    def splits(self, summary: str, theme: str, administration: str) -> None:
        form = self.page.locator("form[action$='/matters']").first
        for details in form.locator("xpath=ancestor::details[not(@open)]").all():
            details.locator("summary").first.click()
        form.locator("[name=summary]").fill(summary)
        form.locator("[name=theme]").select_option(theme)
        form.locator("[name=administration]").select_option(administration)
        self.send(form)

    def decides(self, matter: int, decision: str, **answers: str) -> None:
        """Answer the statutory questions, `yes` where nothing else is said."""
        form = self._matter_form(matter, "triage")
        said = {
            "relation": "worker",
            "responsible": "yes",
            "public_interest": "yes",
            "probable": "yes",
            "examinable": "yes",
            "scope_leg": "other_serious_matter",
            "decision": decision,
        } | answers
        for name, value in said.items():
            self.fills(form, name, value)
        self.send(form)

    def forwards(self, matter: int, **told: str) -> None:
        """Record that it was sent another way; nothing in it may reveal the reporter."""
        told = {"contains_identity": "no", "may_reveal": "no"} | told
        self._fill_and_send(self._matter_form(matter, "forward-elsewhere"), told)

    def enters_answer(self, matter: int, **told: str) -> None:
        self._fill_and_send(self._matter_form(matter, "answer"), told)

    def settles(self, matter: int, outcome: str) -> None:
        self._fill_and_send(self._matter_form(matter, "outcome"), {"outcome": outcome})

    def does(self, action: str, **told: str) -> None:
        """One of the case's own forms: message, note, feedback, close."""
        form = self.page.locator(f"form[action$='/{action}']").first
        for details in form.locator("xpath=ancestor::details[not(@open)]").all():
            details.locator("summary").first.click()
        self._fill_and_send(form, told)

    def fills(self, form: Locator, name: str, value: str) -> None:
        field = form.locator(f"[name={name}]")
        tag, kind = field.first.evaluate("e => [e.tagName, e.type]")
        if tag == "SELECT":
            field.select_option(value)
        elif kind == "radio":
            form.locator(f"[name={name}][value='{value}']").check()
        elif kind == "checkbox":
            field.check()
        else:
            field.fill(value)

    def _fill_and_send(self, form: Locator, told: dict[str, str]) -> None:
        for name, value in told.items():
            self.fills(form, name, value)
        self.send(form)

    def _matter_form(self, matter: int, action: str) -> Locator:
        form = self.page.locator(f"form[action$='/matters/{matter}/{action}']").first
        for details in form.locator("xpath=ancestor::details[not(@open)]").all():
            details.locator("summary").first.click()
        return form
