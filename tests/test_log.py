from __future__ import annotations

import json
import logging
import subprocess
import sys
import warnings
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import structlog

from portal.clock import SystemClock
from portal.log import (
    SHAPES,
    Area,
    LogEvent,
    UnknownLogField,
    caused_by,
    configure_log,
    flush_held,
    log,
)
from tests.support.clock import FixedClock
from tests.support.quiet_log import own_log

NOON = datetime(2027, 3, 1, 12, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def clock():
    with own_log():
        fixed = FixedClock(NOON)
        configure_log(fixed)
        yield fixed


@pytest.fixture
def lines(capsys):
    return lambda: [json.loads(line) for line in capsys.readouterr().err.splitlines()]


def test_a_line_of_the_staff_side_has_its_time(lines):
    log(
        LogEvent.REQUEST_SERVED,
        area=Area.STAFF,
        endpoint="caseworker.worklist",
        status=200,
        duration_ms=12,
    )
    assert lines() == [
        {
            "time": "2027-03-01T12:00:00+00:00",
            "level": "info",
            "area": "staff",
            "endpoint": "caseworker.worklist",
            "status": 200,
            "duration_ms": 12,
            "event": "request:served",
        }
    ]


@pytest.mark.parametrize("area", [Area.INTAKE, Area.STATIC, None])
def test_what_a_reporter_may_have_caused_is_counted_by_the_day(lines, clock, area):
    for minute in range(3):
        clock.set(NOON + timedelta(minutes=minute))
        log(LogEvent.REQUEST_SERVED, area=area, endpoint="a.b", status=200, duration_ms=minute)
    assert lines() == []
    flush_held()
    (line,) = lines()
    assert (line["date"], line["count"]) == ("2027-03-01", 3)
    assert not {"time", "duration_ms"} & set(line)


def test_today_is_held_back_until_it_is_over(lines, clock):
    log(LogEvent.REQUEST_SERVED, area=Area.INTAKE, status=200)
    flush_held(before_today=True)
    assert lines() == []
    clock.advance(timedelta(days=1))
    log(LogEvent.REQUEST_SERVED, area=Area.INTAKE, status=303)
    flush_held(before_today=True)
    assert [(line["date"], line["status"]) for line in lines()] == [("2027-03-01", 200)]
    flush_held()
    flush_held()
    assert [(line["date"], line["status"]) for line in lines()] == [("2027-03-02", 303)]


def test_the_order_within_a_day_is_not_told(lines):
    for endpoint in ("c.c", "a.a", "b.b"):
        log(LogEvent.REQUEST_SERVED, area=Area.INTAKE, endpoint=endpoint)
    flush_held()
    assert [line["endpoint"] for line in lines()] == ["a.a", "b.b", "c.c"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("path", "/case/2026-7KQ4M"),
        ("endpoint", "/case/2026-7KQ4M"),
        ("endpoint", "a secret"),
        ("status", "200 secret"),
        ("status", 9000),
        ("duration_ms", "secret"),
        ("count", -1),
        ("count", True),
        ("job", "a secret"),
        ("where", "/home/secret.py:1"),
        ("level", "secret"),
        ("area", "secret"),
        ("version", "secret"),
        ("source", "a secret"),
    ],
)
def test_a_field_off_the_list_drops_out_and_is_an_error_in_tests(lines, clock, field, value):
    with caused_by(Area.JOBS):
        log(LogEvent.JOB_DONE, **{field: value})
        flush_held()
        assert all(field not in line or line[field] != value for line in lines())
        configure_log(clock, strict=True)
        with pytest.raises(UnknownLogField, match=field):
            log(LogEvent.JOB_DONE, **{field: value})


def test_free_text_is_no_event(lines, clock):
    structlog.get_logger().info("a secret", area=Area.JOBS)
    flush_held()
    assert lines() == []
    configure_log(clock, strict=True)
    with pytest.raises(UnknownLogField):
        structlog.get_logger().info("a secret")


def test_an_exception_is_told_by_class_and_place_alone(lines):
    try:
        SystemClock(datetime(2027, 3, 1))  # noqa: DTZ001
    except ValueError as error:
        log(LogEvent.JOB_FAILED, area=Area.JOBS, job="sweep_files", error=error)
    (line,) = lines()
    assert line["exception"] == "ValueError"
    assert line["where"].startswith("portal/clock.py:")
    assert line["level"] == "error"
    assert "offset" not in json.dumps(line)


def test_an_exception_from_elsewhere_has_no_place(lines):
    try:
        json.loads("secret")
    except ValueError as error:
        log(LogEvent.JOB_FAILED, area=Area.JOBS, error=error)
    (line,) = lines()
    assert "where" not in line
    assert "secret" not in json.dumps(line)


def test_a_library_is_told_by_its_name_alone(lines):
    with caused_by(Area.JOBS):
        logging.getLogger("sqlalchemy.engine").warning("a %s", "secret")
        try:
            raise KeyError("secret")
        except KeyError:
            logging.getLogger("a secret").exception("a secret")
    first, second = lines()
    assert (first["source"], first["level"]) == ("sqlalchemy.engine", "warning")
    assert (second["source"], second["exception"]) == ("unnamed", "KeyError")
    assert "secret" not in json.dumps([first, second])


@pytest.mark.parametrize("own_level", [logging.NOTSET, logging.INFO, logging.DEBUG])
def test_what_a_library_says_in_passing_is_not_told(lines, own_level):
    # A logger may have a level of its own, as werkzeug's gets; it goes before the root's.
    library = logging.getLogger(f"library{own_level}")
    library.setLevel(own_level)
    library.info("GET /case SECRET")
    flush_held()
    assert lines() == []


def test_a_warning_of_the_language_does_not_show_its_text(lines):
    with caused_by(Area.COMMAND):
        warnings.simplefilter("always")
        warnings.warn("a secret", stacklevel=1)
    (line,) = lines()
    assert line["source"] == "py.warnings"
    assert "secret" not in json.dumps(line)


@pytest.mark.parametrize(
    "fatal",
    [
        "raise ValueError('a secret')",
        "import threading; t = threading.Thread(target=int, args=('a secret',)); t.start()",
        "class A:\n def __del__(self): raise ValueError('a secret')\nA()",
    ],
)
def test_an_exception_nobody_caught_does_not_show_its_text(fatal):
    program = (
        "from portal.clock import SystemClock\n"
        "from portal.log import Area, configure_log\n"
        "configure_log(SystemClock(), area=Area.COMMAND)\n" + fatal
    )
    ran = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        check=False,
        text=True,
        cwd=Path(__file__).parents[1],
    )
    (line,) = ran.stderr.splitlines()
    assert json.loads(line)["exception"] == "ValueError"
    assert "secret" not in line


def test_the_list_of_fields_is_closed():
    assert set(SHAPES) == {
        "event", "level", "area", "endpoint", "status", "duration_ms", "job", "count",
        "exception", "where", "version", "source",
    }  # fmt: skip


def test_events_are_named_after_a_thing_and_what_happened_to_it():
    for event in LogEvent:
        thing, _, happened = event.partition(":")
        assert thing.isalpha()
        assert happened.isalpha()
