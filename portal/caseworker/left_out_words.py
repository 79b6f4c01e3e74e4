"""What a list does not show that is made by opening cases, in sentences."""

from typing import Protocol

from flask_babel import gettext as _

from portal.services.casework.open_cases import OPENED_AT_MOST


class LeftOut(Protocol):
    """What could not be read for a list, as services/casework/open_cases.py tells it; `everything`
    is False when there are more cases than were opened."""

    @property
    def undeclared(self) -> int: ...

    @property
    def unopened(self) -> tuple[str, ...]: ...

    @property
    def everything(self) -> bool: ...


def left_out(found: LeftOut) -> list[str]:
    """What a list leaves out; nothing where it has everything."""
    said = []
    if not found.everything:
        said.append(
            _("Kun de %(count)d nyeste sager er åbnet. Der er flere.", count=OPENED_AT_MOST)
        )
    if found.undeclared:
        said.append(
            _(
                "Sager, hvor du ikke har svaret, at du ikke er inhabil, er ikke med: %(count)d.",
                count=found.undeclared,
            )
        )
    if found.unopened:
        numbers = ", ".join(found.unopened)
        said.append(
            _("Sager, der er ændret uden om portalen, er ikke med: %(numbers)s.", numbers=numbers)
        )
    return said
