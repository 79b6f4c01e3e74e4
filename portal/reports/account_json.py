"""The account of complaints as JSON, for programmes.

`title`, `language`, `municipality`: what it is called, the language of the labels, the code.
`period` {`from`, `to`}, `as_of`, `until`: the period, the day of counting, the last day that is in
    it; ISO 8601.
`internal`: whether every figure stands; false in the edition for everybody.
`received` {`total`, `complaints`, `enquiries`, `teaching`, `reports`, `merged`, `unstated`}: what
    came to the inbox in the period. `reports` went on through the other door, `merged` in another
    complaint: neither is in any other figure but the stock.
`everything` {`complaints`, `assistance`, `teaching`, `total`}: all that was asked, with enquiries.
`previous` [{`period`, `received`, `everything`, `upheld`, `upheld_by_administration`}]: the same
    part of each of the two years before; null from before the portal had any.
`stock` {`opening`, `received`, `closed`, `closing`, `reopened`}: of all that came to the inbox.
`administrations`, `channels`, `wants`, `abouts`, `sub_themes`, `gravities`, `efforts`, `upheld`,
    `solved`, `learning`, `satisfaction`, `discrimination`, `forwarded`, `mediated`: tables of the
    complaints, {`total`, `rows` [{`code`, `label`, `count`, `percent`}]}. Code "": not registered
    yet. The `total` of `wants` and `sub_themes` is all that was named, their `percent` is of the
    complaints.
`assistance_administrations`, `competence`, `practice`: tables of the assistance; the last two of
    advice alone.
`supervisions`, `supervisions_begun`, `supervisions_in_complaints`, `criticism`: tables of the
    supervision that was alive in the period, by its state at the end; `criticism` of what closed.
`recommendations`, `recommendation_administrations`, `standings`: tables of the recommendations
    given in the period, and of how all that are alive stand.
`shares` {`upheld`, `solved`, `satisfied`, `not_satisfied`, `satisfied_of_known`,
    `competence_raised`, `practice_changed`}: each {`count`, `of`, `percent`}.
`upheld_by_administration` [{`code`, `label`, `count`, `of`, `percent`}]: `of` those whose result is
    known.
`days` {`closed`, `mean`, `by_effort` [{`code`, `label`, `closed`, `mean`}], `by_channel`}: days
    from receipt to closing.
`assistance` {`answered`, `unanswered`, `mean`, `hours`, `hours_known`, `hours_unstated`}: days from
    question to answer; hours, and of how many they are known.
`supervision` {`opening`, `opened`}: on the adviser's own initiative.
`threshold`, `withheld` [{`part`, `reason`, `text`}]: the smallest figure told, and what is not.

What is withheld is null, and stands in `withheld`. A `percent` or `mean` of nothing is null, beside
an `of`, `closed` or `answered` that is 0.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from portal.domain.account_figures import Duration, Natures, Share, UpheldIn
from portal.domain.account_parts import AccountPart
from portal.domain.adviser_account import Assisted
from portal.domain.annual_account import AnnualAccount, EarlierPeriod
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
        "threshold": THRESHOLD,
        "withheld": [
            {"part": part, "reason": dict(account.withheld)[part], "text": text}
            for part, text in told.withheld_notes()
        ],
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
