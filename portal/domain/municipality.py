"""What one municipality decides for itself: names, administrations, labels, guidance and limits.

Nothing here is a rule of law. The rules that use these values live beside this file; the values
come from a text file that `portal.municipality.load_municipality` reads and checks. The lists of
the complaint register begin there too; the unit keeps them (register_lists.py).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Protocol, TypeVar


class _Coded(Protocol):
    @property
    def code(self) -> str: ...


_Entry = TypeVar("_Entry", bound=_Coded)


@dataclass(frozen=True, slots=True)
class LocalText:
    """One text in the two languages of the portal."""

    da: str
    en: str

    def text(self, locale: str) -> str:
        """Return the text for `locale`; anything but English is answered in Danish."""
        return self.en if locale == "en" else self.da


@dataclass(frozen=True, slots=True)
class Choice:
    """A code the programme knows and the label people see."""

    code: str
    label: LocalText


@dataclass(frozen=True, slots=True)
class Administration:
    """One of the municipality's administrations: `code` in ASCII, `letters` as staff write it."""

    code: str
    letters: str
    label: LocalText


@dataclass(frozen=True, slots=True)
class Body:
    """Whom a matter can be moved to besides an administration.

    `other_authority` is true of public authorities outside the municipality alone: who the reporter
    is may be told without consent to no other (WBL § 26(2)).
    """

    code: str
    label: LocalText
    other_authority: bool


@dataclass(frozen=True, slots=True)
class ListValue:
    """A value of one of the complaint register's lists.

    `kind` names the list: want, about, sub_theme, gravity or discrimination. `parent` is the code
    of the main group a sub-theme belongs to, empty of all others; `retired_on` the Copenhagen date
    since which it is offered no more, None while it is in use.
    """

    kind: str
    code: str
    label: LocalText
    parent: str = ""
    retired_on: date | None = None


# The register's lists by kind, each in its order, values out of use among them.
Lists = Mapping[str, Sequence[ListValue]]


@dataclass(frozen=True, slots=True)
class RelationChoice:
    """What the reporter is to the municipality.

    `letter` is the letter of § 3, no. 7 of the act on the protection of whistleblowers (a to h),
    or empty where the relation lies outside the circle or is not known.
    """

    code: str
    label: LocalText
    letter: str


@dataclass(frozen=True, slots=True)
class GroundChoice:
    """A ground for rejecting a matter, explained to the reporter, with its legal basis."""

    code: str
    label: LocalText
    explanation: LocalText
    legal_basis: LocalText


_Labelled = Administration | Body | Choice | ListValue | RelationChoice | GroundChoice


@dataclass(frozen=True, slots=True)
class Guidance:
    """A text the unit keeps ready for reporters; `grounds` are the rejections it suits."""

    code: str
    grounds: tuple[str, ...]
    title: LocalText
    body: LocalText


