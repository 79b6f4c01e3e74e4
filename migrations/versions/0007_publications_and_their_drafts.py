"""What was published, as it went out, and what the unit is writing for the next report."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "report_drafts",
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("box", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "first", "last", name="pk_report_drafts"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "publications",
        sa.Column("id", sa.LargeBinary(16), nullable=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("published_on", sa.Date(), nullable=False),
        sa.Column("published_by", sa.LargeBinary(16), nullable=False),
        sa.Column("digest", sa.LargeBinary(32), nullable=False),
        sa.Column("words", sa.LargeBinary(32), nullable=False),
        sa.Column("threshold", sa.Integer(), nullable=False),
        sa.Column("figures", sa.Text(), nullable=False),
        sa.Column("printed", sa.Text(), nullable=False),
        sa.Column("because_da", sa.Text(), nullable=False),
        sa.Column("because_en", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_publications"),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_publications_kind", "publications", ["kind", "first", "last", "number"], unique=True
    )
    op.create_table(
        "publication_files",
        sa.Column("publication_id", sa.LargeBinary(16), nullable=False),
        sa.Column("name", sa.String(10), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["publication_id"],
            ["publications.id"],
            name="fk_publication_files_publication_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("publication_id", "name", name="pk_publication_files"),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    """What was published is lost, and what was being written."""
    op.drop_table("publication_files")
    op.drop_index("ix_publications_kind", "publications")
    op.drop_table("publications")
    op.drop_table("report_drafts")
