"""The checker of PDF/UA sees each fault that it is there for: a file without any is broken in one
place at a time."""

from __future__ import annotations

import io
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from portal.reports.as_pdf import document_pdf
from tests.reports.pdf_structure import elements, qpdf_says, ua_faults
from tests.reports.written_documents import a_document


@cache
def content_of() -> bytes:
    return document_pdf(a_document())


def first(pdf: pikepdf.Pdf, wanted: str) -> Any:
    return next(one for one, kind, _ in elements(pdf) if kind == wanted)


def no_headers(pdf: pikepdf.Pdf) -> None:
    for one, kind, _ in list(elements(pdf)):
        if kind == "TH":
            one.S = pikepdf.Name.TD


def no_scope(pdf: pikepdf.Pdf) -> None:
    del first(pdf, "TH")["/A"]


def a_cell_less(pdf: pikepdf.Pdf) -> None:
    row = first(pdf, "TR")
    row.K = pikepdf.Array(list(row.K)[:-1])


def untagged(pdf: pikepdf.Pdf) -> None:
    page = pdf.pages[0]
    content = page.Contents.read_bytes() + b"\n0 0 10 10 re f\n"
    page.Contents = pdf.make_stream(content)


def in_each_other(pdf: pikepdf.Pdf) -> None:
    page = pdf.pages[0]
    content = b"/Artifact BMC\n" + page.Contents.read_bytes() + b"\nEMC\n"
    page.Contents = pdf.make_stream(content)


def unknown_mark(pdf: pikepdf.Pdf) -> None:
    page = pdf.pages[0]
    content = page.Contents.read_bytes() + b"\n/P <</MCID 9999>> BDC 0 0 1 1 re f EMC\n"
    page.Contents = pdf.make_stream(content)


def not_there(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].Contents = pdf.make_stream(b"")


def no_font(pdf: pikepdf.Pdf) -> None:
    for one in pdf.objects:
        if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/FontDescriptor":
            for name in ("/FontFile2", "/FontFile3"):
                if name in one:
                    del one[name]


def no_letters(pdf: pikepdf.Pdf) -> None:
    for one in pdf.objects:
        if isinstance(one, pikepdf.Dictionary) and "/ToUnicode" in one:
            del one["/ToUnicode"]


def other_metadata(old: bytes, new: bytes) -> Callable[[pikepdf.Pdf], None]:
    def change(pdf: pikepdf.Pdf) -> None:
        told = pdf.Root.Metadata.read_bytes()
        assert old in told
        pdf.Root.Metadata.write(told.replace(old, new))

    return change


def without(*path: str) -> Callable[[pikepdf.Pdf], None]:
    def change(pdf: pikepdf.Pdf) -> None:
        holder = pdf.Root
        for name in path[:-1]:
            holder = holder[name]
        del holder[path[-1]]

    return change


def a_script(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = pdf.make_indirect(
        pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
    )


def changed(wanted: str, **names: Any) -> Callable[[pikepdf.Pdf], None]:
    def change(pdf: pikepdf.Pdf) -> None:
        element = first(pdf, wanted)
        for name, value in names.items():
            element[f"/{name}"] = value

    return change


def no_contents(pdf: pikepdf.Pdf) -> None:
    del pdf.pages[0].Annots[0]["/Contents"]


def no_order(pdf: pikepdf.Pdf) -> None:
    del pdf.pages[0]["/Tabs"]


def outside(pdf: pikepdf.Pdf) -> None:
    link = first(pdf, "Link")
    link.K = pikepdf.Array([one for one in link.K if not isinstance(one, pikepdf.Dictionary)])


def no_box(pdf: pikepdf.Pdf) -> None:
    del first(pdf, "Figure")["/A"]


def a_dynamic_form(pdf: pikepdf.Pdf) -> None:
    pdf.Root.AcroForm = pikepdf.Dictionary(XFA=pikepdf.String("x"))


def doubtful(pdf: pikepdf.Pdf) -> None:
    pdf.Root.MarkInfo.Suspects = True


def forgotten(pdf: pikepdf.Pdf) -> None:
    heading = first(pdf, "H1")
    heading.K = pikepdf.Array([])


BROKEN = {
    "06-001": without("/MarkInfo", "/Marked"),
    "tags are doubtful": doubtful,
    "11-006": without("/Lang"),
    "07-001": without("/ViewerPreferences"),
    "06-002 there are no metadata": without("/Metadata"),
    "06-002 the file does not say": other_metadata(b"<pdfuaid:part>1", b"<pdfuaid:part>7"),
    "06-003": other_metadata(b"\xc3\x85rsrapport</rdf:li>", b"</rdf:li>"),
    "01-005 there is no structure tree": without("/StructTreeRoot"),
    "01-005 something is painted": untagged,
    "01-001": in_each_other,
    "01-003": unknown_mark,
    "content that is not there": not_there,
    "does not know of its own content": forgotten,
    "29-001": a_script,
    "25-001": a_dynamic_form,
    "02-001": changed("P", S=pikepdf.Name.Poem),
    "09-004": changed("LI", S=pikepdf.Name.TR),
    "14-002": changed("H1", S=pikepdf.Name.H2),
    "14-003": changed("H2", S=pikepdf.Name.H4),
    "15-003 a table has no header": no_headers,
    "15-003 a header does not say": no_scope,
    "15-004": a_cell_less,
    "13-004": changed("Figure", Alt=pikepdf.String(" ")),
    "where it stands": no_box,
    "28-002": outside,
    "28-005": no_contents,
    "28-008": no_order,
    "31-009": no_font,
    "31-027": no_letters,
}


@pytest.mark.parametrize("fault", BROKEN)
def test_the_checker_sees_each_fault(fault: str) -> None:
    broken = io.BytesIO()
    with pikepdf.open(io.BytesIO(content_of())) as pdf:
        BROKEN[fault](pdf)
        pdf.save(broken)
    assert [one for one in ua_faults(broken.getvalue()) if fault in one]


def test_who_reads_by_ear_must_not_be_locked_out() -> None:
    locked = io.BytesIO()
    with pikepdf.open(io.BytesIO(content_of())) as pdf:
        lock = pikepdf.Encryption(
            owner="o",
            R=3,
            aes=False,
            metadata=False,
            allow=pikepdf.Permissions(accessibility=False),
        )
        pdf.save(locked, encryption=lock)
    assert [one for one in ua_faults(locked.getvalue()) if "26-002" in one]


def test_qpdf_sees_a_broken_file(tmp_path: Path) -> None:
    content = content_of()
    assert qpdf_says(content[: len(content) // 2], tmp_path)
