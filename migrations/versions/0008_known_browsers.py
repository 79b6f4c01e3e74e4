"""Browsers that somebody has signed in with: a stranger's wrong tries make none of them wait."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "known_browsers",
        sa.Column("id", sa.LargeBinary(32), nullable=False),
        sa.Column("account_id", sa.LargeBinary(16), nullable=False),
        sa.Column("sweep_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["accounts.id"],
            name="fk_known_browsers_account_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_known_browsers"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_known_browsers_account_id", "known_browsers", ["account_id"])


def downgrade() -> None:
    """Every browser is a strange one again until somebody signs in with it."""
    op.drop_index("ix_known_browsers_account_id", "known_browsers")
    op.drop_table("known_browsers")
