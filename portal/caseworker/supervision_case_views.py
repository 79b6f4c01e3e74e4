"""What is done with the supervision in a case: in a complaint, or on the adviser's own
initiative."""

from flask_babel import gettext as _
from werkzeug.wrappers import Response

from portal.caseworker.case_actions import act, too_early
from portal.caseworker.case_page import Opened
from portal.caseworker.pages import caseworker
from portal.caseworker.recommendation_forms import ChangeForm, RecommendationForm
from portal.caseworker.supervision_forms import (
    BeginForm,
    ConclusionForm,
    LetterForm,
    StateForm,
    SubjectForm,
)
from portal.domain.access import Permission
from portal.domain.recommendation import RecommendationKind
from portal.domain.supervision import LetterKind, SupervisionState
from portal.services.adviser.begin_supervision import begin_supervision
from portal.services.adviser.change_recommendation import change_recommendation
from portal.services.adviser.conclude_supervision import conclude_supervision
from portal.services.adviser.correct_supervision import correct_supervision
from portal.services.adviser.give_recommendation import give_recommendation
from portal.services.adviser.register_letter import register_letter
from portal.services.adviser.set_supervision_state import set_supervision_state
from portal.staff.access import member, requires
from portal.web.workplace import workplace


@caseworker.post("/cases/<number>/supervision-begin")
@requires(Permission.CASE_WORK)
def supervision_begin(number: str) -> Response:
    def work(form: BeginForm) -> None:
        begin_supervision(workplace(), member(), number, form.supervision)

    return act(
        number,
        Opened("supervision-begin", BeginForm.of_request(), heading=_("Tilsynet er ikke begyndt")),
        work,
        done=_("Tilsynet er begyndt, og det står i registret."),
        place="supervision",
        texts=begin_texts(),
    )


@caseworker.post("/cases/<number>/supervision-subject")
@requires(Permission.CASE_WORK)
def supervision_subject(number: str) -> Response:
    def work(form: SubjectForm) -> None:
        administrations = tuple(form.administrations.data or ())
        correct_supervision(workplace(), member(), number, form.subject.data, administrations)

    return act(
        number,
        Opened("supervision-subject", SubjectForm.of_request(), heading=_("Intet er gemt")),
        work,
        done=_("Det er gemt, hvad tilsynet handler om."),
        place="supervision",
        texts={
            "written_to": _(
                "Der er breve eller anbefalinger til en forvaltning, du har taget ud. Lad den stå."
            ),
            **begin_texts(),
        },
    )


@caseworker.post("/cases/<number>/supervision-state")
@requires(Permission.CASE_WORK)
def supervision_state(number: str) -> Response:
    def work(form: StateForm) -> None:
        set_supervision_state(
            workplace(),
            member(),
            number,
            SupervisionState(form.state.data),
            on=form.on.data,
            reason=form.reason.data or "",
        )

    return act(
        number,
        Opened("supervision-state", StateForm.of_request(), heading=_("Tilstanden er ikke ændret")),
        work,
        done=_("Det er noteret, hvordan tilsynet står."),
        place="supervision",
        texts={
            "reason.missing": _("Skriv begrundelsen: den skal kunne læses i udvalget."),
            "no_conclusion": _("Skriv konklusionen, før tilsynet afsluttes."),
            "before_last_state": _("Dagen må ikke ligge før den dag, da den sidst skiftede."),
            **_shared_texts(),
        },
    )


@caseworker.post("/cases/<number>/supervision-letter")
@requires(Permission.CASE_WORK)
def supervision_letter(number: str) -> Response:
    def work(form: LetterForm) -> None:
        register_letter(
            workplace(),
            member(),
            number,
            LetterKind(form.kind.data),
            administration=form.administration.data,
            on=form.on.data,
            text=form.text.data,
            due=form.due.data,
            reason=form.reason.data or "",
            instead_of=int(form.instead_of.data or 0) or None,
        )

    return act(
        number,
        Opened("supervision-letter", LetterForm.of_request(), heading=_("Brevet er ikke noteret")),
        work,
        done=_("Brevet er noteret."),
        place="supervision-letters",
        texts={
            "text.missing": _("Skriv, hvad brevet handler om."),
            "unknown": _("Vælg, om brevet er nyt, eller hvilket det retter."),
            "due.missing": _("Skriv den dag, bemærkningerne skal være her."),
            "due.before_letter": _("Dagen for svar må ikke ligge før brevets dato."),
            "due.of_incoming": _("Et brev, der kommer ind, har ingen dag for svar."),
            "reason.missing": _(
                "Ingen foreløbig rapport er sendt til forvaltningen inden den dag. Skriv hvorfor."
            ),
            "no_preliminary": _(
                "Ingen foreløbig rapport er sendt til forvaltningen inden den dag."
                " Vælg »Svar fra forvaltningen«."
            ),
            **_shared_texts(),
        },
    )


