"""What the portal is told about its municipality, and how a slip in the file is reported."""

from pathlib import Path

import pytest

from portal.domain.matter import Outcome
from portal.domain.municipality import LocalText, Municipality
from portal.domain.triage import Ground, Relation, ScopeLeg
from portal.municipality import COPENHAGEN, load_municipality


@pytest.fixture(scope="module")
def copenhagen() -> Municipality:
    return load_municipality()


def changed_file(folder: Path, old: str, new: str) -> Path:
    text = COPENHAGEN.read_text(encoding="utf-8")
    assert old in text
    changed = folder / "changed.toml"
    changed.write_text(text.replace(old, new, 1), encoding="utf-8")
    return changed


def test_copenhagen_has_its_seven_administrations_in_the_published_order(
    copenhagen: Municipality,
) -> None:
    letters = [entry.letters for entry in copenhagen.administrations]
    assert letters == ["ØKF", "KFF", "BUF", "SUF", "SOF", "TMF", "BIF"]
    assert copenhagen.codes("administration")[0] == "OKF"


def test_another_authority_is_a_body_outside_the_municipality_and_never_an_administration(
    copenhagen: Municipality,
) -> None:
    codes = (*copenhagen.codes("body"), *copenhagen.codes("administration"), "nobody", "")
    assert {code for code in codes if copenhagen.is_other_authority(code)} == {
        "police",
        "national_scheme",
        "labour_inspectorate",
        "data_protection_agency",
        "patient_safety_authority",
        "appeals_board",
    }


def test_a_recipient_is_named_whether_it_is_an_administration_or_a_body(
    copenhagen: Municipality,
) -> None:
    assert copenhagen.recipient_label("SUF", "da") == "Sundheds- og Omsorgsforvaltningen"
    assert copenhagen.recipient_label("police", "en") == "Copenhagen Police"
    assert copenhagen.label("body", "internal_audit", "da") == "Intern Revision"
    with pytest.raises(LookupError):
        copenhagen.recipient_label("nobody", "da")
    known = {code for code in ("SUF", "police", "nobody", "") if copenhagen.is_recipient(code)}
    assert known == {"SUF", "police"}


def test_copenhagen_has_the_eleven_published_themes(copenhagen: Municipality) -> None:
    assert copenhagen.codes("theme") == (
        "work_environment",
        "law",
        "finance",
        "neglect_of_care",
        "criminal_offence",
        "internal_rules",
        "citizen_service",
        "health",
        "data_protection",
        "environment",
        "other",
    )


def test_the_codes_of_the_rules_all_have_a_label(copenhagen: Municipality) -> None:
    assert copenhagen.codes("relation") == tuple(Relation)
    assert copenhagen.codes("scope_leg") == tuple(ScopeLeg)
    assert copenhagen.codes("ground") == tuple(Ground)
    assert copenhagen.codes("outcome") == tuple(Outcome)


def test_each_relation_in_the_circle_has_its_letter_of_the_act(copenhagen: Municipality) -> None:
    letters = {entry.code: entry.letter for entry in copenhagen.relations}
    outside = {code for code, letter in letters.items() if not letter}
    assert outside == {"other", "unknown"}
    assert "".join(sorted(letters.values())) == "abcdefgh"


def test_a_label_is_given_in_the_language_asked_for(copenhagen: Municipality) -> None:
    assert copenhagen.label("theme", "finance", "da") == "Økonomi"
    assert copenhagen.label("theme", "finance", "en") == "Finance"
    assert ("confirmed", "Bekræftet") in copenhagen.choices("outcome", "da")


def test_a_language_that_is_not_english_is_answered_in_danish() -> None:
    assert LocalText(da="sag", en="case").text("fo") == "sag"


@pytest.mark.parametrize(
    ("kind", "code"), [("theme", "weather"), ("administration", "ØKF"), ("colour", "red")]
)
def test_an_unknown_kind_or_code_is_a_lookup_error(
    copenhagen: Municipality, kind: str, code: str
) -> None:
    with pytest.raises(LookupError):
        copenhagen.label(kind, code, "da")


