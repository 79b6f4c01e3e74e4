"""Everybody fills every field, things fail on purpose, and not one word is left in any file.

The servers run under strace: what they open for writing, anywhere on the machine, lies in the few
places that are searched. The search is shown to hear in tests/harness/test_leak_search.py.
"""

from __future__ import annotations

import contextlib
import re
import resource
import socket
import time
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from tests.journeys.left_behind_story import (
    KAREN,
    LEAD,
    SAID,
    TYPED,
    WRONG_CODE,
    Story,
)
from tests.journeys.setting import set_up
from tests.support.form_filling import FormFiller
from tests.support.memory_search import family, found_in_memory
from tests.support.server import HOST
from tests.support.traced import Trace

if TYPE_CHECKING:
    from tests.journeys.left_behind_acts import Reporter
    from tests.support.engines import PostgresServer
    from tests.support.mail_server import MailServer
    from tests.support.server import Installation, RunningServer

OWN_WORDS = "/staff/publications/annual/2026-01-01/2026-02-28/words"
PAGES = (
    "/staff/cases", "/staff/today", "/staff/statistics", "/staff/log", "/staff/disclosures",
    "/staff/disclosures.csv", "/staff/recommendations.csv", "/staff/recommendations.docx",
    "/staff/supervisions/list.docx", "/staff/administrations", "/staff/assistance/new",
)  # fmt: skip
# Seconds in which a worker frees what nobody refers to any more: one, and room.
A_WHILE = 3
# gunicorn's workers show that they live by the times of files that are empty.
NOTHING_IN_IT = re.compile(r"/dev/(null|shm/wgunicorn-\w+)")
# What is there for a while: SQLite's own, and the list's anchor until it is moved.
GOES = re.compile(r".*/(portal\.db-(wal|shm|journal)|\.unit_list\.\w+)")


@pytest.fixture
def story(
    installation: Installation,
    mail_server: MailServer,
    request: pytest.FixtureRequest,
) -> Story:
    """Set up, with its first head of unit invited, and both servers running."""
    places = [installation.folder]
    url = installation.settings["PORTAL_DATABASE_URL"]
    if url.startswith("postgresql"):
        postgres: PostgresServer = request.getfixturevalue("postgres_server")
        places += [postgres.data_folder, postgres.log_file]
    else:
        places += [Path(url.removeprefix("sqlite:///")).parent]
    installation.settings |= {"PORTAL_SMTP_URL": mail_server.url, "PORTAL_MAX_UPLOAD_MB": "1"}
    link = set_up(installation, LEAD)
    traces = {area: Trace(installation.folder / f"{area}.trace") for area in ("intake", "staff")}
    intake, staff = (
        installation.start(
            *("--area", area, "--workers", "1", "--no-jobs"), watched_by=trace.command
        )
        for area, trace in traces.items()
    )
    return Story(installation, intake, staff, traces, places, link, mail_server)


def test_nothing_is_left_behind(story: Story) -> None:
    _everybody_works(story)
    _things_go_wrong(story)
    _others_come_by(story)
    for server in story.servers:
        _no_process_leaves_a_core(server)
        assert _nameless_files(server) == []
    for server in story.servers:
        assert _remembered(server, story.kept) == {}
    story.nothing_is_found()
    workers = {area: family(server.process.pid)[1:] for area, server in story.by_area().items()}
    story.installation.stop_all()
    _the_next_days_mails_say_nothing(story)
    for area, trace in story.traces.items():
        assert _written_elsewhere(trace, story.places) == []
        assert _gone_since(trace) == []
        assert _may_leave_a_core(trace, workers[area]) == set()
    assert story.traces["staff"].started("portal.cleaning"), "no file was cleaned"
    story.nothing_is_found()


def _everybody_works(story: Story) -> None:
    lead, karen = story.member(LEAD), story.member(KAREN)
    lead.activates(story.lead_link)
    lead.signs_in()
    karen.activates(lead.invites_contact(KAREN, "SUF"))
    lead.takes_up(karen)
    reporter, citizen = story.person(), story.person()
    reporter.reports()
    citizen.complains()
    for person in (reporter, citizen):
        person.comes_back()
        person.fills_every_form("/case/dialogue")
    for number in lead.worklist():
        lead.send(f"/staff/cases/{number}/impartiality", "/impartiality", impartial="yes")
        lead.downloads_all(f"/staff/cases/{number}")
    report = next(one for one in lead.worklist() if lead.splits_matters(one))
    lead.forwards(report)
    karen.signs_in()
    [dossier] = karen.get("/administration").page.xpath("//tr/@data-dossier")
    karen.answers(dossier)
    lead.downloads_all(f"/staff/cases/{report}")
    for number in lead.worklist():
        lead.fills_every_form(f"/staff/cases/{number}")
    for page in PAGES:
        assert lead.get(f"{page}?q={TYPED}").status == 200, page
    lead.send(OWN_WORDS, "/words")
    story.remember([lead, karen], [reporter, citizen])
    for member in (lead, karen):
        member.signs_out()
    for person in (reporter, citizen):
        person.leaves()


def _others_come_by(story: Story) -> None:
    """A few pages, as on any morning, and a moment in which nothing happens."""
    for server, path in product(story.servers, ("/", "/staff/login", "/report/new", "/case")):
        somebody = FormFiller(server.origin, "ligegyldigt")
        for _ in range(5):
            somebody.get(path)
    time.sleep(A_WHILE)


def _remembered(server: RunningServer, wanted: dict[str, list[str | bytes]]) -> dict[str, int]:
    """What of it stands in a worker's memory. That the server's secret does shows that we hear."""
    [worker] = family(server.process.pid)[1:]
    found = found_in_memory(worker, wanted)
    assert found.pop("server's secret")
    return {name: count for name, count in found.items() if count}


