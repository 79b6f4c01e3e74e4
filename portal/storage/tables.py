"""The schema. What is plain here, and why, stands in docs/threat-model.md; the rest is sealed.

Keys are random, and SQLite's tables have no rowid: rows lie in the order of their keys, which
says nothing of the order in which people acted.
"""

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Text,
    false,
)

from portal.storage.moment import Moment
from portal.storage.report_tables import (
    earlier_totals,
    publication_files,
    publications,
    report_drafts,
)
from portal.storage.schema import ID as _ID
from portal.storage.schema import metadata
from portal.storage.schema import table as _table

# Defined elsewhere, and here so that whoever needs a table, or all of them, finds it in one place.
__all__ = ["earlier_totals", "metadata", "publication_files", "publications", "report_drafts"]

accounts = _table(
    "accounts",
    Column("id", _ID, primary_key=True),
    Column("email", String(254), nullable=False, unique=True),
    Column("name", String(200), nullable=False),
    Column("role", String(20), nullable=False),
    Column("desk", String(20)),
    Column("administration", String(10), nullable=False, default=""),
    Column("unit_name", String(200), nullable=False, default=""),
    Column("state", String(10), nullable=False),
    Column("public_key", LargeBinary, nullable=False, default=b""),
    Column("box", LargeBinary, nullable=False, default=b""),
    Column("invitation", LargeBinary(32), unique=True),
    Column("invited_until", Date),
    Column("last_code_step", Integer, nullable=False, default=0),
    Column("preferences", LargeBinary),
    Column("identity_key", LargeBinary),
    Column("signing_key", LargeBinary),
    Column("for_one_dossier", Boolean, nullable=False, default=False, server_default=false()),
)

cases = _table(
    "cases",
    Column("id", _ID, primary_key=True),
    Column("number", String(12), nullable=False, unique=True),
    Column("kind", String(10), nullable=False),
    Column("state", String(10), nullable=False),
    Column("rests_with", String(15)),
    Column("received_on", Date, nullable=False),
    Column("acknowledged_on", Date),
    Column("feedback_due", Date, nullable=False),
    Column("extended_due", Date),
    Column("due", Date),
    Column("act_from", Date),
    Column("closed_on", Date),
    Column("erased_on", Date),
    Column("generation", Integer, nullable=False),
    Column("locator", LargeBinary(32), nullable=False, unique=True),
    Column("reporter_public_key", LargeBinary, nullable=False),
    Column("handler", LargeBinary),
    Column("reporter_signing_key", LargeBinary),
    # One for each order of the worklist, whole and within a state: a page is read off an index.
    Index("ix_cases_due", "due", "received_on", "number"),
    Index("ix_cases_act_from", "act_from", "received_on", "number"),
    Index("ix_cases_received_on", "received_on", "number"),
    Index("ix_cases_state_due", "state", "due", "received_on", "number"),
    Index("ix_cases_state_act_from", "state", "act_from", "received_on", "number"),
    Index("ix_cases_state_received_on", "state", "received_on", "number"),
    Index("ix_cases_rests_with", "rests_with", "act_from", "received_on", "number"),
)

case_keys = _table(
    "case_keys",
    Column("case_id", _ID, ForeignKey("cases.id", ondelete="CASCADE"), primary_key=True),
    Column("holder", _ID, primary_key=True, index=True),
    Column("generation", Integer, primary_key=True),
    Column("box", LargeBinary, nullable=False),
    Column("seen", LargeBinary, nullable=False),
    Column("identity_box", LargeBinary),
)

case_generations = _table(
    "case_generations",
    Column("case_id", _ID, ForeignKey("cases.id", ondelete="CASCADE"), primary_key=True),
    Column("generation", Integer, primary_key=True),
    Column("unit_key_name", LargeBinary(32), nullable=False),
    Column("signer", _ID, nullable=False),
    Column("list_version", Integer, nullable=False),
    Column("signature", LargeBinary, nullable=False),
)

manifests = _table(
    "manifests",
    Column("case_id", _ID, ForeignKey("cases.id", ondelete="CASCADE"), primary_key=True),
    Column("shared_box", LargeBinary, nullable=False),
    Column("unit_box", LargeBinary, nullable=False),
)

