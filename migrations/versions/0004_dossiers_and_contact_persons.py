"""Dossiers with keys of their own, and contact persons in the administrations."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "dossiers",
        sa.Column("id", sa.LargeBinary(16), nullable=False),
        sa.Column("case_id", sa.LargeBinary(16), nullable=False),
        sa.Column("number", sa.String(12), nullable=False),
        sa.Column("administration", sa.String(10), nullable=False),
        sa.Column("awaits", sa.String(10)),
        sa.Column("due", sa.Date()),
        sa.Column("move", sa.String(15)),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("signer", sa.LargeBinary(16), nullable=False),
        sa.Column("list_version", sa.Integer(), nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=False),
        sa.Column("box", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["cases.id"], name="fk_dossiers_case_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_dossiers"),
        sa.UniqueConstraint("number", name="uq_dossiers_number"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_dossiers_case_id", "dossiers", ["case_id"])
    op.create_index("ix_dossiers_awaits", "dossiers", ["awaits", "due"])
    op.create_table(
        "dossier_keys",
        sa.Column("dossier_id", sa.LargeBinary(16), nullable=False),
        sa.Column("holder", sa.LargeBinary(16), nullable=False),
        sa.Column("box", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["dossier_id"], ["dossiers.id"], name="fk_dossier_keys_dossier_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("dossier_id", "holder", name="pk_dossier_keys"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_dossier_keys_holder", "dossier_keys", ["holder"])
    # Columns that may be empty, or have a default, are added in place (see 0002).
    op.add_column("files", sa.Column("dossier_id", sa.LargeBinary(16)))
    op.create_index("ix_files_dossier_id", "files", ["dossier_id"])
    op.add_column(
        "accounts",
        sa.Column("for_one_dossier", sa.Boolean(), nullable=False, server_default=sa.false()),
    )


def downgrade() -> None:
    """Dossiers and what was answered in them are lost: what was sent stands in no older table."""
    op.drop_column("accounts", "for_one_dossier")
    op.drop_index("ix_files_dossier_id", "files")
    op.execute("DELETE FROM files WHERE dossier_id IS NOT NULL")
    op.drop_column("files", "dossier_id")
    op.drop_table("dossier_keys")
    op.drop_table("dossiers")
