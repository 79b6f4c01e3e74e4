"""PDFs with something in every place where a PDF can hide something."""

import io
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name

from tests.cleaning.dirty_pictures import dirty_picture
from tests.cleaning.looking_into import MARK, SEEN

A4 = (595, 842)


def font() -> Dictionary:
    return Dictionary(
        Type=Name.Font,
        Subtype=Name.Type1,
        BaseFont=Name.Helvetica,
        Encoding=Name.WinAnsiEncoding,
    )


def lines_of(*lines: str, size: int = 18) -> bytes:
    """Content that sets lines of text below each other, from the top of an A4 page on."""
    shown = b" ".join(b"(" + line.encode("cp1252") + b") Tj T*" for line in lines)
    return f"BT /F1 {size} Tf {size * 1.5} TL 72 750 Td ".encode() + shown + b" ET"


def add_page(pdf: pikepdf.Pdf, content: bytes, **resources: pikepdf.Object) -> pikepdf.Page:
    page = pdf.add_blank_page(page_size=A4)
    page.obj["/Contents"] = pdf.make_stream(content)
    page.obj["/Resources"] = Dictionary(Font=Dictionary(F1=font()), **resources)
    return page


def written(pdf: pikepdf.Pdf, **options: object) -> bytes:
    out = io.BytesIO()
    # Revisions can only follow on the plain table of objects.
    pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.disable, **options)
    return out.getvalue()


def simple_pdf(*pages: tuple[str, ...]) -> bytes:
    """A PDF of pages with lines of text."""
    with pikepdf.new() as pdf:
        for lines in pages:
            add_page(pdf, lines_of(*lines))
        return written(pdf)


def dirty_pdf(folder: Path) -> bytes:
    """One page that says SEEN in text, in a form field and in a stamp, and hides MARK elsewhere."""
    with pikepdf.new() as pdf:
        page = _page_with_everything(pdf, folder)
        _add_annotations(pdf, page)
        _add_to_the_file(pdf)
        return written(pdf)


def _page_with_everything(pdf: pikepdf.Pdf, folder: Path) -> pikepdf.Page:
    off = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=f"Layer {MARK}"))
    on = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=f"Shown {MARK}"))
    pdf.Root["/OCProperties"] = Dictionary(
        OCGs=Array([off, on]), D=Dictionary(OFF=Array([off]), Order=Array([off, on]))
    )
    content = b"\n".join(
        [
            b"/Span <</ActualText (" + MARK.encode() + b")>> BDC",
            lines_of(SEEN),
            b"EMC",
            b"/OC /Off BDC " + lines_of(f"{MARK} on a layer") + b" EMC",
            b"/OC /On BDC 0 0 1 rg 10 10 20 20 re f EMC",
            b"q BT /F1 9 Tf 3 Tr 72 500 Td (" + MARK.encode() + b" unpainted) Tj ET Q",
            b"% " + MARK.encode(),
            b"/Picture Do /HiddenForm Do /Form Do",
        ]
    )
    picture = pdf.make_stream(
        dirty_picture(folder, "jpg"),
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=96,
        Height=64,
        ColorSpace=Name.DeviceRGB,
        BitsPerComponent=8,
        Filter=Name.DCTDecode,
        Metadata=_xmp(pdf),
        Alternates=Array([]),
    )
    drawn = {"Type": Name.XObject, "Subtype": Name.Form, "BBox": Array([0, 0, 600, 800])}
    resources = Dictionary(Font=Dictionary(F1=font()))
    forms = {
        "Picture": picture,
        "Unused": pdf.make_stream(MARK.encode() * 3, **drawn),
        "HiddenForm": pdf.make_stream(lines_of(MARK), **drawn, OC=off, Resources=resources),
        "Form": pdf.make_stream(
            lines_of("", "", f"{SEEN} i form"),
            **drawn,
            Resources=resources,
            PieceInfo=Dictionary(Illustrator=Dictionary(Private=MARK)),
            LastModified=MARK,
        ),
    }
    page = add_page(
        pdf,
        content,
        XObject=Dictionary(**forms),
        Properties=Dictionary(Off=off, On=on),
    )
    page.obj["/Metadata"] = _xmp(pdf)
    page.obj["/PieceInfo"] = Dictionary(InDesign=Dictionary(Private=MARK))
    page.obj["/Thumb"] = pdf.make_stream(MARK.encode(), Width=1, Height=1)
    page.obj["/AA"] = Dictionary(O=Dictionary(S=Name.JavaScript, JS=f"app.alert('{MARK}')"))
    return page


