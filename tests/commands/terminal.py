"""A terminal, and who sits at it: for commands that show and ask."""

from __future__ import annotations

import errno
import io
import os
import pty
import re
import select
import subprocess
from collections.abc import Callable, Iterable
from pathlib import Path

from tests.support.server import PROGRAM

Answer = Callable[[str], str | None]

ON_ITS_OWN_SCREEN = re.compile(
    r"\x1b\[\?1049h\x1b\[2J\x1b\[H(.*?)\x1b\[2J\x1b\[3J\x1b\[H\x1b\[\?1049l", re.DOTALL
)
SILENCE_SECONDS = 60

_A_QUESTION = re.compile(r"(Word \d+|written down|share again|Words \d+ to \d+|\[y/N\]): $")


class Holders:
    """Who sits at the terminal while a key is made: each writes her share down and reads it back.

    `forgetful` is the number of a share whose holder writes it down only when asked again.
    """

    def __init__(self, forgetful: int = 0) -> None:
        self.papers: dict[int, list[str]] = {}
        self.shown_again = 0
        self._forgetful = forgetful
        self._share = 0

    def __call__(self, shown: str) -> str:
        if "written down" in shown:
            self._share = int(re.search(r"Share (\d+) of \d+: hand", shown).group(1))
            numbered = re.findall(r"(\d+)\. ([a-z]+)", shown)
            words = [word for _, word in sorted(numbered, key=lambda pair: int(pair[0]))]
            if self._forgetful != self._share:
                self.papers[self._share] = words
            return ""
        if "shows the share again" in shown:
            self.shown_again += 1
            self._forgetful = 0
            return ""
        place = int(re.search(r"Word (\d+): $", shown).group(1)) - 1
        return self.papers[self._share][place] if self._share in self.papers else "no idea"

    def share(self, number: int) -> str:
        return " ".join(self.papers[number])


class Screen(io.StringIO):
    """A terminal's screen."""

    def isatty(self) -> bool:
        return True


class Keyboard:
    """A terminal's keyboard: `answer` is told what was shown since the last line was typed."""

    def __init__(self, screen: Screen, answer: Answer) -> None:
        self._screen, self._answer, self._seen = screen, answer, 0

    def isatty(self) -> bool:
        return True

    def readline(self, _limit: int = -1) -> str:
        shown = self._screen.getvalue()
        asked, self._seen = shown[self._seen :], len(shown)
        answer = self._answer(asked)
        return "" if answer is None else f"{answer}\n"


def typing(lines: Iterable[str]) -> Answer:
    """Somebody who types these lines, whatever is asked, and then is gone."""
    left = iter(lines)
    return lambda shown: next(left, None)


def on_a_real_terminal(folder: Path, answer: Answer, *arguments: str) -> str:
    """Run a command on a terminal of its own, without any setting; the answer is what it showed."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [PROGRAM, *arguments],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        cwd=folder,
        env={"PATH": os.defpath, "LANG": "C.UTF-8"},
        start_new_session=True,
    )
    os.close(theirs)
    shown = asked = ""
    while piece := _piece(ours):
        shown, asked = shown + piece, asked + piece
        if _A_QUESTION.search(asked):
            os.write(ours, f"{answer(asked)}\n".encode())
            asked = ""
    os.close(ours)
    assert process.wait(timeout=SILENCE_SECONDS) == 0, shown
    return shown


def _piece(terminal: int) -> str:
    """What is shown next; empty once nobody is left to show anything, which Linux calls EIO."""
    assert select.select([terminal], [], [], SILENCE_SECONDS)[0], "nothing is shown or asked for"
    try:
        return os.read(terminal, 65_536).decode()
    except OSError as ended:
        if ended.errno != errno.EIO:
            raise
        return ""
