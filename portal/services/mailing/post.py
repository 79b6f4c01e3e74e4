"""What sending needs of a mail server."""

from collections.abc import Callable
from typing import Protocol

from portal.domain.mail import Answer
from portal.services.mailing.letter import Letter


class MailServerFailed(Exception):
    """The mail server cannot be reached, or will not have anything from us.

    It has nothing of the mail in hand. `reason` is the name of a class of error: the server's own
    words may quote an address.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Post(Protocol):
    def send(self, letter: Letter, before_end: Callable[[], bool]) -> Answer:
        """Give the server one mail, over a connection that is kept for the next.

        `before_end` is called once, at the last moment before the server can take the mail as its
        own; when it says no, the server does not get the end. Raises MailServerFailed.
        """
        ...

    def close(self) -> None:
        """End the connection, if there is one. Raises nothing."""
        ...
