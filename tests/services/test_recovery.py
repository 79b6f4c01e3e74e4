"""Every passphrase is lost: enough holders of shares open the cases for one person."""

from __future__ import annotations

from dataclasses import replace

import pytest

from crypto.comparison_words import comparison_words
from crypto.errors import CannotOpen
from crypto.key_pair import KeyPair
from crypto.one_time_code import code_at, new_otp_secret
from crypto.recovery import RECOVERY_HOLDER, join_shares, new_recovery
from portal.domain.access import Desk, Role
from portal.domain.audit_events import SystemEvent
from portal.domain.case_file import Identity
from portal.domain.errors import InvalidInput, NotFound, NotOnTheList
from portal.services.accounts.activate_account import activate_account
from portal.services.accounts.invite_account import Invitation, NewAccount, invite_account
from portal.services.accounts.list_accounts import read_system_log
from portal.services.accounts.reset_account import reset_account
from portal.services.accounts.sign_in import check_passphrase
from portal.services.case_alarms import altered_cases
from portal.services.casework.declare_impartiality import declare_impartiality, impartiality_basis
from portal.services.casework.hand_on_cases import cases_to_hand_on, hand_on_cases
from portal.services.casework.read_case import read_case
from portal.services.casework.show_identity import show_identity
from portal.services.members.list_recovery_key import list_recovery_key
from portal.services.members.own_words import own_words
from portal.services.recovery.answer_request import OtherRecoveryKey, answer_request
from portal.services.recovery.ask_for_recovery import (
    NoRecoveryKey,
    NothingToRecover,
    recovery_request,
)
from portal.services.recovery.bring_answer import OtherKeys, bring_answer
from portal.services.recovery.recovery_files import (
    RecoveryAnswer,
    RecoveryRequest,
    read_answer,
    read_request,
    write_answer,
    write_request,
)
from portal.services.workplace import Member
from portal.storage.tables import case_keys, unit_lists
from tests.support.office import WORDS, Office
from tests.support.portal import PASSPHRASE, FiledReport, secrets_of

PUBLIC, SHARES = new_recovery(needed=3, holders=5)
ANNE = Identity("Anne Ibsen", "22 33 44 55")


@pytest.fixture
def listed(office: Office) -> Office:
    """The recovery key stands on the unit's list."""
    put_on_the_list(office, PUBLIC)
    return office


def put_on_the_list(office: Office, public: bytes, member: Member | None = None) -> None:
    list_recovery_key(
        office.workplace,
        member or office.birgitte,
        public,
        words=comparison_words(public, WORDS),
        passphrase=PASSPHRASE,
    )


def activated(office: Office, invitation: Invitation) -> Member:
    """The owner of an invitation, once she has made her keys."""
    otp_secret = new_otp_secret()
    activate_account(
        office.workplace,
        invitation.token,
        passphrase=PASSPHRASE,
        otp_secret=otp_secret,
        code=code_at(otp_secret, office.workplace.now()),
    )
    opened = check_passphrase(office.workplace, invitation.account.email, PASSPHRASE)
    return Member(opened.account, opened.secrets.key_pair)


def new_head(office: Office) -> Member:
    """A head of unit whom nobody could take up on the list: there is no passphrase left."""
    new = NewAccount("dorthe@kommune.example", "Dorthe Prøve", Role.LEAD, Desk.BOTH)
    return activated(office, invite_account(office.workplace, None, new))


def request_of(office: Office, member: Member, *, anew: bool = False) -> RecoveryRequest:
    """What arrives on the other computer."""
    asked = recovery_request(office.workplace, member.account.email, anew=anew)
    return read_request(write_request(asked))


def answered(request: RecoveryRequest, shares: list[str] = SHARES[1:4]) -> RecoveryAnswer:
    """What comes back from it."""
    return read_answer(write_answer(answer_request(join_shares(shares), request).answer))


def recovered(office: Office, member: Member, *, anew: bool = False) -> int:
    return bring_answer(office.workplace, answered(request_of(office, member, anew=anew)))[1]


def declares(office: Office, member: Member, report: FiledReport) -> None:
    declare_impartiality(office.workplace, member, report.number, impartial=True, reason="")


def reads(office: Office, member: Member, report: FiledReport) -> str:
    return read_case(office.workplace, member, report.number).file.report.text


def lists_of(office: Office) -> int:
    return len(office.rows(unit_lists))


