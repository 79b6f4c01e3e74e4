"""The recovery key on the unit's list, a request that goes out, and an answer that comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from crypto.comparison_words import comparison_words
from crypto.recovery import join_shares, new_recovery
from portal.municipality import load_words
from portal.services.recovery.answer_request import answer_request
from portal.services.recovery.recovery_files import (
    read_request,
    write_answer,
    write_public_key,
)
from tests.commands.conftest import LEAD
from tests.commands.test_handing_on import text_of
from tests.commands.unit_at_work import ANDERS, Unit
from tests.support.recovery_request import request_for

if TYPE_CHECKING:
    from pathlib import Path

PUBLIC, SHARES = new_recovery(needed=2, holders=3)
WORDS = comparison_words(PUBLIC, load_words())
MODE = 0o600


@pytest.fixture
def key_file(tmp_path: Path) -> Path:
    file = tmp_path / "recovery-key.txt"
    file.write_bytes(write_public_key(PUBLIC))
    return file


@pytest.fixture
def listed(here: Unit, key_file: Path) -> Unit:
    """A unit whose list names the recovery key."""
    ran = here.run("recovery", "list-key", str(key_file), "--as", LEAD, typed="y\n")
    assert ran.returncode == 0, ran.stderr
    return here


def with_anders(unit: Unit) -> Unit:
    """Anders has an account, and stands on no list."""
    unit.activate(ANDERS, "staff", "add", ANDERS, "--name", "Anders", "--role", "caseworker")
    return unit


def answered(request_file: Path, answer_file: Path) -> None:
    """What the holders do, on another computer."""
    answer = answer_request(join_shares(SHARES[:2]), read_request(request_file.read_bytes())).answer
    answer_file.write_bytes(write_answer(answer))


def test_the_words_are_shown_before_the_key_is_listed(here: Unit, key_file: Path) -> None:
    ran = here.run("recovery", "list-key", str(key_file), "--as", LEAD, typed="y\n")
    assert ran.returncode == 0
    shown, question, done = ran.stdout.partition("Are they the words that were written down")
    assert WORDS in shown
    assert question
    assert "The recovery key stands on the unit's list." in done
    assert "Seal" not in done


def test_cases_from_before_are_sealed_to_it_when_she_says_so(here: Unit, key_file: Path) -> None:
    here.files("Der mangler penge.")
    asked = ("recovery", "list-key", str(key_file), "--as", LEAD)
    ran = here.run(*asked, typed="y\nn\n")
    assert ran.returncode == 0
    assert "Seal 1 case from before to it now?" in ran.stdout
    assert "handed on" not in ran.stdout
    # The list names the key already: only the offer is made again.
    ran = here.run(*asked, typed="y\ny\n")
    assert ran.stdout.endswith("1 case handed on.\n")
    assert "Seal" not in here.run(*asked, typed="y\n").stdout
    assert "1 case handed on." in here.run(*asked, "--anew", typed="y\ny\n").stdout


@pytest.mark.parametrize("answer", ["n\n", "\n"])
def test_words_that_differ_list_nothing(here: Unit, key_file: Path, answer: str) -> None:
    asked = ("recovery", "list-key", str(key_file), "--as", LEAD)
    said = here.refused(*asked, typed=answer, shows=WORDS)
    assert "not confirmed: the unit's list is as it was" in said
    said = here.refused("recovery", "request", "--for", LEAD, "--out", "request.json")
    assert "no recovery key stands on the unit's list" in said


def test_who_does_not_stand_on_the_list_lists_no_key(here: Unit, key_file: Path) -> None:
    with_anders(here)
    asked = ("recovery", "list-key", str(key_file), "--as", ANDERS)
    said = here.refused(*asked, email=ANDERS, typed="y\n", shows=WORDS)
    assert "does not stand on the unit's list" in said


def test_a_file_that_holds_no_key_is_refused_before_anybody_is_asked(
    here: Unit, key_file: Path
) -> None:
    key_file.write_text("not a key")
    asked = ("recovery", "list-key", str(key_file), "--as", LEAD)
    assert "holds no recovery key" in here.refused(*asked)


def test_a_request_goes_out_and_its_answer_brings_the_cases_back(
    listed: Unit, tmp_path: Path
) -> None:
    number = listed.files("Der mangler penge.")
    with_anders(listed)
    request_file, answer_file = tmp_path / "request.json", tmp_path / "answer.json"
    ran = listed.run("recovery", "request", "--for", ANDERS, "--out", str(request_file))
    assert (ran.returncode, ran.stderr) == (0, "")
    assert "asks for 1 case for Anders" in ran.stdout
    assert request_file.stat().st_mode & 0o777 == MODE

    answered(request_file, answer_file)
    ran = listed.run("recovery", "bring", str(answer_file))
    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout.startswith("Anders has the keys to 1 case.\n")
    assert "a head of unit looks at who can open these cases now" in ran.stdout
    assert text_of(listed, ANDERS, number) == "Der mangler penge."


def test_a_request_never_overwrites_a_file(listed: Unit, tmp_path: Path) -> None:
    there = tmp_path / "request.json"
    there.write_text("what was there")
    said = listed.refused("recovery", "request", "--for", LEAD, "--out", str(there))
    assert said == f"portal: {there} is there already: name another file"
    assert there.read_text() == "what was there"


def test_who_has_every_key_is_told_so(listed: Unit) -> None:
    listed.files("Der mangler penge.")
    said = listed.refused("recovery", "request", "--for", LEAD, "--out", "request.json")
    assert f"no case is sealed to the recovery key that {LEAD} has no key to" in said
    ran = listed.run("recovery", "request", "--for", LEAD, "--out", "request.json", "--anew")
    assert "asks for 1 case for Birgitte" in ran.stdout


def test_an_address_without_keys_asks_for_nothing(listed: Unit) -> None:
    said = listed.refused("recovery", "request", "--for", ANDERS, "--out", "request.json")
    assert f"{ANDERS} is no active member of the whistleblowing desk" in said


def test_an_answer_for_nobody_here_is_refused(listed: Unit, tmp_path: Path) -> None:
    file = tmp_path / "answer.json"
    answer = answer_request(join_shares(SHARES[:2]), request_for(PUBLIC)).answer
    file.write_bytes(write_answer(answer))
    said = listed.refused("recovery", "bring", str(file))
    assert "the answer is for nobody who is an active member" in said


def test_a_file_that_is_no_answer_is_refused(listed: Unit, tmp_path: Path) -> None:
    file = tmp_path / "answer.json"
    file.write_text("{}")
    assert "is no answer: format: is missing" in listed.refused("recovery", "bring", str(file))


def test_an_answer_for_keys_from_before_is_refused(listed: Unit, tmp_path: Path) -> None:
    listed.files("Der mangler penge.")
    with_anders(listed)
    request_file, answer_file = tmp_path / "request.json", tmp_path / "answer.json"
    listed.run("recovery", "request", "--for", ANDERS, "--out", str(request_file))
    answered(request_file, answer_file)
    listed.activate(ANDERS, "staff", "reset", ANDERS)
    said = listed.refused("recovery", "bring", str(answer_file))
    assert "she has got new keys since the request" in said
