"""The search that proves what was forgotten must find what was not."""

import subprocess
import sys

import pytest

from tests.support.memory_search import found_in_memory

WORD, SEED = "Brombærbusken", bytes(range(7, 39))
KEEPS = """
import sys
kept = {
    "text": lambda: "".join(("Brombær", "busken")),
    "utf-8": lambda: "".join(("Brombær", "busken")).encode(),
    "seed": lambda: bytes(range(7, 39)),
    "hex": lambda: bytes(range(7, 39)).hex(),
    "nothing": lambda: None,
}[sys.argv[1]]()
print("ready", flush=True)
sys.stdin.read()
"""


@pytest.mark.parametrize(
    ("what", "kept"),
    [
        *(("text", {"words"}), ("utf-8", {"words"})),
        *(("seed", {"seeds"}), ("hex", {"seeds"}), ("nothing", set())),
    ],
)
def test_what_a_process_keeps_is_found_in_its_memory(what: str, kept: set[str]) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", KEEPS, what], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()
        found = found_in_memory(process.pid, {"words": [WORD], "seeds": [SEED]})
        process.communicate()
    assert {name for name, count in found.items() if count} == kept