@dataclass(frozen=True, slots=True)
class ExternalScheme:
    """The national scheme a reporter may use instead of the municipality's own (act §§ 17-20)."""

    name: LocalText
    url: str
    phone: str
    hours: LocalText
    address: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Retention:
    """Months from closing until a case is erased: a report by how it ended (act § 23(2)), a case of
    the citizens' adviser by what it is."""

    rejected: int
    refuted: int
    confirmed: int
    other: int
    complaint: int
    assistance: int
    supervision: int

    @property
    def months(self) -> dict[str, int]:
        """The times by name, as `portal.domain.retention.erase_after` takes them."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Limits:
    """Days an answer is waited for where nothing else was set."""

    administration_answer_days: int
    reporter_answer_days: int
    follow_up_days: int
    complaint_answer_days: int


@dataclass(frozen=True, slots=True)
class Municipality:
    """Everything the portal is told about the municipality it serves.

    `lists` gives the complaint register's lists as they are when it is called: the unit changes
    them while the portal runs. `security_contact` is a URI (mailto:, tel:, https:) for whoever
    finds a hole, and `security_confirmed_on` the day on which somebody last saw that it is right.
    """

    code: str
    name: LocalText
    unit: LocalText
    office: LocalText
    phone: str
    hours: LocalText
    address: tuple[str, ...]
    exit_url: str
    security_contact: str
    security_confirmed_on: date
    external_scheme: ExternalScheme
    administrations: tuple[Administration, ...]
    bodies: tuple[Body, ...]
    themes: tuple[Choice, ...]
    relations: tuple[RelationChoice, ...]
    scope_legs: tuple[Choice, ...]
    grounds: tuple[GroundChoice, ...]
    outcomes: tuple[Choice, ...]
    lists: Callable[[], Lists]
    guidance: tuple[Guidance, ...]
    retention: Retention
    limits: Limits

    def administration(self, code: str) -> Administration:
        """Return the administration with `code`; LookupError when there is none."""
        return _with_code("administration", self.administrations, code)

    def relation(self, code: str) -> RelationChoice:
        """Return the relation with `code`; LookupError when there is none."""
        return _with_code("relation", self.relations, code)

    def ground(self, code: str) -> GroundChoice:
        """Return the ground for rejection with `code`; LookupError when there is none."""
        return _with_code("ground", self.grounds, code)

    def guidance_text(self, code: str) -> Guidance:
        """Return the guidance text with `code`; LookupError when there is none."""
        return _with_code("guidance", self.guidance, code)

    def guidance_for(self, ground: str) -> tuple[Guidance, ...]:
        """Return the guidance texts that suit a rejection on `ground`, in the file's order."""
        return tuple(text for text in self.guidance if ground in text.grounds)

    def recipient_label(self, code: str, locale: str) -> str:
        """The name of whom something goes to, an administration or a body; LookupError."""
        return _with_code("recipient", self._recipients, code).label.text(locale)

    def is_recipient(self, code: str) -> bool:
        """Whether a code is that of an administration or of a body."""
        return any(recipient.code == code for recipient in self._recipients)

    def is_other_authority(self, code: str) -> bool:
        """Whether a recipient is another public authority in the sense of WBL § 26(2). An
        administration never is, being the same municipality; nor is anybody unknown."""
        return any(body.code == code and body.other_authority for body in self.bodies)

    def codes(self, kind: str) -> tuple[str, ...]:
        """Return the codes of one kind that are in use, in the order of its list.

        `kind` is administration, body, theme, relation, scope_leg, ground or outcome; of complaints
        want, about, sub_theme, gravity or discrimination; LookupError for anything else.
        """
        return tuple(entry.code for entry in self._list(kind) if not _is_retired(entry))

    def choices(self, kind: str, locale: str) -> list[tuple[str, str]]:
        """Return (code, label) pairs of one kind for a form field; kinds and order as in
        `codes`."""
        return [
            (entry.code, entry.label.text(locale))
            for entry in self._list(kind)
            if not _is_retired(entry)
        ]

    def retired(self, kind: str, locale: str) -> list[tuple[str, str]]:
        """Return (code, label) pairs of what is out of use: to be offered only where it stands."""
        return [
            (entry.code, entry.label.text(locale))
            for entry in self._list(kind)
            if _is_retired(entry)
        ]

    def label(self, kind: str, code: str, locale: str) -> str:
        """Return the label of `code` in `locale`, in use or not; LookupError when kind or code is
        unknown."""
        return _with_code(kind, self._list(kind), code).label.text(locale)

    @property
    def _recipients(self) -> tuple[Administration | Body, ...]:
        return (*self.administrations, *self.bodies)

    def _list(self, kind: str) -> Sequence[_Labelled]:
        of_the_file: dict[str, Sequence[_Labelled]] = {
            "administration": self.administrations,
            "body": self.bodies,
            "theme": self.themes,
            "relation": self.relations,
            "scope_leg": self.scope_legs,
            "ground": self.grounds,
            "outcome": self.outcomes,
        }
        # The register's lists may have to be read first: only who wants one asks for them.
        lists = of_the_file if kind in of_the_file else self.lists()
        if kind not in lists:
            raise LookupError(f"no list of labels is called {kind!r}")
        return lists[kind]


def _is_retired(entry: _Labelled) -> bool:
    return isinstance(entry, ListValue) and entry.retired_on is not None


def _with_code(kind: str, entries: Sequence[_Entry], code: str) -> _Entry:
    for entry in entries:
        if entry.code == code:
            return entry
    raise LookupError(f"no {kind} has the code {code!r}")
