"""A complaint that the administration has not had: the citizen sees what would go to whom, and says
whether it goes there at once."""

from flask_babel import force_locale
from flask_babel import gettext as _

from portal.domain.complaint import ComplainedBefore, may_go_straight
from portal.intake.complaint_form import ComplaintForm
from portal.intake.form_files import Files
from portal.services.complaining.forward_on_word import OnWord, can_go_straight, copies_to_go
from portal.web.workplace import workplace

YES, NO = "yes", "no"


def is_offered(form: ComplaintForm) -> bool:
    """Whether she can have the complaint sent straight to the administration that she chose."""
    chosen = form.administration.data or ""
    may = may_go_straight(
        complained_before=ComplainedBefore(form.complained_before.data),
        administration=chosen,
        own_workplace=form.own_workplace.data == YES,
        on_behalf_of=(form.on_behalf_of.data or "").strip(),
    )
    return may and can_go_straight(workplace(), chosen)


def is_decided(form: ComplaintForm) -> bool:
    """Whether she has said yes or no to it, or is not to be asked; says at its field that she is to
    choose, where not."""
    if form.forward_ok.data in (YES, NO) or not form.may_ask.data:
        return True
    words = _("Vælg, om klagen skal sendes direkte til forvaltningen.")
    form.forward_ok.errors = (*form.forward_ok.errors, words)
    return False


def on_word(form: ComplaintForm, files: Files) -> OnWord | None:
    """What goes straight to the administration, where it was offered and she said yes."""
    if form.forward_ok.data != YES or not is_offered(form):
        return None
    return OnWord(
        text=text_to_go(form),
        copies=copies_to_go(workplace(), files),
        tells_who=bool(form.who),
    )


def text_to_go(form: ComplaintForm) -> str:
    """The complaint as the administration reads it: her own words under headings in Danish, for
    those who answer it."""
    with force_locale("da"):
        parts = [
            (_("Det er sket"), form.description.data),
            (_("Hvor"), form.place.data),
            (_("Det vil borgeren gerne opnå"), form.wish.data),
            (_("Borgerens navn"), form.name.data),
            (_("Sådan kan borgeren kontaktes"), form.contact.data),
        ]
        said = [(heading, (text or "").strip()) for heading, text in parts]
        lines = [f"{heading}:\n{text}" for heading, text in said if text]
        if not form.who:
            lines.append(_("Borgeren har ikke oplyst sit navn og læser svaret her i portalen."))
    return "\n\n".join(lines)
