"""The lists in the forms of the case page that depend on what stands in the case."""

from flask_babel import gettext as _

from portal.caseworker.absence_words import name_with_absence
from portal.caseworker.closing_forms import AccessForm, HandlerForm
from portal.caseworker.complaint_forms import RegisterForm
from portal.caseworker.dialogue_forms import MessageForm, matter_choices
from portal.caseworker.hearing_forms import RecipientForm
from portal.caseworker.hearing_words import HeardDossier
from portal.caseworker.limit_forms import PostponeForm
from portal.caseworker.link_forms import UnlinkForm
from portal.caseworker.matter_forms import AnswerForm
from portal.caseworker.mediation_forms import AgreeToMediationForm, EndMediationForm
from portal.caseworker.party_forms import CorrectPartyForm
from portal.caseworker.supervision_forms import SupervisedForm
from portal.domain.account import Account
from portal.domain.complaint import Nature
from portal.domain.matter import Matter
from portal.domain.other_door import has_agreed_to_the_other_door
from portal.services.casework.read_case import CaseView
from portal.staff.fields import listed
from portal.staff.pages import locale
from portal.staff.written_form import SentOnce
from portal.web.workplace import municipality


def offer_choices(form: SentOnce, view: CaseView, matter: object) -> None:
    """Offer in a form what there is to choose in this case. `matter` is what the form is about: a
    matter, a party, a dossier, or None."""
    if isinstance(form, MessageForm):
        form.about_matter.choices = matter_choices(view.file, _("Hele sagen"))
    elif isinstance(form, AccessForm):
        form.account.choices = listed([("", _("Vælg …")), *_people(view.may_be_given_access)])
    elif isinstance(form, HandlerForm):
        form.account.choices = listed([("", _("Ingen")), *_people(view.may_handle)])
    elif isinstance(form, RecipientForm) and isinstance(matter, HeardDossier):
        form.offer(matter)
    elif isinstance(form, CorrectPartyForm):
        form.offer_matters(view.file)
    elif isinstance(form, AnswerForm | PostponeForm) and isinstance(matter, Matter):
        waiting = {f.administration for f in matter.forwardings if f.awaits_answer}
        pairs = municipality().choices("administration", locale())
        form.administration.choices = listed(pair for pair in pairs if pair[0] in waiting)
    else:
        _offer_in_complaint(form, view)


def _offer_in_complaint(form: SentOnce, view: CaseView) -> None:
    register, mediation = view.file.register, view.file.mediation
    if isinstance(form, RegisterForm):
        form.offer_nature(
            moved=has_agreed_to_the_other_door(view.file.entries),
            taught=register is not None and register.nature is Nature.TEACHING,
        )
    elif isinstance(form, SupervisedForm):
        form.offer(view.file.supervision)
    elif isinstance(form, UnlinkForm):
        form.offer(view)
    elif isinstance(form, AgreeToMediationForm | EndMediationForm) and mediation is not None:
        form.offer(mediation)


def _people(accounts: tuple[Account, ...]) -> list[tuple[str, str]]:
    return [(account.id.hex(), name_with_absence(account)) for account in accounts]
