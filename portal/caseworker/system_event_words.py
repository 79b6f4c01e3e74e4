"""The portal's log in words, for who keeps watch."""

from flask_babel import gettext as _

from portal.domain.audit_events import SystemEvent


def system_event_text(event: SystemEvent) -> str:
    """One line of the portal's log as a sentence."""
    return {
        SystemEvent.ACCOUNT_INVITED: _("Inviterede en medarbejder"),
        SystemEvent.ACCOUNT_ACTIVATED: _("Gjorde sin konto klar"),
        SystemEvent.ACCOUNT_DISABLED: _("Lukkede en konto"),
        SystemEvent.ACCOUNT_ENABLED: _("Åbnede en lukket konto igen"),
        SystemEvent.ACCOUNT_RESET: _("Nulstillede en konto"),
        SystemEvent.WRONG_ROOT: _(
            "Et log ind blev stoppet: Kontoen kender en anden liste over enhedens medlemmer"
        ),
        SystemEvent.CASES_RECOVERED: _("Nøgler til sager blev gendannet"),
        SystemEvent.CASE_ALTERED: _("Åbnede en sag, der var ændret uden om portalen"),
        SystemEvent.CASE_ACCEPTED: _("Undersøgte en ændret sag og frigav den"),
        SystemEvent.MEMBER_LISTED: _("Tog et medlem op på enhedens liste"),
        SystemEvent.MEMBER_REMOVED: _("Tog et medlem af enhedens liste"),
        SystemEvent.RECOVERY_KEY_LISTED: _("Skrev gendannelsesnøglen på enhedens liste"),
        SystemEvent.ABSENCE_SET: _("Ændrede, hvornår en medarbejder er fraværende"),
        SystemEvent.SIGN_IN: _("Loggede ind"),
        SystemEvent.SIGN_IN_REFUSED: _("Et forsøg på at logge ind blev afvist"),
        SystemEvent.SIGN_OUT: _("Loggede ud"),
        SystemEvent.GUIDANCE_CHANGED: _("Ændrede vejledningsteksterne"),
        SystemEvent.LIST_CHANGED: _("Ændrede registrets lister"),
        SystemEvent.CASE_ERASED: _("Slettede en sag for altid"),
        SystemEvent.DISCLOSURES_EXPORTED: _("Hentede registret over videregivelser"),
        SystemEvent.WORDS_CONFIRMED: _("Gennemlæste og godkendte teksten i en beretning"),
        SystemEvent.EXACT_FIGURE_ASKED: _("Bad om, at et lille tal bliver oplyst i en beretning"),
        SystemEvent.EXACT_FIGURE_CONFIRMED: _(
            "Godkendte, at et lille tal bliver oplyst i en beretning"
        ),
        SystemEvent.REPORT_PUBLISHED: _("Offentliggjorde en beretning"),
        SystemEvent.REPORT_CORRECTED: _("Offentliggjorde en rettelse til en beretning"),
        SystemEvent.TOTALS_IMPORTED: _("Overførte tal fra tidligere år"),
    }[event]
