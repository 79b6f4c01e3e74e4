"""Matters and entries as the tests of the rules need them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from portal.domain.dialogue import Entry, EntryKind, Side
from portal.domain.matter import Forwarding, Matter, Outcome, PassOn
from portal.domain.triage import Assessment, Decision, Ground, Relation, ScopeLeg, Triage, decide

TODAY = date(2026, 3, 2)
ALL_YES = Assessment(Relation.WORKER, True, True, True, True, ScopeLeg.EU_ACT)
IN_SCOPE = decide(ALL_YES, Decision.IN_SCOPE, None)
REJECTED = decide(replace(ALL_YES, probable=False), Decision.REJECTED, Ground.NOT_SUBSTANTIATED)
ASKED_BUF = Forwarding("BUF", sent_on=TODAY, due=date(2026, 3, 30), text="Undersøg dette.")
ANSWERED_BUF = replace(ASKED_BUF, answered_on=date(2026, 3, 20), answer="Det passer.")


def matter(
    *,
    ordinal: int = 1,
    triage: Triage | None = None,
    guidance: str = "",
    pass_on: PassOn = PassOn.NOT_OFFERED,
    forwardings: tuple[Forwarding, ...] = (),
    outcome: Outcome | None = None,
) -> Matter:
    return Matter(
        id=f"{ordinal:032x}",
        ordinal=ordinal,
        summary="Regnskabet passer ikke",
        theme="finance",
        administration="BUF",
        first_theme="finance",
        triage=triage,
        guidance=guidance,
        pass_on=pass_on,
        forwardings=forwardings,
        outcome=outcome,
        decided_on=TODAY if triage else None,
        settled_on=TODAY if outcome else None,
    )


def rejected(pass_on: PassOn = PassOn.NOT_OFFERED, *, ordinal: int = 1) -> Matter:
    return matter(ordinal=ordinal, triage=REJECTED, guidance="Gå til politiet.", pass_on=pass_on)


def in_scope(*forwardings: Forwarding, outcome: Outcome | None = None, ordinal: int = 1) -> Matter:
    return matter(ordinal=ordinal, triage=IN_SCOPE, forwardings=forwardings, outcome=outcome)


def conversation(*turns: tuple[EntryKind, Side] | Entry) -> list[Entry]:
    """Entries in order, numbered from 1; a whole entry keeps everything but its number."""
    entries = []
    for ordinal, turn in enumerate(turns, start=1):
        if isinstance(turn, Entry):
            entries.append(replace(turn, ordinal=ordinal))
        else:
            kind, side = turn
            entries.append(Entry(f"{ordinal:032x}", ordinal, kind, side, TODAY))
    return entries


def entry(
    kind: EntryKind,
    side: Side = Side.UNIT,
    *,
    name: str = "f" * 32,
    matter: str | None = None,
    about: str | None = None,
    facts: dict[str, str] | None = None,
) -> Entry:
    return Entry(name, 0, kind, side, TODAY, matter=matter, about=about, facts=facts or {})
