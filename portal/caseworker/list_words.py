"""The lists of the complaint register in words."""

from flask_babel import gettext as _

from portal.domain.register_lists import ListKind


def list_heading(kind: ListKind) -> str:
    """What a list is called, as in the register's form."""
    return {
        ListKind.WANT: _("Hvad borgeren vil opnå"),
        ListKind.ABOUT: _("Hvad klagen handler om"),
        ListKind.SUB_THEME: _("Undertemaer"),
        ListKind.GRAVITY: _("Tyngde"),
        ListKind.DISCRIMINATION: _("Diskriminationsgrunde"),
    }[kind]


def list_hint(kind: ListKind) -> str:
    """What is special about a list; empty where nothing is."""
    return {
        ListKind.ABOUT: _("Hovedgrupper. Hvert undertema hører under en af dem."),
        ListKind.DISCRIMINATION: _("Udfyldes kun, når klagen handler om diskrimination."),
    }.get(kind, "")


def refusals() -> dict[str, str]:
    """Why a value is not added, corrected, taken out of use or brought back, by field and reason of
    the services."""
    return {
        "label_da.missing": _("Skriv, hvad den hedder på dansk."),
        "label_en.missing": _("Skriv, hvad den hedder på engelsk."),
        "cpr": _("Her står noget, der ligner et CPR-nummer. Listerne må ikke navngive nogen."),
        "taken": _(
            "En anden værdi på listen hedder det samme. Er den ude af brug, så tag den i brug igen."
        ),
        "parent.unknown": _("Vælg en hovedgruppe, der er i brug."),
        "has_sub_themes": _("Hovedgruppen har undertemaer i brug. Tag dem ud af brug først."),
        "last_value": _("Det er den sidste på listen. Tilføj en ny, før du tager den ud af brug."),
        "group_retired": _("Hovedgruppen er ude af brug. Tag den i brug igen først."),
    }
