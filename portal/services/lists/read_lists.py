"""The lists of the register as they are at the moment: every process sees every change."""

from dataclasses import replace

from portal.domain.municipality import Lists, Municipality
from portal.domain.register_lists import with_values
from portal.storage.database import Database


def kept_by_the_unit(municipality: Municipality, database: Database) -> Municipality:
    """The municipality with its lists as the unit keeps them in a database.

    They are read each time they are asked for, in one query of a small table, and not before;
    `Workplace.at_one_moment` reads them once for all that is done with it. Asking raises
    sqlalchemy.exc.DBAPIError when the database cannot be reached.
    """
    delivered = municipality.lists()

    def read() -> Lists:
        with database.open_unit() as unit:
            return with_values(delivered, unit.list_values.every())

    return replace(municipality, lists=read)
