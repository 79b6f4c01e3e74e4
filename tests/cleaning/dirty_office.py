"""Office files made with python-docx, openpyxl and python-pptx, and then given what these do not
write: tracked changes, hidden parts, traces of editing, as the programs themselves write them."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import openpyxl
import pptx
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image as SheetPicture
from pptx.util import Cm

from tests.cleaning.dirty_pictures import dirty_picture
from tests.cleaning.looking_into import MARK, SEEN

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def repacked(content: bytes, change: Callable[[dict[str, bytes]], None]) -> bytes:
    """A package whose parts were changed."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    change(parts)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.comment = MARK.encode()
        for name, part in parts.items():
            entry = zipfile.ZipInfo(name, (2024, 3, 1, 10, 11, 12))
            entry.comment = MARK.encode()
            package.writestr(entry, part)
    return out.getvalue()


def replace(parts: dict[str, bytes], name: str, old: str, new: str) -> None:
    assert old.encode() in parts[name], (name, old)
    parts[name] = parts[name].replace(old.encode(), new.encode(), 1)


def relate(parts: dict[str, bytes], name: str, *relations: tuple[str, str, str, str]) -> None:
    """Adds relations of (id, type, target, mode) to a part's file of relations."""
    items = "".join(
        f'<Relationship Id="{key}" Type="{type_}" Target="{target}"{mode}/>'
        for key, type_, target, mode in relations
    )
    replace(parts, name, "</Relationships>", items + "</Relationships>")


_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_OUTSIDE = ' TargetMode="External"'

_TRACKED = (
    f'<w:p w:rsidR="00AB12CD"><w:ins w:id="1" w:author="{MARK}" w:date="2024-03-01T10:11:12Z">'
    f"<w:r><w:t>{SEEN} tilføjet</w:t></w:r></w:ins>"
    f'<w:del w:id="2" w:author="{MARK}"><w:r><w:delText>{MARK} slettet</w:delText></w:r></w:del>'
    f'<w:moveFrom w:id="3" w:author="{MARK}"><w:r><w:t>{MARK} flyttet</w:t></w:r></w:moveFrom>'
    f"<w:r><w:rPr><w:vanish/></w:rPr><w:t>{MARK} skjult</w:t></w:r>"
    f'<w:bookmarkStart w:id="4" w:name="{MARK}"/><w:bookmarkEnd w:id="4"/>'
    '<w:commentRangeStart w:id="0"/><w:r><w:t>kommenteret</w:t></w:r><w:commentRangeEnd w:id="0"/>'
    '<w:r><w:commentReference w:id="0"/></w:r></w:p>'
)
_FIELDS = (
    f'<w:p><w:fldSimple w:instr=" AUTHOR {MARK} "><w:r><w:t>{SEEN} i et felt</w:t></w:r>'
    "</w:fldSimple>"
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    f'<w:r><w:instrText>INCLUDETEXT "C:\\{MARK}.docx"</w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>hentet</w:t></w:r>'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGE </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    f'<w:sdt><w:sdtPr><w:alias w:val="{MARK}"/><w:tag w:val="{MARK}"/></w:sdtPr><w:sdtContent>'
    f"<w:p><w:r><w:t>{SEEN} i et kontrolfelt</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    f'<w:p><w:hyperlink r:id="rIdFile"><w:r><w:t>vej</w:t></w:r></w:hyperlink></w:p>'
    f'<w:tbl><w:tr><w:trPr><w:del w:id="9" w:author="{MARK}"/></w:trPr><w:tc><w:p><w:r>'
    f"<w:t>{MARK} række</w:t></w:r></w:p></w:tc></w:tr><w:tr><w:tc><w:p><w:r><w:t>celle</w:t></w:r>"
    "</w:p></w:tc></w:tr></w:tbl>"
)


def dirty_docx(folder: Path) -> bytes:
    document = docx.Document()
    document.core_properties.author = MARK
    document.core_properties.comments = MARK
    document.add_paragraph(f"{SEEN} begynder")
    document.add_picture(io.BytesIO(dirty_picture(folder, "jpg")))
    document.sections[0].header.paragraphs[0].text = f"{SEEN} foroven"
    out = io.BytesIO()
    document.save(out)
    return repacked(out.getvalue(), _dirty_word_parts)


