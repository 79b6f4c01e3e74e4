"""The forms of the register of parties. It is sealed with the case and shown on its page."""

from flask_babel import gettext as _
from werkzeug.wrappers import Response

from portal.caseworker.case_actions import act
from portal.caseworker.case_page import Opened, place_of
from portal.caseworker.pages import caseworker
from portal.caseworker.party_forms import (
    CorrectPartyForm,
    NoticeForm,
    PartyForm,
    RemarksForm,
    RemovePartyForm,
)
from portal.domain.access import Permission
from portal.domain.party import POSTPONED_MONTHS_AT_MOST, NoticeState
from portal.services.parties.add_remarks import add_remarks
from portal.services.parties.correct_party import correct_party, remove_party
from portal.services.parties.note_notice import note_notice
from portal.services.parties.register_party import register_party
from portal.staff.access import member, requires
from portal.web.workplace import workplace


@caseworker.post("/cases/<number>/parties")
@requires(Permission.CASE_WORK)
def add_party(number: str) -> Response:
    def work(form: PartyForm) -> None:
        obtained = form.obtained_on.data
        register_party(workplace(), member(), number, form.typed(), obtained_on=obtained)

    return act(
        number,
        Opened("party", PartyForm.of_request(), heading=_("Parten er ikke skrevet ind")),
        work,
        done=_("Parten er skrevet i registret."),
        place="parties",
        texts={
            **_refusals(),
            "in_future": _("Dagen kan ikke ligge efter i dag."),
            "before_case": _("Dagen kan ikke ligge før den dag, indberetningen kom."),
        },
    )


@caseworker.post("/cases/<number>/parties/<int:ordinal>")
@requires(Permission.CASE_WORK)
def change_party(number: str, ordinal: int) -> Response:
    def work(form: CorrectPartyForm) -> None:
        correct_party(workplace(), member(), number, ordinal, form.typed())

    return act(
        number,
        Opened("party", CorrectPartyForm.of_request(), ordinal, _("Parten er ikke rettet")),
        work,
        done=_("Part %(number)d er rettet.", number=ordinal),
        place=place_of("party", ordinal),
        texts=_refusals(),
        refused=_removed(),
    )


@caseworker.post("/cases/<number>/parties/<int:ordinal>/notice")
@requires(Permission.CASE_WORK)
def notice(number: str, ordinal: int) -> Response:
    def work(form: NoticeForm) -> None:
        note_notice(
            workplace(),
            member(),
            number,
            ordinal,
            state=NoticeState(form.state.data),
            text=form.text.data,
            on=form.on.data,
            until=form.until.data,
        )

    heading = _("Underretningen er ikke noteret")
    return act(
        number,
        Opened("party-notice", NoticeForm.of_request(), ordinal, heading),
        work,
        done=_("Underretningen af part %(number)d er noteret.", number=ordinal),
        place=place_of("party", ordinal),
        texts={
            "on.missing": _("Skriv, hvilken dag parten blev underrettet."),
            "in_future": _("Dagen kan ikke ligge efter i dag."),
            "before_obtained": _("Dagen kan ikke ligge før den dag, oplysningerne blev modtaget."),
            "until.missing": _("Skriv, hvilken dag der tages stilling igen."),
            "not_ahead": _("Vælg en dag efter i dag."),
            "too_far": _(
                "Vælg en dag inden for %(months)d måneder. Underretningen kan udsættes igen til"
                " den tid.",
                months=POSTPONED_MONTHS_AT_MOST,
            ),
            "text.missing": _(
                "Skriv, hvordan parten er underrettet, eller hvorfor det ikke er sket."
            ),
        },
        refused=_(
            "Det kan ikke noteres: parten er allerede underrettet, er taget ud af registret eller"
            " er ikke en fysisk person."
        ),
    )


@caseworker.post("/cases/<number>/parties/<int:ordinal>/remarks")
@requires(Permission.CASE_WORK)
def remarks(number: str, ordinal: int) -> Response:
    def work(form: RemarksForm) -> None:
        add_remarks(workplace(), member(), number, ordinal, text=form.text.data)

    heading = _("Bemærkningerne er ikke gemt")
    return act(
        number,
        Opened("party-remarks", RemarksForm.of_request(), ordinal, heading),
        work,
        done=_("Bemærkningerne fra part %(number)d er gemt.", number=ordinal),
        place=place_of("party", ordinal),
        texts={"missing": _("Skriv, hvad parten har sagt.")},
        refused=_removed(),
    )


@caseworker.post("/cases/<number>/parties/<int:ordinal>/remove")
@requires(Permission.CASE_WORK)
def take_party_out(number: str, ordinal: int) -> Response:
    def work(form: RemovePartyForm) -> None:
        remove_party(workplace(), member(), number, ordinal, reason=form.reason.data)

    heading = _("Parten er ikke taget ud")
    return act(
        number,
        Opened("party-remove", RemovePartyForm.of_request(), ordinal, heading),
        work,
        done=_("Part %(number)d er taget ud af registret.", number=ordinal),
        place="parties",
        texts={"missing": _("Skriv, hvorfor parten ikke skal stå i registret.")},
        refused=_removed(),
    )


def _removed() -> str:
    return _("Parten er taget ud af registret, eller sagen er ikke åben længere.")


def _refusals() -> dict[str, str]:
    return {
        "name.missing": _("Skriv partens navn."),
        "matters.unknown": _("Et forhold, du havde sat kryds ved, findes ikke."),
    }
