"""Words blacked out in DOCX and ODT: in texts, in what stands beside them, in attributes.

And what is said where one may still be there.
"""

import io
import zipfile

import docx
import pytest

from portal.cleaning.clean_file import Cleaned, Remark, clean_file
from tests.cleaning.dirty_office import repacked, replace
from tests.cleaning.dirty_opendocument import opendocument

BAR = "█████"
NAME = "Karen Hansen"
_SPACES = (
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
)
BOX = "<w:r><w:pict><v:shape><v:textbox><w:txbxContent><w:p>{}</w:p></w:txbxContent></v:textbox>"
BOX += "</v:shape></w:pict></w:r>"
ANCHOR = (
    "<w:r><w:drawing><wp:anchor><wp:positionH>{}</wp:positionH><wp:docPr id='1' name='n'/>"
    "</wp:anchor></w:drawing></w:r>"
)


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def word(body: str) -> bytes:
    def change(parts: dict[str, bytes]) -> None:
        replace(parts, "word/document.xml", "<w:document ", f"<w:document {_SPACES}")
        replace(parts, "word/document.xml", "<w:sectPr", f"{body}<w:sectPr")

    spaces = b'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    vml = b'xmlns:v="urn:schemas-microsoft-com:vml"'

    def bare(parts: dict[str, bytes]) -> None:
        for space in (spaces, vml):
            parts["word/document.xml"] = parts["word/document.xml"].replace(space, b"")

    out = io.BytesIO()
    docx.Document().save(out)
    return repacked(repacked(out.getvalue(), bare), change)


def cleaned(content: bytes, *black_out: str) -> tuple[Cleaned, str]:
    """The copy, and its main part."""
    copy = clean_file(content, "x", "", black_out=black_out)
    with zipfile.ZipFile(io.BytesIO(copy.content)) as package:
        names = set(package.namelist())
        main = "word/officeDocument1.xml" if "word/officeDocument1.xml" in names else "content.xml"
        return copy, package.read(main).decode()


@pytest.mark.parametrize(
    "beside",
    [
        BOX.format(run("boks")),
        ANCHOR.format("<wp:posOffset>114300</wp:posOffset>"),
        ANCHOR.format("<wp:align>right</wp:align>"),
        (
            "<w:r><w:ruby><w:rt><w:r><w:t>xx</w:t></w:r></w:rt><w:rubyBase><w:r><w:t></w:t></w:r>"
            "</w:rubyBase></w:ruby></w:r>"
        ),
    ],
)
def test_in_word_a_text_is_read_past_what_stands_beside_it(beside: str) -> None:
    paragraphs = (
        run("Karen ") + beside + run("Hansen"),
        run("Karen") + beside + run(" Hansen"),
        beside + run(NAME),
        run(NAME) + beside,
        run("Kar") + beside + run("en Hansen"),
    )
    body = "".join(f"<w:p>{run('x')}</w:p><w:p>{paragraph}</w:p>" for paragraph in paragraphs)
    copy, text = cleaned(word(body), NAME)
    assert text.count(BAR) == len(paragraphs)
    assert "Kar" not in text
    assert "Hansen" not in text
    assert not {Remark.PHRASE_NOT_FOUND, Remark.PHRASE_MAY_REMAIN} & set(copy.remarks)


@pytest.mark.parametrize(
    "beside",
    [
        (
            "<text:note text:note-class='footnote'><text:note-citation>1</text:note-citation>"
            "<text:note-body><text:p>fod</text:p></text:note-body></text:note>"
        ),
        "<draw:frame><draw:text-box><text:p>boks</text:p></draw:text-box></draw:frame>",
        "<text:ruby><text:ruby-base></text:ruby-base><text:ruby-text>hh</text:ruby-text></text:ruby>",
    ],
)
def test_in_opendocument_a_text_is_read_past_what_stands_beside_it(beside: str) -> None:
    paragraphs = (
        f"Karen {beside}Hansen",
        f"{beside}{NAME}",
        f"{NAME}{beside}",
        f"Kar{beside}en Hansen",
    )
    body = "".join(f"<text:p>x</text:p><text:p>{paragraph}</text:p>" for paragraph in paragraphs)
    copy, text = cleaned(opendocument("text", f"<office:text>{body}</office:text>"), NAME)
    assert text.count(BAR) == len(paragraphs)
    assert "Hansen" not in text
    assert not {Remark.PHRASE_NOT_FOUND, Remark.PHRASE_MAY_REMAIN} & set(copy.remarks)