def test_entries_are_found_by_code(copenhagen: Municipality) -> None:
    assert copenhagen.administration("OKF").letters == "ØKF"
    assert copenhagen.relation("worker").letter == "a"
    assert "§ 26" in copenhagen.ground("no_consent").legal_basis.da
    assert copenhagen.guidance_text("police").title.en == "Report it to the police"


@pytest.mark.parametrize("ground", list(Ground))
def test_each_ground_has_several_guidance_texts(copenhagen: Municipality, ground: str) -> None:
    assert len(copenhagen.guidance_for(ground)) >= 3


def test_guidance_is_long_enough_to_help_and_short_enough_to_read(
    copenhagen: Municipality,
) -> None:
    for entry in copenhagen.guidance:
        for body in (entry.body.da, entry.body.en):
            assert 60 <= len(body.split()) <= 150, entry.code


def test_no_text_promises_full_anonymity() -> None:
    everything = COPENHAGEN.read_text(encoding="utf-8").lower()
    for promise in ("100 %", "helt anonym", "fuldstændig anonym", "completely anonymous"):
        assert promise not in everything


def test_limits_and_retention_are_what_the_municipality_chose(copenhagen: Municipality) -> None:
    assert copenhagen.limits.administration_answer_days == 28
    assert copenhagen.limits.reporter_answer_days == 14
    assert copenhagen.retention.months == {
        "rejected": 3,
        "refuted": 6,
        "confirmed": 24,
        "other": 12,
        "complaint": 12,
        "assistance": 24,
        "supervision": 120,
    }


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ('phone = "33 66 14 00"\n', "", "[municipality]: phone is missing"),
        ("[municipality]\n", '[municipality]\nfax = "1"\n', "[municipality]: fax is not a known"),
        ('code = "kobenhavn"', 'code = " "', "code must be a text that is not empty"),
        ('code = "KFF"', 'code = "OKF"', "[[administrations]]: the code 'OKF' is given twice"),
        ('code = "OKF"', 'code = "ØKF"', "must be ASCII"),
        (
            'code = "police"',
            'code = "BUF"',
            "[[bodies]]: the code 'BUF' is that of an administration",
        ),
        ("other_authority = true", 'other_authority = "no"', "[[bodies]] police: other_authority"),
        ("other_authority = true\n", "", "[[bodies]] police: other_authority is missing"),
        ('letter = "h"', 'letter = "j"', "[[relations]] future: letter 'j'"),
        ('code = "unsettled"', 'code = "unclear"', "exactly the codes of the rules"),
        ('grounds = ["no_consent"]', 'grounds = ["bad_mood"]', "'bad_mood' is no ground"),
        ("rejected = 3", "rejected = 0", "[retention]: rejected must be a whole number"),
        ("rejected = 3", "rejected = true", "[retention]: rejected must be a whole number"),
        ("[limits]\n", "[limits]\nfeedback_months = 4\n", "feedback_months is not a known"),
        ('address = ["Vester', 'address = "Vester', "changed.toml"),
        ('exit_url = "https:', 'exit_url = "http:', "must begin with https://"),
        ('security_contact = "tel:', 'security_contact = "', "must begin with mailto:, tel: or"),
        ('"tel:+45', '"tel:\\n', "must begin with mailto:, tel: or https://"),
        ("confirmed_on = 2026-11-02", 'confirmed_on = "2026-11-02"', "must be a day"),
    ],
)
def test_a_slip_in_the_file_is_named_with_its_place(
    tmp_path: Path, old: str, new: str, complaint: str
) -> None:
    with pytest.raises(ValueError, match=r"^changed\.toml: ") as slip:
        load_municipality(changed_file(tmp_path, old, new))
    assert complaint in str(slip.value)
