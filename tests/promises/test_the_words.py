"""What the portal says to people keeps to what it can hold."""

import re

from babel.messages.pofile import read_po

from tests.support.tree import own_files, shown

# Anonymity depends on what a reporter writes and on the network; nobody can promise all of it.
SURE_ANONYMITY = re.compile(
    r"(100\s?(%|&nbsp;%|procent|per ?cent)|fuldstændig\w*|completely|guarantee\w*|garanter\w*)"
    r"[^.\n]{0,40}anonym",
    re.IGNORECASE,
)


def test_nobody_is_promised_sure_anonymity() -> None:
    told = own_files(".html", ".po", ".toml", ".txt", under=("portal/",))
    told += own_files(".py", under=("portal/",))
    promised = [
        f"{shown(path)}: {match.group()}"
        for path in told
        for match in SURE_ANONYMITY.finditer(path.read_text(encoding="utf-8"))
    ]
    assert promised == []


def test_the_search_for_such_promises_finds_them() -> None:
    for text in (
        "du er 100 % anonym",
        "100% anonymous",
        "Completely anonymous",
        "garanteret anonym",
    ):
        assert SURE_ANONYMITY.search(text), text
    assert not SURE_ANONYMITY.search("Du kan indberette anonymt.")


def test_staff_have_a_passphrase_and_no_password() -> None:
    found = []
    for path in own_files(".po", under=("portal/translations/",)):
        with path.open("rb") as file:
            words = [str(message.string) for message in read_po(file)]
        found += [f"{shown(path)}: {text}" for text in words if "password" in text.lower()]
    assert found == []
