"""The texts that go out with rejections: the municipality's own until the unit changes one."""

import pytest

from portal.domain.audit_events import SystemEvent
from portal.domain.errors import InvalidInput, NotFound
from portal.domain.municipality import Guidance, LocalText
from portal.services.accounts.list_accounts import read_system_log
from portal.services.guidance import list_guidance, remove_guidance, save_guidance
from portal.storage.tables import guidance_texts
from tests.support.office import Office, all_at_once

NEW = Guidance(
    "",
    ("not_serious", "outside_circle"),
    LocalText("Tal med din leder", "Talk to your manager"),
    LocalText("Det kan være en god vej.", "That can be a good way."),
)


def codes(office: Office) -> set[str]:
    return {text.code for text in list_guidance(office.workplace)}


def delivered(office: Office) -> set[str]:
    return {text.code for text in office.workplace.municipality.guidance}


def test_until_something_is_changed_the_municipalitys_texts_are_there_and_not_stored(
    office: Office,
) -> None:
    assert codes(office) == delivered(office)
    assert office.rows(guidance_texts) == []


def test_a_new_text_stands_beside_those_that_were_there(office: Office) -> None:
    saved = save_guidance(office.workplace, office.birgitte, NEW)
    assert len(saved.code) == 32
    assert codes(office) == delivered(office) | {saved.code}
    [found] = [text for text in list_guidance(office.workplace) if text.code == saved.code]
    assert found == saved
    assert (found.grounds, found.title, found.body) == (NEW.grounds, NEW.title, NEW.body)


def test_a_text_is_changed_under_its_code(office: Office) -> None:
    changed = Guidance("police", NEW.grounds, NEW.title, NEW.body)
    save_guidance(office.workplace, office.birgitte, changed)
    assert codes(office) == delivered(office)
    assert changed in list_guidance(office.workplace)
    with pytest.raises(NotFound):
        save_guidance(
            office.workplace, office.birgitte, Guidance("none", NEW.grounds, NEW.title, NEW.body)
        )


def test_a_text_is_taken_out_of_use_but_never_the_last(office: Office) -> None:
    for code in sorted(delivered(office))[1:]:
        remove_guidance(office.workplace, office.birgitte, code)
        with pytest.raises(NotFound):
            remove_guidance(office.workplace, office.birgitte, code)
    [last] = codes(office)
    with pytest.raises(InvalidInput, match="code: last_text"):
        remove_guidance(office.workplace, office.birgitte, last)


@pytest.mark.parametrize(
    ("text", "slip"),
    [
        (Guidance("", NEW.grounds, LocalText(" ", "x"), NEW.body), "title_da: missing"),
        (Guidance("", NEW.grounds, LocalText("x", ""), NEW.body), "title_en: missing"),
        (Guidance("", NEW.grounds, NEW.title, LocalText("", "x")), "body_da: missing"),
        (Guidance("", NEW.grounds, NEW.title, LocalText("x", "")), "body_en: missing"),
        (Guidance("", (), NEW.title, NEW.body), "grounds: unknown"),
        (Guidance("", ("bad_mood",), NEW.title, NEW.body), "grounds: unknown"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_text_needs_both_languages_and_a_known_ground(
    office: Office, text: Guidance, slip: str
) -> None:
    with pytest.raises(InvalidInput, match=slip):
        save_guidance(office.workplace, office.birgitte, text)
    assert office.rows(guidance_texts) == []


def test_a_change_stands_in_the_portals_log(office: Office) -> None:
    save_guidance(office.workplace, office.birgitte, NEW)
    remove_guidance(office.workplace, office.birgitte, "police")
    lines = [(line.event, line.actor) for line in read_system_log(office.workplace)]
    assert lines == [(SystemEvent.GUIDANCE_CHANGED, "Birgitte Prøve")] * 2


def test_first_changes_at_the_same_time_all_stand(office: Office) -> None:
    all_at_once(lambda _number: save_guidance(office.workplace, office.birgitte, NEW), 4)
    assert len(list_guidance(office.workplace)) == len(delivered(office)) + 4
