"""What people do with a portal, each of them filling every field that her pages have."""

from __future__ import annotations

import re
from base64 import b32decode, b32encode
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from crypto.one_time_code import code_at
from tests.journeys.actors import clock_of
from tests.support.form_filling import FormFiller

if TYPE_CHECKING:
    from tests.support.form_filling import Answer

ALL_YES = dict.fromkeys(("responsible", "public_interest", "probable", "examinable"), "yes")
NOTHING_SHOWS_HER = {"contains_identity": "no", "may_reveal": "no"}
# What ends a session, a case or an account is not filled by chance.
ENDINGS = ("/close", "/erase", "/leave", "/logout", "/disable", "/reset", "/publish", "/remove")


class Person(FormFiller):
    """Somebody who is not choosy."""

    def fills_every_form(self, path: str) -> None:
        """Send each form of a page, whatever it is for, and take any answer but a fault."""
        opened = self.get(path)
        assert opened.status == 200, f"{path} answered {opened.status}"
        for form in opened.forms():
            if not (form.action or path).split("?")[0].endswith(ENDINGS):
                sent = self.fill(opened, form)
                assert sent.status in (200, 303, 404, 409, 422), f"{sent.path} {sent.status}"


@dataclass
class Staff(Person):
    """Somebody with an account."""

    email: str = ""
    passphrase: str = field(default="", repr=False)
    otp_secret: bytes = field(default=b"", repr=False)

    def activates(self, link: str) -> None:
        """Take the passphrase that is proposed, and a second factor."""
        opened = self.get(link)
        self.passphrase = _text_at(opened, "proposed-passphrase")
        self.otp_secret = b32decode(_text_at(opened, "otp-secret").replace(" ", ""))
        told = {"passphrase": self.passphrase, "passphrase_again": self.passphrase}
        sent = self.fill(opened, opened.form(link), otp=self.one_time_code(-1), **told)
        assert sent.status == 303, sent.text

    def signs_in(self) -> Answer:
        """Her first page."""
        sent = self.send("/staff/login", "/login", email=self.email, passphrase=self.passphrase)
        asked = self.follow(sent)
        return self.follow(self.fill(asked, asked.form("/otp"), otp=self.one_time_code()))

    def invites_contact(self, email: str, administration: str) -> str:
        """The path of the activation link."""
        told = {"name": "Karen Stensgaard", "unit_name": "Stab", "desk": "both"}
        sent = self.send(
            "/staff/contacts", "/contacts", email=email, administration=administration, **told
        )
        return urlsplit(_text_at(self.follow(sent), "activation-link")).path

    def takes_up(self, newcomer: Staff) -> None:
        """Sign the list of the unit's members with a newcomer on it; the words were compared."""
        opened = self.get("/staff/members")
        [form] = opened.page.xpath("//*[@data-differing=$email]//form", email=newcomer.email)
        sent = self.fill(opened, form, passphrase=self.passphrase, compared="y")
        assert sent.status == 303, sent.text

    def forwards(self, number: str) -> None:
        """Split off a matter, decide it, and send it to its administration with the first file."""
        case = f"/staff/cases/{number}"
        self.send(case, "/matters", theme="health", administration="SUF")
        decided = {"relation": "worker", "scope_leg": "other_serious_matter", "ground": ""}
        self.send(case, "/triage", decision="in_scope", **decided, **ALL_YES)
        opened = self.get(f"{case}/matters/1/dossier")
        [form] = opened.page.xpath("//form[@id='send-dossier']")
        [take_in] = form.xpath(".//button[@name='take_in']/@value")
        opened = self.fill(opened, form, take="1", take_in=take_in)
        [form] = opened.page.xpath("//form[@id='send-dossier']")
        told: dict[str, str | list[str]] = {
            "administration": "SUF",
            "text": f"Undersøg det, {self.mark}.",
            "due": "2026-03-30",
            "take": "1",
            "case_files": form.xpath(".//input[@name='case_files']/@value"),
            "recipients": form.xpath(".//input[@name='recipients']/@value"),
            "passphrase": self.passphrase,
            "preview": "1",
        }
        seen = self.fill(opened, form, **told, **NOTHING_SHOWS_HER)
        sending = seen.page.xpath("//form[@id='send']")
        assert sending, f"{seen.path} answered {seen.status}: {seen.faults}"
        sent = self.fill(seen, sending[0])
        assert sent.status == 303, sent.text

    def answers(self, dossier: str) -> None:
        """A contact person reads the notice of secrecy and the dossier, and answers with a file."""
        place = f"/administration/dossiers/{dossier}"
        self.send(place, "/confirm")
        self.downloads_all(place)
        self.send(place, "/answer")

    def downloads_all(self, path: str) -> None:
        """Every file a page offers."""
        offered = [link for link in self.get(path).page.xpath("//a/@href") if "/files/" in link]
        assert offered, f"{path} offers no file"
        for link in offered:
            assert self.mark.encode() in self.get(link).body

    def worklist(self) -> list[str]:
        """The numbers of the cases she sees."""
        return list(map(str, self.get("/staff/cases").page.xpath("//tr/@data-case")))

    def signs_out(self) -> None:
        self.send("/staff/account", "/logout")

    def one_time_code(self, steps: int = 0) -> str:
        return code_at(self.otp_secret, clock_of(self.origin)() + timedelta(seconds=30 * steps))

    def splits_matters(self, number: str) -> bool:
        """Whether a case is one whose matters are split off: a report."""
        forms = self.get(f"/staff/cases/{number}").forms()
        return any((form.action or "").endswith("/matters") for form in forms)

    def secrets(self) -> list[str]:
        """What nobody but her may have."""
        return [self.passphrase, b32encode(self.otp_secret).decode(), self.cookies["portal_staff"]]


@dataclass
class Reporter(Person):
    """Somebody who reports or complains, and comes back with her code."""

    code: str = field(default="", repr=False)

    def reports(self) -> None:
        self._files("/report/new", relation="worker", administration="SUF")

    def complains(self) -> None:
        self._files("/complaint", administration="SUF", complained_before="cannot")

    def comes_back(self) -> Answer:
        return self.follow(self.send("/case", "/case", receipt_code=self.code))

    def leaves(self) -> None:
        self.send("/case/dialogue", "/leave")

    def secrets(self) -> list[str]:
        """What nobody but her may have."""
        return [self.code, self.code.replace("-", ""), self.code[:14], self.cookies["portal"]]

    def _files(self, path: str, **told: str) -> None:
        opened = self.get(path)
        receipt = self.follow(self.fill(opened, opened.form(path), **told))
        self.code = re.sub(r"\s", "", _text_at(receipt, "receipt-code"))
        assert self.code, receipt.path
        self.follow(self.fill(receipt, receipt.form(receipt.path)))


def _text_at(answer: Answer, place: str) -> str:
    found: str = answer.page.xpath("string(//*[@id=$place])", place=place)
    return found.strip()
