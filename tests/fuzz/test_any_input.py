"""Whatever a parser is fed, it reads it or refuses it in its own way: no other error, no crash."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzz.parsers import PARSERS, Parser

# How many seeds each parser has: one that got lost would be missed by nobody.
SEEDS = 39
SHORT, LONG = 40, 5_000
THOROUGH = settings(max_examples=LONG, deadline=None, suppress_health_check=list(HealthCheck))


@st.composite
def altered(draw: st.DrawFn, seeds: tuple[bytes, ...]) -> bytes:
    """A seed with a piece cut out, put in, turned round or put in twice; or bytes of no origin."""
    if draw(st.integers(0, 4)) == 0:
        return draw(st.binary(max_size=300))
    seed = draw(st.sampled_from(seeds))
    for _ in range(draw(st.integers(1, 3))):
        start = draw(st.integers(0, len(seed)))
        end = min(len(seed), start + draw(st.integers(0, 64)))
        put = draw(
            st.one_of(
                st.binary(max_size=8),
                st.sampled_from((b"\0", b"\r\n", b"\xed\xa0\x80", b"1e999", b"-1", b"null", b"{")),
                st.just(seed[start:end] * 2),
                st.just(bytes(byte ^ 1 for byte in seed[start:end])),
            )
        )
        seed = seed[:start] + put + seed[end:]
    return seed


def check(parser: Parser, content: bytes) -> None:
    try:
        parser.read(content)
    except parser.refuses:
        return
    assert not parser.sealed or content in parser.seeds


@pytest.mark.parametrize("name", PARSERS)
def test_any_input_is_read_or_refused(name: str) -> None:
    @settings(max_examples=SHORT, deadline=None, suppress_health_check=list(HealthCheck))
    @given(altered(PARSERS[name].seeds))
    def tried(content: bytes) -> None:
        check(PARSERS[name], content)

    tried()


@pytest.mark.drill
@pytest.mark.parametrize("name", PARSERS)
def test_a_great_deal_of_input_is_read_or_refused(name: str) -> None:
    @THOROUGH
    @given(altered(PARSERS[name].seeds))
    def tried(content: bytes) -> None:
        check(PARSERS[name], content)

    tried()


@pytest.mark.parametrize("name", PARSERS)
def test_every_seed_is_read_or_refused(name: str) -> None:
    for seed in PARSERS[name].seeds:
        check(PARSERS[name], seed)


def test_no_seed_got_lost() -> None:
    assert all(parser.seeds for parser in PARSERS.values())
    assert sum(len(parser.seeds) for parser in PARSERS.values()) == SEEDS


@pytest.mark.parametrize("name", [name for name in PARSERS if PARSERS[name].sealed])
def test_what_is_sealed_opens_as_it_was_and_not_cut_short(name: str) -> None:
    parser = PARSERS[name]
    (whole,) = parser.seeds
    parser.read(whole)
    for length in (0, 1, 16, len(whole) // 2, len(whole) - 1):
        with pytest.raises(parser.refuses):
            parser.read(whole[:length])
