"""The tables of reports: earlier years, drafts, and what was published."""

from sqlalchemy import Column, Date, ForeignKey, Index, Integer, LargeBinary, String, Text

from portal.storage.schema import ID, table

earlier_totals = table(
    "earlier_totals",
    Column("kind", String(10), primary_key=True),
    Column("first", Date, primary_key=True),
    Column("last", Date, primary_key=True),
    Column("content", Text, nullable=False),
    Column("imported_on", Date, nullable=False),
)

report_drafts = table(
    "report_drafts",
    Column("kind", String(10), primary_key=True),
    Column("first", Date, primary_key=True),
    Column("last", Date, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("box", LargeBinary, nullable=False),
)

publications = table(
    "publications",
    Column("id", ID, primary_key=True),
    Column("kind", String(10), nullable=False),
    Column("first", Date, nullable=False),
    Column("last", Date, nullable=False),
    Column("number", Integer, nullable=False),
    Column("published_on", Date, nullable=False),
    Column("published_by", ID, nullable=False),
    Column("digest", LargeBinary(32), nullable=False),
    Column("words", LargeBinary(32), nullable=False),
    Column("threshold", Integer, nullable=False),
    Column("figures", Text, nullable=False),
    Column("printed", Text, nullable=False),
    Column("because_da", Text, nullable=False),
    Column("because_en", Text, nullable=False),
    Index("ix_publications_kind", "kind", "first", "last", "number", unique=True),
)

publication_files = table(
    "publication_files",
    Column(
        "publication_id",
        ID,
        ForeignKey("publications.id", ondelete="CASCADE"),
        primary_key=True,
    ),
    Column("name", String(10), primary_key=True),
    Column("content", LargeBinary, nullable=False),
)
