"""Documents with everything that a document can have, and with texts that mean harm."""

from __future__ import annotations

from decimal import Decimal

from portal.reports.tables import Chapter, Document, Picture, PictureKind, Table

HOSTILE = (
    '=HYPERLINK("https://example.org","x")',
    "<script>alert(1)</script>",
    '#read("/etc/passwd")',
    '#import "@preview/x:1.0.0": * $x^2$ @ref ] [ \\ // /* `raw`',
    "a\u0007b\u0000c\u001b[31md",
    "\u202eBagvendt\u202c \u2066x\u2069 \u200f",
    "Sammenskrevetmegetlangtordudenmellemrum" * 6,
    "中文 العربية עברית 😀 \ufffe",
    "'; DROP TABLE x; --",
    "{{ 7 * 7 }} {% raw %}",
)


def a_document(language: str = "da") -> Document:
    """With tables enough for a list of contents, both kinds of pictures, notes, and chapters."""
    bars = Picture(PictureKind.BARS, (1, 2), 3, "Liggende søjler: løn og tid.")
    lines = Picture(PictureKind.LINES, (1,), 3, "En linje gennem årene.", "dage", (4, "frist"))
    rows = (("Æble", 1, Decimal("33.3")), ("Øl", 2, Decimal("66.7")), ("Ål", 3, "udeladt"))
    whole = (*rows, ("I alt", 6, ""))
    years = tuple((str(year), year - 2020, year - 2018) for year in (2021, 2022, 2023))
    columns = ("Tema", "Antal", "Procent")
    tables = (
        Table("bars", "Søjler", columns, whole, ("En note.",), bars),
        Table("lines", "Linjer", ("År", "Dage", "Sager"), years, (), lines),
        Table("none", "Ikke fortalt", (), (), ("Udeladt, fordi tallene er små.",)),
        *(Table(f"plain{n}", f"Tabel {n}", columns, whole) for n in range(5)),
        Table("wide", "Bred", tuple("ABCDEFGH"), tuple(("r", *range(7)) for _ in range(40))),
    )
    foreword = Chapter("foreword", "Forord", ("Første afsnit.", "Andet afsnit."), False, "da")
    subjects = Chapter("examined", "Emner", ("Et emne", "Et til"), True, "da")
    return Document(language, "Årsrapport", ("En linje.",), (foreword, *tables, subjects))


def hostile_document(text: str) -> Document:
    """With the text in every place that a text can stand in."""
    picture = Picture(PictureKind.BARS, (1,), 2, text, text, (2, text))
    rows = ((text, 1, Decimal("-1.5")), ("x", 3, text))
    table = Table("t", text, (text, f"{text} 2", f"{text} 3"), rows, (text,), picture)
    lines = Table("u", "u", ("a", "b"), ((text, 1), ("c", 2)), (), lines_of(text))
    words = (Chapter(code, text, (text, text), code == "b", "da") for code in "ab")
    return Document("da", text, (text,), (table, lines, *words))


def lines_of(text: str) -> Picture:
    return Picture(PictureKind.LINES, (1,), 2, text)
