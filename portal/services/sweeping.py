"""What is swept away by itself: files nobody attached, sessions and waits that are over."""

from datetime import timedelta

from portal.services.workplace import Workplace


def sweep_files(workplace: Workplace, *, days: int = 1) -> int:
    """Delete files begun more than `days` days ago that no case took; returns how many."""
    with workplace.open_unit(write=True) as unit:
        count = unit.files.sweep_unattached(workplace.today() - timedelta(days=days))
        unit.commit()
    return count


def sweep_sessions(workplace: Workplace) -> int:
    """Delete sessions that are certainly over, waits after failed sign-ins, and browsers that are
    strange again; returns how many sessions."""
    with workplace.open_unit(write=True) as unit:
        count = unit.sessions.sweep(workplace.today())
        unit.known_browsers.sweep(workplace.today())
        unit.throttles.sweep(workplace.now() - timedelta(days=1))
        unit.commit()
    return count


def empty_write_ahead_log(workplace: Workplace) -> int:
    """Empty SQLite's write-ahead log of what erasure could not while somebody read; 1 when done."""
    return int(workplace.database.empty_log())
