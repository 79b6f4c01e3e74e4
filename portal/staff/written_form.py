"""The base of the forms of whoever signs in that take time to write: one may wait as a draft, and
is sent once, however often its button is pressed."""

from wtforms import TextAreaField

from crypto.identifiers import new_token
from portal.staff.fields import hidden
from portal.web.forms import PortalForm
from portal.web.session import sealed_session

_SENT = "sent:"


class WrittenForm(PortalForm):
    """`submission` marks one sending, however often it is tried; a draft is kept under it.
    `draft_id` names the draft that the form was opened from, if it was.
    """

    submission = hidden()
    draft_id = hidden()
    # False where what is asked for is asked for here and now.
    may_wait = True

    @property
    def can_be_draft(self) -> bool:
        """Whether there is anything in it that takes time to write."""
        return self.may_wait and any(isinstance(field, TextAreaField) for field in self)

    def mark_sending(self) -> None:
        """Give this sending its mark, unless it came with one."""
        if not self.submission.data:
            self.submission.data = new_token()


class SentOnce(WrittenForm):
    """A form that stands on a page with others; a double click does a thing once."""

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
