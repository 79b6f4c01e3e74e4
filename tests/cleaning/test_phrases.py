"""How words are found in a text: whatever stands between, around and over their letters."""

import pytest

from portal.cleaning.phrases import BAR, blacked_out, found, sought


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("- - Karen", "- " * 1_000),
        ("- - - - - x", "-\n" * 500),
        ("- Karen Hansen", "-\n" * 100_000),
        ("Karen - - Hansen", "Karen" + " -" * 100_000),
        ("a" * 199 + "b", "a\n" * 100_000),
        ("a-" * 100, "a-\n" * 60_000),
    ],
)
def test_no_text_makes_a_search_long(phrase: str, text: str) -> None:
    """It ends at all: a search that tries all ways of parting these would take years."""
    spans, every = found(text, sought([phrase]))
    assert bool(spans) is every


def test_each_letter_is_looked_at_a_few_times_however_many_dashes_there_are(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    steps = 0

    class Counted(str):
        __slots__ = ()

        def find(self, *asked: object) -> int:
            nonlocal steps
            steps += 1
            return str.find(self, *asked)  # type: ignore[arg-type]

    from portal.cleaning import phrases as module

    real = module.fold

    def counting(text: str) -> object:
        folded = real(text)
        folded.letters = Counted(folded.letters)
        return folded

    wanted = sought(["- - Karen", "Karen - - Hansen"])
    monkeypatch.setattr(module, "fold", counting)
    found("Karen" + "- \n" * 10_000 + "Hanse", wanted)
    assert steps < 10


def test_dashes_and_blanks_at_the_ends_of_a_phrase_count_for_nothing() -> None:
    assert blacked_out("om Hansen, -", sought([" - Hansen -\n"])) == (f"om {BAR}, -", set())
    assert not sought(["- -", "\u2013", " "])


@pytest.mark.parametrize(
    "text",
    ["{}\u00b9", "{}1", "1{}", "{}\u2122", "\u2122{}", "{}\u00aa", "{}\u24c7", "_{}_", "{}\u00bd"],
)
def test_what_is_no_letter_beside_a_name_does_not_hide_it(text: str) -> None:
    shown = blacked_out(text.format("Karen Hansen"), sought(["karen hansen"]))[0]
    assert shown == text.format(BAR)


@pytest.mark.parametrize("text", ["Hansenberg", "\u00c5hansen", "Hansen\u0301", "Hansenske"])
def test_a_letter_beside_a_name_makes_it_another(text: str) -> None:
    assert blacked_out(text, sought(["Hansen"]))[0] == text


def test_a_number_is_found_beside_letters_and_not_within_another_number() -> None:
    text = "12345678, tlf12345678, 123456789"
    assert blacked_out(text, sought(["12345678"]))[0] == f"{BAR}, tlf{BAR}, 123456789"


@pytest.mark.parametrize(
    "text",
    [
        "Karen\n> Hansen",
        "Karen \n>> Hansen",
        "Karen\n> > Hansen",
        "Karen\n| Hansen",
        "Karen\n>\n> Hansen",
        "Karen Han-\n> sen",
        "Karen\u2800Hansen",
        "Karen\u2212Hansen",
        "Karen - Hansen",
    ],
)
def test_a_phrase_goes_on_over_quote_marks_lines_and_dashes(text: str) -> None:
    assert blacked_out(f"{text}.", sought(["Karen Hansen"])) == (f"{BAR}.", set())


def test_quote_marks_part_words_only_where_a_line_begins() -> None:
    assert blacked_out("Karen > Hansen", sought(["Karen Hansen"]))[0] == "Karen > Hansen"


@pytest.mark.parametrize(
    "text", ["Y\u0131ld\u0131z", "YILDIZ", "yildiz", "YİLDİZ", "YI\u0307LDI\u0307Z"]
)
@pytest.mark.parametrize("phrase", ["Y\u0131ld\u0131z", "YILDIZ", "yildiz", "Yİldİz"])
def test_i_with_and_without_a_dot_is_one_letter(text: str, phrase: str) -> None:
    assert blacked_out(text, sought([phrase]))[0] == BAR


@pytest.mark.parametrize(
    "mark",
    ["\u0335", "\u0336", "\u0337", "\u0338", "\u0332", "\u034f", "\ufe0f", "\u200b", "\u2800"],
)
def test_strokes_and_what_nobody_sees_do_not_hide_a_word(mark: str) -> None:
    text = "".join(letter + mark for letter in "Hanse") + "n"
    assert blacked_out(text, sought(["Hansen"]))[0] == BAR
    assert blacked_out("Hansen", sought([text]))[0] == BAR
