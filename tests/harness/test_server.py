"""The portal as a process: it starts, tells its clock, stops, and leaves no temporary file."""

from http import HTTPStatus
from http.client import HTTPConnection

from tests.support.server import Installation


def _fetch(origin: str, place: str) -> tuple[int, dict[str, str]]:
    connection = HTTPConnection(origin.removeprefix("http://"), timeout=10)
    try:
        connection.request("GET", place)
        answer = connection.getresponse()
        return answer.status, dict(answer.getheaders())
    finally:
        connection.close()


def test_a_portal_that_was_set_up_serves_by_the_clock_it_was_given(
    installation: Installation,
) -> None:
    made = installation.run("init", "--lead", "leder@example.org")
    assert made.returncode == 0, made.stderr
    installation.set_clock("2026-06-01T08:00:00+02:00")

    server = installation.start()
    status, headers = _fetch(server.origin, "/healthz")
    server.stop()

    assert status == HTTPStatus.OK
    assert headers["Portal-Now"].startswith("2026-06-01")
    assert server.process.returncode == 0
    assert list(installation.temporary_folder.iterdir()) == []


def test_a_command_fails_in_one_line(installation: Installation) -> None:
    failed = installation.run("staff", "disable", "ingen@example.org")
    assert failed.returncode != 0
    assert "Traceback" not in failed.stderr