def test_three_of_five_holders_open_the_cases_of_a_unit_that_lost_every_passphrase(
    listed: Office,
) -> None:
    report = listed.filed("Der mangler penge.", identity=ANNE)
    dorthe = new_head(listed)
    with pytest.raises(NotFound):
        impartiality_basis(listed.workplace, dorthe, report.number)

    request = request_of(listed, dorthe)
    secrets = check_passphrase(listed.workplace, dorthe.account.email, PASSPHRASE).secrets
    assert request.words(WORDS) == own_words(listed.workplace, dorthe.account, secrets)
    account, added = bring_answer(listed.workplace, answered(request))
    assert (account.id, added) == (dorthe.account.id, 1)

    declares(listed, dorthe, report)
    assert reads(listed, dorthe, report) == "Der mangler penge."
    shown = show_identity(
        listed.workplace, dorthe, report.number, reason="Samtykke", passphrase=PASSPHRASE
    )
    assert shown == ANNE
    line = read_system_log(listed.workplace)[0]
    assert SystemEvent.CASES_RECOVERED in {one.event for one in read_system_log(listed.workplace)}
    assert report.number not in repr(line)


def test_who_made_new_keys_gets_back_what_she_could_read(listed: Office) -> None:
    report = listed.taken_up("Der mangler penge.", identity=ANNE)
    anders = activated(listed, reset_account(listed.workplace, None, "anders@kommune.example"))
    # Her copy is sealed to keys that are lost: she has none, and nothing of the case is wrong.
    with pytest.raises(NotFound):
        reads(listed, anders, report)
    with listed.workplace.open_unit() as unit:
        assert altered_cases(listed.workplace, unit) == []
    with pytest.raises(NothingToRecover):
        recovered(listed, anders)
    assert recovered(listed, anders, anew=True) == 1
    assert reads(listed, anders, report) == "Der mangler penge."
    assert reads(listed, listed.birgitte, report) == "Der mangler penge."


def test_every_case_comes_back_and_an_answer_may_be_brought_twice(listed: Office) -> None:
    reports = [listed.filed(f"Sag {number}") for number in range(3)]
    dorthe = new_head(listed)
    answer = answered(request_of(listed, dorthe))
    assert [bring_answer(listed.workplace, answer)[1] for _ in range(2)] == [3, 3]
    for number, report in enumerate(reports):
        declares(listed, dorthe, report)
        assert reads(listed, dorthe, report) == f"Sag {number}"
    with pytest.raises(NothingToRecover):
        recovery_request(listed.workplace, dorthe.account.email)


def test_fewer_shares_open_nothing(listed: Office) -> None:
    listed.filed()
    request = request_of(listed, new_head(listed))
    with pytest.raises(CannotOpen):
        answered(request, SHARES[:2])


def test_the_shares_of_another_key_open_nothing(listed: Office) -> None:
    listed.filed()
    request = request_of(listed, new_head(listed))
    _, others = new_recovery(needed=2, holders=3)
    with pytest.raises(OtherRecoveryKey):
        answered(request, others)


def test_a_request_for_somebody_elses_keys_is_noticed_by_the_words(listed: Office) -> None:
    listed.filed()
    dorthe = new_head(listed)
    request = request_of(listed, dorthe)
    thief = KeyPair.new().public
    for changed in (
        replace(request, member=replace(request.member, key=thief)),
        replace(request, member=replace(request.member, identity_key=thief)),
        replace(request, root=bytes(32)),
    ):
        arrived = read_request(write_request(changed))
        assert arrived.words(WORDS) != request.words(WORDS)


def test_an_answer_for_one_opens_nothing_for_another(listed: Office) -> None:
    report = listed.filed(not_to=frozenset({listed.chaima.id}))
    answer = answered(request_of(listed, new_head(listed)))
    erik = listed.newcomer("Erik")
    for_erik = replace(answer, account=erik.account.id, key=erik.account.public_key)
    bring_answer(listed.workplace, for_erik)
    with pytest.raises(NotFound):
        reads(listed, erik, report)


def test_whom_the_reporter_excluded_opens_nothing_with_a_recovered_key(listed: Office) -> None:
    report = listed.filed(not_to=frozenset({listed.chaima.id}))
    assert recovered(listed, listed.chaima) == 1
    with pytest.raises(NotFound):
        impartiality_basis(listed.workplace, listed.chaima, report.number)


def test_who_was_disqualified_opens_nothing_with_a_recovered_key(listed: Office) -> None:
    report = listed.taken_up()
    declare_impartiality(
        listed.workplace, listed.anders, report.number, impartial=False, reason="Min søster"
    )
    assert recovered(listed, listed.anders) == 1
    with pytest.raises(NotFound):
        reads(listed, listed.anders, report)


def test_a_case_whose_keys_were_made_anew_since_is_passed_over(listed: Office) -> None:
    report = listed.taken_up()
    answer = answered(request_of(listed, new_head(listed)))
    declare_impartiality(
        listed.workplace, listed.anders, report.number, impartial=False, reason="Min søster"
    )
    assert bring_answer(listed.workplace, answer)[1] == 0
    assert reads(listed, listed.birgitte, report) == "Der mangler penge."


