"""A complaint that the administration has not had: the citizen sees what would go to whom, and says
whether it goes there at once."""

from hashlib import sha256

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


def is_decided(form: ComplaintForm, files: Files) -> bool:
    """Whether she has said no, or yes to what she was shown; or is not to be asked. Says at its
    field what is missing, where it is not so."""
    if form.forward_ok.data == NO or not form.may_ask.data:
        return True
    if form.own_workplace.data not in (YES, NO):
        words = _("Svar, før klagen kan sendes direkte til forvaltningen.")
        form.own_workplace.errors = (*form.own_workplace.errors, words)
    if form.forward_ok.data != YES:
        words = _("Vælg, om klagen skal sendes direkte til forvaltningen.")
        form.forward_ok.errors = (*form.forward_ok.errors, words)
    elif form.seen.data != mark_of(form, files):
        words = _("Det, der skal sendes, er ændret. Se det igennem, og svar igen.")
        form.forward_ok.errors = (*form.forward_ok.errors, words)
    return not (form.own_workplace.errors or form.forward_ok.errors)


def mark_of(form: ComplaintForm, files: Files) -> str:
    """What tells whether what goes is what she saw: the administration, the text, the files."""
    going = [form.administration.data or "", text_to_go(form), *(file.id for file in files)]
    return sha256("\0".join(going).encode()).hexdigest()


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
