"""No key, token or passphrase of a real service stands in the repository.

Patterns of what such things look like, as scanners know them: guesses by entropy would stumble over
every vector and hash that is here on purpose.
"""

import re

import pytest

from tests.support.tree import project_files, shown

SECRETS = {
    "private key": r"-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----\s*[A-Za-z0-9+/=]{16}",
    "age key": r"AGE-SECRET-KEY-1[0-9A-Z]{50}",
    "cloud access key": r"\b(?:AKIA|ASIA)[0-9A-Z]{16}\b",
    "cloud API key": r"\bAIza[0-9A-Za-z_-]{35}\b",
    "forge token": r"\b(?:gh[pousr]_[0-9A-Za-z]{36}|github_pat_\w{60}|glpat-[\w-]{20})",
    "registry token": r"\b(?:pypi-AgE[\w-]{50}|npm_[0-9A-Za-z]{36})",
    "chat token": r"\bxox[abprs]-[0-9A-Za-z-]{20}",
    "payment key": r"\b[rs]k_live_[0-9A-Za-z]{20}",
    "signed token": r"\beyJ[\w-]{15,}\.eyJ[\w-]{15,}\.[\w-]{15,}",
    "address with credentials": r"\b[a-z][a-z0-9+]*://[^\s/:@\"'`{}<>$]+:(?P<word>[^\s/:@\"'`{}<>$]+)@",
}
# What stands for a passphrase in addresses of tests and documents.
INVENTED = {"hunter2", "secret", "passphrase"}

# In pieces, so that this file does not hold what it looks for.
EXAMPLES = {
    "private key": "-----BEGIN EC " + "PRIVATE KEY-----\n" + "MHcCAQEEIB" * 3,
    "age key": "AGE-SECRET-" + "KEY-1" + "Q" * 58,
    "cloud access key": "AKIA" + "Q" * 16,
    "cloud API key": "AIza" + "a" * 35,
    "forge token": "ghp" + "_" + "a" * 36,
    "registry token": "npm" + "_" + "a" * 36,
    "chat token": "xoxb" + "-" + "1" * 24,
    "payment key": "sk" + "_live_" + "a" * 24,
    "signed token": ".".join(("eyJ" + "a" * 20, "eyJ" + "b" * 20, "c" * 20)),
    "address with credentials": "smtp://portal:" + "Rd7kq@mail.example",
}


def secrets_in(text: str) -> list[str]:
    """The names of the kinds of secret that a text holds."""
    return [
        kind
        for kind, pattern in SECRETS.items()
        for found in re.finditer(pattern, text)
        if found.groupdict().get("word") not in INVENTED
    ]


def test_no_file_holds_a_secret() -> None:
    found = {}
    for path in project_files():
        # Keys and tokens are written in ASCII, in whatever kind of file.
        if kinds := secrets_in(path.read_bytes().decode("latin-1")):
            found[shown(path)] = kinds
    assert found == {}


@pytest.mark.parametrize("kind", SECRETS)
def test_the_search_for_secrets_finds_them(kind: str) -> None:
    assert secrets_in(f"before {EXAMPLES[kind]} after") == [kind]
    assert secrets_in("postgresql://portal:" + "hunter2@db/portal") == []