def test_what_stands_beside_a_text_is_searched_by_itself() -> None:
    note = (
        "<text:note><text:note-citation text:label='*'>*</text:note-citation><text:note-body>"
        f"<text:p>{NAME}</text:p></text:note-body></text:note>"
    )
    content = opendocument("text", f"<office:text><text:p>a{note}b</text:p></office:text>")
    assert f"<text:p>{BAR}</text:p>" in cleaned(content, NAME)[1]
    _, text = cleaned(
        word(f"<w:p>{run('a')}{BOX.format(run('Karen') + run(' Hansen'))}</w:p>"), NAME
    )
    assert BAR in text
    assert "Hansen" not in text


def test_a_letter_set_as_a_symbol_is_a_letter() -> None:
    symbol = '<w:r><w:sym w:font="Arial" w:char="{}"/></w:r>'
    for code in ("0073", "F073"):
        body = f"<w:p>{run('Karen Han')}{symbol.format(code)}{run('en')}</w:p>"
        text = cleaned(word(body), NAME)[1]
        assert BAR in text
        assert "w:sym" not in text


@pytest.mark.parametrize(
    "body",
    [
        (
            "<w:p><w:r><w:pict><v:shape><v:textpath style='font-family:x"
            "' string='Om {}'/></v:shape>"
            "</w:pict></w:r></w:p>"
        ),
        "<w:p><w:r><w:rPr><w:rFonts w:ascii='{}'/></w:rPr></w:r></w:p>",
        "<w:p w:made='{}' made='{}'/>",
        "<w:p><w:weird w:val='{}'/></w:p>",
        "<w:p xml:base='file:///C:/{}/'/>",
        (
            "<w:tbl><w:tblPr><w:tblCaption w:val='{}'/><w:tblDescription"
            " w:val='{}'/></w:tblPr><w:tr>"
            "<w:tc><w:p/></w:tc></w:tr></w:tbl>"
        ),
    ],
)
def test_no_attribute_of_a_word_file_holds_the_phrase(body: str) -> None:
    copy, text = cleaned(word(f"<w:p>{run(NAME)}</w:p>{body.replace('{}', NAME)}"), NAME)
    assert "Hansen" not in text
    assert BAR in text
    assert Remark.PHRASE_MAY_REMAIN not in copy.remarks
    docx.Document(io.BytesIO(copy.content))


@pytest.mark.parametrize(
    "body",
    [
        f"<text:p text:made='{NAME}'/>",
        (
            f"<table:table table:name='{NAME}' table:description='{NAME}'><table:title>{NAME}"
            f"</table:title><table:table-row><table:table-cell office:string-value='{NAME}'/>"
            "</table:table-row></table:table>"
        ),
        (
            f"<text:p>a<text:note><text:note-citation text:label='{NAME}"
            f"'>{NAME}</text:note-citation>"
            "</text:note></text:p>"
        ),
        (
            f"<text:list-style style:name='L'><text:list-level-style-num"
            f"ber style:num-prefix='{NAME} '"
            f" style:num-suffix='{NAME}'/></text:list-style>"
        ),
        (
            "<text:table-of-content><text:table-of-content-source><text:index-title-template>"
            f"{NAME}</text:index-title-template><text:index-entry-span>{NAME}</text:index-entry-span>"
            "</text:table-of-content-source></text:table-of-content>"
        ),
        "<text:p text:style-name='Karen_20_Hansen_20_a'/><text:p text:style-name='KarenHansenB'/>",
    ],
)
def test_no_attribute_of_an_opendocument_file_holds_the_phrase(body: str) -> None:
    content = opendocument("text", f"<office:text><text:p>{NAME}</text:p>{body}</office:text>")
    copy, text = cleaned(content, NAME)
    assert "Hansen" not in text
    assert BAR in text
    assert Remark.PHRASE_MAY_REMAIN not in copy.remarks


