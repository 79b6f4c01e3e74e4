"""How the tables and pictures of a report stand on a page; report_parts.html asks for them."""

from markupsafe import Markup

from portal.caseworker.pages import caseworker
from portal.reports.columns import prose_columns
from portal.reports.pictures import inline_pictures
from portal.reports.tables import Table, Value, number_text
from portal.staff.pages import locale

caseworker.add_app_template_global(prose_columns)


@caseworker.app_template_filter()
def figure_text(value: Value) -> str:
    """A figure as it is written in the reader's language; words as they are."""
    return number_text(value, locale())


@caseworker.app_template_global()
def pictures_of(table: Table) -> list[tuple[Markup, Markup]]:
    """A table's picture as SVG for a broad page and for a narrow one; none where there is nothing
    to draw."""
    return inline_pictures(table, locale())
