"""Sessions: sealed under the cookie, one row size, no minute, and no request undoes another's."""

from datetime import timedelta

import pytest

from crypto.identifiers import new_secret
from portal.storage.tables import sessions
from portal.web.session import INTAKE, STAFF, SealedSession, area_of
from tests.support.portal import Portal


def _session(portal: Portal, secret: bytes | None = None, area=INTAKE) -> SealedSession:
    return SealedSession(portal.workplace, area, secret)


def _rows(portal: Portal):
    with portal.workplace.database.engine.connect() as connection:
        return connection.execute(sessions.select()).all()


def test_what_one_request_keeps_the_next_one_finds(intake_portal: Portal) -> None:
    first = _session(intake_portal)
    first["receipt"] = "something"
    first.save()
    assert _session(intake_portal, first.secret) == {"receipt": "something"}


def test_a_visitor_who_kept_nothing_leaves_no_row(intake_portal: Portal) -> None:
    first = _session(intake_portal)
    assert first.form_token
    first.save()
    assert _rows(intake_portal) == []


def test_the_row_gives_nothing_without_the_cookie(intake_portal: Portal) -> None:
    first = _session(intake_portal)
    first["receipt"] = "Rosenkvarts"
    first.save()
    [row] = _rows(intake_portal)
    assert first.secret not in (row.id, row.box)
    assert b"Rosenkvarts" not in row.box
    assert _session(intake_portal, new_secret()) == {}


def test_a_row_moved_to_the_other_area_opens_nothing(intake_portal: Portal) -> None:
    first = _session(intake_portal)
    first["account"] = "someone"
    first.save()
    with intake_portal.workplace.database.engine.begin() as connection:
        connection.execute(sessions.update().values(area=STAFF.name))
    assert _session(intake_portal, first.secret, STAFF) == {}


def test_rows_with_little_and_with_more_in_them_have_one_size(intake_portal: Portal) -> None:
    for contents in ("", "x" * 2000):
        session = _session(intake_portal)
        session["receipt"] = contents
        session.save()
    assert len({len(row.box) for row in _rows(intake_portal)}) == 1


@pytest.mark.parametrize("area", [INTAKE, STAFF])
def test_a_session_ends_when_idle_and_says_so(intake_portal: Portal, area) -> None:
    first = _session(intake_portal, area=area)
    first["account"] = "someone"
    first.save()
    intake_portal.clock.advance(area.idle + timedelta(seconds=1))
    later = _session(intake_portal, first.secret, area)
    assert later == {}
    assert later.expired
    assert _rows(intake_portal) == []


def test_whose_it_was_is_known_for_as_long_as_the_row_stands(staff_portal: Portal) -> None:
    anders = staff_portal.anders.account.id
    session = _session(staff_portal, area=STAFF)
    session["account"] = "someone"
    session.account_id = anders
    session.save()
    for turn in range(3):
        staff_portal.clock.advance(STAFF.idle + timedelta(seconds=1))
        session = _session(staff_portal, session.secret, STAFF)
        assert (session.account_id, session.expired_account) == (None, anders)
        session["expired"] = str(turn)
        session.save()
    [row] = _rows(staff_portal)
    assert row.account_id is None
    session.renew()
    session.account_id = staff_portal.birgitte.account.id
    session.save()
    assert _session(staff_portal, session.secret, STAFF).expired_account is None


@pytest.mark.parametrize("area", [INTAKE, STAFF])
def test_a_session_ends_in_any_case_after_its_longest_time(intake_portal: Portal, area) -> None:
    session = _session(intake_portal, area=area)
    session["account"] = "someone"
    session.save()
    begun = intake_portal.clock.now()
    while intake_portal.clock.now() - begun <= area.longest:
        assert session == {"account": "someone"}
        intake_portal.clock.advance(area.idle - timedelta(minutes=1))
        session = _session(intake_portal, session.secret, area)
        session.save()
    assert session == {}


def test_two_requests_that_come_together_hold_the_same_value(intake_portal: Portal) -> None:
    secret = new_secret()
    one, two = _session(intake_portal, secret), _session(intake_portal, secret)
    assert one.hold("receipt:1", "first") == "first"
    assert two.hold("receipt:1", "second") == "first"


def test_a_slow_request_does_not_undo_what_another_changed(intake_portal: Portal) -> None:
    begun = _session(intake_portal)
    begun["receipt"] = "a code"
    begun.save()
    slow, quick = (_session(intake_portal, begun.secret) for _ in range(2))
    del quick["receipt"]
    quick["confirmed"] = "yes"
    quick.save()
    slow["notice"] = "sent"
    slow.save()
    assert _session(intake_portal, begun.secret) == {"confirmed": "yes", "notice": "sent"}


def test_a_slow_request_does_not_bring_an_ended_session_back(intake_portal: Portal) -> None:
    begun = _session(intake_portal)
    begun["account"] = "someone"
    begun.save()
    slow = _session(intake_portal, begun.secret)
    _session(intake_portal, begun.secret).end()
    slow["notice"] = "sent"
    slow.save()
    assert _rows(intake_portal) == []


def test_a_receipt_is_held_even_when_the_session_was_ended_meanwhile(intake_portal: Portal) -> None:
    begun = _session(intake_portal)
    begun["kept"] = "files"
    begun.save()
    slow = _session(intake_portal, begun.secret)
    _session(intake_portal, begun.secret).end()
    assert slow.hold("receipt:1", "a code") == "a code"
    assert slow.secret != begun.secret
    assert _session(intake_portal, slow.secret)["receipt:1"] == "a code"


def test_what_is_held_after_the_end_brings_nothing_else_back(intake_portal: Portal) -> None:
    begun = _session(intake_portal, area=STAFF)
    begun.account_id = intake_portal.anders.account.id
    begun.update({"account": intake_portal.anders.id, "seed": "a seed"})
    begun.save()
    slow = _session(intake_portal, begun.secret, STAFF)
    _session(intake_portal, begun.secret, STAFF).end()
    slow.hold("sent:1", "mine")
    slow["notice"] = "done"
    slow.save()
    left = _session(intake_portal, slow.secret, STAFF)
    assert left == {"sent:1": "mine", "notice": "done"}
    assert [row.account_id for row in _rows(intake_portal)] == [None]


def test_a_renewed_session_leaves_its_old_cookie_worthless(intake_portal: Portal) -> None:
    session = _session(intake_portal)
    session["pending"] = "someone"
    session.save()
    planted = session.secret
    session.renew()
    session.save()
    assert _session(intake_portal, planted) == {}
    assert _session(intake_portal, session.secret) == {"pending": "someone"}


def test_form_tokens_belong_to_one_cookie_and_one_area(intake_portal: Portal) -> None:
    session = _session(intake_portal, new_secret())
    token = session.form_token
    assert session.token_matches(token)
    assert not _session(intake_portal, new_secret()).token_matches(token)
    assert not _session(intake_portal, session.secret, STAFF).token_matches(token)
    assert not session.token_matches("")
    assert not session.token_matches("æøå")
    assert not _session(intake_portal).token_matches(token)


@pytest.mark.parametrize(
    ("path", "area"),
    [
        ("/", INTAKE),
        ("/case/dialogue", INTAKE),
        ("/staff", STAFF),
        ("/staff/cases", STAFF),
        ("/administration", STAFF),
        ("/stafford", INTAKE),
    ],
)
def test_an_address_belongs_to_one_area(path: str, area) -> None:
    assert area_of(path) is area
