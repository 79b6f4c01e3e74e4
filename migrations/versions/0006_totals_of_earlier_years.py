"""Totals of years from before the portal had cases, as they were published then."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "earlier_totals",
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("imported_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "first", "last", name="pk_earlier_totals"),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    """The totals are lost; the file that they were imported from brings them back."""
    op.drop_table("earlier_totals")
