"""A portal of two watched processes, its people, and what they had that nobody else may have."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import create_engine

from crypto.receipt_code import parse_code
from crypto.staff_password import open_staff_box
from portal.services.accounts.staff_box import StaffSecrets
from portal.storage.database import Database
from tests.journeys.left_behind_acts import Reporter, Staff
from tests.support.leak_search import search
from tests.support.traced import Trace

if TYPE_CHECKING:
    from tests.support.mail_server import MailServer
    from tests.support.server import Installation, RunningServer

LEAD, KAREN = "leder@kommune.example", "karen@kommune.example"
# They stand nowhere else, so that finding one means that it leaked: what people typed and sent, and
# what their browsers and the network say of them.
TYPED, SAID, ADDRESS = "Zirkonkvarts", "Obsidianhoved", "198.51.100.173"
HEADERS = {
    "User-Agent": f"{SAID}/1.0",
    "Referer": f"https://{SAID}.example/{SAID}",
    "Accept-Language": f"da, {SAID};q=0.5",
    "X-Forwarded-For": f"{ADDRESS}, {ADDRESS}",
    "Forwarded": f"for={ADDRESS}",
    "X-Request-ID": SAID,
}
WRONG_CODE = "ZKVR-ZKVR-ZKVR-ZKVR-ZKVR-ZKVR"


@dataclass
class Story:
    """A portal of two watched processes, and everywhere they and their database may write."""

    installation: Installation
    intake: RunningServer
    staff: RunningServer
    traces: dict[str, Trace]
    places: list[Path]
    lead_link: str
    mails: MailServer
    secrets: list[str] = field(default_factory=list)
    kept: dict[str, list[str | bytes]] = field(default_factory=dict)

    @property
    def servers(self) -> list[RunningServer]:
        return [self.intake, self.staff]

    def person(self) -> Reporter:
        headers, cookies = dict(HEADERS), {"andet": SAID}
        return Reporter(self.intake.origin, TYPED, headers, cookies)

    def member(self, email: str) -> Staff:
        return Staff(self.staff.origin, TYPED, dict(HEADERS), {"andet": SAID}, email=email)

    def by_area(self) -> dict[str, RunningServer]:
        return dict(zip(self.traces, self.servers, strict=True))

    def nothing_is_found(self) -> None:
        found = search(self.places, [TYPED, SAID, ADDRESS, WRONG_CODE, *self.secrets])
        assert not found, "\n".join(f"{one.form} in {one.path}: {one.word}" for one in found)

    def remember(self, members: list[Staff], reporters: list[Reporter]) -> None:
        """Note what nobody but they may have, and what the workers had in their memory, by name."""
        self.secrets += [one for person in (*members, *reporters) for one in person.secrets()]
        folder = self.installation.data_folder / "secrets"
        boxes = [self._box(member, (folder / "pepper").read_bytes()) for member in members]
        codes = [parse_code(person.code) for person in reporters]
        self.kept = {
            "server's secret": [(folder / "server_key").read_bytes()],
            "typed": [TYPED],
            "said": [SAID],
            "passphrases": [member.passphrase for member in members],
            "cookies": [person.secrets()[-1] for person in (*members, *reporters)],
            "receipt codes": [text for one in reporters for text in one.secrets()[:3]],
            "reporters' seeds": [code.key_pair().seed for code in codes],
            "members' seeds": [seed for box in boxes for seed in (box.seed, box.identity_seed)],
            "one-time secrets": [member.otp_secret for member in members],
        }

    def _box(self, member: Staff, pepper: bytes) -> StaffSecrets:
        database = Database(self.installation.settings["PORTAL_DATABASE_URL"])
        with database.open_unit() as unit:
            account = unit.accounts.by_email(member.email)
        database.close()
        assert account is not None
        opened = open_staff_box(member.passphrase, pepper, account.id, account.box)
        return StaffSecrets.from_bytes(opened)

    def execute(self, statement: str) -> None:
        engine = create_engine(self.installation.settings["PORTAL_DATABASE_URL"])
        with engine.begin() as connection:
            connection.exec_driver_sql(statement)
        engine.dispose()