def test_a_name_becomes_one_other_in_all_places_and_a_measure_stays() -> None:
    body = (
        "<office:text><text:p text:style-name='Hansen_20_a'>Hansen 2400</text:p>"
        "<text:p text:style-name='Hansen_20_b'/><text:p text:style-name='Hansen_20_a'/>"
        "<text:p text:style-name='Jens_20_a' fo:margin='2400'/></office:text>"
    )
    text = cleaned(opendocument("text", body), "Hansen", "Jens", "2400")[1]
    assert text.count('text:style-name="x_20_a"') == 2
    assert text.count('text:style-name="x_20_b"') == 1
    assert text.count('text:style-name="x_20_a2"') == 1
    assert 'fo:margin="2400"' in text


def test_a_value_of_a_list_that_reads_like_the_phrase_makes_no_broken_file() -> None:
    body = f"<w:p><w:pPr><w:jc w:val='center'/></w:pPr>{run('Center')}</w:p>"
    copy, text = cleaned(word(body), "Center")
    assert "w:jc" not in text
    assert docx.Document(io.BytesIO(copy.content)).paragraphs[-1].text == BAR


@pytest.mark.parametrize("left", ["H a n s e n", "Hans\u00e9n", "Hansenberg", "H*ansen"])
def test_what_can_still_be_read_into_a_document_is_said(left: str) -> None:
    documents = (
        word(f"<w:p>{run('Hansen')}</w:p><w:p>{run(left)}</w:p>"),
        opendocument(
            "text", f"<office:text><text:p>Hansen</text:p><text:p>{left}</text:p></office:text>"
        ),
    )
    for content in documents:
        copy, _ = cleaned(content, "Hansen")
        assert Remark.PHRASE_MAY_REMAIN in copy.remarks
        assert Remark.PHRASE_NOT_FOUND not in copy.remarks


def test_who_changed_a_table_is_gone_with_what_was_changed() -> None:
    who = "w:author='Zorro' w:date='2024-03-01T10:11:12Z' w:initials='Zo'"
    cell = "<w:tc><w:tcPr><{} {}/></w:tcPr><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc>"
    changes = ("w:cellDel", "w:cellIns", "w:cellMerge", "w:shd")
    cells = "".join(cell.format(change, who) for change in changes)
    body = f"<w:tbl><w:tblPr/><w:tr>{cells}</w:tr></w:tbl><w:p {who}/>"
    text = cleaned(word(body))[1]
    for told in ("Zo", "2024-03-01", "w:cellDel", "w:author", "w:initials"):
        assert told not in text
    assert "w:shd" in text


def test_what_a_table_is_called_and_said_to_show_is_gone() -> None:
    table = (
        "<table:table table:name='Zorro' table:description='Zorro'><table:title>Zorro</table:title>"
        "<table:desc>Zorro</table:desc><table:table-row><table:table-cell><text:p>vist</text:p>"
        "</table:table-cell></table:table-row></table:table>"
    )
    text = cleaned(opendocument("text", f"<office:text>{table}{table}</office:text>"))[1]
    assert "Zorro" not in text
    assert 'table:name="Table1"' in text
    assert 'table:name="Table2"' in text
    sheet = clean_file(opendocument("spreadsheet", table), "x", "")
    with zipfile.ZipFile(io.BytesIO(sheet.content)) as package:
        assert 'table:name="Zorro"' in package.read("content.xml").decode()
    tables = "<w:tblCaption w:val='Zorro'/><w:tblDescription w:val='Zorro'/>"
    body = f"<w:tbl><w:tblPr>{tables}</w:tblPr><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>"
    text = cleaned(word(f"{body}<w:p xml:base='file:///Zorro' Zorro='1'/>"))[1]
    assert "Zorro" not in text
