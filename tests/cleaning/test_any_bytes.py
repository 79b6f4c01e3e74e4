"""Whatever is sent in, there is a working copy or a refusal, and never anything else."""

import io

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.cleaning import by_kind
from portal.cleaning.kinds import ENDINGS, Kind
from portal.cleaning.outcome import CannotClean
from portal.cleaning.phrases import BAR, blacked_out, blacked_out_pieces, sought
from tests.cleaning.dirty_opendocument import TEXT, opendocument
from tests.cleaning.dirty_pdf import simple_pdf
from tests.cleaning.dirty_pictures import as_bytes, flag

STARTS = (
    b"",
    b"\xff\xd8\xff\xe0",
    b"\x89PNG\r\n\x1a\n",
    b"RIFF\x10\x00\x00\x00WEBP",
    b"II*\x00",
    b"\x00\x00\x00\x18ftypheic",
    b"%PDF-1.7\n",
    b"PK\x03\x04",
    b"From: a\nTo: b\nSubject: c\n",
    b"\xff\xfe",
)
WHOLE = (
    as_bytes(flag(), "JPEG"),
    as_bytes(flag(), "PNG"),
    as_bytes(flag(), "TIFF"),
    simple_pdf(("Rapporten",)),
    opendocument("text", TEXT),
)


@pytest.fixture(autouse=True, scope="module")
def _ready() -> None:
    for kind in Kind:
        by_kind.prepare(kind)


def _cleaned_or_refused(content: bytes) -> None:
    try:
        result = by_kind.clean(content, "x", [])
    except CannotClean:
        return
    assert result.media_type in ENDINGS


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(STARTS), st.binary(max_size=300))
def test_any_bytes_are_cleaned_or_refused(start: bytes, rest: bytes) -> None:
    _cleaned_or_refused(start + rest)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(WHOLE), st.integers(min_value=0), st.binary(min_size=1, max_size=20))
def test_a_file_with_some_bytes_altered_is_cleaned_or_refused(
    whole: bytes, place: int, put: bytes
) -> None:
    at = place % len(whole)
    altered = io.BytesIO(whole)
    altered.seek(at)
    altered.write(put)
    _cleaned_or_refused(altered.getvalue())


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.text(alphabet="abå \n-A\u00ad", max_size=6), max_size=8),
    st.text("abå -", min_size=1, max_size=5),
)
def test_a_phrase_is_found_the_same_however_a_text_is_cut(pieces: list[str], phrase: str) -> None:
    phrases = sought([phrase])
    whole, said = blacked_out("".join(pieces), phrases)
    cut, said_of_cut = blacked_out_pieces(pieces, phrases)
    assert ("".join(cut), said_of_cut) == (whole, said)
    again, _ = blacked_out(whole.replace(BAR, "·"), phrases)
    assert BAR not in again
