"""The form in which a dossier is put together."""

import re
from typing import Any, cast

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, MultipleFileField, PasswordField, SelectMultipleField
from wtforms.validators import ValidationError

from portal.caseworker.absence_words import name_with_absence
from portal.caseworker.closing_forms import REASON_LIMIT
from portal.caseworker.lock_questions import identity_question, reveal_question
from portal.caseworker.starting_texts import starting_text
from portal.domain.account import Account
from portal.domain.case_file import CaseFile
from portal.domain.dialogue import AttachedFile, Entry, EntryKind, Side
from portal.domain.dossier import DossierKind, Extract
from portal.services.casework.read_case import CaseView
from portal.services.dossiers.prepare_dossier import Planned
from portal.services.dossiers.recipients import Recipients
from portal.staff.fields import (
    YES,
    AtMost,
    day_or_none,
    hidden,
    labelled,
    listed,
    long_text,
    select,
    short_text,
    yes_no_or_none,
)
from portal.staff.pages import locale
from portal.staff.written_form import SentOnce
from portal.web.formatting import long_date
from portal.web.forms import LINE_LIMIT
from portal.web.workplace import municipality

_CHOOSE = _l("Vælg …")
_DAY_IN_TEXT = re.compile(r"(?:senest|by) (\d{1,2}\. \w+ \d{4}|\d{1,2} \w+ \d{4})")
EXTRACT, UNCLEANED = "extract_", "uncleaned_"


class DossierForm(SentOnce):
    """What every dossier has. `shown_for` is the administration whose contact persons the page
    offered; a subclass made for a case adds its extracts and files (`form_for`)."""

    shown_for = hidden()
    administration = select(
        _l("Forvaltning"),
        labelled("administration", _CHOOSE),
        _l("Vælg den forvaltning, der skal undersøge forholdet."),
    )
    text = long_text(
        _l("Teksten til forvaltningen"),
        _l("Skriv den tekst, forvaltningen får."),
        description=_l(
            "Din egen tekst. Skriv forholdet med dine ord, og kun det, der er nødvendigt for at"
            " undersøge det. Det, du skriver mellem [[ og ]], bliver streget over."
        ),
    )
    due = day_or_none(_l("Svar senest"), _l("Vælg den dag, forvaltningen skal have svaret."))
    take = SelectMultipleField(
        _l("Tag med af det, indberetteren har skrevet"), choices=list, validate_choice=False
    )
    black_out = long_text(
        _l("Ord, der skal streges over alle steder"),
        limit=REASON_LIMIT,
        description=_l(
            "Et ord eller navn på hver linje. De bliver streget over i uddragene, i filerne og i"
            " filernes navne. Din egen tekst retter du selv."
        ),
    )
    case_files = SelectMultipleField(_l("Filer fra sagen"), choices=list, validate_choice=False)
    files = MultipleFileField(
        _l("Dine egne filer"), description=_l("For eksempel et brev, du selv har skrevet.")
    )
    recipients = SelectMultipleField(_l("Hvem skal have den?"), choices=list, validate_choice=False)
    barred = SelectMultipleField(
        _l("Hvem må aldrig få den, heller ikke fra en kollega?"),
        choices=list,
        validate_choice=False,
        description=_l(
            "Den, der er nævnt i sagen på en måde, portalen ikke ser, eller er inhabil."
        ),
    )
    contains_identity = identity_question(_l("I teksten, i uddragene eller i filerne."))
    may_reveal = reveal_question()
    spoken_word = long_text(
        _l("Hvad har borgeren sagt til, at det bliver sendt?"),
        limit=REASON_LIMIT,
        description=_l(
            "Skriv det, hvis du har svaret ja ovenfor: hvad borgeren sagde ja til, hvornår og"
            " hvordan. Har borgeren ikke sagt ja, så spørg først."
        ),
    )
    passphrase = PasswordField(
        _l("Din adgangssætning"),
        [AtMost(LINE_LIMIT)],
        description=_l(
            "Skriv den, hvis teksten skal sammenlignes med, hvem indberetteren er. Du får ikke at"
            " vide, hvem det er, og det skrives i sagens log, at der er sammenlignet."
        ),
    )

    def validate_text(self, field: Field) -> None:
        typed = (field.data or "").split()
        if any(typed == blank.split() for blank in _blank_texts(self.administration.data)):
            raise ValidationError(_l("Skriv i teksten, hvad forvaltningen skal undersøge."))

    def validate_due(self, field: Field) -> None:
        """A day in the text that is not the one that is set would be answered by."""
        said = _DAY_IN_TEXT.search(self.text.data or "")
        if field.data and said and said[1] != long_date(field.data):
            raise ValidationError(
                _(
                    "I teksten står, at svaret skal komme senest %(day)s. Ret dagen her eller i"
                    " teksten.",
                    day=said[1],
                )
            )

    def require_day(self, kind: DossierKind) -> bool:
        """Whether a day is set where one is needed; says so at the field if not."""
        if kind is DossierKind.OUTSIDE_SCHEME or self.due.data:
            return True
        self.due.errors = (*self.due.errors, _("Vælg den dag, forvaltningen skal have svaret."))
        return False

    @property
    def phrases(self) -> tuple[str, ...]:
        """The words to be blacked out everywhere."""
        lines = (line.strip() for line in (self.black_out.data or "").splitlines())
        return tuple(dict.fromkeys(line for line in lines if line))

    def extract_of(self, entry: Entry) -> Any:
        """The field in which an extract of an entry is edited."""
        return self._fields[f"{EXTRACT}{entry.ordinal}"]

    def reason_for(self, file: AttachedFile) -> Any:
        """The field that says why a file goes out as it came."""
        return self._fields[f"{UNCLEANED}{file.id}"]

    def takes(self, entry: Entry) -> bool:
        return str(entry.ordinal) in (self.take.data or ())

    def insert_extracts(self, entries: tuple[Entry, ...]) -> bool:
        """Fill the fields of extracts that are wanted and stand empty; whether there were any."""
        empty = [one for one in entries if self.takes(one) and not self.extract_of(one).data]
        for entry in empty:
            self.extract_of(entry).data = entry.text
        return bool(empty)

    def planned(self, entries: tuple[Entry, ...], *, chosen: bool) -> Planned:
        """What was put together; `chosen`: the recipients were offered, so that none means none."""
        barred = self.barred.data or ()
        wanted = [one for one in self.recipients.data or () if one not in barred]
        taken = [one for one in entries if self.takes(one)]
        return Planned(
            administration=self.administration.data,
            text=self.text.data,
            extracts=tuple(Extract(self.extract_of(one).data.strip()) for one in taken),
            fields=tuple(self.extract_of(one).name for one in taken),
            black_out=self.phrases,
            due=self.due.data,
            recipients=tuple(wanted) if chosen or wanted or barred else None,
            barred=tuple(barred),
            contains_identity=self.contains_identity.data == YES,
            may_reveal=self.may_reveal.data == YES,
            spoken_word=self.spoken_word.data or "",
        )


