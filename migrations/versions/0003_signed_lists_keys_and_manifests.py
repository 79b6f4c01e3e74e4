"""Who belongs to the unit is signed; so are keys of cases; manifests; identity keys."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

# Made empty here: keys and signatures come when their owners sign in or open a case.
_NEW_COLUMNS = (
    ("accounts", "identity_key"),
    ("accounts", "signing_key"),
    ("cases", "reporter_signing_key"),
    ("case_keys", "identity_box"),
)


def upgrade() -> None:
    # Columns that may be empty are added in place (see 0002).
    for table, column in _NEW_COLUMNS:
        op.add_column(table, sa.Column(column, sa.LargeBinary(), nullable=True))

    op.create_table(
        "unit_lists",
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("previous", sa.LargeBinary(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("signer", sa.LargeBinary(length=16), nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("version", name=op.f("pk_unit_lists")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "case_generations",
        sa.Column("case_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("unit_key_name", sa.LargeBinary(length=32), nullable=False),
        sa.Column("signer", sa.LargeBinary(length=16), nullable=False),
        sa.Column("list_version", sa.Integer(), nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["cases.id"],
            name=op.f("fk_case_generations_case_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("case_id", "generation", name=op.f("pk_case_generations")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "manifests",
        sa.Column("case_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("shared_box", sa.LargeBinary(), nullable=False),
        sa.Column("unit_box", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["cases.id"], name=op.f("fk_manifests_case_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_manifests")),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("manifests")
    op.drop_table("case_generations")
    op.drop_table("unit_lists")
    for table, column in reversed(_NEW_COLUMNS):
        op.drop_column(table, column)
