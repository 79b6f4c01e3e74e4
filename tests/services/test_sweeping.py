"""Sessions and waits that are over go by themselves."""

from datetime import date, timedelta

from crypto.identifiers import new_secret
from portal.services.sweeping import sweep_sessions
from portal.storage.session_store import SessionRow
from portal.storage.tables import sessions, sign_in_throttles
from tests.support.office import Office


def test_sessions_are_swept_the_day_after_they_are_certainly_over(office: Office) -> None:
    with office.database.open_unit(write=True) as unit:
        for day in (date(2026, 3, 2), date(2026, 3, 3), date(2026, 3, 4)):
            unit.sessions.put(SessionRow(new_secret(), "staff", None, day, b"box"))
        unit.commit()
    assert sweep_sessions(office.workplace) == 1
    assert sweep_sessions(office.workplace) == 0
    office.clock.advance(timedelta(days=1))
    assert sweep_sessions(office.workplace) == 1
    assert len(office.rows(sessions)) == 1


def test_waits_are_forgotten_a_day_after_they_were_over(office: Office) -> None:
    with office.database.open_unit(write=True) as unit:
        unit.throttles.put(new_secret(), 7, office.clock.now())
        unit.commit()
    sweep_sessions(office.workplace)
    office.clock.advance(timedelta(days=1))
    sweep_sessions(office.workplace)
    assert len(office.rows(sign_in_throttles)) == 1
    office.clock.advance(timedelta(seconds=1))
    sweep_sessions(office.workplace)
    assert office.rows(sign_in_throttles) == []