def _xmp(pdf: pikepdf.Pdf) -> pikepdf.Object:
    return pdf.make_stream(
        f"<x:xmpmeta xmlns:x='adobe:ns:meta/'>{MARK}</x:xmpmeta>".encode(),
        Type=Name.Metadata,
        Subtype=Name.XML,
    )


def _add_annotations(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
    look = pdf.make_stream(
        f"BT /F1 12 Tf 2 5 Td ({SEEN} stemplet) Tj ET".encode(),
        Type=Name.XObject,
        Subtype=Name.Form,
        BBox=Array([0, 0, 200, 20]),
        Resources=Dictionary(Font=Dictionary(F1=font())),
    )
    common = {"Type": Name.Annot, "T": MARK, "NM": MARK, "M": MARK, "F": 4}
    place = Array([72, 300, 272, 320])
    field = pdf.make_indirect(
        Dictionary(
            **{**common, "T": "navn"},
            Subtype=Name.Widget,
            FT=Name.Tx,
            V=f"{SEEN} i feltet",
            TU=MARK,
            DA="/F1 12 Tf 0 g",
            Rect=Array([72, 400, 272, 420]),
        )
    )
    annotations = [
        Dictionary(**common, Subtype=Name.Text, Contents=MARK, Rect=place),
        Dictionary(**common, Subtype=Name.Stamp, Contents=MARK, Rect=place, AP=Dictionary(N=look)),
        Dictionary(
            **common,
            Subtype=Name.Link,
            Rect=place,
            A=Dictionary(S=Name.URI, URI=f"file:///home/{MARK}"),
        ),
        field,
    ]
    page.obj["/Annots"] = Array([pdf.make_indirect(item) for item in annotations])
    pdf.Root["/AcroForm"] = Dictionary(
        Fields=Array([field]),
        NeedAppearances=True,
        DR=Dictionary(Font=Dictionary(F1=font())),
        DA="/F1 12 Tf 0 g",
        XFA=pdf.make_stream(f"<xfa>{MARK}</xfa>".encode()),
    )


def _add_to_the_file(pdf: pikepdf.Pdf) -> None:
    pdf.attachments[f"{MARK}.txt"] = f"{MARK} attached".encode()
    pdf.docinfo["/Author"] = MARK
    pdf.docinfo["/Company"] = MARK
    with pdf.open_metadata() as xmp:
        xmp["dc:creator"] = [MARK]
    script = Dictionary(S=Name.JavaScript, JS=f"app.alert('{MARK}')")
    pdf.Root["/OpenAction"] = script
    pdf.Root["/Names"]["/JavaScript"] = Dictionary(Names=Array([MARK, script]))
    pdf.Root["/StructTreeRoot"] = Dictionary(
        Type=Name.StructTreeRoot, K=Dictionary(S=Name.P, Alt=MARK, T=MARK)
    )
    with pdf.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem(MARK, 0))
    pdf.Root["/PageLabels"] = Dictionary(Nums=Array([0, Dictionary(P=MARK)]))
    pdf.Root["/Lang"] = MARK


def revised_pdf() -> bytes:
    """A PDF whose second revision gave its only page another text."""
    first = simple_pdf((f"{MARK} hed det først",))
    with pikepdf.open(io.BytesIO(first)) as pdf:
        number = pdf.pages[0].obj["/Contents"].objgen[0]
    content = lines_of(SEEN)
    stream = f"<< /Length {len(content)} >>\nstream\n".encode() + content + b"\nendstream"
    return with_revision(first, number, stream)


def with_revision(first: bytes, number: int, item: bytes) -> bytes:
    """A second revision behind the first, in which one object says something else (ISO 32000-2,
    7.5.6). The first is still there, byte for byte."""
    with pikepdf.open(io.BytesIO(first)) as pdf:
        root = pdf.Root.objgen[0]
        size = int(pdf.trailer["/Size"])
    begins = first[first.rindex(b"startxref") :].split()[1].decode()
    new = f"{number} 0 obj\n".encode() + item + b"\nendobj\n"
    table = len(first) + len(new)
    new += f"xref\n{number} 1\n{len(first):010d} 00000 n \n".encode()
    new += f"trailer\n<< /Size {size} /Root {root} 0 R /Prev {begins} >>\n".encode()
    return first + new + f"startxref\n{table}\n%%EOF\n".encode()
