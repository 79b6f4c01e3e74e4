"""What members of staff type is kept on both engines, or refused with its field; never an error."""

import pytest

from portal.domain.access import Role
from portal.domain.errors import InvalidInput
from portal.domain.municipality import Guidance, LocalText
from portal.services.accounts.invite_account import NewAccount, invite_account
from portal.services.guidance import save_guidance
from tests.support.office import Office


def _invited(office: Office, name: str) -> str:
    new = NewAccount("ny@kommune.example", name, Role.ADMINISTRATOR)
    return invite_account(office.workplace, None, new).account.name


@pytest.mark.parametrize(
    "name",
    ["x" * 201, "Ib\0sen", "Ib\u202enesbI", "Ib\u200bsen", "Ib\x1bsen"],
    ids=["too long", "a NUL", "a turn of direction", "nothing to see", "an escape"],
)
def test_a_name_that_is_none_is_refused(office: Office, name: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        _invited(office, name)
    assert (refused.value.field, refused.value.reason) == ("name", "not_a_name")


def test_a_name_is_kept_as_one_line(office: Office) -> None:
    assert _invited(office, "  Åse-Marie\u00a0 O\u2019Neill \n") == "Åse-Marie O\u2019Neill"


def test_the_longest_name_is_kept(office: Office) -> None:
    assert _invited(office, "å" * 200) == "å" * 200


def test_a_guidance_text_with_a_nul_is_refused(office: Office) -> None:
    text = Guidance("", ("not_serious",), LocalText("Til", "To"), LocalText("dig\0", "you"))
    with pytest.raises(InvalidInput) as refused:
        save_guidance(office.workplace, office.birgitte, text)
    assert refused.value.field == "body_da"
