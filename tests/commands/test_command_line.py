from __future__ import annotations

import subprocess
import sys

import click
import pytest

from portal import commands
from portal.commands import portal as every_command
from portal.jobs.schedule import SCHEDULE
from tests.commands.conftest import LEAD
from tests.support.server import free_port


def paths(group: click.Group, before: tuple[str, ...] = ()):
    for name, command in group.commands.items():
        yield (*before, name)
        if isinstance(command, click.Group):
            yield from paths(command, (*before, name))


COMMANDS = list(paths(every_command))


def test_the_commands_of_this_version_are_there():
    assert set(COMMANDS) == {
        ("init",), ("demo",), ("serve",), ("worker",), ("run-jobs",), ("check",), ("staff",),
        ("staff", "add"), ("staff", "list"), ("staff", "disable"), ("staff", "enable"),
        ("staff", "reset"),
        ("staff", "hand-on"),
        ("recovery",), ("recovery", "new"), ("recovery", "open"), ("recovery", "list-key"),
        ("recovery", "request"), ("recovery", "bring"),
        ("db",), ("db", "upgrade"), ("report",), ("report", "account"),
        ("report", "annual"), ("report", "import"), ("report", "pending"),
    }  # fmt: skip


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_every_command_explains_itself_with_an_example(portal, path):
    ran = portal(*path, "--help")
    assert ran.status == 0
    assert "Example:" in ran.out
    assert f"portal {' '.join(path)}" in ran.out.partition("Example:")[2]


def test_without_a_command_the_help_is_shown(portal):
    ran = portal()
    assert ran.status == 2
    assert "Usage:" in ran.err


@pytest.mark.parametrize(
    "arguments",
    [
        ["nonsense"],
        ["init"],
        ["init", "--leed", LEAD],
        ["staff", "add"],
        ["serve", "--port", "0"],
        ["serve", "--port", "eighty"],
        ["serve", "--area", "everything"],
        ["serve", "--workers", "0"],
        ["serve", "--certificate", "/nowhere"],
        ["serve", "--key", "/dev/null"],
    ],
)
def test_a_slip_of_the_pen_is_one_line(portal, arguments):
    ran = portal(*arguments)
    assert ran.status == 2
    assert ran.reason


def test_a_fault_of_our_own_shows_neither_trace_nor_text(portal, monkeypatch):
    def fail(**_options: object) -> None:
        raise ValueError("a secret")

    monkeypatch.setattr(commands.portal.commands["check"], "callback", fail)
    ran = portal("check")
    assert ran.status == 70
    assert "secret" not in ran.err
    assert "Traceback" not in ran.err
    assert "ValueError" in ran.err.splitlines()[-1]


def test_an_interruption_is_quiet(portal, monkeypatch):
    def interrupted(**_options: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(commands.portal.commands["check"], "callback", interrupted)
    ran = portal("check")
    assert (ran.status, ran.err.strip()) == (130, "")


def test_serving_is_refused_while_the_check_finds_an_error(portal):
    ran = portal("serve")
    assert ran.status == 1
    assert "run portal init" in ran.err
    assert ran.err.splitlines()[-1] == "portal: portal check finds an error: not started"
    assert portal("worker").status == 1


def test_serving_others_needs_an_address_they_can_trust(installed, own_environment):
    own_environment.setenv("PORTAL_ENV", "production")
    ran = installed("serve", "--host", "0.0.0.0")
    assert ran.status == 1
    assert "PORTAL_BASE_URL" in ran.reason


def test_the_demo_is_refused_in_production(portal, own_environment):
    own_environment.setenv("PORTAL_ENV", "production")
    ran = portal("demo")
    assert ran.status == 1
    assert "PORTAL_ENV" in ran.reason


def test_the_jobs_print_a_line_each(installed):
    first = installed("run-jobs")
    assert first.status == 0
    assert [line.split(":")[0] for line in first.out.splitlines()] == [job.name for job in SCHEDULE]
    assert "0 unattached files removed" in first.out
    assert "not due before" in installed("run-jobs").out


def test_a_later_clock_makes_the_jobs_due_again(installed, own_environment):
    installed("run-jobs")
    own_environment.setenv("PORTAL_NOW", "2031-03-01T12:00:00+01:00")
    assert "not due" not in installed("run-jobs").out


def test_an_application_that_cannot_be_made_is_said_on_the_last_line(installed):
    program = (
        "import portal.app, portal.commands\n"
        "portal.app.create_app = lambda *_args, **_options: int('a secret')\n"
        f"portal.commands.main(['serve', '--port', '{free_port()}'])"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False, timeout=60
    )
    assert ran.returncode == 1
    assert ran.stderr.splitlines()[-1].startswith("portal: the server failed")
    assert "Traceback" not in ran.stderr
    assert "secret" not in ran.stderr
