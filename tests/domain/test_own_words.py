"""What the unit writes itself is kept clean, and what could point at somebody is pointed out."""

from __future__ import annotations

import pytest

from portal.domain.errors import InvalidInput
from portal.domain.municipality import LocalText
from portal.domain.own_words import MOST_CHARACTERS, cleaned_text, cleaned_words, warnings
from portal.domain.publication import OwnWords
from tests.support.office import copenhagen

GRAVIDE = (
    "Usaglig forskelsbehandling af gravide, herunder fysisk og opgavemæssig forflyttelse og chikane"
)
# The subjects that Copenhagen's Borgerrådgiver published for 2023: examined, then rejected.
PUBLISHED = (
    "Dårligt arbejdsmiljø",
    "Chikane/mobning af medarbejdere",
    GRAVIDE,
    "Brud på sandhedspligt i offentligheden",
    "Modarbejdelse af formål med tilsyn samt dårligt psykisk arbejdsmiljø",
    "Usaglige opsigelser og trusler om advarsler",
    "Ventelister til botilbud",
    "Fysiske og verbale overgreb imod børn, hård tone og mobning",
    "Ledelsesmæssig manipulation med trivselsundersøgelse",
    "Fysisk voldsomhed overfor et barn og verbal grovhed overfor flere børn",
    "Mulig ulovlig begunstiging af medarbejder",
    "Administrativt misbrug af midler bevilget til udsat barn",
    "Økonomiske uregelmæssigheder i forbindelse med kommunalt salg",
    "Utilstrækkelig sikkerhed for personale",
    "Daglige svigt af børn i daginstitution/fysiske udfald mod et barn",
    "Omsorgssvigt",
    "Gentagne stillingsbesættelser uden opslag",
    "Ansættelsesvilkår i strid med interne regler",
    "Potentielle overtrædelser af udbudslovens regler mv.",
    "Procedure for sagsbehandling i strid med lovgivning",
    "Kommunalt byggearbejde uden byggetilladelse",
    "Dårligt arbejdsmiljø og højt arbejdspres",
    "Socialt snyd og privatretlige problemstillinger",
    "Dårlig og uengageret ledelse",
    "Uhensigtsmæssig ressourceallokering",
    "Dårligt fysisk og psykisk arbejdsmiljø på grund af ledelsesadfærd i kommunal enhed",
    "Videregivelse af tavshedsbelagte oplysninger om borgere",
    "Snyd med tilskud og måltal",
    "Usædvanligt højt sygefravær i en kommunal enhed",
    "Mulig nepotisme i forbindelse med stillingsbesættelse",
    "Potentiel usikker omgang med persondata",
    "Manglende og inkompetent ledelse",
    "Faglige fejl på grund af utilstrækkelig oplæring",
    "Uberettiget afsked",
)


def found(text: str, language: str = "da") -> list[tuple[str, str]]:
    return [(one.kind.value, one.as_written) for one in warnings(text, copenhagen(), language)]


@pytest.mark.parametrize("line", PUBLISHED)
def test_nothing_is_said_of_the_subjects_as_they_were_published(line: str) -> None:
    assert found(line) == []


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Chikane begået af Karen Nielsen", [("name", "Karen Nielsen")]),
        ("Chikane begået af K. Brandtvig", [("name", "K. Brandtvig")]),
        ("Karen Nielsen har truet ansatte", [("name", "Karen Nielsen")]),
        ("Karen har truet ansatte", [("name", "Karen")]),
        ("Hansens dårlige ledelse", [("name", "Hansens")]),
        ("Vold på Plejehjemmet Lindegården", [("place", "Plejehjemmet Lindegården")]),
        ("Vold på plejehjemmet Lindegården", [("place", "plejehjemmet Lindegården")]),
        ("Mobning på Vesterbro Skole", [("place", "Vesterbro Skole")]),
        ("Byggeri uden tilladelse på Blegdamsvej", [("place", "Blegdamsvej")]),
        ("Sygeplejersken tog medicin", [("post", "Sygeplejersken")]),
        ("Trusler fra skolelederens side", [("post", "skolelederens")]),
        ("Vold mod 3 børn", [("number", "3")]),
        ("Vold mod tre børn den 4. marts", [("number", "tre"), ("number", "4")]),
        ("Underslæb på 12.500 kr. i 2023", [("number", "12.500")]),
        (
            "Pædagogen i Børnehaven Solstrålen slog to børn",
            [
                ("post", "Pædagogen"),
                ("place", "Børnehaven Solstrålen"),
                ("number", "to"),
            ],
        ),
    ],
)
def test_a_name_a_place_a_post_and_a_number_are_pointed_out(
    line: str, expected: list[tuple[str, str]]
) -> None:
    assert found(line) == expected


