"""The figures of an account of complaints by name, and the sums between them that every reader
knows of, as annual_figures.py has them for reports.

The adviser's own acts, supervision on her own initiative and recommendations, point at nobody: they
are printed one by one for the committee. Supervision in a complaint is of one citizen.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from portal.domain.account_figures import Duration, UpheldIn
from portal.domain.account_parts import RATIOS, SEVERAL, YES, AccountPart
from portal.domain.annual_account import AnnualAccount
from portal.domain.annual_figures import cell_name, rest_of
from portal.domain.bounds import Sum
from portal.domain.complaint import Effort, Upheld
from portal.domain.complaint_account import Results
from portal.domain.supervision import SupervisionState
from portal.domain.withholding import Figure

COMPLAINTS: Final = "complaints"
ASSISTANCE: Final = "assistance"
ANSWERED: Final = "answered"
UNANSWERED: Final = "unanswered"

# Of these the total is a figure of its own; of all others it is that of another part.
_OWN_ACTS: Final = (
    AccountPart.SUPERVISIONS,
    AccountPart.SUPERVISIONS_BEGUN,
    AccountPart.RECOMMENDATIONS,
    AccountPart.RECOMMENDATION_ADMINISTRATIONS,
    AccountPart.STANDINGS,
)
_TOTAL_KNOWN: Final = (*_OWN_ACTS, AccountPart.ASSISTANCE_ADMINISTRATIONS)
_TOTAL_OF_ITS_OWN: Final = (
    *SEVERAL,
    AccountPart.DISCRIMINATION,
    AccountPart.SUPERVISIONS_IN_COMPLAINTS,
    AccountPart.CRITICISM,
    *_TOTAL_KNOWN,
)
_OF_ANOTHER: Final[Mapping[AccountPart, str]] = {
    AccountPart.COMPETENCE: ASSISTANCE,
    AccountPart.PRACTICE: ASSISTANCE,
    AccountPart.SUPERVISIONS_BEGUN: AccountPart.SUPERVISIONS,
    AccountPart.RECOMMENDATION_ADMINISTRATIONS: AccountPart.RECOMMENDATIONS,
}

# What counts a day, or what was alive, and so is no sum of its pieces.
NOT_ADDED: Final = (
    AccountPart.SUPERVISIONS,
    AccountPart.SUPERVISIONS_BEGUN,
    AccountPart.SUPERVISIONS_IN_COMPLAINTS,
    AccountPart.CRITICISM,
    AccountPart.STANDINGS,
)


def whole_name(part: AccountPart) -> str:
    """The figure that the cells of a table sum to."""
    return _OF_ANOTHER.get(part, part if part in _TOTAL_OF_ITS_OWN else COMPLAINTS)


def account_figures(account: AnnualAccount) -> list[Figure]:
    """All figures of an account with every cell. What came in and what there was in all is told
    whatever it is."""
    advice = account.assistance
    hours = advice.hours
    return [
        Figure(COMPLAINTS, account.complaints, sensitive=False, fixed=True),
        Figure(ASSISTANCE, account.everything.assistance, sensitive=False, fixed=True),
        Figure(AccountPart.REOPENED, account.stock.reopened or 0),
        Figure(ANSWERED, advice.duration.closed or 0),
        Figure(UNANSWERED, advice.unanswered or 0),
        Figure(cell_name(AccountPart.HOURS, "known"), hours.known or 0),
        Figure(cell_name(AccountPart.HOURS, "unstated"), hours.unstated or 0),
        *(one for part in account.tables for one in _of_table(account, part)),
        *_shares(account),
        *_durations(account),
        *_mediated(account),
        *_upheld(account.results),
    ]


def account_sums(account: AnnualAccount) -> list[Sum]:
    """What every reader can add up."""
    asked = AccountPart.ASSISTANCE_ADMINISTRATIONS
    hours = (cell_name(AccountPart.HOURS, "known"), cell_name(AccountPart.HOURS, "unstated"))
    return [
        Sum(ASSISTANCE, (ANSWERED, UNANSWERED)),
        Sum(asked, hours),
        *(one for part in account.tables for one in _sums_of_table(account, part)),
        *(
            Sum(f"shares.{kind}.{end}", tuple(cell_name(ratio.table, code) for code in codes))
            for kind, ratio in RATIOS.items()
            for end, codes in (("count", ratio.count), ("of", ratio.of))
        ),
        *_sums_of_durations(account),
        *_sums_of_supervision(account),
        *_sums_of_upheld(account),
    ]


def _of_table(account: AnnualAccount, part: AccountPart) -> Iterator[Figure]:
    table, own_act = account.tables[part], part in _OWN_ACTS
    for cell in table.cells:
        name = cell_name(part, cell.code)
        yield Figure(name, cell.count or 0, sensitive=not own_act)
        if part in SEVERAL:
            yield Figure(rest_of(name), account.complaints - (cell.count or 0), told=False)
    if part in _TOTAL_OF_ITS_OWN and whole_name(part) == part:
        known = part in _TOTAL_KNOWN
        yield Figure(part, table.total or 0, sensitive=not known, fixed=known)
    if part in SEVERAL:
        yield Figure(rest_of(part), (table.total or 0) - account.complaints, told=False)
    if part is AccountPart.DISCRIMINATION:
        yield Figure(rest_of(part), account.complaints - (table.total or 0), told=False)


def _sums_of_table(account: AnnualAccount, part: AccountPart) -> Iterator[Sum]:
    names = tuple(cell_name(part, cell.code) for cell in account.tables[part].cells)
    yield Sum(whole_name(part), names)
    if part in SEVERAL:
        yield from (Sum(COMPLAINTS, (name, rest_of(name))) for name in names)
        yield Sum(part, (COMPLAINTS, rest_of(part)))
    if part is AccountPart.DISCRIMINATION:
        yield Sum(COMPLAINTS, (part, rest_of(part)))


def _shares(account: AnnualAccount) -> Iterator[Figure]:
    for kind, share in account.shares.items():
        yield Figure(f"shares.{kind}.count", share.count or 0)
        yield Figure(f"shares.{kind}.of", share.of or 0)


def _durations(account: AnnualAccount) -> Iterator[Figure]:
    yield Figure(AccountPart.DAYS, account.duration.closed or 0)
    for part, table, rungs in _rungs(account):
        counts = account.tables[table].counts
        for code, one in rungs.items():
            name = cell_name(part, code)
            yield Figure(name, one.closed or 0)
            yield Figure(rest_of(name), (counts[code] or 0) - (one.closed or 0), told=False)


def _sums_of_durations(account: AnnualAccount) -> Iterator[Sum]:
    for part, table, rungs in _rungs(account):
        yield Sum(AccountPart.DAYS, tuple(cell_name(part, code) for code in rungs))
        for code in rungs:
            name = cell_name(part, code)
            yield Sum(cell_name(table, code), (name, rest_of(name)))


def _rungs(
    account: AnnualAccount,
) -> Iterator[tuple[AccountPart, AccountPart, Mapping[str, Duration]]]:
    yield AccountPart.DAYS_BY_EFFORT, AccountPart.EFFORTS, account.duration_by_effort
    yield AccountPart.DAYS_BY_CHANNEL, AccountPart.CHANNELS, account.duration_by_channel


def _went_on(account: AnnualAccount) -> int:
    """How many were mediated and went on to a higher rung; negative where an older register knows
    of mediation by its rung alone."""
    mediated = account.tables[AccountPart.MEDIATED].counts[YES] or 0
    return mediated - (account.tables[AccountPart.EFFORTS].counts[Effort.MEDIATION] or 0)


def _mediated(account: AnnualAccount) -> Iterator[Figure]:
    if (count := _went_on(account)) >= 0:
        yield Figure(rest_of(cell_name(AccountPart.MEDIATED, YES)), count, told=False)


def _sums_of_supervision(account: AnnualAccount) -> Iterator[Sum]:
    """Mediation and supervision are rungs of the ladder of efforts too; criticism is of what is
    closed."""
    mediated = cell_name(AccountPart.MEDIATED, YES)
    rung = cell_name(AccountPart.EFFORTS, Effort.MEDIATION)
    if _went_on(account) >= 0:
        yield Sum(mediated, (rung, rest_of(mediated)))
    own, others = AccountPart.SUPERVISIONS, AccountPart.SUPERVISIONS_IN_COMPLAINTS
    closed = tuple(cell_name(part, SupervisionState.CLOSED) for part in (own, others))
    yield Sum(AccountPart.CRITICISM, closed)
    efforts = account.tables[AccountPart.EFFORTS].counts
    if efforts[Effort.SUPERVISION] == account.tables[others].total:
        yield Sum(others, (cell_name(AccountPart.EFFORTS, Effort.SUPERVISION),))


def _upheld(results: Results) -> Iterator[Figure]:
    """By administration: upheld, of those whose result is known; the others of these, and those of
    which it is not known."""
    received = results.administrations.counts
    for one in results.by_administration:
        yes, known = one.share.count or 0, one.share.of or 0
        name = upheld_name(one)
        yield Figure(f"{name}.yes", yes)
        yield Figure(f"{name}.known", known)
        yield Figure(rest_of(f"{name}.no"), known - yes, told=False)
        unknown = (received[one.administration] or 0) - known
        yield Figure(rest_of(f"{name}.unknown"), unknown, told=False)


def upheld_name(one: UpheldIn) -> str:
    """What the figures of an administration begin with: `.yes` are upheld, of `.known`."""
    return cell_name(AccountPart.UPHELD_BY_ADMINISTRATION, one.administration)


def _sums_of_upheld(account: AnnualAccount) -> Iterator[Sum]:
    each = account.upheld_by_administration
    names = [upheld_name(one) for one in each]
    yes, no = (cell_name(AccountPart.UPHELD, code) for code in (Upheld.YES, Upheld.NO))
    yield Sum(yes, tuple(f"{name}.yes" for name in names))
    yield Sum(no, tuple(rest_of(f"{name}.no") for name in names))
    for one, name in zip(each, names, strict=True):
        yield Sum(f"{name}.known", (f"{name}.yes", rest_of(f"{name}.no")))
        received = cell_name(AccountPart.ADMINISTRATIONS, one.administration)
        yield Sum(received, (f"{name}.known", rest_of(f"{name}.unknown")))