def _dirty_word_parts(parts: dict[str, bytes]) -> None:
    replace(parts, "word/document.xml", "<w:sectPr", f"{_TRACKED}{_FIELDS}<w:sectPr")
    replace(parts, "word/document.xml", 'name="Picture 1"', f'name="{MARK}" descr="{MARK}"')
    replace(
        parts,
        "word/settings.xml",
        "</w:settings>",
        f'<w:docVars><w:docVar w:name="a" w:val="{MARK}"/></w:docVars>'
        '<w:rsids><w:rsidRoot w:val="00AB12CD"/></w:rsids></w:settings>',
    )
    parts["word/comments.xml"] = (
        f'<w:comments {W}><w:comment w:id="0" w:author="{MARK}"><w:p><w:r><w:t>{MARK}</w:t></w:r>'
        "</w:p></w:comment></w:comments>"
    ).encode()
    parts["word/people.xml"] = f"<people>{MARK}</people>".encode()
    parts["word/vbaProject.bin"] = MARK.encode()
    parts["word/embeddings/oleObject1.bin"] = MARK.encode()
    parts["customXml/item9.xml"] = f"<secret>{MARK}</secret>".encode()
    parts["docProps/thumbnail.jpeg"] = MARK.encode()
    relate(
        parts,
        "word/_rels/document.xml.rels",
        ("rIdComments", f"{_OFFICE}/comments", "comments.xml", ""),
        (
            "rIdVba",
            "http://schemas.microsoft.com/office/2006/relationships/vbaProject",
            "vbaProject.bin",
            "",
        ),
        ("rIdOle", f"{_OFFICE}/oleObject", "embeddings/oleObject1.bin", ""),
        ("rIdFile", f"{_OFFICE}/hyperlink", f"file:///C:/{MARK}.docx", _OUTSIDE),
    )


def dirty_xlsx(folder: Path) -> bytes:
    book = openpyxl.Workbook()
    book.properties.creator = MARK
    sheet = book.active
    assert sheet is not None
    sheet.title = "Ark"
    sheet["A1"] = f"{SEEN} i et ark"
    sheet["A2"] = 41
    sheet["A3"] = f'=A2+1+N("{MARK}")'
    sheet["A1"].comment = Comment(MARK, MARK)
    sheet["B5"] = f"{MARK} i en skjult kolonne"
    sheet["A9"] = f"{MARK} i en skjult række"
    sheet.column_dimensions["B"].hidden = True
    sheet.row_dimensions[9].hidden = True
    hidden = book.create_sheet(f"Skjult {MARK}")
    hidden["A1"] = MARK
    hidden.sheet_state = "veryHidden"
    book.defined_names[MARK] = openpyxl.workbook.defined_name.DefinedName(
        MARK, attr_text="Ark!$A$1"
    )
    picture = folder / "in_sheet.jpg"
    picture.write_bytes(dirty_picture(folder, "jpg"))
    sheet.add_image(SheetPicture(str(picture)), "D4")
    out = io.BytesIO()
    book.save(out)
    return repacked(out.getvalue(), _dirty_excel_parts)


def _dirty_excel_parts(parts: dict[str, bytes]) -> None:
    replace(parts, "xl/worksheets/sheet1.xml", "<v></v>", "<v>42</v>")
    parts["xl/printerSettings/printerSettings1.bin"] = MARK.encode()
    parts["xl/connections.xml"] = f"<connections>{MARK}</connections>".encode()
    replace(
        parts,
        "xl/workbook.xml",
        "<bookViews>",
        f'<fileSharing userName="{MARK}"/><bookViews>',
    )


def dirty_pptx(folder: Path) -> bytes:
    show = pptx.Presentation()
    show.core_properties.author = MARK
    first = show.slides.add_slide(show.slide_layouts[5])
    first.shapes.title.text = f"{SEEN} på et dias"
    first.notes_slide.notes_text_frame.text = f"{MARK} i noterne"
    picture = first.shapes.add_picture(
        io.BytesIO(dirty_picture(folder, "png")), Cm(1), Cm(1), Cm(3), Cm(2)
    )
    picture.name = MARK
    second = show.slides.add_slide(show.slide_layouts[5])
    second.shapes.title.text = f"{MARK} på et skjult dias"
    second._element.set("show", "0")
    unseen = first.shapes.add_textbox(Cm(1), Cm(5), Cm(5), Cm(1))
    unseen.text_frame.text = f"{MARK} i en skjult figur"
    unseen._element.nvSpPr.cNvPr.set("hidden", "1")
    out = io.BytesIO()
    show.save(out)
    return repacked(out.getvalue(), lambda parts: None)
