"""What the attacker learns from a published account of complaints."""

from __future__ import annotations

from collections.abc import Iterator

from portal.domain.account_disclosure import publishable_account
from portal.domain.account_figures import Duration
from portal.domain.account_parts import RATIOS, SEVERAL, AccountPart
from portal.domain.annual_account import AnnualAccount
from portal.domain.complaint_account import Results
from portal.domain.withholding import THRESHOLD
from tests.support.attack_on_reports import learned
from tests.support.attacker import Attacker

# The adviser's own acts, which are printed one by one.
OWN_ACTS = ("supervisions:", "supervisions_begun", "recommendation", "standings", "supervision")


def attacked(account: AnnualAccount) -> Attacker:
    attacker = Attacker()
    for name, value in known(account):
        attacker.reads(name, value)
    for parts, whole in sums(account):
        attacker.adds_up(whole, parts)
    return attacker


def small(account: AnnualAccount) -> list[str]:
    """The small figures of an account with every cell, and those that are left over."""
    truth = dict(known(account))
    found = [name for name, count in truth.items() if 0 < (count or 0) < THRESHOLD]
    for parts, whole in sums(account):
        [*left] = [part for part in parts if part not in truth]
        if len(left) == 1:
            rest = (truth[whole] or 0) - sum(truth[part] or 0 for part in parts if part != left[0])
            found += left if 0 < rest < THRESHOLD else []
    fixed = ("complaints", "assistance", "all assistance", "assistance_administrations:total")
    return [name for name in found if not name.startswith(OWN_ACTS) and name not in fixed]


def learned_of_account(account: AnnualAccount) -> dict[str, tuple[int, int]]:
    """The small figures of which he learns more than from an account that tells nothing, and more
    than that they are small."""
    attacker = attacked(publishable_account(account))
    blind = attacked(publishable_account(account, threshold=10**6))
    return learned(attacker, blind, small(account))


def known(account: AnnualAccount) -> Iterator[tuple[str, int | None]]:
    """Everything that is printed, by name. No percentage is printed without its count."""
    yield "complaints", account.complaints
    yield "assistance", account.everything.assistance
    yield (
        "all assistance",
        account.everything.total - (account.everything.complaints + account.received.teaching),
    )
    yield "supervision", account.supervision.opening + account.supervision.opened
    for part, table in account.tables.items():
        yield f"{part}:total", table.total
        for cell in table.cells:
            assert cell.count is not None or cell.percent is None
            yield f"{part}:{cell.code}", cell.count
    yield from known_results("", account.results)
    for kind, share in account.shares.items():
        yield f"share {kind}", share.count
        yield f"whole of {kind}", share.of
    yield "closed", account.duration.closed
    for code, duration in rungs(account):
        yield f"closed by {code}", duration.closed


def known_results(when: str, results: Results) -> Iterator[tuple[str, int | None]]:
    yield f"{when}upheld in all", results.share.count
    yield f"{when}known in all", results.share.of
    for one in results.by_administration:
        yield f"{when}upheld in {one.administration}", one.share.count
        yield f"{when}known in {one.administration}", one.share.of


def rungs(account: AnnualAccount) -> list[tuple[str, Duration]]:
    by_effort = [(f"efforts:{code}", one) for code, one in account.duration_by_effort.items()]
    return by_effort + [
        (f"channels:{code}", one) for code, one in account.duration_by_channel.items()
    ]


def sums(account: AnnualAccount) -> Iterator[tuple[list[str], str]]:
    """Parts and the whole that they sum to; what is left over has a name of its own."""
    yield from sums_of_tables(account)
    yield ["supervisions:closed", "supervisions_in_complaints:closed"], "criticism:total"
    if (account.tables[AccountPart.MEDIATED].counts["yes"] or 0) >= (
        account.tables[AccountPart.EFFORTS].counts["mediation"] or 0
    ):
        yield ["efforts:mediation", "mediated besides"], "mediated:yes"
    yield from sums_of_results("", account.results)
    yield ["upheld in all"], "upheld:yes"
    yield ["upheld in all", "upheld:no"], "known in all"
    for code in (one.administration for one in account.upheld_by_administration):
        yield [f"known in {code}", f"unknown in {code}"], f"administrations:{code}"
    for kind, ratio in RATIOS.items():
        yield [f"{ratio.table}:{code}" for code in ratio.count], f"share {kind}"
        yield [f"{ratio.table}:{code}" for code in ratio.of], f"whole of {kind}"
    for table in ("efforts", "channels"):
        codes = [code for code, _ in rungs(account) if code.startswith(table)]
        yield [f"closed by {code}" for code in codes], "closed"
        for code in codes:
            yield [f"closed by {code}", f"open by {code}"], code


def sums_of_tables(account: AnnualAccount) -> Iterator[tuple[list[str], str]]:
    for part, table in account.tables.items():
        cells = [f"{part}:{cell.code}" for cell in table.cells]
        yield cells, f"{part}:total"
        if part is AccountPart.DISCRIMINATION:
            yield [f"{part}:total", f"{part}:total/left"], "complaints"
        elif part in SEVERAL:
            yield ["complaints", f"{part}:more"], f"{part}:total"
            for cell in cells:
                yield [cell, f"{cell}/left"], "complaints"
        elif part in WHOLES:
            yield [f"{part}:total"], WHOLES[part]
        elif part not in OF_THEIR_OWN:
            yield [f"{part}:total"], "complaints"


WHOLES = {
    AccountPart.ASSISTANCE_ADMINISTRATIONS: "all assistance",
    AccountPart.COMPETENCE: "assistance",
    AccountPart.PRACTICE: "assistance",
    AccountPart.SUPERVISIONS: "supervision",
    AccountPart.SUPERVISIONS_BEGUN: "supervision",
    AccountPart.RECOMMENDATION_ADMINISTRATIONS: "recommendations:total",
}
OF_THEIR_OWN = (
    AccountPart.SUPERVISIONS_IN_COMPLAINTS,
    AccountPart.CRITICISM,
    AccountPart.RECOMMENDATIONS,
    AccountPart.STANDINGS,
)


def sums_of_results(when: str, results: Results) -> Iterator[tuple[list[str], str]]:
    codes = ["all", *(one.administration for one in results.by_administration)]
    for count in ("upheld", "not upheld", "known"):
        yield [f"{when}{count} in {code}" for code in codes[1:]], f"{when}{count} in all"
    for code in codes:
        parts = [f"{when}upheld in {code}", f"{when}not upheld in {code}"]
        yield parts, f"{when}known in {code}"
