"""Which Copenhagen date a moment belongs to, and arithmetic in calendar months."""

from calendar import monthrange
from datetime import date, datetime
from zoneinfo import ZoneInfo

COPENHAGEN = ZoneInfo("Europe/Copenhagen")


def copenhagen_date(moment: datetime) -> date:
    """The Danish calendar date of an aware moment (00:30 local time is yesterday in UTC).

    Raises ValueError for a moment without a zone.
    """
    if moment.tzinfo is None:
        raise ValueError("a moment needs a time zone")
    return moment.astimezone(COPENHAGEN).date()


def add_months(start: date, months: int) -> date:
    """The day of the same number `months` later, or the last day of that month.

    The rule of forældelsesloven § 27: 30 November + 3 months is 28 February (29 in leap years).
    """
    years, month_index = divmod(start.month - 1 + months, 12)
    year, month = start.year + years, month_index + 1
    return date(year, month, min(start.day, monthrange(year, month)[1]))
