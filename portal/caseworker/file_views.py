"""Files of a case and of its dossiers, looked at page by page."""

from flask_babel import gettext as _
from werkzeug.wrappers import Response

from portal.caseworker.case_page import case_url
from portal.caseworker.file_links import links_of_case, links_of_dossier
from portal.caseworker.pages import caseworker
from portal.domain.access import Permission
from portal.services.dossiers.read_file_of_dossier import look_at_file_of_dossier
from portal.services.files.read_file import look_at_file
from portal.staff.access import member, requires
from portal.staff.file_pages import file_page, file_picture
from portal.web.workplace import workplace


@caseworker.get("/cases/<number>/files/<file_id>/preview")
@requires(Permission.CASE_OPEN)
def case_file_preview(number: str, file_id: str) -> Response:
    return file_page(
        *look_at_file(workplace(), member(), number, file_id),
        links_of_case(number),
        back=case_url(number),
        back_text=_("Til sagen"),
    )


@caseworker.get("/cases/<number>/files/<file_id>/preview.png")
@requires(Permission.CASE_OPEN)
def case_file_picture(number: str, file_id: str) -> Response:
    return file_picture(*look_at_file(workplace(), member(), number, file_id))


@caseworker.get("/cases/<number>/dossiers/<dossier>/files/<file_id>/preview")
@requires(Permission.CASE_OPEN)
def dossier_file_preview(number: str, dossier: str, file_id: str) -> Response:
    return file_page(
        *look_at_file_of_dossier(workplace(), member(), number, dossier, file_id),
        links_of_dossier(number, dossier),
        back=f"{case_url(number)}#dossier-{dossier}",
        back_text=_("Til sagen"),
    )


@caseworker.get("/cases/<number>/dossiers/<dossier>/files/<file_id>/preview.png")
@requires(Permission.CASE_OPEN)
def dossier_file_picture(number: str, dossier: str, file_id: str) -> Response:
    return file_picture(*look_at_file_of_dossier(workplace(), member(), number, dossier, file_id))
