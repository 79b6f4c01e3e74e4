"""How long the next attempt to sign in has to wait after failures in a row."""

FREE_FAILURES = 4
LONGEST_WAIT = 900


def wait_seconds(failures: int) -> int:
    """Seconds to wait after this many failures: none for the first four, then 15, 30, … to 900.

    A guesser gets about a hundred tries a day at a passphrase; its owner, who mistypes now and
    then, never notices.
    """
    if failures <= FREE_FAILURES:
        return 0
    return int(min(LONGEST_WAIT, 15 * 2 ** min(failures - FREE_FAILURES - 1, 10)))
