"""Names in texts: found as they are typed, and never within another word."""

import re
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.names import Certainty, NameFound, find_contacts, find_cpr, found_names

CERTAIN, POSSIBLE = Certainty.CERTAIN, Certainty.POSSIBLE

BOTH = [("Nielsen", POSSIBLE), ("Karen", POSSIBLE)]
WORKED = [
    # the name that is looked for, the text, what is found in it
    ("Karen Nielsen", "Det var Karen Nielsen, der så det.", [("Karen Nielsen", CERTAIN)]),
    ("Karen Nielsen", "det var karen nielsen der så det", [("karen nielsen", CERTAIN)]),
    ("Karen Nielsen", "KAREN NIELSEN SÅ DET", [("KAREN NIELSEN", CERTAIN)]),
    ("karen nielsen", "Karen Nielsens kontor", [("Karen Nielsens", CERTAIN)]),
    ("Karen Nielsen", "Nielsen, Karen (kontoret)", [("Nielsen, Karen", CERTAIN)]),
    ("Nielsen, Karen", "Karen Nielsen", [("Karen Nielsen", CERTAIN)]),
    ("Karen Nielsen", "K. Nielsen har underskrevet.", [("K. Nielsen", CERTAIN)]),
    ("Karen Nielsen", "Nielsen, K., har underskrevet.", [("Nielsen, K", CERTAIN)]),
    ("Karen Nielsen", "Spørg K.M. Nielsen om det.", [("K.M. Nielsen", CERTAIN)]),
    ("K. Nielsen", "Spørg Karen Nielsen om det.", [("Karen Nielsen", CERTAIN)]),
    ("Karen Nielsen", "Karen Margrethe Nielsen", [("Karen Margrethe Nielsen", CERTAIN)]),
    ("Karen Margrethe Nielsen", "Karen Nielsen", [("Karen Nielsen", CERTAIN)]),
    ("Karen Nielsen Holm", "Karen Nielsen var der.", [("Karen Nielsen", CERTAIN)]),
    ("Anne-Marie Hansen", "Anne Marie Hansen", [("Anne Marie Hansen", CERTAIN)]),
    ("Anne-Marie Hansen", "Anne-\nMarie Hansen", [("Anne-\nMarie Hansen", CERTAIN)]),
    ("Jens Bang-Mikkelsen", "Jens Bang kom.", [("Jens Bang", CERTAIN)]),
    ("Karen Nielsen", "Jeg så Karen\nNielsen gå.", [("Karen\nNielsen", CERTAIN)]),
    ("Karen Nielsen", "Jeg så Karen Niel-\nsen gå.", [("Karen Niel-\nsen", CERTAIN)]),
    ("Karen Nielsen", "Jeg så Ka\u200bren\u00a0Niel\u00adsen gå.", None),
    ("Karen Nielsen", "Karen\u200bNielsen", [("Karen\u200bNielsen", CERTAIN)]),
    ("Karen Nielsen", "Skriv til karen.nielsen@kk.dk", [("karen.nielsen", CERTAIN)]),
    ("Søren Ærø Åse", "Soeren Aase", [("Soeren Aase", CERTAIN)]),
    ("Søren Kjær", "Soren Kjaer", [("Soren Kjaer", CERTAIN)]),
    ("Soeren Kjaer", "Søren Kjær", [("Søren Kjær", CERTAIN)]),
    ("Soren Kjær", "So\u0308ren Kjær", [("So\u0308ren Kjær", CERTAIN)]),
    ("Åge Aaen", "A\u030age Åen", [("A\u030age Åen", CERTAIN)]),
    ("René Müller", "Rene Mueller", [("Rene Mueller", CERTAIN)]),
    ("Sean O'Brien", "Sean O’Brien", [("Sean O’Brien", CERTAIN)]),
    ("Lars Friis", "Lars' leder", [("Lars", POSSIBLE)]),
    (
        "Karen Nielsen",
        "Nielsen ringede. Karen var syg.",
        [("Nielsen", POSSIBLE), ("Karen", POSSIBLE)],
    ),
    ("Karen Nielsen", "Nielsen-sagen", [("Nielsen", POSSIBLE)]),
    ("Karen Nielsen", "Peter Nielsen, Karen Holm", BOTH),
    ("Karen Nielsen", "Karen og Peter Nielsen", [("Karen", POSSIBLE), ("Nielsen", POSSIBLE)]),
    ("Ida Nielsen", "Mødet i Nielsens kontor", [("Nielsens", POSSIBLE)]),
    ("Karen", "Karen var der", [("Karen", POSSIBLE)]),
    ("Ludwig van Beethoven", "van Beethoven", [("Beethoven", POSSIBLE)]),
    ("Dr. Karen Nielsen", "fru Nielsen", [("Nielsen", POSSIBLE)]),
    ("Nordlys Vask ApS", "Nordlys Vask A/S stod for det.", [("Nordlys Vask", CERTAIN)]),
    # no name at all
    ("Karen Nielsen", "Makarena, Nielsenius og Carnielsen", []),
    ("Bo Vang", "De skulle bo på en vang ved siden af.", []),
    ("Hans Mark", "Hans cykel stod på hans store mark.", []),
    ("Hans Mark", "Hans cykel stod på hans mark.", [("hans mark", POSSIBLE)]),
    ("Mark Dahl", "En dag på en mark. Mark stod der ikke noget.", []),
    ("Åge Holm", "Hun fik en holm af mig.", []),
    ("Karen Nielsen", "", []),
    ("", "Karen Nielsen", []),
    ("Jeg kan kontaktes via koden", "Vi kan kontaktes via koden", []),
]


