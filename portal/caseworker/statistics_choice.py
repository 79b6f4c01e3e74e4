"""What of the statistics an address asks for: which report, which period, which edition."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from flask import abort, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from wtforms import Field, Form, ValidationError

from portal.caseworker.kinds import works_on
from portal.domain.access import Role
from portal.domain.period import Period, last_part_before
from portal.domain.publication import ReportKind
from portal.staff.fields import day
from portal.web.workplace import workplace

# The years that a report can be made for; further away dates cannot be compared with years before.
_FIRST_YEAR, _LAST_YEAR = 2000, 2999


class Edition(StrEnum):
    """With every cell, or as it would be published."""

    INTERNAL = "internal"
    PUBLIC = "public"


@dataclass(frozen=True)
class Choice:
    kind: ReportKind
    period: Period
    edition: Edition

    def address(self, **changed: str) -> dict[str, str]:
        """The arguments of an address that asks for this, with something of it changed."""
        return {
            "kind": self.kind,
            "from": self.period.first.isoformat(),
            "to": self.period.last.isoformat(),
            "edition": self.edition,
            **changed,
        }


class PeriodForm(Form):
    """Sent by GET, so without a token: it changes nothing."""

    first = day(_l("Fra den"), _l("Skriv den dag, perioden begynder."), name="from")
    last = day(_l("Til og med den"), _l("Skriv den dag, perioden slutter."), name="to")

    def validate_first(self, field: Field) -> None:
        _check_year(field.data)
        if field.data > workplace().today():
            raise ValidationError(_("Perioden er ikke begyndt endnu. Vælg i dag eller en dag før."))

    def validate_last(self, field: Field) -> None:
        _check_year(field.data)
        if self.first.data and not self.first.errors and field.data < self.first.data:
            raise ValidationError(_("Perioden slutter, før den begynder."))


def reports_of_reader() -> list[ReportKind]:
    """The reports that who is signed in may see: those of her desk; an auditor sees both."""
    audits = current_user.account.role is Role.AUDITOR
    return [kind for kind in ReportKind if audits or works_on(kind.of)]


def asked_for() -> tuple[Choice, PeriodForm]:
    """What the address asks for, and the form it came by. Where it names no good period, the form
    has errors and the choice is of this year.

    404 for a report that is not hers, and for what there is none of.
    """
    period = _this_year()
    if {"from", "to"} & set(request.args):
        form = PeriodForm(request.args)
        if form.validate():
            period = Period(form.first.data, form.last.data)
    else:
        form = PeriodForm(first=period.first, last=period.last)
    return Choice(_kind(), period, _edition()), form


def quick_periods() -> Iterator[tuple[str, Period]]:
    """The periods that are asked for most, with their names."""
    today = workplace().today()
    yield _("I år"), _this_year()
    yield _("Sidste år"), last_part_before(today, 12)
    yield _("Sidste halvår"), last_part_before(today, 6)
    yield _("Sidste kvartal"), last_part_before(today, 3)
    yield _("Sidste måned"), last_part_before(today, 1)


def _this_year() -> Period:
    today = workplace().today()
    return Period(dt.date(today.year, 1, 1), today)


def _kind() -> ReportKind:
    hers = reports_of_reader()
    kind = request.args.get("kind") or next(iter(hers), "")
    if kind not in hers:
        abort(404)
    return ReportKind(kind)


def _edition() -> Edition:
    edition = request.args.get("edition") or Edition.INTERNAL
    if edition not in set(Edition):
        abort(404)
    return Edition(edition)


def _check_year(asked: dt.date) -> None:
    if not _FIRST_YEAR <= asked.year <= _LAST_YEAR:
        raise ValidationError(_("Vælg en dag i årene 2000 til 2999."))
