"""One dossier: its page, the notice of secrecy that comes first, its files."""

from flask_babel import gettext as _
from werkzeug.wrappers import Response

from portal.administration.dossier_page import (
    dossier_page,
    dossier_url,
    links_of,
    secrecy_page,
)
from portal.administration.pages import administration
from portal.domain.access import Permission
from portal.services.dossiers.read_dossier import (
    confirm_secrecy,
    read_dossier,
    read_dossier_file,
)
from portal.staff.access import member, requires
from portal.staff.file_pages import file_page, file_picture
from portal.staff.pages import go_to, tell
from portal.web.downloads import download
from portal.web.forms import PortalForm
from portal.web.workplace import workplace


@administration.get("/dossiers/<number>")
@requires(Permission.DOSSIER_READ)
def dossier(number: str) -> Response:
    return dossier_page(number)


@administration.post("/dossiers/<number>/confirm")
@requires(Permission.DOSSIER_WORK)
def confirm(number: str) -> Response:
    form = PortalForm.of_request()
    if not form.is_good():
        view = read_dossier(workplace(), member(), number)
        return secrecy_page(view.dossier, form, 422)
    confirm_secrecy(workplace(), member(), number)
    tell(_("Det er noteret, at du har læst om din tavshedspligt."))
    return go_to(dossier_url(number))


@administration.get("/dossiers/<number>/files/<file_id>")
@requires(Permission.DOSSIER_READ)
def dossier_file(number: str, file_id: str) -> Response:
    return download(*read_dossier_file(workplace(), member(), number, file_id))


@administration.get("/dossiers/<number>/files/<file_id>/preview")
@requires(Permission.DOSSIER_READ)
def dossier_file_preview(number: str, file_id: str) -> Response:
    return file_page(
        *read_dossier_file(workplace(), member(), number, file_id),
        links_of(number),
        back=dossier_url(number),
        back_text=_("Til forsendelsen"),
    )


@administration.get("/dossiers/<number>/files/<file_id>/preview.png")
@requires(Permission.DOSSIER_READ)
def dossier_file_picture(number: str, file_id: str) -> Response:
    return file_picture(*read_dossier_file(workplace(), member(), number, file_id))
