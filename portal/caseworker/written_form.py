"""The base of the forms of this side that take time to write: one may wait as a draft."""

from wtforms import TextAreaField

from crypto.identifiers import new_token
from portal.staff.fields import hidden
from portal.web.forms import PortalForm


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
