"""Of an OpenDocument file what a reader sees stays, and it still opens."""

import io
from pathlib import Path

import odfdo
import pytest

from portal.cleaning.clean_file import CannotClean, Refusal, Remark, clean_file
from tests.cleaning.dirty_opendocument import dirty_opendocument, opendocument
from tests.cleaning.looking_into import MARK, SEEN, assert_nowhere

BAR = "█████"
ENDINGS = {"text": "odt", "spreadsheet": "ods", "presentation": "odp"}
REMARKS = {
    "text": {
        Remark.TRACKED_CHANGES_ACCEPTED,
        Remark.COMMENTS_REMOVED,
        Remark.HIDDEN_TEXT_REMOVED,
        Remark.LINKS_REMOVED,
    },
    "spreadsheet": {
        Remark.HIDDEN_CELLS_REMOVED,
        Remark.FORMULAS_REPLACED,
        Remark.COMMENTS_REMOVED,
    },
    "presentation": {Remark.HIDDEN_SLIDES_REMOVED, Remark.SPEAKER_NOTES_REMOVED},
}


def _text(content: bytes) -> str:
    return str(odfdo.Document(io.BytesIO(content)).body.inner_text)


@pytest.mark.parametrize("kind", ENDINGS)
def test_what_an_opendocument_file_hides_is_gone(kind: str, tmp_path: Path) -> None:
    cleaned = clean_file(dirty_opendocument(kind, tmp_path), "Notat.xyz", "")
    assert cleaned.name == f"Notat.{ENDINGS[kind]}"
    assert_nowhere(MARK, cleaned.content, tmp_path, cleaned.name)
    assert {*REMARKS[kind], Remark.MACROS_REMOVED, Remark.EMBEDDED_REMOVED} <= set(cleaned.remarks)
    document = odfdo.Document(io.BytesIO(cleaned.content))
    assert document.get_type() == kind
    assert {name for name in document.parts if "." in name} == {
        "content.xml",
        "styles.xml",
        "META-INF/manifest.xml",
        "Pictures/1.jpg",
    }


@pytest.mark.parametrize("kind", ENDINGS)
def test_what_is_read_in_it_stays(kind: str, tmp_path: Path) -> None:
    text = _text(clean_file(dirty_opendocument(kind, tmp_path), "x", "").content)
    seen = {
        "text": (f"{SEEN} begynder her.", f"Af {SEEN}s forfatter", f"{SEEN} i et afsnit", "vej"),
        "spreadsheet": (f"{SEEN} i et ark", "42"),
        "presentation": (f"{SEEN} på et dias",),
    }
    for passage in seen[kind]:
        assert passage in text


def test_words_are_blacked_out_however_a_text_is_cut(tmp_path: Path) -> None:
    body = (
        "<office:text><text:p>Her skrev Jens Å<text:span>ge</text:span> Han"
        "<text:span>sen</text:span> til os</text:p>"
        "<text:p>Jens<text:s/>Åge<text:line-break/>Hansens bil. Jens</text:p>"
        "<text:p>Åge Hansen<text:a xlink:href='https://hansen.dk/hansen'> gik</text:a></text:p>"
        "</office:text>"
    )
    cleaned = clean_file(opendocument("text", body), "x.odt", "", black_out=["jens åge hansen"])
    text = _text(cleaned.content)
    assert text.count(BAR) == 3
    assert "hansen" not in text.lower()
    assert "Her skrev" in text
    assert "gik" in text
    assert_nowhere("hansen", cleaned.content, tmp_path, cleaned.name)


def test_words_are_not_blacked_out_in_a_spreadsheet(tmp_path: Path) -> None:
    with pytest.raises(CannotClean) as refused:
        clean_file(dirty_opendocument("spreadsheet", tmp_path), "x", "", black_out=["a"])
    assert refused.value.reason is Refusal.CANNOT_BLACK_OUT


def test_an_encrypted_one_is_refused() -> None:
    space = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    manifest = f'<m:manifest xmlns:m="{space}"><m:encryption-data/></m:manifest>'.encode()
    with pytest.raises(CannotClean) as refused:
        clean_file(opendocument("text", "", {"META-INF/manifest.xml": manifest}), "x", "")
    assert refused.value.reason is Refusal.ENCRYPTED