def test_what_was_filed_before_the_key_waits_until_it_is_sealed_to_it(office: Office) -> None:
    report = office.filed("Der mangler penge.", identity=ANNE)
    put_on_the_list(office, PUBLIC)
    dorthe = new_head(office)
    with pytest.raises(NothingToRecover):
        recovery_request(office.workplace, dorthe.account.email)
    secrets = secrets_of("Birgitte")
    step = hand_on_cases(
        office.workplace, office.birgitte, RECOVERY_HOLDER, secrets=secrets, limit=5
    )
    assert (step.done, step.left, step.refused) == (1, 0, 0)
    assert recovered(office, dorthe) == 1
    declares(office, dorthe, report)
    shown = show_identity(
        office.workplace, dorthe, report.number, reason="Samtykke", passphrase=PASSPHRASE
    )
    assert shown == ANNE


def test_without_a_recovery_key_there_is_nothing_to_ask(office: Office) -> None:
    office.filed()
    with pytest.raises(NoRecoveryKey):
        recovery_request(office.workplace, office.birgitte.account.email)
    with pytest.raises(NotFound):
        cases_to_hand_on(office.workplace, office.birgitte, RECOVERY_HOLDER)


def test_a_request_is_for_active_members_of_the_desk_alone(listed: Office) -> None:
    listed.filed()
    for address in [
        *(stranger.account.email for stranger in listed.strangers()),
        "nobody@kommune.example",
    ]:
        with pytest.raises(NotFound):
            recovery_request(listed.workplace, address)


def test_an_answer_is_for_active_members_of_the_desk_alone(listed: Office) -> None:
    listed.filed()
    answer = answered(request_of(listed, new_head(listed)))
    before = listed.rows(case_keys)
    for stranger in listed.strangers():
        with pytest.raises(NotFound):
            bring_answer(listed.workplace, replace(answer, account=stranger.account.id))
    assert listed.rows(case_keys) == before


def test_who_works_on_complaints_recovers_no_report(listed: Office) -> None:
    listed.filed()
    erik = listed.of_complaints()
    answer = answered(request_of(listed, new_head(listed)))
    before = listed.rows(case_keys)
    theirs = replace(answer, account=erik.account.id, key=erik.account.public_key)
    assert bring_answer(listed.workplace, theirs)[1] == 0
    assert listed.rows(case_keys) == before


def test_an_answer_for_keys_she_had_before_is_refused(listed: Office) -> None:
    listed.filed()
    dorthe = new_head(listed)
    answer = answered(request_of(listed, dorthe))
    activated(listed, reset_account(listed.workplace, None, dorthe.account.email))
    with pytest.raises(OtherKeys):
        bring_answer(listed.workplace, answer)


def test_the_key_is_listed_with_the_words_that_were_written_down(office: Office) -> None:
    words, before = comparison_words(PUBLIC, WORDS), lists_of(office)
    for public, said, passphrase, refusal in (
        (b"\xff" * 1216, words, PASSPHRASE, "recovery_key: not_a_key"),
        (PUBLIC[:-1], words, PASSPHRASE, "recovery_key: not_a_key"),
        (PUBLIC, "ord1 ord2 ord3 ord4 ord5 ord6", PASSPHRASE, "words: differ"),
        (PUBLIC, words, "en anden sætning om vejret", "passphrase: wrong"),
        (PUBLIC, words, "", "passphrase: missing"),
    ):
        with pytest.raises(InvalidInput, match=refusal):
            list_recovery_key(
                office.workplace, office.birgitte, public, words=said, passphrase=passphrase
            )
    assert lists_of(office) == before
    put_on_the_list(office, PUBLIC)
    assert lists_of(office) == before + 1
    events = {line.event for line in read_system_log(office.workplace)}
    assert SystemEvent.RECOVERY_KEY_LISTED in events


def test_the_same_key_is_not_signed_twice(listed: Office) -> None:
    before = lists_of(listed)
    put_on_the_list(listed, PUBLIC, listed.anders)
    assert lists_of(listed) == before


def test_who_does_not_stand_on_the_list_lists_no_key(office: Office) -> None:
    auditor = office.newcomer("Hanne", Role.AUDITOR, None)
    for member in (auditor, new_head(office)):
        with pytest.raises(NotOnTheList):
            put_on_the_list(office, PUBLIC, member)


def test_older_cases_are_sealed_to_another_key_when_asked_for(listed: Office) -> None:
    reports = [listed.filed("Sag 1"), listed.filed("Sag 2")]
    public, shares = new_recovery(needed=2, holders=2)
    put_on_the_list(listed, public)
    dorthe = new_head(listed)
    assert answer_request(join_shares(shares), request_of(listed, dorthe)).left_out == 2
    assert cases_to_hand_on(listed.workplace, listed.birgitte, RECOVERY_HOLDER) == []
    step = hand_on_cases(
        listed.workplace,
        listed.birgitte,
        RECOVERY_HOLDER,
        secrets=secrets_of("Birgitte"),
        limit=5,
        anew=True,
    )
    assert step.done == len(reports)
    assert len(answered(request_of(listed, dorthe), shares).cases) == len(reports)