records = _table(
    "records",
    Column("id", _ID, primary_key=True),
    Column("case_id", _ID, ForeignKey("cases.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("generation", Integer, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("box", LargeBinary, nullable=False),
)

case_log = _table(
    "case_log",
    Column("id", _ID, primary_key=True),
    Column("case_id", _ID, ForeignKey("cases.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("generation", Integer, nullable=False),
    Column("box", LargeBinary, nullable=False),
)

forwardings = _table(
    "forwardings",
    Column("id", _ID, primary_key=True),
    Column("case_id", _ID, ForeignKey("cases.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("administration", String(10), nullable=False),
    Column("due", Date, nullable=False),
    Column("answered", Boolean, nullable=False),
)

dossiers = _table(
    "dossiers",
    Column("id", _ID, primary_key=True),
    Column("case_id", _ID, ForeignKey("cases.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("number", String(12), nullable=False, unique=True),
    Column("administration", String(10), nullable=False),
    Column("awaits", String(10)),
    Column("due", Date),
    Column("move", String(15)),
    Column("revision", Integer, nullable=False),
    Column("signer", _ID, nullable=False),
    Column("list_version", Integer, nullable=False),
    Column("signature", LargeBinary, nullable=False),
    Column("box", LargeBinary, nullable=False),
    Index("ix_dossiers_awaits", "awaits", "due"),
)

dossier_keys = _table(
    "dossier_keys",
    Column("dossier_id", _ID, ForeignKey("dossiers.id", ondelete="CASCADE"), primary_key=True),
    Column("holder", _ID, primary_key=True, index=True),
    Column("box", LargeBinary, nullable=False),
)

unit_lists = _table(
    "unit_lists",
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("previous", LargeBinary, nullable=False),
    Column("content", LargeBinary, nullable=False),
    Column("signer", _ID, nullable=False),
    Column("signature", LargeBinary, nullable=False),
)

facts = _table(
    "facts",
    Column("id", _ID, primary_key=True),
    Column("case_id", _ID, ForeignKey("cases.id", ondelete="CASCADE"), index=True),
    Column("box", LargeBinary, nullable=False),
)

unit_keys = _table(
    "unit_keys",
    Column("name", String(20), primary_key=True),
    Column("public_key", LargeBinary, nullable=False),
)

unit_key_copies = _table(
    "unit_key_copies",
    Column("name", String(20), ForeignKey("unit_keys.name", ondelete="CASCADE"), primary_key=True),
    Column("holder", _ID, ForeignKey("accounts.id", ondelete="CASCADE"), primary_key=True),
    Column("box", LargeBinary, nullable=False),
)

drafts = _table(
    "drafts",
    Column("id", _ID, primary_key=True),
    Column(
        "account_id", _ID, ForeignKey("accounts.id", ondelete="CASCADE"), nullable=False, index=True
    ),
    Column("case_tag", LargeBinary(32), nullable=False, index=True),
    Column("kept_on", Date, nullable=False),
    Column("box", LargeBinary, nullable=False),
)

notices = _table(
    "notices",
    Column("id", _ID, primary_key=True),
    Column("send_on", Date, nullable=False, index=True),
    Column("box", LargeBinary, nullable=False),
)

mails = _table(
    "mails",
    Column("id", _ID, primary_key=True),
    Column(
        "recipient", _ID, ForeignKey("accounts.id", ondelete="CASCADE"), nullable=False, index=True
    ),
    Column("written_on", Date, nullable=False),
    Column("state", String(10), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("next_try_at", Moment, nullable=False),
    Index("ix_mails_state", "state", "next_try_at"),
)

files = _table(
    "files",
    Column("id", _ID, primary_key=True),
    Column("case_id", _ID, ForeignKey("cases.id", ondelete="CASCADE"), index=True),
    # No foreign key: SQLite could not take such a column away again in place.
    Column("dossier_id", _ID, index=True),
    Column("begun_on", Date, nullable=False),
)

file_chunks = _table(
    "file_chunks",
    Column("file_id", _ID, ForeignKey("files.id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("box", LargeBinary, nullable=False),
)

sessions = _table(
    "sessions",
    Column("id", LargeBinary(32), primary_key=True),
    Column("area", String(10), nullable=False),
    Column("account_id", _ID, ForeignKey("accounts.id", ondelete="CASCADE"), index=True),
    Column("sweep_on", Date, nullable=False),
    Column("box", LargeBinary, nullable=False),
)

known_browsers = _table(
    "known_browsers",
    Column("id", LargeBinary(32), primary_key=True),
    Column(
        "account_id", _ID, ForeignKey("accounts.id", ondelete="CASCADE"), nullable=False, index=True
    ),
    Column("sweep_on", Date, nullable=False),
)

sign_in_throttles = _table(
    "sign_in_throttles",
    Column("id", LargeBinary(32), primary_key=True),
    Column("failures", Integer, nullable=False),
    Column("wait_until", Moment, nullable=False),
)

guidance_texts = _table(
    "guidance_texts",
    Column("code", String(60), primary_key=True),
    Column("grounds", Text, nullable=False),
    Column("title_da", Text, nullable=False),
    Column("body_da", Text, nullable=False),
    Column("title_en", Text, nullable=False),
    Column("body_en", Text, nullable=False),
)

list_values = _table(
    "list_values",
    Column("kind", String(20), primary_key=True),
    Column("code", String(30), primary_key=True),
    Column("place", Integer, nullable=False),
    Column("label_da", String(80), nullable=False),
    Column("label_en", String(80), nullable=False),
    Column("parent", String(30), nullable=False),
    Column("retired_on", Date),
)

system_log = _table(
    "system_log",
    Column("id", _ID, primary_key=True),
    Column("at", Moment, nullable=False, index=True),
    Column("event", String(60), nullable=False),
    Column("actor", _ID),
    Column("subject", _ID),
)

job_runs = _table(
    "job_runs",
    Column("name", String(60), primary_key=True),
    Column("last_run_at", Moment, nullable=False),
)
