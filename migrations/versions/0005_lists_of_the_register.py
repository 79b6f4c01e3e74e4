"""What the unit added to the lists of the complaint register, or changed in them."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "list_values",
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("code", sa.String(30), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("label_da", sa.String(80), nullable=False),
        sa.Column("label_en", sa.String(80), nullable=False),
        sa.Column("parent", sa.String(30), nullable=False),
        sa.Column("retired_on", sa.Date()),
        sa.PrimaryKeyConstraint("kind", "code", name="pk_list_values"),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    """The labels are lost: complaints that name a value the unit added show its code."""
    op.drop_table("list_values")
