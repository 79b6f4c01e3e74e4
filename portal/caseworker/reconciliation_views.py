"""The page in place of figures that cannot be: what does not fit, where, and what to do."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from flask import Response, make_response, request

from crypto.errors import CannotOpen
from portal.caseworker.pages import caseworker, show
from portal.caseworker.reconciliation_words import (
    OF_ACCOUNTS,
    OF_REPORTS,
    FindingWords,
    place_text,
)
from portal.domain.account_reconciliation import AccountMisfit
from portal.domain.errors import DoesNotReconcile, NotFound
from portal.domain.reconciliation import Misfit
from portal.log import Area, LogEvent, log
from portal.services.statistics.count_complaints import AccountDoesNotReconcile
from portal.services.statistics.find_openable import find_openable
from portal.staff.access import member
from portal.web.workplace import workplace

# Links to every case of a broken database help nobody.
_NAMED_AT_MOST = 20


@dataclass
class _Found:
    """Where one kind of misfit was found: in these cases (empty: an erased one), at these places
    of the account."""

    cases: list[str] = field(default_factory=list)
    places: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class ShownFinding:
    """One kind of misfit: `named` are the cases who reads may open, `hidden` counts those she may
    not, `erased` those that are gone, `more` those of `named` that are left out."""

    words: FindingWords
    places: tuple[str, ...]
    named: tuple[str, ...]
    more: int
    hidden: int
    erased: int


@caseworker.errorhandler(DoesNotReconcile)
def reports_do_not_reconcile(error: DoesNotReconcile) -> Response:
    found: dict[Misfit, _Found] = {}
    for finding in error.findings:
        at = found.setdefault(finding.misfit, _Found())
        if finding.case is not None:
            at.cases.append(finding.case)
    return _page([(OF_REPORTS[misfit], at) for misfit, at in found.items()])


@caseworker.errorhandler(AccountDoesNotReconcile)
def account_does_not_reconcile(error: AccountDoesNotReconcile) -> Response:
    found: dict[AccountMisfit, _Found] = {}
    for finding in error.findings:
        at = found.setdefault(finding.misfit, _Found())
        if finding.misfit is AccountMisfit.CLOSED_ELSEWHERE:
            at.cases.append(finding.where)
        elif place := place_text(finding):
            at.places.append(place)
    return _page([(OF_ACCOUNTS[misfit], at) for misfit, at in found.items()])


def not_counted(error: NotFound | CannotOpen) -> Response:
    """The page of who holds no copy of the statistics key yet, or whose copy or what it is to open
    was altered."""
    altered = isinstance(error, CannotOpen)
    if altered:
        log(
            LogEvent.REQUEST_FAILED,
            error=error,
            area=Area.STAFF,
            endpoint=request.endpoint or "none",
        )
    return make_response(show("not_counted.html", altered=altered), 409)


def _page(found: Sequence[tuple[FindingWords, _Found]]) -> Response:
    numbers = [number for _, at in found for number in at.cases if number]
    openable = find_openable(workplace(), member(), numbers)
    shown = [_shown(words, at, openable) for words, at in found]
    return make_response(show("reconciliation.html", findings=shown), 409)


def _shown(words: FindingWords, at: _Found, openable: frozenset[str]) -> ShownFinding:
    named = _once(number for number in at.cases if number in openable)
    hidden = _once(number for number in at.cases if number and number not in openable)
    return ShownFinding(
        words=words,
        places=tuple(at.places),
        named=tuple(named[:_NAMED_AT_MOST]),
        more=max(0, len(named) - _NAMED_AT_MOST),
        hidden=len(hidden),
        erased=at.cases.count(""),
    )


def _once(numbers: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(numbers))
