"""How long the next attempt to sign in has to wait after failures in a row, and who does not wait
for strangers."""

FREE_FAILURES = 4
LONGEST_WAIT = 900
# Longer than any holiday.
KNOWN_BROWSER_DAYS = 90
# Each gives a guesser who has its cookie attempts of its own.
MOST_KNOWN_BROWSERS = 5
# Well below the threads of a process that take forms (portal/server/lanes.py): more strangers would
# hold all of them, and whoever is known would wait outside.
MOST_STRANGERS_WAITING = 3
BUSY_SECONDS = 30


def wait_seconds(failures: int) -> int:
    """Seconds to wait after this many failures: none for the first four, then 15, 30, … to 900.

    A guesser gets about a hundred tries a day at a passphrase; its owner, who mistypes now and
    then, never notices.
    """
    if failures <= FREE_FAILURES:
        return 0
    return int(min(LONGEST_WAIT, 15 * 2 ** min(failures - FREE_FAILURES - 1, 10)))
