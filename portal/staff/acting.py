"""What every form that is sent once does: check, one service call, back to where it stood."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from werkzeug.wrappers import Response

from portal.domain.errors import ForbiddenMove, InvalidInput
from portal.staff.draft_of_request import draft_is_gone, let_go_of_draft
from portal.staff.pages import go_to, tell
from portal.staff.written_form import SentOnce


@dataclass(frozen=True)
class Said:
    """What the reader is told afterwards. `done` and `see`, the address where it can be seen, may
    be made of what the work returned. `refused` says why it cannot be done as things stand, `gone`
    that the form's draft was sent or thrown away meanwhile; `texts` puts the service's refusals
    into words, by field and reason."""

    done: str | Callable[[Any], str]
    refused: str
    gone: str
    see: str | Callable[[Any], str] = ""
    texts: dict[str, str] = field(default_factory=dict)


def act_on(
    form: SentOnce,
    work: Callable[[Any], object],
    said: Said,
    *,
    again: Callable[[int], Response],
    back: str,
    repeated: Callable[[], object] | None = None,
) -> Response:
    """Do `work` with the form when it is good, and go `back`; else show the page `again` with a
    status. `repeated` clears up after a form that came twice."""
    if not form.is_good():
        return again(422)
    if not form.is_first():
        if repeated is not None:
            repeated()
        return go_to(back)
    if draft_is_gone(form):
        form.forget_sending()
        form.form_errors.append(said.gone)
        return again(409)
    try:
        came = carry_out(form, work)
    except InvalidInput as error:
        form.add_error(error, said.texts)
        return again(422)
    except ForbiddenMove:
        form.form_errors.append(said.refused)
        return again(409)
    let_go_of_draft(form)
    tell(_made_of(said.done, came), _made_of(said.see, came))
    return go_to(back)


def _made_of(words: str | Callable[[Any], str], came: object) -> str:
    return words if isinstance(words, str) else words(came)


def carry_out(form: SentOnce, work: Callable[[Any], object]) -> object:
    """Do the work and return what it does; when nothing came of it, whatever the reason, the form
    may be sent again."""
    try:
        return work(form)
    except BaseException:
        form.forget_sending()
        raise
