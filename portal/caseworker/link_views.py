"""Cases that belong together are found, linked and taken apart; a complaint goes on in another."""

from flask import request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from portal.caseworker.case_actions import act
from portal.caseworker.case_page import Opened, name_of_case
from portal.caseworker.link_forms import FoundForm, LinkForm, MergeForm, UnlinkForm
from portal.caseworker.pages import caseworker, show
from portal.domain.access import Permission
from portal.domain.case_status import CaseState
from portal.domain.likeness import Likeness
from portal.services.complaining.find_related import Proposed, find_alike, find_related
from portal.services.complaining.link_cases import link_cases, unlink_cases
from portal.services.complaining.merge_complaints import merge_complaints
from portal.staff.access import member, requires
from portal.web.formatting import long_date
from portal.web.forms import LINE_LIMIT
from portal.web.workplace import workplace


@caseworker.get("/cases/<number>/related")
@requires(Permission.CASE_OPEN)
def related(number: str) -> str:
    """What may belong together with a case: by words or a number (`q`), or by likeness
    (`alike`)."""
    words = request.args.get("q", "")[:LINE_LIMIT].strip()
    likeness = not words and "alike" in request.args
    if likeness:
        found = find_alike(workplace(), member(), number)
    else:
        # Also with nothing to look for: the case has to be hers to open.
        found = find_related(workplace(), member(), number, words)
    form = FoundForm()
    form.stand_at("found")
    return show(
        "related.html",
        number=number,
        words=words,
        likeness=likeness,
        found=found if words or likeness else None,
        form=form,
        named=_named,
        why=_why,
    )


@caseworker.post("/cases/<number>/link")
@requires(Permission.CASE_WORK)
def link(number: str) -> Response:
    def work(form: LinkForm) -> None:
        link_cases(workplace(), member(), number, form.number, reason=form.reason.data)

    return act(
        number,
        Opened("link", LinkForm.of_request(), heading=_("Sagerne er ikke knyttet sammen")),
        work,
        done=_("Sagerne er knyttet sammen."),
        place="links",
        texts={**_of_the_other(), "other_kind": _("Kun klager og tilsyn kan knyttes sammen.")},
    )


@caseworker.post("/cases/<number>/unlink")
@requires(Permission.CASE_WORK)
def unlink(number: str) -> Response:
    def work(form: UnlinkForm) -> None:
        unlink_cases(workplace(), member(), number, form.other.data, reason=form.reason.data)

    return act(
        number,
        Opened("unlink", UnlinkForm.of_request(), heading=_("Knytningen er ikke fjernet")),
        work,
        done=_("Knytningen er fjernet. Den står stadig i begge sagers log."),
        place="links",
        texts=_of_the_other(),
        refused=_("Klagerne er lagt sammen. Genåbn den, der er afsluttet, for at skille dem."),
    )


@caseworker.post("/cases/<number>/merge")
@requires(Permission.CASE_WORK)
def merge(number: str) -> Response:
    def work(form: MergeForm) -> None:
        merge_complaints(workplace(), member(), number, form.number, reason=form.reason.data)

    return act(
        number,
        Opened("merge", MergeForm.of_request(), heading=_("Klagerne er ikke lagt sammen")),
        work,
        done=_("Klagen er lagt sammen med den anden og afsluttet, og borgeren kan se det."),
        place="links",
        texts={
            **_of_the_other(),
            "other_kind": _("En klage kan kun lægges sammen med en anden klage."),
            "closed": _("Den anden klage er afsluttet. Genåbn den først."),
        },
        refused=_(
            "Klagen kan ikke lægges sammen nu. Enten mangler der svar fra en forvaltning, eller"
            " noget er ikke afsluttet i den, eller borgeren har skrevet imens. Se efter på siden."
        ),
    )


def _of_the_other() -> dict[str, str]:
    """What is wrong with the case that was named, in words."""
    return {
        "itself": _("Det er nummeret på denne sag. Skriv den andens."),
        "unknown": _("Der er ingen sag med det nummer, som du kan åbne."),
        "not_declared": _("Åbn den anden sag først, og svar på, om du er inhabil i den."),
        "altered": _("Den anden sag er ændret uden om portalen. En leder må først se på den."),
        "linked": _("De to sager er allerede knyttet sammen."),
        "unlinked": _("De to sager er ikke knyttet sammen længere."),
        "missing": _("Skriv hvorfor."),
    }


def _named(one: Proposed) -> str:
    """A case as it is chosen by: what it is called, and where it stands."""
    states = {
        CaseState.RECEIVED: _("modtaget %(day)s, ikke åbnet"),
        CaseState.OPEN: _("modtaget %(day)s, under behandling"),
        CaseState.CLOSED: _("modtaget %(day)s, afsluttet"),
    }
    told = states[one.facts.state] % {"day": long_date(one.facts.received_on)}
    return f"{name_of_case(one.facts)}, {told}"


def _why(why: Likeness) -> str:
    """Why a complaint is proposed, in sentences."""
    said = []
    if why.same_person:
        said.append(_("Klager på vegne af den samme."))
    if why.same_place:
        said.append(_("Samme sted."))
    if why.words:
        said.append(_("Fælles ord: %(words)s.", words=", ".join(why.words)))
    return " ".join(said)
