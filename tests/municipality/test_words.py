"""The words that passphrases are proposed from."""

import re
from collections import Counter

from portal.municipality import load_words

# Where the alphabet puts the letters that come after z.
DANISH_ORDER = str.maketrans("æøå", "{|}")


def test_there_are_enough_words_for_eleven_bits_each() -> None:
    assert len(load_words()) >= 2**11


def test_no_word_stands_twice() -> None:
    assert not [word for word, count in Counter(load_words()).items() if count > 1]


def test_every_word_has_four_to_nine_small_danish_letters() -> None:
    assert not [word for word in load_words() if not re.fullmatch("[a-zæøå]{4,9}", word)]


def test_words_are_sorted_as_in_a_danish_dictionary() -> None:
    words = load_words()
    assert list(words) == sorted(words, key=lambda word: word.translate(DANISH_ORDER))


def test_no_two_words_differ_in_one_letter_changed_added_or_left_out() -> None:
    blurred: dict[str, str] = {}
    alike = []
    for word in load_words():
        for place in range(len(word)):
            changed = f"{word[:place]}?{word[place + 1 :]}"
            if changed in blurred:
                alike.append((blurred[changed], word))
            blurred[changed] = word
    known = set(load_words())
    for word in known:
        shorter = {word[:place] + word[place + 1 :] for place in range(len(word))}
        alike += [(word, other) for other in shorter & known]
    assert not alike


def test_no_two_words_sound_alike() -> None:
    # Silent letters of Danish: hjul and jul, hvid and vid, mand and man.
    silent = (("hv", "v"), ("hj", "j"), ("gj", "j"), ("nd", "n"), ("ld", "l"), ("rd", "r"))
    same = (("c", "k"), ("z", "s"), ("æ", "e"), ("dt", "t"))
    sounds: Counter[str] = Counter()
    for word in load_words():
        sound = word
        for written, heard in (*silent, *same):
            sound = sound.replace(written, heard)
        sounds[re.sub(r"(.)\1+", r"\1", sound)] += 1
    assert not [sound for sound, count in sounds.items() if count > 1]
