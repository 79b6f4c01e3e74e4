"""How a limit was computed and by which paragraph, in words: for staff and for the reporter."""

from __future__ import annotations

from datetime import date

from flask_babel import format_date, ngettext
from flask_babel import gettext as _

from portal.domain.deadlines import Limit, LimitKind
from portal.domain.legal_calendar import ClosedDay, closed_day
from portal.web.formatting import long_date

# A day the unit set itself is its own affair, and an acknowledgement was given at once.
_SET_BY_LAW = (LimitKind.FEEDBACK, LimitKind.EXTENDED_FEEDBACK)


def explained(limit: Limit, *, for_the_lawyer: bool = False) -> list[str]:
    """Sentences: from which day, how long, by which paragraph, and what closed days mean for it.

    `for_the_lawyer` adds the date it would end on were it moved past closed days, which is a note
    and counts for nothing (domain/deadlines.py).
    """
    sentences = [_basis(limit)]
    if limit.cut_to_month_end:
        sentences.append(
            _(
                "Måneden har ingen dag med det tal, så fristen slutter på månedens sidste dag,"
                " %(day)s.",
                day=long_date(limit.statutory),
            )
        )
    reason = closed_day(limit.statutory)
    if reason is None or limit.kind not in _SET_BY_LAW:
        return sentences
    sentences.append(
        _(
            "%(day)s er %(reason)s. Det flytter ikke fristen: Det skal ske senest %(act_by)s,"
            " den sidste arbejdsdag inden.",
            day=_at_the_beginning(_with_weekday(limit.statutory)),
            reason=closed_words(reason),
            act_by=_with_weekday(limit.act_by),
        )
    )
    if for_the_lawyer:
        sentences.append(
            _(
                "Andre love lader en frist, der ikke ender på en arbejdsdag, løbe til den næste"
                " arbejdsdag, her %(day)s. Loven om beskyttelse af whistleblowere siger intet om"
                " det, så"
                " datoen er kun et notat.",
                day=_with_weekday(limit.rolled),
            )
        )
    return sentences


def closed_words(reason: ClosedDay) -> str:
    """Why a day is closed, as it stands after »er«."""
    return {
        # The weekday is named before it.
        ClosedDay.SATURDAY: _("ikke en arbejdsdag"),
        ClosedDay.SUNDAY: _("ikke en arbejdsdag"),
        ClosedDay.NEW_YEARS_DAY: _("nytårsdag"),
        ClosedDay.MAUNDY_THURSDAY: _("skærtorsdag"),
        ClosedDay.GOOD_FRIDAY: _("langfredag"),
        ClosedDay.EASTER_SUNDAY: _("påskedag"),
        ClosedDay.EASTER_MONDAY: _("2. påskedag"),
        ClosedDay.PRAYER_DAY: _("store bededag"),
        ClosedDay.ASCENSION_DAY: _("Kristi himmelfartsdag"),
        ClosedDay.WHIT_SUNDAY: _("pinsedag"),
        ClosedDay.WHIT_MONDAY: _("2. pinsedag"),
        ClosedDay.CONSTITUTION_DAY: _("grundlovsdag"),
        ClosedDay.CHRISTMAS_EVE: _("juleaftensdag"),
        ClosedDay.CHRISTMAS_DAY: _("juledag"),
        ClosedDay.BOXING_DAY: _("2. juledag"),
        ClosedDay.NEW_YEARS_EVE: _("nytårsaftensdag"),
    }[reason]


def _with_weekday(day: date) -> str:
    return f"{format_date(day, 'EEEE', rebase=False)} {long_date(day)}"


def _at_the_beginning(words: str) -> str:
    return words[:1].upper() + words[1:]


def _basis(limit: Limit) -> str:
    """From which day, how long, and by which paragraph."""
    told = {"months": limit.months, "day": long_date(limit.counted_from)}
    match limit.kind:
        case LimitKind.ACKNOWLEDGEMENT:
            return _(
                "Bekræftet samme dag, da kvitteringssiden blev vist. Lovens frist er %(days)d dage"
                " efter modtagelsen (lov om beskyttelse af whistleblowere § 12, stk. 2, nr. 1), her"
                " den %(last)s.",
                days=limit.days,
                last=long_date(limit.statutory),
            )
        case LimitKind.FEEDBACK:
            return _(
                "%(months)d måneder efter bekræftelsen af modtagelsen den %(day)s (lov om"
                " beskyttelse af whistleblowere § 12, stk. 2, nr. 3).",
                **told,
            )
        case LimitKind.EXTENDED_FEEDBACK:
            return _(
                "%(months)d måneder efter bekræftelsen af modtagelsen den %(day)s, fordi sagen er"
                " særligt kompliceret. Loven nævner 6 måneder for eksterne ordninger (§ 20, stk. 2,"
                " nr. 3); for kommunens egen ordning er forlængelsen praksis og står ikke i loven."
                " Den første dato gælder stadig.",
                **told,
            )
        case LimitKind.ADMINISTRATION_ANSWER:
            return ngettext(
                "%(num)d dag efter den %(day)s, hvor enheden satte fristen. Den flytter ikke"
                " fristen for feedback.",
                "%(num)d dage efter den %(day)s, hvor enheden satte fristen. Den flytter ikke"
                " fristen for feedback.",
                limit.days,
                **told,
            )
        case LimitKind.REPORTER_ANSWER:
            return ngettext(
                "%(num)d dag efter spørgsmålet den %(day)s. Enheden har selv sat fristen; er der"
                " intet svar, går den videre med det, den ved.",
                "%(num)d dage efter spørgsmålet den %(day)s. Enheden har selv sat fristen; er der"
                " intet svar, går den videre med det, den ved.",
                limit.days,
                **told,
            )