@caseworker.post("/cases/<number>/supervision-conclusion")
@requires(Permission.CASE_WORK)
def supervision_conclusion(number: str) -> Response:
    def work(form: ConclusionForm) -> None:
        conclude_supervision(
            workplace(),
            member(),
            number,
            form.conclusion.data,
            criticism=form.is_criticism,
            published_on=form.published_on.data,
        )

    return act(
        number,
        Opened(
            "supervision-conclusion",
            ConclusionForm.of_request(),
            heading=_("Konklusionen er ikke gemt"),
        ),
        work,
        done=_("Konklusionen er gemt."),
        place="supervision-conclusion",
        texts={"missing": _("Skriv konklusionen."), **_shared_texts()},
    )


@caseworker.post("/cases/<number>/recommendation")
@requires(Permission.CASE_WORK)
def recommendation(number: str) -> Response:
    def work(form: RecommendationForm) -> None:
        give_recommendation(
            workplace(),
            member(),
            number,
            RecommendationKind(form.kind.data),
            administration=form.administration.data,
            text=form.text.data,
            given_on=form.given_on.data,
        )

    return act(
        number,
        Opened("recommendation", RecommendationForm.of_request(), heading=_("Intet er gemt")),
        work,
        done=_("Det er skrevet på listen over anbefalinger."),
        place="recommendations",
        texts={"missing": _("Skriv teksten."), **_shared_texts()},
    )


@caseworker.post("/cases/<number>/recommendations/<int:ordinal>/change")
@requires(Permission.CASE_WORK)
def recommendation_change(number: str, ordinal: int) -> Response:
    def work(form: ChangeForm) -> None:
        change_recommendation(workplace(), member(), number, ordinal, form.change)

    return act(
        number,
        Opened(
            "recommendation-change", ChangeForm.of_request(), ordinal, heading=_("Intet er gemt")
        ),
        work,
        done=_("Det er gemt, hvor langt det er."),
        place=f"recommendation-{ordinal}",
        texts={
            "text.missing": _("Skriv teksten."),
            "remark.missing": _("Skriv bemærkningen, eller lad datoen stå tom."),
            "remark_on.missing": _("Skriv, hvilken dag bemærkningen er fra."),
            "before_given": _("Det må ikke ligge før den dag, det blev givet første gang."),
            "already": _("Det året står der allerede."),
            "year.in_future": _("Året er ikke begyndt endnu."),
            "carried_out": _("Det kan ikke både være gennemført og afvist. Ret det ene felt."),
            "not_declined": _("Skriv først, hvorfor forvaltningen ikke vil følge det."),
            **_shared_texts(),
        },
    )


def begin_texts() -> dict[str, str]:
    """Why a supervision cannot begin, in words."""
    return {
        "subject.missing": _("Skriv, hvad tilsynet handler om."),
        "administrations.missing": _("Vælg mindst én forvaltning."),
        "unknown": _("Vælg en af mulighederne på listen."),
        **_shared_texts(),
    }


def _shared_texts() -> dict[str, str]:
    return {
        "in_future": _("Vælg i dag eller en dag før."),
        **too_early(),
        "before_beginning": _("Dagen må ikke ligge før den dag, da tilsynet begyndte."),
        "not_asked": _("Vælg en af de forvaltninger, tilsynet handler om."),
        "under_way": _(
            "En formel mægling er i gang i klagen. Den skal være slut, før der kan føres tilsyn."
        ),
    }
