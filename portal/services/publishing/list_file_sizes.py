"""How large the published files are: for everybody, without signing in."""

from collections.abc import Mapping

from portal.services.workplace import Workplace


def list_file_sizes(workplace: Workplace) -> Mapping[str, Mapping[str, int]]:
    """The size in bytes of each file by its name (`da.pdf`), by the id of its edition."""
    with workplace.open_unit() as unit:
        return unit.publications.sizes()