@pytest.mark.parametrize(("name", "text", "expected"), WORKED)
def test_a_name_is_found_as_it_is_typed(
    name: str, text: str, expected: list[tuple[str, Certainty]] | None
) -> None:
    found = found_names(text, [name])

    if expected is None:
        assert [hit.certainty for hit in found] == [CERTAIN]
    else:
        assert [(hit.as_written, hit.certainty) for hit in found] == expected


def test_an_ordinary_word_counts_with_a_capital_within_a_sentence() -> None:
    assert found_names("Vi spurgte Mark om det.", ["Mark Dahl"]) == (
        NameFound("Mark Dahl", "Mark", POSSIBLE),
    )
    assert found_names("Jeg så, at Bo Vang gik.", ["Bo Vang"]) == (
        NameFound("Bo Vang", "Bo Vang", CERTAIN),
    )


def test_what_is_certain_comes_first_and_each_piece_once() -> None:
    text = "Karen kom. Karen gik. Her er Karen Nielsen og Karen Nielsen og Bo Friis."

    assert found_names(text, ["Bo Friis", "Karen Nielsen"]) == (
        NameFound("Bo Friis", "Bo Friis", CERTAIN),
        NameFound("Karen Nielsen", "Karen Nielsen", CERTAIN),
        NameFound("Karen Nielsen", "Karen", POSSIBLE),
    )


REACHED = [
    ("karen@post.dk", "Svar til Karen@Post.dk.", ["Karen@Post.dk"]),
    ("karen@post.dk", "Svar til askaren@post.dk og karen@post.dk.com", []),
    ("20 30 40 50", "Ring +45 2030 4050!", ["+45 2030 4050"]),
    ("+45 20304050", "Ring 20-30-40-50", ["20-30-40-50"]),
    ("Tlf. 20304050 efter kl. 16", "(20)304050, efter arbejdstid", ["20)304050"]),
    ("20304050", "Bilag 1203040509", []),
    ("+46 70 123 45 67", "0046 701234567", ["0046 701234567"]),
    ("010203-1234", "Født 010203 1234.", ["010203 1234"]),
    ("Karen Nielsen, 20304050, karen@post.dk", "Karen Nielsen", ["Karen Nielsen"]),
    ("karen@post.dk, helst efter arbejdstid", "helst efter arbejdstid", []),
    ("Ring til min kollega Peter Friis, 20304050", "Peter Friis var der", ["Peter Friis"]),
]