def _things_go_wrong(story: Story) -> None:
    stranger, forgetful = story.person(), story.member(LEAD)
    for code in (WRONG_CODE, TYPED):
        opened = stranger.get("/case")
        assert stranger.fill(opened, opened.form("/case"), receipt_code=code).status == 422
    # The address is looked up: a database told to log every statement writes it down.
    for email in (LEAD, "ukendt@kommune.example"):
        opened = forgetful.get("/staff/login")
        told = {"email": email, "passphrase": f"{TYPED} er en forkert sætning"}
        assert forgetful.fill(opened, opened.form("/login"), **told).status == 422
    for person in (stranger, forgetful):
        assert person.get(f"/staff/{TYPED}/{SAID}?{TYPED}={SAID}").status in (303, 404)
        assert person.get(f"/{TYPED}").status == 404
        assert person.ask(TYPED.upper(), f"/{TYPED}").status in (405, 404)
    _sends_what_nobody_takes(stranger)
    _breaks_off(story.intake.origin)
    story.execute("ALTER TABLE facts RENAME TO facts_away")
    opened = stranger.get("/report/new")
    assert stranger.fill(opened, opened.form("/report/new"), relation="worker").status == 500
    story.execute("ALTER TABLE facts_away RENAME TO facts")


def _sends_what_nobody_takes(stranger: Reporter) -> None:
    opened = stranger.get("/report/new")
    token = opened.form("/report/new").fields["csrf_token"]
    words = f"{TYPED} ".encode()
    large = [("csrf_token", token), ("description", TYPED), ("files", (TYPED, words * 100_000))]
    assert stranger.post("/report/new", large, multipart=True).status == 422
    too_large = ("files", (TYPED, words * 400_000))
    assert stranger.post("/report/new", [too_large], multipart=True).status == 413
    assert stranger.post("/report/new", [("description", TYPED * 400_000)]).status == 413
    kind = {"Content-Type": "multipart/form-data; boundary=x"}
    broken = b'--x\r\nContent-Disposition: form-data; name="files"; filename="' + words
    assert stranger.ask("POST", "/report/new", broken, kind).status in (400, 422)


def _breaks_off(origin: str) -> None:
    """An upload whose sender goes away, and a line that is no request."""
    head = (
        f"POST /report/new HTTP/1.1\r\nHost: x\r\nCookie: {SAID}\r\nContent-Length: 900000\r\n"
        "Content-Type: multipart/form-data; boundary=x\r\n\r\n--x\r\n"
        f'Content-Disposition: form-data; name="files"; filename="{TYPED}"\r\n\r\n'
    ).encode()
    for sent in (head + f"{TYPED} ".encode() * 20_000, f"{TYPED} {SAID}\r\n\r\n".encode()):
        with socket.create_connection((HOST, urlsplit(origin).port or 0), timeout=10) as client:
            client.sendall(sent)


def _the_next_days_mails_say_nothing(story: Story) -> None:
    story.installation.set_clock("2026-03-03T09:00:00+01:00")
    ran = story.installation.run("run-jobs")
    assert ran.returncode == 0, ran.stderr
    assert story.mails.taken, "nobody was written to"
    told = b"".join(mail.raw for mail in story.mails.taken) + ran.stdout.encode()
    assert [word for word in (TYPED, SAID, "2026-") if word.encode() in told] == []


def _no_process_leaves_a_core(server: RunningServer) -> None:
    for process in family(server.process.pid):
        assert resource.prlimit(process, resource.RLIMIT_CORE) == (0, 0)


def _nameless_files(server: RunningServer) -> list[str]:
    """Files without a name that a process holds open, but empty signs of life."""
    held = []
    for process in family(server.process.pid):
        for entry in Path(f"/proc/{process}/fd").iterdir():
            with contextlib.suppress(FileNotFoundError):
                gone = str(entry.readlink()).endswith(" (deleted)")
                if gone and entry.stat().st_size:
                    held.append(f"{entry.readlink()}: {entry.stat().st_size} bytes")
    return held


def _written_elsewhere(trace: Trace, places: list[Path]) -> list[str]:
    known = [f"{place}/" for place in places]
    return sorted(
        path
        for path in trace.written()
        if not path.startswith(tuple(known)) and not NOTHING_IN_IT.fullmatch(path)
    )


def _gone_since(trace: Trace) -> list[str]:
    """What was written in a known place and could not be searched, since it is not there."""
    return sorted(
        path
        for path in trace.written()
        if not Path(path).exists() and not (GOES.fullmatch(path) or NOTHING_IN_IT.fullmatch(path))
    )


def _may_leave_a_core(trace: Trace, workers: list[int]) -> set[int]:
    """The programs that did not give up core dumps and debuggers before anything else of theirs.

    A worker is a fork: it has what the server gave up before it was there.
    """
    programs = trace.started("serve") | trace.started("portal.cleaning")
    given_up = {
        call.process
        for call in trace.calls
        if call.name == "prctl" and "PR_SET_DUMPABLE, SUID_DUMP_DISABLE" in call.told
    }
    limited = {
        call.process
        for call in trace.calls
        if "RLIMIT_CORE, {rlim_cur=0, rlim_max=0}" in call.told and not call.failed
    }
    taken_back = {
        call.process
        for call in trace.calls
        if "PR_SET_DUMPABLE" in call.told and "SUID_DUMP_DISABLE" not in call.told
    }
    assert workers
    return (programs - (given_up & limited)) | taken_back
