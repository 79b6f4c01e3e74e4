"""The account of complaints as JSON, for programmes.

`title`, `language`, `municipality`: what it is called, the language of the labels, the code.
`period` {`from`, `to`}, `as_of`, `until`: the period, the day of counting, the last day that is in
    it; ISO 8601.
`internal`: whether every figure stands; false in the edition for everybody.
`received` {`total`, `complaints`, `enquiries`, `teaching`, `unstated`}: what came in the period.
`previous`: the same with its `period`, for the same part of each of the two years before; null from
    before the portal had any.
`stock` {`opening`, `received`, `closed`, `closing`, `reopened`}: of all that came.
`administrations`, `channels`, `wants`, `abouts`, `sub_themes`, `gravities`, `efforts`, `upheld`,
    `solved`, `learning`, `satisfaction`, `discrimination`, `forwarded`: tables of the complaints,
    {`total`, `rows` [{`code`, `label`, `count`, `percent`}]}. Code "": not registered yet. The
    `total` of `wants` and `sub_themes` is all that was named, their `percent` is of the complaints.
`shares` {`upheld`, `solved`, `satisfied`, `not_satisfied`, `satisfied_of_known`}: each {`count`,
    `of`, `percent`}.
`upheld_by_administration` [{`code`, `label`, `count`, `of`, `percent`}]: `of` those whose result is
    known.
`days` {`closed`, `mean`, `by_effort` [{`code`, `label`, `closed`, `mean`}]}: days from receipt to
    closing.
`threshold`, `withheld` [{`part`, `reason`, `text`}]: the smallest figure told, and what is not.

What is withheld is null, and stands in `withheld`. A `percent` or `mean` of nothing is null, beside
an `of` or `closed` that is 0.
"""

import json
from typing import Any

from portal.domain.account_figures import Duration, Natures, Share
from portal.domain.annual_account import AccountPart, AnnualAccount
from portal.domain.disclosure_control import THRESHOLD
from portal.domain.municipality import Municipality
from portal.reports.account_tables import AccountTables
from portal.reports.as_json import number_json, period_json


def account_json(account: AnnualAccount, municipality: Municipality, language: str) -> bytes:
    """The account as UTF-8 JSON. Codes are those of the register; `language` is that of the
    labels."""
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
        "previous": [
            {"period": period_json(one.period)} | _natures(one.natures) for one in account.earlier
        ],
        "stock": {
            "opening": stock.opening,
            "received": stock.received,
            "closed": stock.closed,
            "closing": stock.closing,
            "reopened": stock.reopened,
        },
        **{part: _table(told, part) for part in AccountPart if part in account.tables},
        "shares": {kind: _share(share) for kind, share in account.shares.items()},
        "upheld_by_administration": [
            _named(told, AccountPart.ADMINISTRATIONS, one.administration) | _share(one.share)
            for one in account.upheld_by_administration
        ],
        "days": _duration(account.duration)
        | {
            "by_effort": [
                _named(told, AccountPart.EFFORTS, effort) | _duration(one)
                for effort, one in account.duration_by_effort.items()
            ]
        },
        "threshold": THRESHOLD,
        "withheld": [
            {"part": part, "reason": dict(account.withheld)[part], "text": text}
            for part, text in told.withheld_notes()
        ],
    }
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()


def _natures(natures: Natures | None) -> dict[str, int | None]:
    return {
        "total": natures.total if natures else None,
        "complaints": natures.complaint if natures else None,
        "enquiries": natures.enquiry if natures else None,
        "teaching": natures.teaching if natures else None,
        "unstated": natures.unstated if natures else None,
    }


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
