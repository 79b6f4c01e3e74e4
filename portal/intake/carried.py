"""A text that its author carries to a form herself, from a page of ours: nothing is stored."""

from typing import TypeVar

from flask import request

from crypto.identifiers import new_token
from portal.web.forms import PortalForm

# The button of the other page brings the text along with this field.
CARRIED = "carried"

Form = TypeVar("Form", bound=PortalForm)


def is_carried() -> bool:
    """Whether this request brings a text along, to be read once more before anything is sent."""
    return request.method == "POST" and CARRIED in request.form


def carried_over(form_class: type[Form]) -> Form:
    """The form with the text that came as its description, and nothing else of what was sent."""
    sent = PortalForm.of_request()
    sent.is_good()
    form = form_class(submission=new_token(), description=request.form.get("description", ""))
    form.form_errors.extend(sent.form_errors)
    return form
