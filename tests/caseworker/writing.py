"""What the tests of drafts do again and again: go to a page, send the form that stands open."""

import re

from crypto.identifiers import new_token
from crypto.one_time_code import code_at
from portal.domain.draft import MOST_DRAFTS, Draft
from portal.services.drafts.keep_draft import keep_draft
from portal.services.drafts.list_drafts import list_drafts
from portal.services.reporting.read_dialogue import read_dialogue
from portal.services.workplace import Member
from tests.caseworker.unit import open_forms, words
from tests.support.page_checks import CheckedClient, read_page
from tests.support.portal import OTP_SECRET, PASSPHRASE, FiledReport, Portal

LONG = "Kære indberetter\n\nÅen løber <b>langt</b>, og det tog tid 🦉.\n  – æøå"


def token_of(page: str) -> str:
    found = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert found
    return found[1]


def sign_in(portal: Portal, client: CheckedClient, who: str) -> str:
    """Sign in by the pages; the first page, with what it says."""
    fields = {"email": f"{who}@kommune.example", "passphrase": PASSPHRASE}
    token = token_of(client.get("/staff/login").text)
    client.post("/staff/login", data={"csrf_token": token, **fields})
    otp = code_at(OTP_SECRET, portal.clock.now())
    token = token_of(client.get("/staff/login/otp").text)
    response = client.post("/staff/login/otp", data={"csrf_token": token, "otp": otp})
    assert response.headers["Location"] == "/staff/cases"
    return client.get("/staff/cases").text


def follow(client: CheckedClient, address: str) -> str:
    """The page that an address leads to."""
    response = client.get(address)
    while response.status_code == 303:
        response = client.get(response.headers["Location"].partition("#")[0])
    assert response.status_code == 200
    return response.text


def open_form(page: str) -> dict[str, str]:
    """Action and fields of the one form that stands open, as a browser would send them."""
    [place] = open_forms(page)
    inside = page.split(f'id="{place}"')[1].split("</details>", maxsplit=1)[0]
    fields = {"action": read_page(inside).all("form")[0].attributes["action"]}
    for field in read_page(inside).all("input"):
        kind = field.attributes.get("type", "text")
        if kind != "file" and (kind not in ("checkbox", "radio") or "checked" in field.attributes):
            fields[field.attributes["name"]] = field.attributes.get("value", "")
    for area in read_page(inside).all("textarea"):
        fields[area.attributes["name"]] = area.text.replace("\r\n", "\n").removeprefix("\n")
    return fields


def submit(client: CheckedClient, fields: dict[str, str], status: int = 303) -> str:
    data = {name: value for name, value in fields.items() if name != "action"}
    response = client.post(fields["action"], data=data)
    assert response.status_code == status, words(response.text)
    return response.text


def drafts_of(portal: Portal, member: Member) -> list[Draft]:
    return list_drafts(portal.workplace, member)


def messages_of(portal: Portal, report: FiledReport) -> list[str]:
    entries = read_dialogue(portal.workplace, report.reporter).entries
    return [entry.text.replace("\r", "") for entry in entries[1:]]


def fill_with_drafts(portal: Portal, report: FiledReport) -> None:
    """As many drafts of the head of unit as there may be."""
    address = f"/staff/cases/{report.number}/note"
    for _ in range(MOST_DRAFTS):
        fields = [("note", "Ring til Hanne"), ("submission", new_token())]
        keep_draft(portal.workplace, portal.birgitte.account, address, fields, report.number)
