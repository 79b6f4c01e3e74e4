"""Text of a PDF that is drawn and not painted is no text of its cleaned copy."""

import io

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from portal.cleaning.clean_file import Remark, clean_file
from tests.cleaning.dirty_pdf import A4, add_page, font, written
from tests.cleaning.looking_into import MARK, SEEN, run

_LINE = "BT /F1 24 Tf {} 72 {} Td ({}) Tj ET "


def _form(pdf: pikepdf.Pdf, content: str, **forms: pikepdf.Object) -> pikepdf.Object:
    return pdf.make_stream(
        content.encode(),
        Type=Name.XObject,
        Subtype=Name.Form,
        BBox=Array([0, 0, *A4]),
        Resources=Dictionary(Font=Dictionary(F1=font()), XObject=Dictionary(**forms)),
    )


def _text(content: bytes) -> str:
    return run("pdftotext", "-layout", "-", "-", stdin=content).decode()


@pytest.mark.parametrize("mode", ["3", "7", "3.0", "7.0"])
def test_text_in_a_mode_that_paints_nothing_is_gone(mode: str) -> None:
    with pikepdf.new() as pdf:
        hidden = _LINE.format(f"{mode} Tr", 700, MARK)
        add_page(pdf, f"{hidden}{_LINE.format('0 Tr', 600, SEEN)}".encode())
        cleaned = clean_file(written(pdf), "x.pdf", "")
    assert _text(cleaned.content).split() == [SEEN]
    assert Remark.HIDDEN_TEXT_REMOVED in cleaned.remarks


@pytest.mark.parametrize("mode", [3, 7])
def test_a_form_drawn_while_nothing_is_painted_loses_its_text_there_alone(mode: int) -> None:
    with pikepdf.new() as pdf:
        inner = _form(pdf, _LINE.format("", 500, SEEN))
        outer = _form(pdf, f"/Inner Do {_LINE.format('0 Tr', 400, SEEN)}", Inner=inner)
        hidden = _form(pdf, _LINE.format("", 450, MARK) + "/Inner Do", Inner=inner)
        forms = Dictionary(Outer=outer, Hidden=hidden, Inner=inner)
        content = f"q {mode} Tr /Hidden Do /Outer Do Q q 1 0 0 1 0 200 cm /Inner Do Q"
        add_page(pdf, content.encode(), XObject=forms)
        cleaned = clean_file(written(pdf), "x.pdf", "")
    assert _text(cleaned.content).split() == [SEEN, SEEN]
    assert MARK not in _text(cleaned.content)


def test_forms_that_draw_each_other_unpainted_come_to_an_end() -> None:
    with pikepdf.new() as pdf:
        first = _form(pdf, "3 Tr /Next Do /Next Do")
        for _ in range(30):
            first = _form(pdf, "3 Tr /Next Do /Next Do", Next=first)
        own = _form(pdf, _LINE.format("", 500, MARK) + "3 Tr /Own Do /Own Do")
        own["/Resources"]["/XObject"] = Dictionary(Own=own)
        forms = Dictionary(First=first, Own=own)
        content = f"3 Tr /First Do /Own Do {_LINE.format('0 Tr', 600, SEEN)}"
        add_page(pdf, content.encode(), XObject=forms)
        cleaned = clean_file(written(pdf), "x.pdf", "")
    # No reader would come to an end with it, so that its objects are looked at instead.
    with pikepdf.open(io.BytesIO(cleaned.content)) as pdf:
        streams = [item.read_bytes() for item in pdf.objects if isinstance(item, pikepdf.Stream)]
    assert any(SEEN.encode() in stream for stream in streams)
    assert not any(MARK.encode() in stream for stream in streams)
    assert len(streams) < 100
