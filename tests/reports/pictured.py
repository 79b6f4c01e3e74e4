"""Tables with pictures of each kind, with words in the place of a figure, nought, and labels that
were written to do harm."""

from __future__ import annotations

from decimal import Decimal

from portal.reports.tables import Chapter, Document, Picture, PictureKind, Table, Value

WORDS = "udeladt"
EVIL = "</text></svg><script>alert('&')</script>\x07\ufffe"


def pictured(
    rows: tuple[tuple[Value, ...], ...],
    columns: tuple[int, ...] = (1,),
    kind: PictureKind = PictureKind.BARS,
    unit: str = "",
    limit: tuple[int, str] | None = None,
    code: str = "things",
) -> Table:
    """A table whose columns are called after their places, drawn in full."""
    names = ("Hvad", *(f"Række {place}" for place in range(1, len(rows[0]))))
    picture = Picture(kind, columns, len(rows), "Hvad der ses.", unit, limit)
    return Table(code, "Ting i tal", names, rows, picture=picture)


BARS = pictured(
    (("Arbejdsmiljø", Decimal("32.2")), ("Økonomi", Decimal("8.4")), ("Miljøfare", WORDS)),
    unit="%",
    code="bars",
)
GROUPS = pictured(
    (("Socialforvaltningen", 66, 63, WORDS), ("Teknik- og Miljøforvaltningen", 0, 41, 39)),
    (1, 2, 3),
    code="groups",
)
LINES = pictured(
    (("2022", 116, 108), ("2023", 105, WORDS), ("2024", 104, 99), ("2025", 97, 101)),
    (1, 2),
    PictureKind.LINES,
    code="lines",
)
LIMITED = pictured(
    (("Bekræftelse", Decimal("0.0"), 1), ("Feedback", Decimal("61.5"), 88)),
    (1, 2),
    unit="dage",
    limit=(92, "frist: 92 dage"),
    code="limited",
)
LIMITED_LINE = pictured(
    (("2023", 21), ("2024", 19)),
    kind=PictureKind.LINES,
    unit="dage",
    limit=(20, "mål: 20 dage"),
    code="limited-line",
)
NOUGHT = pictured((("Ingen", 0), ("Nogle", 4)), code="nought")
NOTHING = pictured((("Ingen", 0), ("Heller ingen", Decimal("0.0"))), code="nothing")
NEGATIVE = pictured((("Op", 5), ("Ned", -3)), code="negative")
LOW = pictured(
    (("2022", 200, 3, 1), ("2023", 210, 2, 2), ("2024", 190, 0, WORDS)),
    (1, 2, 3),
    PictureKind.LINES,
    code="low",
)
ALONE = pictured((("2024", 104),), kind=PictureKind.LINES, code="alone")
CROWDED = pictured(
    tuple((f"{half}. halvår {year}", 1000 + year) for year in range(2014, 2025) for half in (1, 2)),
    kind=PictureKind.LINES,
    unit="sager",
    code="crowded",
)
HOSTILE = pictured(
    ((EVIL, 3), ("æ" * 400, 2), ('" onload="x', 1)), unit=EVIL, limit=(2, EVIL), code="hostile"
)
WITHHELD = pictured((("Bekræftet", WORDS), ("Afkræftet", WORDS)), code="withheld")

DRAWN = (BARS, GROUPS, LINES, LIMITED, LIMITED_LINE, NOUGHT, NEGATIVE, LOW, ALONE, CROWDED, HOSTILE)


def a_document(language: str = "da") -> Document:
    """Chapters in two languages around all these tables."""
    foreword = Chapter("foreword", "Forord", ("Et år <i>med</i>\x00 ro.",), False, "da")
    subjects = Chapter("subjects", "Emner", ("Mobning", "Byggeri"), True, "da")
    parts = (foreword, *DRAWN, WITHHELD, subjects)
    return Document(language, "Årsrapport 2024", ("Københavns Kommune",), parts)
