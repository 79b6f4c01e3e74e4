"""The namespaces and elements of OpenDocument 1.3 that a working copy keeps, and those that go."""

from typing import Final

_OASIS: Final = "urn:oasis:names:tc:opendocument:xmlns"
OFFICE: Final = f"{_OASIS}:office:1.0"
TEXT: Final = f"{_OASIS}:text:1.0"
TABLE: Final = f"{_OASIS}:table:1.0"
DRAW: Final = f"{_OASIS}:drawing:1.0"
STYLE: Final = f"{_OASIS}:style:1.0"
PRESENTATION: Final = f"{_OASIS}:presentation:1.0"
MANIFEST: Final = f"{_OASIS}:manifest:1.0"
SVG: Final = f"{_OASIS}:svg-compatible:1.0"
XLINK: Final = "http://www.w3.org/1999/xlink"

ELEMENTS_KEPT: Final = frozenset(
    {
        OFFICE,
        TEXT,
        TABLE,
        DRAW,
        STYLE,
        PRESENTATION,
        SVG,
        f"{_OASIS}:datastyle:1.0",
        f"{_OASIS}:dr3d:1.0",
    }
)
ATTRIBUTES_KEPT: Final = ELEMENTS_KEPT | {
    "",
    XLINK,
    f"{_OASIS}:xsl-fo-compatible:1.0",
    f"{_OASIS}:smil-compatible:1.0",
}
# Values of attributes use them (ods: in formulas is gone, ooow: too), readers look for them.
PREFIXES: Final = ("office", "style", "text", "table", "draw", "fo", "svg", "xlink")


def _of(space: str, *names: str) -> set[str]:
    return {f"{{{space}}}{name}" for name in names}


PICTURES: Final = frozenset(
    _of(DRAW, "image", "fill-image")
    | _of(STYLE, "background-image")
    | _of(TEXT, "list-level-style-image")
)
LINKS: Final = frozenset(_of(TEXT, "a") | _of(DRAW, "a"))
COMMENTS: Final = frozenset(_of(OFFICE, "annotation", "annotation-end"))
CHANGES: Final = frozenset(
    _of(TEXT, "tracked-changes", "change", "change-start", "change-end")
    | _of(TABLE, "tracked-changes")
)
EMBEDDED: Final = frozenset(
    _of(DRAW, "object", "object-ole", "plugin", "applet", "floating-frame", "control")
    | _of(OFFICE, "binary-data", "forms")
)
GONE: Final = frozenset(
    _of(OFFICE, "scripts", "event-listeners", "dde-source", "meta", "settings")
    | _of(SVG, "title", "desc")
    | _of(PRESENTATION, "event-listener", "animations", "header-decl", "footer-decl")
    | _of(
        TEXT,
        "alphabetical-index-auto-mark-file",
        "alphabetical-index-mark",
        "alphabetical-index-mark-end",
        "alphabetical-index-mark-start",
        "bookmark",
        "bookmark-end",
        "bookmark-start",
        "dde-connection-decls",
        "hidden-paragraph",
        "hidden-text",
        "reference-mark",
        "reference-mark-end",
        "reference-mark-start",
        "soft-page-break",
        "toc-mark",
        "toc-mark-end",
        "toc-mark-start",
        "user-index-mark",
        "user-index-mark-end",
        "user-index-mark-start",
        "section-source",
        "sequence-decls",
        "user-field-decls",
        "variable-decls",
    )
    | _of(
        TABLE,
        "calculation-settings",
        "cell-range-source",
        "consolidation",
        "desc",
        "content-validations",
        "data-pilot-tables",
        "database-ranges",
        "dde-links",
        "label-ranges",
        "named-expressions",
        "scenario",
        "table-source",
        "title",
    )
)
# Fields that count pages; every other shows what it shows.
COUNTED: Final = frozenset(_of(TEXT, "page-number", "page-count"))
FIELDS: Final = frozenset(
    _of(
        TEXT,
        "author-initials",
        "author-name",
        "bibliography-mark",
        "bookmark-ref",
        "chapter",
        "conditional-text",
        "creation-date",
        "creation-time",
        "creator",
        "database-display",
        "database-name",
        "database-next",
        "database-row-number",
        "database-row-select",
        "date",
        "dde-connection",
        "description",
        "drop-down",
        "editing-cycles",
        "editing-duration",
        "execute-macro",
        "expression",
        "file-name",
        "initial-creator",
        "keywords",
        "measure",
        "meta",
        "meta-field",
        "modification-date",
        "modification-time",
        "note-ref",
        "placeholder",
        "print-date",
        "print-time",
        "printed-by",
        "reference-ref",
        "script",
        "sender-city",
        "sender-company",
        "sender-country",
        "sender-email",
        "sender-fax",
        "sender-firstname",
        "sender-initials",
        "sender-lastname",
        "sender-phone-private",
        "sender-phone-work",
        "sender-position",
        "sender-postal-code",
        "sender-state-or-province",
        "sender-street",
        "sender-title",
        "sequence",
        "sequence-ref",
        "sheet-name",
        "subject",
        "table-formula",
        "template-name",
        "text-input",
        "time",
        "title",
        "user-defined",
        "user-field-get",
        "user-field-input",
        "variable-get",
        "variable-input",
        "variable-set",
    )
)
ATTRIBUTES_GONE: Final = frozenset(
    {
        f"{{{DRAW}}}name",
        f"{{{DRAW}}}id",
        f"{{{OFFICE}}}target-frame-name",
        f"{{{OFFICE}}}title",
        f"{{{OFFICE}}}name",
        f"{{{TABLE}}}formula",
        f"{{{TABLE}}}content-validation-name",
        f"{{{TABLE}}}protection-key",
        f"{{{TABLE}}}description",
        f"{{{TABLE}}}title",
        f"{{{TEXT}}}protection-key",
        f"{{{TABLE}}}print-ranges",
        f"{{{TEXT}}}condition",
        f"{{{TEXT}}}id",
        f"{{{TEXT}}}cond-style-name",
        f"{{{XLINK}}}title",
        f"{{{DRAW}}}mime-type",
        f"{{{DRAW}}}filter-name",
    }
)