LAW = """
Whistleblowerenheden i Københavns Kommune offentliggør hvert år en beretning efter § 27 i lov om
beskyttelse af whistleblowere, jf. § 12, stk. 2, nr. 2.
"""
OFFICES = """
Socialforvaltningen og Børne- og Ungdomsforvaltningen har i 2023/24 ændret praksis.
Borgerrepræsentationens udvalg er orienteret om GDPR og HR.
"""
POLITE = "Vi takker. Det gælder også dem i København, der svarede. Læs mere hos Datatilsynet."


@pytest.mark.parametrize("text", [LAW, OFFICES, POLITE])
def test_the_municipality_its_offices_the_law_and_a_year_point_at_nobody(text: str) -> None:
    assert found(text) == []


def test_english_is_looked_through_as_english() -> None:
    text = "The head nurse told the City of Copenhagen to hire two people, says Karen Nielsen"
    assert found(text, "en") == [
        ("post", "The head nurse"),
        ("number", "two"),
        ("name", "Karen Nielsen"),
    ]
    assert found("The Unit received reports on the home: nurse, teacher and cook.", "en") == []


def test_a_name_with_unseen_characters_is_found_as_it_was_written() -> None:
    assert found("Chikane fra Ka\u00adren") == [("name", "Ka\u00adren")]


def test_what_nobody_sees_is_not_kept_and_lines_end_in_one_way() -> None:
    assert cleaned_text(" a\u202e\x00b \r\nc\rd\u2028e\tf\ud800\ufffe ") == "ab\nc\nd\ne f"
    assert cleaned_text("A\u030a") == "Å"


def test_a_remark_that_says_nothing_is_none() -> None:
    remarks = {"themes": LocalText(" ", "\n"), "days": LocalText("Om fristerne", "")}
    words = cleaned_words(OwnWords(remarks=remarks))
    assert words.remarks == {"days": LocalText("Om fristerne", "")}


@pytest.mark.parametrize(
    ("words", "field"),
    [
        (OwnWords(foreword=LocalText("x" * (MOST_CHARACTERS + 1), "")), "foreword_da"),
        (OwnWords(rejected=LocalText("", "x" * (MOST_CHARACTERS + 1))), "rejected_en"),
        (
            OwnWords(remarks={"days": LocalText("x" * (MOST_CHARACTERS + 1), "")}),
            "remark_days_da",
        ),
    ],
)
def test_a_text_may_not_be_longer_than_a_text_is(words: OwnWords, field: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        cleaned_words(words)
    assert (refused.value.field, refused.value.reason) == (field, "too_long")


@pytest.mark.parametrize("code", ["", "../x", "Days", "a" * 61])
def test_a_remark_stands_under_something_that_can_be_a_table(code: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        cleaned_words(OwnWords(remarks={code: LocalText("a", "")}))
    assert refused.value.field == "remarks"


def test_the_digest_of_words_is_of_every_one_of_them() -> None:
    text = LocalText("a", "")
    told = [
        OwnWords(),
        OwnWords(foreword=text),
        OwnWords(foreword=LocalText("", "a")),
        OwnWords(examined=text),
        OwnWords(rejected=text),
        OwnWords(remarks={"days": text}),
        OwnWords(remarks={"stock": text}),
    ]
    assert len({words.digest for words in told}) == len(told)
    assert OwnWords(remarks={"a": text, "b": text}).digest == (
        OwnWords(remarks={"b": text, "a": text}).digest
    )
