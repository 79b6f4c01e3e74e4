"""A matter is sent to an administration outside the portal, or moved to another body."""

from flask_babel import gettext as _
from werkzeug.wrappers import Response

from portal.caseworker.case_actions import act
from portal.caseworker.case_page import Opened, place_of
from portal.caseworker.elsewhere_forms import ForwardElsewhereForm, OtherBodyForm
from portal.caseworker.limit_forms import answer_too_far
from portal.caseworker.pages import caseworker
from portal.domain.access import Permission
from portal.services.casework.forward_matter import forward_matter
from portal.services.dossiers.move_matter import move_matter
from portal.staff.access import member, requires
from portal.staff.fields import YES
from portal.web.workplace import workplace


@caseworker.post("/cases/<number>/matters/<int:ordinal>/forward-elsewhere")
@requires(Permission.CASE_WORK)
def forward_elsewhere(number: str, ordinal: int) -> Response:
    def work(form: ForwardElsewhereForm) -> None:
        forward_matter(
            workplace(),
            member(),
            number,
            ordinal,
            administration=form.administration.data,
            text=form.text.data,
            due=form.due.data,
            contains_identity=form.contains_identity.data == YES,
            may_reveal=form.may_reveal.data == YES,
        )

    form = ForwardElsewhereForm.of_request()
    return act(
        number,
        Opened("forward-elsewhere", form, ordinal, _("Teksten er ikke gemt")),
        work,
        done=_(
            "Det er noteret, at forhold %(number)d sendes i dag. Send det ad en sikker vej, hvis"
            " det ikke er sket, og skriv svaret ind, når det kommer.",
            number=ordinal,
        ),
        place="forwardings",
        texts={
            "text.missing": _("Skriv den tekst, forvaltningen får."),
            "before_sending": _("Fristen kan ikke ligge før i dag."),
            "too_far": answer_too_far(),
        },
        refused=_(
            "Forholdet kan ikke sendes nu: det skal være inden for ordningen og uden udfald, og"
            " forvaltningen må ikke have det i forvejen."
        ),
    )


@caseworker.post("/cases/<number>/matters/<int:ordinal>/other-body")
@requires(Permission.CASE_WORK)
def other_body(number: str, ordinal: int) -> Response:
    def work(form: OtherBodyForm) -> None:
        move_matter(workplace(), member(), number, ordinal, form.planned())

    return act(
        number,
        Opened("other-body", OtherBodyForm.of_request(), ordinal, _("Flytningen er ikke gemt")),
        work,
        done=_(
            "Det er noteret, at forhold %(number)d flyttes i dag. Send det ad en sikker vej, hvis"
            " det ikke er sket.",
            number=ordinal,
        ),
        place=place_of("matter", ordinal),
        texts={
            "body.unknown": _("Vælg, hvor forholdet flyttes hen."),
            "reason.missing": _("Skriv, hvorfor forholdet hører til der."),
            "sent.missing": _("Skriv, hvad der sendes."),
        },
        refused=_(
            "Forholdet kan ikke flyttes nu: sagen skal være åben, og forholdet inden for ordningen"
            " og uden udfald."
        ),
    )
