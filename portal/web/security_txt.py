"""Where somebody who finds a hole tells of it, for people and machines: security.txt (RFC 9116)."""

from collections.abc import Iterable
from datetime import date, timedelta

PLACE = "/.well-known/security.txt"
# RFC 9116, 2.5.5: less than a year ahead is recommended. What nobody confirms any more runs out.
_HOLDS_FOR = timedelta(days=364)


def security_txt(contact: str, confirmed_on: date, origins: Iterable[str]) -> str:
    """The file's text. `contact` is a URI, `confirmed_on` the day on which it was last seen to be
    right, `origins` the addresses (`https://host`) under which the portal answers."""
    lines = [
        f"Contact: {contact}",
        f"Expires: {(confirmed_on + _HOLDS_FOR).isoformat()}T00:00:00Z",
        "Preferred-Languages: da, en",
        *(f"Canonical: {origin.rstrip('/')}{PLACE}" for origin in origins),
    ]
    return "".join(f"{line}\r\n" for line in lines)
