"""What is done with supervision in many tests of the unit's pages."""

from crypto.identifiers import new_token
from tests.support.staff import StaffBrowser

NEW: dict[str, object] = {
    "subject": "Ventetid på svar",
    "administrations": ["SOF", "BUF"],
    "state": "started",
    "on": "2026-03-03",
    "impartial": "y",
}
BEGIN: dict[str, object] = {name: value for name, value in NEW.items() if name != "impartial"}
LETTER: dict[str, object] = {
    "kind": "preliminary_report",
    "administration": "SOF",
    "on": "2026-03-03",
    "due": "2026-03-17",
    "text": "Udkast til rapport",
}
CONCLUSION: dict[str, object] = {
    "conclusion": "Der ventes for længe.",
    "criticism": "yes",
    "published_on": "",
}
RECOMMENDED: dict[str, object] = {
    "kind": "call",
    "administration": "SOF",
    "text": "Svar inden 14 dage",
    "given_on": "2026-03-03",
}
STANDS: dict[str, object] = {
    "text": "Svar inden 14 dage",
    "standing": "planned",
    "view": "Til efteråret",
    "remark": "Vi er enige",
    "remark_on": "2026-03-03",
    "declined_because": "",
    "committee_told_on": "",
    "year": "",
}


def opened(browser: StaffBrowser, **changed: object) -> str:
    """The number of a supervision that was opened on the adviser's own initiative."""
    fields = {**NEW, "submission": new_token(), **changed}
    answer = browser.post("/staff/supervisions/new", **fields)
    return answer.headers["Location"].rpartition("/")[2]
