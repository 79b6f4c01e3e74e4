"""The base of the forms on the case page, which stand there together."""

from typing import Any

from flask_babel import gettext as _
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]

from crypto.identifiers import new_token
from portal.caseworker.written_form import WrittenForm
from portal.domain.case_file import CaseFile
from portal.staff.fields import listed
from portal.web.session import sealed_session

_SENT = "sent:"


class CaseForm(WrittenForm):
    """`submission` marks one sending: a double click does a thing once."""

    def stand_at(self, place: str) -> None:
        """As any form does, and with the mark of this sending."""
        super().stand_at(place)
        self.mark_sending()

    def is_first(self) -> bool:
        """Whether this sending has not been seen before. A form without the mark always is."""
        if not self.submission.data:
            return True
        mine = new_token()
        return sealed_session().hold(self._mark, mine) == mine

    def forget_sending(self) -> None:
        """Nothing came of it: the same form may be sent again."""
        sealed_session().pop(self._mark, None)

    @property
    def _mark(self) -> str:
        return f"{_SENT}{self.submission.data}"


def forget_old_sendings(keep: int = 10) -> None:
    """Drop the marks of all but the latest sendings, so that the session does not grow all day."""
    session = sealed_session()
    marks = [key for key in session if key.startswith(_SENT)]
    for mark in marks[:-keep]:
        session.pop(mark)


def matter_choices(case: CaseFile, none: Any) -> list[SelectChoice]:
    """The matters that are not finished, by number; `none` labels the whole case."""
    open_ones = [matter for matter in case.matters if not matter.finished]
    pairs = [(str(m.ordinal), _("Forhold %(number)d", number=m.ordinal)) for m in open_ones]
    return listed([("", none), *pairs])