@pytest.mark.parametrize(("contact", "text", "expected"), REACHED)
def test_what_somebody_is_reached_by_is_found(contact: str, text: str, expected: list[str]) -> None:
    found = found_names(text, [contact])

    assert [hit.as_written for hit in found if hit.certainty is CERTAIN] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("CPR 010203-1234 og 0102031234", ("010203-1234", "0102031234")),
        ("010203 – 1234", ("010203 – 1234",)),
        ("01 02 03-1234", ("01 02 03-1234",)),
        ("01\u200b0203-1234", ("01\u200b0203-1234",)),
        ("Erstatningsnummer 610203-1234", ("610203-1234",)),
        ("290200-1234 findes, 290201-1234 gør ikke", ("290200-1234",)),
        ("320103-1234, 011303-1234, 9010203-1234, 010203-12345", ()),
        ("journal 2024-1234, telefon +45 20 30 40 50, beløb 1.010.203.1234", ()),
    ],
)
def test_civil_registration_numbers_are_found(text: str, expected: tuple[str, ...]) -> None:
    assert find_cpr(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Skriv til a.b+c@sub.kk.dk, eller ring.", ("a.b+c@sub.kk.dk",)),
        ("33 66 14 00", ("33 66 14 00",)),
        ("tlf.33661400", ()),
        ("tlf. 33661400.", ("33661400",)),
        ("+45 3366 1400 eller 33.66.14.00", ("+45 3366 1400", "33.66.14.00")),
        ("ring 33 661 400 eller 0046701234567", ("33 661 400", "0046701234567")),
        ("010203-1234 er intet telefonnummer", ()),
        ("25.11.2024, 2024-1234, 25.000.000 kr., i 2023 2024, 25 000 000 kr.", ()),
        ("@ alene, a@b, 12345678", ()),
    ],
)
def test_addresses_and_telephone_numbers_are_found(text: str, expected: tuple[str, ...]) -> None:
    assert find_contacts(text) == expected


NAMES = st.sampled_from(
    ["Karen Nielsen", "Søren Ærø", "Åge Bjørn Kjær", "Anne-Marie Hansen", "René O'Neill", "Bo Ib"]
)
WORDS = st.lists(
    st.sampled_from(["en", "sag", "blev", "set", "af", "nogen", "som", "ikke", "ville", "svare"])
)


@given(NAMES, WORDS, WORDS, st.sampled_from([str.lower, str.upper, str.title, str]))
def test_a_full_name_is_found_wherever_it_stands(name, before, after, typed) -> None:
    text = " ".join([*before, typed(name), *after])

    assert CERTAIN in {hit.certainty for hit in found_names(text, [name])}


@given(NAMES, st.text("bcdfghijklmnpqrtuvwxyz", min_size=1), st.booleans())
def test_a_name_within_another_word_is_none(name, letters, in_front) -> None:
    words = [
        letters + word if in_front else word + letters
        for word in re.split(r"[ '-]", name)
        if len(word) > 1
    ]
    known = {word.casefold() for word in re.split(r"[ -]", name)}
    hits = found_names(" . ".join(words), [name])

    assert all(hit.as_written.casefold().removesuffix("s") in known for hit in hits)


@given(NAMES, st.data())
def test_unseen_characters_hide_no_name(name, data) -> None:
    place = data.draw(st.integers(0, len(name)))
    unseen = data.draw(st.sampled_from("\u200b\u200c\u200d\u2060\ufeff\u00ad"))

    found = found_names(f"Det var {name[:place]}{unseen}{name[place:]}.", [name])

    assert CERTAIN in {hit.certainty for hit in found}


@given(st.text(), st.lists(st.text(), max_size=3))
def test_any_text_can_be_searched_and_what_is_found_stands_in_it(text, names) -> None:
    assert all(hit.as_written in text and hit.name in names for hit in found_names(text, names))
    assert all(piece in text for piece in (*find_cpr(text), *find_contacts(text)))


@given(st.dates(), st.integers(0, 9999), st.sampled_from(["-", "", " ", "–"]))
def test_every_number_with_a_birthday_is_found(day, serial, dash) -> None:
    number = f"{day:%d%m}{day.year % 100:02}{dash}{serial:04}"

    assert find_cpr(f"nr. {number}, se bilag") == (number,)


@given(st.integers(20_00_00_00, 99_99_99_99), st.sampled_from(["", " "]))
def test_every_danish_telephone_number_is_found_again_in_any_grouping(number, gap) -> None:
    digits = str(number)
    pairs = gap.join(digits[place : place + 2] for place in range(0, 8, 2))

    assert find_contacts(f"ring {pairs} i aften") == (pairs,)
    assert found_names(f"nr. +45 {digits[:4]} {digits[4:]}", [pairs])


PIECES = ["a", " ", "-", "@", "a@a.", "a. ", "20 ", "Karen ", "Karen Nielsen ", "-\n", ", "]


@pytest.mark.parametrize("piece", PIECES)
def test_a_text_made_to_be_slow_is_searched_within_a_moment(piece: str) -> None:
    text = "Nielsen" + piece * 40_000 + "Karen"
    begun = process_time()

    found_names(text, ["Karen Nielsen", "karen@post.dk", "20304050", "010203-1234"])
    find_cpr(text)
    find_contacts(text)

    assert process_time() - begun < 8
