"""What people call a figure that the programme knows by a name such as `themes.finance`."""

from collections.abc import Iterable, Mapping
from typing import Final

from portal.domain.account_parts import AccountPart, ShareKind
from portal.domain.annual_account import AnnualAccount
from portal.domain.annual_report import AnnualReport
from portal.domain.municipality import LocalText, Municipality
from portal.reports import account_words, adviser_words, words
from portal.reports.account_tables import AccountTables
from portal.reports.annual_tables import AnnualTables
from portal.reports.tables import long_day

_ROWS: Final[Mapping[str, LocalText]] = {
    **words.ROWS,
    **adviser_words.ROWS,
    AccountPart.DAYS: LocalText("Afsluttede klager", "Closed complaints"),
}
_TITLES: Final[Mapping[str, LocalText]] = {
    **account_words.TITLES,
    **adviser_words.TITLES,
    AccountPart.DAYS_BY_EFFORT: LocalText(
        "Afsluttede klager efter indsats", "Closed complaints by effort"
    ),
    AccountPart.DAYS_BY_CHANNEL: LocalText(
        "Afsluttede klager efter henvendelsesvej", "Closed complaints by channel"
    ),
}
# Whose labels the cells of a table have.
_LABELLED_AS: Final = {
    AccountPart.DAYS_BY_EFFORT: AccountPart.EFFORTS,
    AccountPart.DAYS_BY_CHANNEL: AccountPart.CHANNELS,
    AccountPart.UPHELD_BY_ADMINISTRATION: AccountPart.ADMINISTRATIONS,
}
_COLUMNS: Final[Mapping[str, LocalText]] = {**words.COLUMNS, **account_words.COLUMNS}


def figure_names(
    report: AnnualReport | AnnualAccount,
    municipality: Municipality,
    language: str,
    names: Iterable[str],
) -> dict[str, str]:
    """What each of these figures (as annual_figures.py or account_sums.py name them) is called, in
    the order of what they are called."""
    if isinstance(report, AnnualReport):
        tables = AnnualTables(report, municipality, language)
        called = {name: _of_report(tables, name) for name in names}
    else:
        account = AccountTables(report, municipality, language)
        called = {name: _of_account(account, name) for name in names}
    return dict(sorted(called.items(), key=lambda pair: pair[1]))


def _of_report(tables: AnnualTables, name: str) -> str:
    table, *codes = name.split(".")
    if table not in words.TITLES:
        columns = [tables.say(words.COLUMNS[code]) for code in codes]
        return _joined(tables.say(words.ROWS[table]), columns)
    day = long_day(tables.report.until, tables.language)
    title = tables.say(words.TITLES[table], day=day)
    return _joined(title, (tables.label(table, code) for code in codes))


def _of_account(tables: AccountTables, name: str) -> str:
    table, *codes = name.split(".")
    if table == "shares":
        share, end = codes
        title = tables.say(account_words.SHARES[ShareKind(share)])
        return _joined(title, [tables.say(_COLUMNS[end])])
    if table == AccountPart.HOURS:
        return tables.say(adviser_words.ROWS["_".join((table, *codes))])
    if table in _ROWS:
        return tables.say(_ROWS[table])
    part = AccountPart(table)
    return _joined(tables.say(_TITLES[part]), (_code(tables, part, code) for code in codes))


def _code(tables: AccountTables, part: AccountPart, code: str) -> str:
    """A code of a table; `yes` and `known` are columns where results are told by administration."""
    if part is AccountPart.UPHELD_BY_ADMINISTRATION and code in ("yes", "known"):
        return tables.say(_COLUMNS[code])
    return tables.label(_LABELLED_AS.get(part, part), code)


def _joined(title: str, more: Iterable[str]) -> str:
    told = ", ".join(more)
    return f"{title}: {told}" if told else title