class DirectForm(DossierForm):
    """The same, sent without having been looked at first: the two questions need no answer."""

    contains_identity = yes_no_or_none(_l("Står der, hvem indberetteren er?"))
    may_reveal = yes_no_or_none(
        _l("Kan det, der sendes, afsløre indberetteren, direkte eller indirekte?")
    )


def form_for(
    view: CaseView, base: type[DossierForm] = DossierForm, uploads: tuple[AttachedFile, ...] = ()
) -> type[DossierForm]:
    """The form for a case: with a field for an extract of each of the reporter's entries, and one
    for each file that may go out uncleaned."""
    fields: dict[str, Any] = {
        f"{EXTRACT}{one.ordinal}": long_text(
            _("Uddrag af det, indberetteren skrev %(day)s", day=long_date(one.on)),
            description=_(
                "Slet det, forvaltningen ikke behøver, og skriv [[ og ]] om det, der skal streges"
                " over."
            ),
        )
        for one in reporter_entries(view.file)
    }
    for file in (*files_of(view.file), *uploads):
        fields[f"{UNCLEANED}{file.id}"] = short_text(
            _("Hvorfor skal »%(name)s« sendes, som den er?", name=file.name)
        )
    return cast("type[DossierForm]", type(base.__name__, (base,), fields))


def offer_choices(
    form: DossierForm, view: CaseView, known: Recipients | None, only: str = ""
) -> None:
    """Lists that depend on the case and the administration; `only` is the one administration that
    the reporter agreed to."""
    if only:
        pairs = municipality().choices("administration", locale())
        form.administration.choices = listed(pair for pair in pairs if pair[0] == only)
    form.take.choices = listed(
        (str(one.ordinal), _entry_label(one)) for one in reporter_entries(view.file)
    )
    form.case_files.choices = listed((one.id, one.name) for one in files_of(view.file))
    able = known.able if known else ()
    pairs = [(one.id.hex(), _contact_label(one)) for one in able]
    form.recipients.choices = listed(pairs)
    form.barred.choices = listed(pairs)
    if form.shown_for.data != form.administration.data and known is not None:
        # Ticked, if at all, was somebody of another administration.
        form.recipients.data = [one.id.hex() for one in known.proposed]
        form.barred.data = []
    form.shown_for.data = form.administration.data


def reporter_entries(file: CaseFile) -> tuple[Entry, ...]:
    """What the reporter wrote, oldest first."""
    return tuple(
        one
        for one in file.entries
        if one.side is Side.REPORTER and one.text and one.kind is not EntryKind.FORWARDED_ON_WORD
    )


def files_of(file: CaseFile) -> tuple[AttachedFile, ...]:
    """The files of a case, in the order in which they came."""
    return tuple(one for entry in file.entries for one in entry.files)


def _blank_texts(administration: str) -> list[str]:
    if administration not in municipality().codes("administration"):
        return []
    of_reports = [starting_text(administration, kind) for kind in DossierKind]
    return [*of_reports, starting_text(administration, DossierKind.HEARING, of_adviser=True)]


def _entry_label(entry: Entry) -> str:
    day = long_date(entry.on)
    if entry.kind is EntryKind.COMPLAINT:
        return _("Klagen, %(day)s", day=day)
    return (
        _("Indberetningen, %(day)s", day=day)
        if entry.ordinal == 1
        else _("Besked, %(day)s", day=day)
    )


def _contact_label(contact: Account) -> str:
    label = name_with_absence(contact)
    if contact.unit_name:
        label += f", {contact.unit_name}"
    if contact.for_one_dossier:
        label += ", " + _("inviteret til en enkelt forsendelse")
    return label
