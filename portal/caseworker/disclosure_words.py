"""Lines of the register of disclosures in words: on a case's page, over all cases, and as CSV."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _

from portal.caseworker.disclosure_forms import ground_text
from portal.domain.disclosure import BasisKind
from portal.domain.disclosure_register import Disclosed, Purpose, SentBy
from portal.domain.errors import NotFound
from portal.services.case_records import REPORTER
from portal.services.dossiers.list_disclosures import RegisterLine
from portal.staff.pages import locale
from portal.web.formatting import long_date
from portal.web.workplace import municipality


@dataclass(frozen=True)
class ShownLine:
    """One line as people read it. `matter` is the matter's number, 0 where it is not known; `moved`
    is whether it went to another body; `what` and `files` came from outside this page's words: they
    are shown as they stand."""

    number: str
    matter: int
    on: date
    by: str
    recipient: str
    recipient_code: str
    way: str
    purpose: str
    moved: bool
    reveals: str
    basis: str
    compared: str
    what: str
    ground: str
    files: tuple[str, ...]
    dossier: str
    of_adviser: bool


def shown_lines(lines: Sequence[RegisterLine], names: Mapping[str, str]) -> tuple[ShownLine, ...]:
    """The lines in words; `names` maps account ids in hex to names."""
    return tuple(_shown(line, names) for line in lines)


def recipient_text(code: str) -> str:
    """An administration or another body; of one that is no more, its code."""
    try:
        return municipality().recipient_label(code, locale())
    except (LookupError, NotFound):
        return code


def _shown(line: RegisterLine, names: Mapping[str, str]) -> ShownLine:
    told = line.disclosed
    return ShownLine(
        number=line.number,
        matter=line.matter,
        on=told.on,
        by=_("Borgeren selv")
        if told.by == REPORTER
        else names.get(told.by, _("en tidligere medarbejder")),
        recipient=recipient_text(told.recipient),
        recipient_code=told.recipient,
        way=_way(told),
        purpose=_purpose(told),
        moved=told.purpose is Purpose.MOVED,
        reveals=_reveals_citizen(told) if line.of_adviser else _reveals(told),
        basis=_basis(line),
        compared=_compared(line),
        what=told.what,
        ground=told.ground,
        files=tuple(_file(name, told) for name in told.files),
        dossier=told.dossier,
        of_adviser=line.of_adviser,
    )


def _compared(line: RegisterLine) -> str:
    compared = line.disclosed.compared_with_identity
    if line.of_adviser:
        return _("Sammenlignet med borgerens navn") if compared else ""
    if compared:
        return _("Sammenlignet med indberetterens identitet")
    return _("Ikke sammenlignet med indberetterens identitet")


def _way(told: Disclosed) -> str:
    return {SentBy.PORTAL: _("I portalen"), SentBy.OTHER_MEANS: _("Ad anden vej")}[told.sent_by]


def _purpose(told: Disclosed) -> str:
    return {
        Purpose.EXAMINATION: _("Undersøgelse"),
        Purpose.OUTSIDE_SCHEME: _("Givet videre uden for ordningen"),
        Purpose.MOVED: _("Flyttet til en anden instans"),
    }[told.purpose]


def _reveals(told: Disclosed) -> str:
    if told.contains_identity:
        return _("Indeholdt indberetterens identitet")
    if told.may_reveal:
        return _("Kunne røbe indberetteren")
    return _("Kunne ikke røbe indberetteren")


def _reveals_citizen(told: Disclosed) -> str:
    if told.contains_identity:
        return _("Borgerens navn stod der")
    if told.may_reveal:
        return _("Kunne vise, hvem borgeren er")
    return _("Kunne ikke vise, hvem borgeren er")


def _basis(line: RegisterLine) -> str:
    basis = line.disclosed.basis
    on = long_date(line.rests_on.on) if line.rests_on else ""
    if basis.kind is BasisKind.NONE_NEEDED:
        return _("Kræver ikke samtykke")
    if basis.kind is BasisKind.OWN_WORD:
        return _("Borgeren har selv sendt det")
    if basis.kind is BasisKind.SPOKEN_WORD:
        return _("Borgeren har sagt ja: %(words)s", words=basis.word)
    if basis.kind is BasisKind.CONSENT:
        return _("Samtykke af %(day)s (§ 26, stk. 1)", day=on) if on else _("Samtykke")
    ground = ground_text(basis.ground) if basis.ground else ""
    if basis.exception:
        return _(
            "%(ground)s (§ 26, stk. 2). Indberetteren fik ikke besked, fordi: %(reason)s",
            ground=ground,
            reason=basis.exception,
        )
    return _("%(ground)s (§ 26, stk. 2). Indberetteren fik besked %(day)s", ground=ground, day=on)


def _file(name: str, told: Disclosed) -> str:
    for one in told.uncleaned:
        if one.name == name:
            return _("%(name)s (urenset: %(reason)s)", name=name, reason=one.because)
    return name
