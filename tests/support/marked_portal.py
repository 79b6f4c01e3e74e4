"""A portal with something of everything in it, each text with a word that stands nowhere else.

`MARKS` says who may ever read which word; whoever else is shown one has been shown too much.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING

from portal.domain.access import Role
from portal.domain.assistance import Assistance, AssistanceKind
from portal.domain.case_file import Identity, NoteReader
from portal.domain.municipality import LocalText
from portal.domain.party import PartyRole
from portal.domain.publication import OwnWords
from portal.domain.recommendation import RecommendationKind
from portal.domain.supervision import SupervisionState
from portal.services.accounts.invite_account import NewAccount, invite_account
from portal.services.adviser.give_recommendation import give_recommendation
from portal.services.adviser.log_assistance import log_assistance
from portal.services.adviser.open_supervision import NewSupervision, open_supervision
from portal.services.casework.declare_impartiality import declare_impartiality
from portal.services.casework.write_note import write_note
from portal.services.dossiers.answer_dossier import answer_dossier
from portal.services.dossiers.read_dossier import confirm_secrecy
from portal.services.dossiers.send_dossier import Outgoing, send_dossier
from portal.services.drafts.keep_draft import keep_draft
from portal.services.parties.register_party import PartyTyped, register_party
from portal.services.publishing.write_words import write_words
from portal.services.reporting.post_message import post_message
from tests.administration.contacts import office_of
from tests.caseworker.complaints import filed
from tests.intake.visitor import Visitor
from tests.services.acts import received
from tests.services.hearing import DUE, karen_of, lone_of
from tests.services.publishing import YEAR
from tests.support.portal import add_member
from tests.support.published import publish
from tests.support.staff import StaffBrowser

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask.testing import FlaskClient

    from portal.domain.account import Account
    from portal.services.workplace import Member
    from tests.support.portal import FiledReport, Portal

Place = dict[str, str]

PUBLIC = ("stranger", "reporter", "citizen", "newcomer")
CONTACTS = ("karen", "sofie")
UNIT = ("birgitte", "anders", "chaima", "erik")
ROLES = (*PUBLIC, *UNIT, *CONTACTS, "torben", "rikke")
_BOTH = frozenset({"birgitte", "anders"})
_COMPLAINTS = frozenset({"birgitte", "erik"})

# Chaima was kept out of the first case by its reporter; Erik works on complaints alone; Karen got a
# dossier of the first case and Sofie one of the second; Torben is the administrator, Rikke the
# auditor. What nobody may read without a step more, the passphrase or a declaration, is empty.
MARKS: dict[str, frozenset[str]] = {
    "Rosenkvarts": _BOTH | {"reporter"},  # the first report
    "Malakit": _BOTH | {"reporter"},  # the place in it
    "Rubin": _BOTH | {"reporter"},  # the file that came with it
    "Jaspis": _BOTH | {"reporter"},  # what its reporter wrote later
    "Smaragd": frozenset(),  # who she is
    "Bjergkrystal": _BOTH,  # a note for the unit
    "Granat": frozenset({"anders"}),  # a note to himself
    "Opal": _BOTH,  # who is named in it
    "Ametyst": _BOTH | {"karen"},  # what was sent to an administration
    "Turmalin": _BOTH | {"karen"},  # what came back
    "Larimar": _BOTH | {"karen"},  # the file that came with it
    "Beryl": frozenset({"anders"}),  # the copy of a file that he looks at before it goes
    "Onyks": frozenset({"anders"}),  # his draft
    "Karneol": frozenset({"karen"}),  # hers
    "Topas": _BOTH,  # the second report
    "Safir": _BOTH | {"sofie"},  # what was sent of it
    "Citrin": _COMPLAINTS | {"citizen"},  # a complaint
    "Akvamarin": _COMPLAINTS,  # a note in it
    "Peridot": _COMPLAINTS,  # a supervision
    "Zirkon": _COMPLAINTS,  # what was recommended in it
    "Agat": _COMPLAINTS,  # a question that was answered
    "Turkis": frozenset(),  # a report that nobody has declared herself impartial in
    "Perle": _BOTH | {"chaima"},  # the words of a report that is not published
}

# What an address can name that is not there.
NOWHERE: Place = {
    "number": "2026-AAAAA",
    "ordinal": "9",
    "dossier": "D2026-AAAAA",
    "preview": "x",
    **dict.fromkeys(("file_id", "draft_id", "account_id", "published_id"), "0" * 32),
    **dict.fromkeys(("token", "kind", "code", "figure", "name", "filename"), "x"),
    **dict.fromkeys(("first", "last"), "2025-13-01"),
}


@dataclass(frozen=True)
class MarkedPortal:
    """The portal, a browser for each role, and what its addresses can name: `places` are values of
    parameters that belong together, or that somebody put together who guesses. `numbers` are those
    of cases and dossiers, with who may read each."""

    portal: Portal
    accounts: dict[str, Account]
    browsers: dict[str, FlaskClient]
    tokens: dict[str, str]
    places: list[Place]
    numbers: dict[str, frozenset[str]]


def marked_portal(portal: Portal) -> MarkedPortal:
    """Fill a portal in which nothing has happened yet."""
    workplace, anders = portal.workplace, portal.anders
    staff = _staff(portal)
    birgitte, erik, karen = staff["birgitte"], staff["erik"], staff["karen"]
    first, sent = _first_case(portal, karen)
    second = office_of(portal).taken_up("Topas")
    other = _sent(portal, second, "SUF", "Safir")
    confirm_secrecy(workplace, staff["sofie"], other)
    complaint = filed(portal, "Citrin")
    for member in (birgitte, erik):
        declare_impartiality(workplace, member, complaint.number, impartial=True, reason="")
    write_note(workplace, birgitte, complaint.number, "Akvamarin", NoteReader.UNIT)
    supervision, question = _of_the_adviser(portal, birgitte, erik)
    words = OwnWords(foreword=LocalText("Perle", ""))
    write_words(workplace, anders, *YEAR, words, version=0)
    members = {name: StaffBrowser(portal, member) for name, member in staff.items()}
    public = {name: Visitor(portal) for name in PUBLIC}
    public["reporter"].enter(first.code.text)
    public["citizen"].enter(complaint.code.text)
    public["newcomer"].report("Turkis")
    numbers = (first.number, second.number, sent, other, complaint.number, supervision, question)
    readers = (_BOTH, _BOTH | {"chaima"}, _BOTH | {"karen"}, _BOTH | {"chaima", "sofie"})
    return MarkedPortal(
        portal=portal,
        accounts={name: member.account for name, member in staff.items()},
        browsers={
            **{name: one.client for name, one in public.items()},
            **{name: one.client for name, one in members.items()},
        },
        tokens={name: _token_of(one) for name, one in public.items()}
        | {name: one.token for name, one in members.items()},
        places=[
            *_places_of_cases(members["anders"], numbers, karen),
            *_places_of_staff(portal, first.number, sent, karen),
            NOWHERE,
        ],
        numbers=dict(zip(numbers, (*readers, *(_COMPLAINTS,) * 3), strict=True)),
    )


def _staff(portal: Portal) -> dict[str, Member]:
    office = office_of(portal)
    lone_of(office)
    return {
        "birgitte": portal.birgitte,
        "anders": portal.anders,
        "chaima": portal.chaima,
        "erik": office.of_complaints(),
        "karen": karen_of(office),
        "sofie": portal.contact("Sofie", "SUF"),
        "torben": add_member(portal.workplace, "Torben", Role.ADMINISTRATOR, None),
        "rikke": add_member(portal.workplace, "Rikke", Role.AUDITOR, None),
    }


def _first_case(portal: Portal, karen: Member) -> tuple[FiledReport, str]:
    """The first case, with everything in it, and the number of the dossier that Karen answered."""
    office = office_of(portal)
    workplace, anders = portal.workplace, portal.anders
    first = office.taken_up(
        "Rosenkvarts",
        place="Malakit",
        identity=Identity("Smaragd Smaragdsen", ""),
        not_to=frozenset({portal.chaima.id}),
        files=(received(office, b"Rubin", "rubin.txt"),),
    )
    sent = _sent(portal, first, "BUF", "Ametyst")
    confirm_secrecy(workplace, karen, sent)
    documents = (received(office, b"Larimar", "larimar.txt"),)
    answer_dossier(workplace, karen, sent, result="Turmalin", planned="", files=documents)
    write_note(workplace, anders, first.number, "Bjergkrystal", NoteReader.UNIT)
    write_note(workplace, anders, first.number, "Granat", NoteReader.SELF)
    party = PartyTyped(PartyRole.PERSON_CONCERNED, "Opal Opalsen", matters=(1,))
    register_party(workplace, anders, first.number, party)
    post_message(workplace, first.reporter, "Jaspis")
    return first, sent


def _places_of_cases(anders: StaffBrowser, numbers: Sequence[str], karen: Member) -> list[Place]:
    """Cases and dossiers with what is in them, and with what is in another."""
    first, second, sent, other, complaint, supervision, question = numbers
    preview, copy = _looked_at(anders, first, karen)
    of_report, of_answer = _file_ids(anders, first)
    case = {"number": first, "ordinal": "1"}
    return [
        {**case, "dossier": sent, "file_id": of_report},
        {**case, "dossier": sent, "file_id": of_answer},
        {**case, "preview": preview, "file_id": copy},
        {"number": second, "ordinal": "1", "dossier": other, "file_id": of_report},
        {"number": second, "dossier": sent, "file_id": of_answer},
        {"number": second, "ordinal": "1", "preview": preview, "file_id": copy},
        {"number": complaint, "ordinal": "1", "file_id": of_report},
        {"number": supervision, "ordinal": "1", "dossier": sent, "file_id": of_report},
        {"number": question},
        {"number": sent, "file_id": of_answer},
        {"number": other, "file_id": of_answer},
    ]


def _places_of_staff(portal: Portal, first: str, sent: str, karen: Member) -> list[Place]:
    """Drafts, accounts, texts and reports."""
    workplace, anders = portal.workplace, portal.anders
    note = [("note", "Onyks"), ("submission", "onyks")]
    his = keep_draft(workplace, anders.account, f"/staff/cases/{first}/note", note, first)
    text = [("text", "Karneol"), ("submission", "karneol")]
    asking = f"/administration/dossiers/{sent}/question"
    hers = keep_draft(workplace, karen.account, asking, text, sent)
    invited = NewAccount("ny@kommune.example", "Ny Prøve", Role.AUDITOR)
    kind, begins, ends = YEAR
    year = {"kind": kind.value, "first": begins.isoformat(), "last": ends.isoformat()}
    return [
        {"draft_id": his.id},
        {"draft_id": hers.id},
        {"account_id": portal.chaima.id},
        {"token": invite_account(workplace, None, invited).token},
        {"kind": "gravity", "code": "service"},
        {"code": workplace.municipality.guidance[0].code},
        {**year, "figure": "themes.finance", "name": "da.json"},
        {"published_id": publish(workplace, portal.birgitte.id).id, "name": "da.html"},
        {"filename": "portal.css"},
    ]


def _sent(portal: Portal, report: FiledReport, administration: str, text: str) -> str:
    """The number of the dossier in which a matter of a report went to an administration."""
    ordinal = office_of(portal).in_scope(report.number)
    outgoing = Outgoing(administration, text, due=DUE)
    where = (portal.workplace, portal.anders, report.number, ordinal)
    return send_dossier(*where, outgoing).number


def _of_the_adviser(portal: Portal, birgitte: Member, erik: Member) -> tuple[str, str]:
    """The numbers of a supervision with a recommendation, and of a question that was answered."""
    workplace, today = portal.workplace, portal.workplace.today()
    began = NewSupervision("Peridot", ("SOF",), SupervisionState.STARTED, today)
    supervision = open_supervision(workplace, erik, began)
    give_recommendation(
        workplace,
        erik,
        supervision,
        RecommendationKind.CALL,
        administration="SOF",
        text="Zirkon",
        given_on=today,
    )
    asked = Assistance(AssistanceKind.ADVICE, "SOF", "En leder", "Agat", date(2026, 2, 23))
    question = log_assistance(workplace, erik, asked)
    for number in (supervision, question):
        declare_impartiality(workplace, birgitte, number, impartial=True, reason="")
    return supervision, question


def _looked_at(browser: StaffBrowser, number: str, to: Member) -> tuple[str, str]:
    """A dossier with a file that he looks at and has not sent: the preview's name, the copy's."""
    matter = f"/staff/cases/{number}/matters/1/dossier"
    told = {
        "administration": "BUF",
        "shown_for": "BUF",
        "text": "Undersøg det.",
        "due": "2026-04-01",
        "recipients": [to.id],
        "contains_identity": "no",
        "may_reveal": "no",
        "preview": "1",
        "files": [(BytesIO(b"Beryl"), "b.txt")],
    }
    page = browser.post(matter, 200, **told)
    [(preview, copy)] = re.findall(r"/dossier/([^/\"]+)/files/(\w+)", page.get_data(as_text=True))
    return preview, copy


def _file_ids(browser: StaffBrowser, number: str) -> tuple[str, str]:
    """The file that came with the report, and the one that came with the answer."""
    page = browser.case(number)
    [of_report] = set(re.findall(rf"/staff/cases/{number}/files/(\w+)", page))
    [of_answer] = set(re.findall(r"/dossiers/[^/]+/files/(\w+)", page))
    return of_report, of_answer


def _token_of(visitor: Visitor) -> str:
    return visitor.read("/case").hidden("/case")["csrf_token"]
