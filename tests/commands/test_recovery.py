"""The recovery's ceremony: holders at a terminal, a share for each, and one person's cases."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from crypto.comparison_words import comparison_words
from crypto.recovery import new_recovery
from portal.municipality import load_words
from portal.services.recovery.recovery_files import read_answer, read_public_key, write_request
from tests.commands.terminal import (
    ON_ITS_OWN_SCREEN,
    Holders,
    Keyboard,
    Screen,
    on_a_real_terminal,
    typing,
)
from tests.support.recovery_request import ACCOUNT, HERS, check_opens, request_for

if TYPE_CHECKING:
    from pathlib import Path

    from tests.commands.terminal import Answer

NEW = ("recovery", "new", "--holders", "5", "--needed", "3", "--out", "recovery-key.txt")
OPEN = ("recovery", "open", "request.json", "--out", "answer.json")
PUBLIC, SHARES = new_recovery(needed=3, holders=5)


@pytest.fixture
def at_terminal(portal, monkeypatch):
    """Run a command at a terminal; the answer is what ran, with all that was on the screen."""

    def run(answer: Answer, *arguments: str):
        screen = Screen()
        with monkeypatch.context() as within:
            within.setattr("sys.stdin", Keyboard(screen, answer))
            within.setattr("sys.stdout", screen)
            ran = portal(*arguments)
        return replace(ran, out=screen.getvalue())

    return run


@pytest.fixture
def request_file(tmp_path: Path) -> Path:
    file = tmp_path / "request.json"
    file.write_bytes(write_request(request_for(PUBLIC)))
    return file


@pytest.fixture
def answer_file(tmp_path: Path) -> Path:
    return tmp_path / "answer.json"


def check_answer(content: bytes, cases: int) -> None:
    answer = read_answer(content)
    assert (answer.account, len(answer.cases)) == (ACCOUNT, cases)
    for case in answer.cases:
        check_opens(case)


def test_five_holders_make_a_key_and_three_of_them_open_it_for_one_person(
    at_terminal, tmp_path: Path, answer_file: Path
) -> None:
    holders = Holders()
    made = at_terminal(holders, *NEW)
    assert (made.status, made.err) == (0, "")
    public = read_public_key((tmp_path / "recovery-key.txt").read_bytes())
    assert made.out.splitlines()[-1] == comparison_words(public, load_words())
    (tmp_path / "request.json").write_bytes(write_request(request_for(public)))
    typed = [holders.share(number) for number in (5, 1, 3)]
    ran = at_terminal(typing([*typed, "y"]), *OPEN)
    assert (ran.status, ran.err) == (0, "")
    assert "A request for Åse Ørsted <aase@example.org>, of 2 cases." in ran.out
    assert "answer.json holds 2 cases for Åse Ørsted" in ran.out
    assert ran.out.index(request_for(public).words(load_words())) < ran.out.index(
        "Are they the words that Åse Ørsted reads out?"
    )
    check_answer(answer_file.read_bytes(), cases=2)
    assert answer_file.stat().st_mode & 0o777 == 0o600


def test_each_share_has_a_screen_of_its_own_and_is_in_no_file(at_terminal, tmp_path: Path) -> None:
    holders = Holders()
    ran = at_terminal(holders, *NEW)
    screens = ON_ITS_OWN_SCREEN.findall(ran.out)
    assert [len(re.findall(r"\d+\. [a-z]+", screen)) for screen in screens] == [33, 0] * 5
    left = ON_ITS_OWN_SCREEN.sub("", ran.out)
    assert not re.search(r"\d+\. [a-z]", left)
    assert "Word" not in left
    assert [path.name for path in tmp_path.iterdir()] == ["recovery-key.txt"]
    heading, key = (tmp_path / "recovery-key.txt").read_text("ascii").splitlines()
    # The heading is the same each time, and has a word that shares are made of too.
    assert heading == "# The public half of the portal's recovery key, in base64. It is not secret."
    assert [word for word in holders.papers[1] if re.search(rf"\b{word}\b", key)] == []


def test_words_that_are_typed_are_gone_from_the_screen_as_well(at_terminal, request_file) -> None:
    ran = at_terminal(typing([*SHARES[:3], "y"]), *OPEN)
    assert len(ON_ITS_OWN_SCREEN.findall(ran.out)) == 3
    assert "Words 1 to 33" not in ON_ITS_OWN_SCREEN.sub("", ran.out)


def test_a_share_that_was_not_written_down_is_noticed_and_shown_again(
    at_terminal, tmp_path: Path
) -> None:
    holders = Holders(forgetful=4)
    ran = at_terminal(holders, *NEW)
    assert ran.status == 0
    assert holders.shown_again == 1
    assert ran.out.count("Share 4 of 5") == 2
    assert sorted(holders.papers) == [1, 2, 3, 4, 5]


def test_a_ceremony_that_is_broken_off_makes_nothing(at_terminal, tmp_path: Path) -> None:
    ran = at_terminal(typing([""]), *NEW)
    assert (ran.status, ran.err.strip()) == (130, "")
    assert "Broken off: no key was made." in ON_ITS_OWN_SCREEN.sub("", ran.out)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", [NEW, OPEN], ids=["new", "open"])
def test_a_file_that_is_there_is_left_as_it_is(
    at_terminal, request_file, tmp_path: Path, command: tuple[str, ...]
) -> None:
    there = tmp_path / command[-1]
    there.write_text("what was there")
    ran = at_terminal(typing([]), *command)
    assert ran.status == 1
    assert ran.reason == f"portal: {command[-1]} is there already: name another file"
    assert (there.read_text(), ran.out) == ("what was there", "")


def test_a_place_where_nothing_can_be_written_is_said_before_anybody_types(at_terminal) -> None:
    ran = at_terminal(typing([]), *NEW[:-1], "nowhere/key.txt")
    assert (ran.status, ran.out) == (1, "")
    assert "there is no folder" in ran.reason


@pytest.mark.parametrize(
    ("holders", "needed"), [("5", "6"), ("1", "1"), ("17", "2"), ("5", "1"), ("x", "2")]
)
def test_numbers_of_holders_that_make_no_sense_are_refused(
    at_terminal, holders: str, needed: str
) -> None:
    asked = ("recovery", "new", "--holders", holders, "--needed", needed, "--out", "key.txt")
    ran = at_terminal(typing([]), *asked)
    assert (ran.status, ran.out) == (2, "")
    assert ran.reason


@pytest.mark.parametrize("command", [NEW, OPEN], ids=["new", "open"])
def test_without_a_terminal_no_share_is_shown_or_read(
    portal, request_file, command: tuple[str, ...], tmp_path: Path
) -> None:
    ran = portal(*command)
    assert (ran.status, ran.out) == (1, "")
    assert "this needs a terminal" in ran.reason
    assert list(tmp_path.iterdir()) == [request_file]


def test_too_few_holders_open_nothing(at_terminal, request_file, answer_file: Path) -> None:
    ran = at_terminal(typing(SHARES[:2]), *OPEN)
    assert ran.status == 130
    assert "Share 2 is right: 1 more to come." in ran.out
    assert not answer_file.exists()


def test_a_mistyped_word_is_named_or_its_share_is_asked_for_again(
    at_terminal, request_file, answer_file: Path
) -> None:
    first, second, third = (share.split() for share in SHARES[:3])
    slip = ["acadmic", *first[1:]]
    other = [*second[:30], "academic" if second[30] != "academic" else "acid", *second[31:]]
    lines = [slip, first, other, second[:20], [], second[:17], second[17:], third, ["y"]]
    ran = at_terminal(typing(" ".join(line) for line in lines), *OPEN)
    assert ran.status == 0
    assert "In no share stands: acadmic. Type the line again." in ran.out
    assert ran.out.count("That share has a slip") == 1
    assert "Words 21 to 33" in ran.out
    assert "Words 18 to 33" in ran.out
    check_answer(answer_file.read_bytes(), cases=2)


def test_a_share_of_another_ceremony_and_one_given_twice_do_not_count(
    at_terminal, request_file, answer_file: Path
) -> None:
    _, others = new_recovery(needed=3, holders=5)
    lines = [SHARES[0], others[1], SHARES[0], SHARES[1], SHARES[2], "y"]
    ran = at_terminal(typing(lines), *OPEN)
    assert ran.status == 0
    assert ran.out.count("That share is of another recovery key than the first one.") == 1
    assert ran.out.count("That share was given already.") == 1
    check_answer(answer_file.read_bytes(), cases=2)


def test_the_shares_of_another_ceremony_do_not_open_the_request(
    at_terminal, request_file, answer_file: Path
) -> None:
    _, others = new_recovery(needed=2, holders=2)
    ran = at_terminal(typing(others), *OPEN)
    assert ran.status == 1
    assert "another recovery key than the one the request is sealed to" in ran.reason
    assert not answer_file.exists()


def test_a_case_that_does_not_open_is_left_out_and_told(
    at_terminal, request_file, answer_file: Path
) -> None:
    whole = request_for(PUBLIC)
    first, second = whole.cases
    spoiled = replace(whole, cases=(first, replace(second, generation=5)))
    request_file.write_bytes(write_request(spoiled))
    ran = at_terminal(typing([*SHARES[2:], "y"]), *OPEN)
    assert ran.status == 0
    assert "1 case did not open and stayed out of it." in ran.out
    check_answer(answer_file.read_bytes(), cases=1)


def test_a_request_of_which_no_case_opens_is_not_answered(
    at_terminal, request_file, answer_file: Path
) -> None:
    whole = request_for(PUBLIC)
    request_file.write_bytes(write_request(replace(whole, cases=request_for(HERS.public).cases)))
    ran = at_terminal(typing([*SHARES[:3], "y"]), *OPEN)
    assert ran.status == 1
    assert "no case of the request opens: nothing is written" in ran.reason
    assert not answer_file.exists()


@pytest.mark.parametrize("answer", ["n", ""])
def test_nothing_is_written_unless_the_words_were_compared(
    at_terminal, request_file, answer_file: Path, answer: str
) -> None:
    ran = at_terminal(typing([*SHARES[:3], answer]), *OPEN)
    assert ran.status == 1
    assert "not confirmed: nothing is written" in ran.reason
    assert not answer_file.exists()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "request.json is no request: the file is not JSON"),
        (b"{}", "request.json is no request: format: is missing"),
        (write_request(request_for(PUBLIC)).replace(b'"root": "72', b'"rood": "72'), "root: is"),
        (write_request(request_for(PUBLIC)).replace("Åse".encode(), b"\\u001b[2J"), "name: is"),
        (write_request(request_for(PUBLIC)).replace(b"lead", b"king"), "member.role: input"),
    ],
    ids=["empty", "no field", "wrong field", "escape", "role"],
)
def test_a_malformed_request_is_refused_before_anybody_types(
    at_terminal, request_file, content: bytes, reason: str
) -> None:
    request_file.write_bytes(content)
    ran = at_terminal(typing([]), *OPEN)
    assert (ran.status, ran.out) == (1, "")
    assert reason in ran.reason
    assert ran.reason.isprintable()


def test_a_request_that_is_not_there_is_refused(at_terminal) -> None:
    ran = at_terminal(typing([]), *OPEN)
    assert (ran.status, ran.reason) == (1, "portal: No such file or directory: request.json")


def test_the_ceremony_is_played_on_a_real_terminal(tmp_path: Path, answer_file: Path) -> None:
    holders = Holders()
    on_a_real_terminal(tmp_path, holders, *NEW)
    public = read_public_key((tmp_path / "recovery-key.txt").read_bytes())
    (tmp_path / "request.json").write_bytes(write_request(request_for(public)))
    typed = [holders.share(number) for number in (2, 4, 1)]
    shown = on_a_real_terminal(tmp_path, typing([*typed, "y"]), *OPEN)
    assert len(ON_ITS_OWN_SCREEN.findall(shown)) == 3
    check_answer(answer_file.read_bytes(), cases=2)
