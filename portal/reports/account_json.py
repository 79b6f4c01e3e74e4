"""The account of complaints as JSON (schemas/account.schema.json): withheld figures are null."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from types import MappingProxyType
from typing import Any

from portal.domain.account_figures import Duration, Natures, Share, UpheldIn
from portal.domain.account_parts import AccountPart
from portal.domain.adviser_account import Assisted
from portal.domain.annual_account import AnnualAccount, EarlierPeriod
from portal.domain.earlier_totals import EarlierAccount
from portal.domain.municipality import Municipality
from portal.reports.account_tables import AccountTables
from portal.reports.as_json import number_json, own_words_json, period_json
from portal.reports.tables import Chapter


def account_json(
    account: AnnualAccount,
    municipality: Municipality,
    language: str,
    *,
    chapters: Iterable[Chapter] = (),
    remarks: Mapping[str, str] = MappingProxyType({}),
) -> bytes:
    """The account as UTF-8 JSON. `language` is that of the labels; `chapters` and `remarks` (by the
    code of their table) are what the unit says itself."""
    told = AccountTables(account, municipality, language)
    stock = account.stock
    content: dict[str, Any] = {
        "title": told.title,
        "language": language,
        "municipality": municipality.code,
        "period": period_json(account.period),
        "as_of": account.as_of.isoformat(),
        "until": account.until.isoformat(),
        "internal": account.internal,
        "received": _natures(account.received),
        "everything": asdict(account.everything),
        "previous": [_previous(told, one) for one in account.earlier],
        "stock": {
            "opening": stock.opening,
            "received": stock.received,
            "closed": stock.closed,
            "closing": stock.closing,
            "reopened": stock.reopened,
        },
        **{part: _table(told, part) for part in AccountPart if part in account.tables},
        "shares": {kind: _share(share) for kind, share in account.shares.items()},
        "upheld_by_administration": _upheld_in(told, account.upheld_by_administration),
        "days": {
            **_duration(account.duration),
            "by_effort": _rungs(told, AccountPart.EFFORTS, account.duration_by_effort),
            "by_channel": _rungs(told, AccountPart.CHANNELS, account.duration_by_channel),
        },
        "assistance": _assistance(account.assistance),
        "supervision": asdict(account.supervision),
        "threshold": account.threshold,
        "withheld": [
            {"part": part, "reason": dict(account.withheld)[part], "text": text}
            for part, text in told.withheld_notes()
        ],
        **own_words_json(chapters, remarks),
    }
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()


def _natures(natures: Natures) -> dict[str, int]:
    return {
        "total": natures.total,
        "complaints": natures.complaint,
        "enquiries": natures.enquiry,
        "teaching": natures.teaching,
        "reports": natures.report,
        "merged": natures.merged,
        "unstated": natures.unstated,
    }


def _previous(told: AccountTables, earlier: EarlierPeriod) -> dict[str, Any]:
    results = earlier.results
    return {
        "period": period_json(earlier.period),
        "received": _natures(earlier.natures) if earlier.natures else None,
        "everything": asdict(earlier.everything) if earlier.everything else None,
        "upheld": _share(results.share) if results else None,
        "upheld_by_administration": _upheld_in(told, results.by_administration)
        if results
        else None,
        "imported": _imported(earlier.imported) if earlier.imported else None,
    }


def _imported(known: EarlierAccount) -> dict[str, Any]:
    return {
        "complaints": known.complaints,
        "assistance": known.assistance,
        "teaching": known.teaching,
        "total": known.total,
        "upheld": known.upheld,
        "known": known.known,
        "upheld_percent": number_json(known.share),
    }


def _upheld_in(told: AccountTables, shares: Sequence[UpheldIn]) -> list[dict[str, Any]]:
    part = AccountPart.ADMINISTRATIONS
    return [_named(told, part, one.administration) | _share(one.share) for one in shares]


def _table(told: AccountTables, part: AccountPart) -> dict[str, Any]:
    table = told.account.tables[part]
    rows = [
        _named(told, part, cell.code) | {"count": cell.count, "percent": number_json(cell.percent)}
        for cell in table.cells
    ]
    return {"total": table.total, "rows": rows}


def _named(told: AccountTables, part: AccountPart, code: str) -> dict[str, Any]:
    return {"code": code, "label": told.label(part, code)}


def _share(share: Share) -> dict[str, Any]:
    return {"count": share.count, "of": share.of, "percent": number_json(share.percent)}


def _duration(duration: Duration) -> dict[str, Any]:
    return {"closed": duration.closed, "mean": number_json(duration.mean)}


def _rungs(
    told: AccountTables, part: AccountPart, rungs: Mapping[str, Duration]
) -> list[dict[str, Any]]:
    return [_named(told, part, code) | _duration(one) for code, one in rungs.items()]


def _assistance(assistance: Assisted) -> dict[str, Any]:
    return {
        "answered": assistance.duration.closed,
        "unanswered": assistance.unanswered,
        "mean": number_json(assistance.duration.mean),
        "hours": number_json(assistance.hours.hours),
        "hours_known": assistance.hours.known,
        "hours_unstated": assistance.hours.unstated,
    }
