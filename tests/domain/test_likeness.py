"""Complaints that resemble one are proposed for reasons that can be read out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.likeness import RARE_IN_AT_LEAST, SHOWN_AT_MOST, Told, alike, words_of

DOG = Told("A", "Hunden Rufus blev bidt af naboens schæfer på Enghave Plads.")


def test_three_rare_words_in_common_make_two_complaints_alike() -> None:
    same = Told("B", "På ENGHAVE Plads løb en schæfer løs, og hunden blev bidt.")
    [found] = alike(DOG, [same, Told("C", "Jeg venter på min boligstøtte.")])
    assert (found.number, found.words) == ("B", ("enghave", "hunden", "plads", "schæfer"))
    assert not found.same_place
    assert not found.same_person


def test_two_rare_words_are_not_enough_by_themselves() -> None:
    assert alike(DOG, [Told("B", "En schæfer på Enghave.")]) == ()


def test_the_same_place_needs_but_one_word() -> None:
    here = Told("A", "Elevatoren virker ikke.", place="Plejehjemmet  Solgården")
    same = Told("B", "Elevatoren er i stykker igen.", place="plejehjemmet solgården")
    other = Told("C", "Maden er kold.", place="Plejehjemmet Solgården")
    [found] = alike(here, [other, same])
    assert (found.number, found.words, found.same_place) == ("B", ("elevatoren",), True)


def test_whom_it_is_made_for_is_enough() -> None:
    hers = Told("A", "Hjemmehjælpen kom ikke.", on_behalf_of="Gerda Lund")
    same = Told("B", "Kørestolen er væk.", on_behalf_of="GERDA LUND")
    [found] = alike(hers, [same, Told("C", "Kørestolen er væk.")])
    assert (found.number, found.same_person, found.words) == ("B", True, ())


def test_what_nobody_wrote_is_nothing_in_common() -> None:
    assert alike(Told("A", "Ja"), [Told("B", "Nej"), Told("C", "")]) == ()


def test_words_of_any_complaint_are_no_likeness() -> None:
    said = "Sagsbehandleren har aldrig svaret, og kommunen skulle have skrevet til borgeren."
    assert alike(Told("A", said), [Told("B", said)]) == ()
    assert words_of("Jeg HAR ventet på Rådhuset siden 2023") == {"rådhuset"}


def test_words_that_many_have_are_not_rare() -> None:
    many = [Told(str(number), DOG.text) for number in range(RARE_IN_AT_LEAST)]
    assert alike(DOG, many) == ()
    assert len(alike(DOG, many[1:])) == len(many) - 1


@pytest.mark.parametrize("count", [100, 300])
def test_every_twentieth_may_have_a_rare_word(count: int) -> None:
    others = [Told(f"x{number}", "Boligstøtten udebliver.") for number in range(count)]
    like = count // 20 - 1
    same = [Told(str(number), DOG.text) for number in range(like)]
    assert len(alike(DOG, [*others, *same])) == min(like, SHOWN_AT_MOST)
    same += [Told("en til", DOG.text), Told("og en", DOG.text)]
    assert alike(DOG, [*others, *same]) == ()


def test_the_likest_stands_first_and_five_are_shown() -> None:
    text = "Parkeringspladsen ved Utterslev Mose er oversvømmet hele vinteren."
    mine = Told("A", text, place="Mosen", on_behalf_of="Bo")
    others = [
        Told("ord", text),
        Told("sted", text, place="Mosen"),
        Told("person", "Intet fælles", on_behalf_of="bo"),
        *(Told(f"fyld{number}", f"Utterslev andetord{number}") for number in range(3)),
    ]
    assert [one.number for one in alike(mine, others)] == ["person", "sted", "ord"]
    everybody = [Told(str(number), "", on_behalf_of="Bo") for number in range(9)]
    assert [one.number for one in alike(mine, everybody)] == list("01234")


@given(st.text(), st.lists(st.text(), max_size=8))
def test_whatever_is_written_each_proposal_has_a_reason(text: str, others: list[str]) -> None:
    found = alike(Told("A", text), [Told(str(i), other) for i, other in enumerate(others)])
    assert len(found) <= SHOWN_AT_MOST
    for one in found:
        assert set(one.words) <= words_of(text) & words_of(others[int(one.number)])
        assert len(one.words) >= 3
