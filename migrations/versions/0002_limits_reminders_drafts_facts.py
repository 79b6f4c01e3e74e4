"""Limits, reminders, drafts and statistical facts."""

from datetime import timedelta

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_ANSWER_DAYS = 15

_NEW_INDEXES = {
    "ix_cases_due": ["due", "received_on", "number"],
    "ix_cases_act_from": ["act_from", "received_on", "number"],
    "ix_cases_received_on": ["received_on", "number"],
    "ix_cases_state_due": ["state", "due", "received_on", "number"],
    "ix_cases_state_act_from": ["state", "act_from", "received_on", "number"],
    "ix_cases_state_received_on": ["state", "received_on", "number"],
    "ix_cases_rests_with": ["rests_with", "act_from", "received_on", "number"],
}
_OLD_INDEXES = {
    "ix_cases_feedback_due": ["feedback_due"],
    "ix_cases_received_on": ["received_on"],
    "ix_cases_worklist": ["state", "rests_with", "feedback_due"],
}


def upgrade() -> None:
    # Columns that may be empty are added in place: SQLite would otherwise copy the table, and with
    # it lose that its rows lie in the order of their random keys.
    op.add_column("accounts", sa.Column("preferences", sa.LargeBinary(), nullable=True))
    op.add_column("cases", sa.Column("acknowledged_on", sa.Date(), nullable=True))
    op.add_column("cases", sa.Column("extended_due", sa.Date(), nullable=True))
    op.add_column("cases", sa.Column("act_from", sa.Date(), nullable=True))
    op.add_column("cases", sa.Column("handler", sa.LargeBinary(), nullable=True))
    # Every report so far came by the form, whose receipt page is the acknowledgement.
    op.execute("UPDATE cases SET acknowledged_on = received_on")
    op.execute("UPDATE cases SET act_from = received_on WHERE rests_with IS NOT NULL")
    _wait_for_answers()
    _replace_indexes(_OLD_INDEXES, _NEW_INDEXES)

    op.create_table(
        "facts",
        sa.Column("id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("case_id", sa.LargeBinary(length=16), nullable=True),
        sa.Column("box", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["cases.id"], name=op.f("fk_facts_case_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_facts")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_facts_case_id", "facts", ["case_id"])

    op.create_table(
        "unit_keys",
        sa.Column("name", sa.String(length=20), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_unit_keys")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "unit_key_copies",
        sa.Column("name", sa.String(length=20), nullable=False),
        sa.Column("holder", sa.LargeBinary(length=16), nullable=False),
        sa.Column("box", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["holder"],
            ["accounts.id"],
            name=op.f("fk_unit_key_copies_holder"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["name"], ["unit_keys.name"], name=op.f("fk_unit_key_copies_name"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("name", "holder", name=op.f("pk_unit_key_copies")),
        sqlite_with_rowid=False,
    )

    op.create_table(
        "drafts",
        sa.Column("id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("account_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("case_tag", sa.LargeBinary(length=32), nullable=False),
        sa.Column("kept_on", sa.Date(), nullable=False),
        sa.Column("box", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_drafts_account_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_drafts")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_drafts_account_id", "drafts", ["account_id"])
    op.create_index("ix_drafts_case_tag", "drafts", ["case_tag"])

    op.create_table(
        "notices",
        sa.Column("id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("send_on", sa.Date(), nullable=False),
        sa.Column("box", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notices")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_notices_send_on", "notices", ["send_on"])
    op.create_table(
        "mails",
        sa.Column("id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("recipient", sa.LargeBinary(length=16), nullable=False),
        sa.Column("written_on", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_try_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["recipient"], ["accounts.id"], name=op.f("fk_mails_recipient"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mails")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_mails_recipient", "mails", ["recipient"])
    op.create_index("ix_mails_state", "mails", ["state", "next_try_at"])


def downgrade() -> None:
    for table in ("mails", "notices", "drafts", "unit_key_copies", "unit_keys", "facts"):
        op.drop_table(table)
    _replace_indexes(_NEW_INDEXES, _OLD_INDEXES)
    for column in ("handler", "act_from", "extended_due", "acknowledged_on"):
        op.drop_column("cases", column)
    op.drop_column("accounts", "preferences")


def _wait_for_answers() -> None:
    """Who waits has something to do the day after an answer is due. An administration's day is
    plain; the reporter's is sealed, and a fortnight from now at the most: until then it is not said
    that she has not answered."""
    bind = op.get_bind()
    cases = sa.table("cases", *map(sa.column, ("id", "rests_with", "act_from")))
    forwardings = sa.table("forwardings", *map(sa.column, ("case_id", "due", "answered")))
    due = sa.type_coerce(sa.func.min(forwardings.c.due), sa.Date())
    awaited = bind.execute(
        sa.select(forwardings.c.case_id, due)
        .where(forwardings.c.answered == sa.false())
        .group_by(forwardings.c.case_id)
    )
    days = {row[0]: row[1] for row in awaited}
    today = bind.execute(sa.select(sa.type_coerce(sa.func.current_date(), sa.Date()))).scalar_one()
    waiting = bind.execute(
        sa.select(cases.c.id, cases.c.rests_with).where(
            cases.c.rests_with.in_(("administration", "reporter"))
        )
    )
    for case_id, rests_with in waiting.all():
        asked = days.get(case_id) if rests_with == "administration" else None
        begins = asked + timedelta(days=1) if asked else today + timedelta(days=_ANSWER_DAYS)
        bind.execute(
            sa.update(cases)
            .where(cases.c.id == case_id)
            .values(act_from=sa.type_coerce(begins, sa.Date()))
        )


def _replace_indexes(old: dict[str, list[str]], new: dict[str, list[str]]) -> None:
    for name in old:
        op.drop_index(name, "cases")
    for name, columns in new.items():
        op.create_index(name, "cases", columns)
