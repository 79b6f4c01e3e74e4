"""PDF, written anew from what its pages show.

Nothing of the old file but its pages is copied, and of these what a reader draws: no information,
XMP, attachment, script, earlier revision, thumbnail, bookmark, link or structure. What is written
into form fields, and what was marked or stamped on a page, is drawn into it; notes and comments go.
"""

import io
from typing import Final

import pikepdf

from portal.cleaning import limits
from portal.cleaning.kinds import PDF_TYPE
from portal.cleaning.outcome import CannotClean, Cleaning, Refusal, Remark
from portal.cleaning.pdf_black_out import blacked_out_pdf
from portal.cleaning.pdf_layers import Layers
from portal.cleaning.pdf_resources import Resources
from portal.cleaning.phrases import Phrases

# Markings that are part of what is seen on a page; what they say beside that is not kept.
_DRAWN: Final = frozenset(
    f"/{kind}"
    for kind in (
        "Circle",
        "FreeText",
        "Highlight",
        "Ink",
        "Line",
        "PolyLine",
        "Polygon",
        "Square",
        "Squiggly",
        "Stamp",
        "StrikeOut",
        "Underline",
        "Widget",
    )
)
_NOTES: Final = ("/Text", "/Popup", "/Caret", "/Redact")
_FILES: Final = ("/FileAttachment", "/Sound", "/Movie", "/Screen", "/RichMedia", "/3D")


def clean_pdf(content: bytes, phrases: Phrases) -> Cleaning:
    """The pages of a PDF and nothing else; with phrases, as pictures with the phrases painted over.

    Raises CannotClean for an encrypted or broken file, or one of more than limits.PAGES.
    """
    remarks = {Remark.METADATA_REMOVED, Remark.VISIBLE_TEXT, Remark.COVERED_CONTENT}
    pikepdf.settings.set_qpdf_limits(
        flate_max_memory=limits.UNPACKED,
        run_length_max_memory=limits.UNPACKED,
        png_max_memory=limits.UNPACKED,
        tiff_max_memory=limits.UNPACKED,
    )
    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            if pdf.is_encrypted:
                raise CannotClean(Refusal.ENCRYPTED)
            if not 0 < len(pdf.pages) <= limits.PAGES:
                raise CannotClean(Refusal.TOO_LARGE if len(pdf.pages) else Refusal.BROKEN)
            remarks |= _remarks_on_file(pdf)
            cleaned = _written_anew(pdf, remarks)
    except pikepdf.PasswordError:
        raise CannotClean(Refusal.ENCRYPTED) from None
    except pikepdf.PdfError:
        raise CannotClean(Refusal.BROKEN) from None
    except RuntimeError:
        # To open an encrypted file qpdf asks the system for chance, and here it can open nothing.
        reason = Refusal.ENCRYPTED if b"/Encrypt" in content else Refusal.BROKEN
        raise CannotClean(reason) from None
    if phrases:
        cleaned, said = blacked_out_pdf(cleaned, phrases)
        return Cleaning(cleaned, PDF_TYPE, frozenset(remarks | said))
    return Cleaning(cleaned, PDF_TYPE, frozenset(remarks | {Remark.FONTS_OF_PDF}))


def _written_anew(pdf: pikepdf.Pdf, remarks: set[Remark]) -> bytes:
    layers = Layers(pdf)
    _draw_markings(pdf, layers, remarks)
    resources = Resources(pdf, layers)
    for page in pdf.pages:
        resources.clean_page(page)
    remarks |= resources.remarks
    if layers.hid_something:
        remarks.add(Remark.HIDDEN_LAYERS_REMOVED)
    with pikepdf.new() as new:
        for page in pdf.pages:
            new.pages.append(page)
        return saved(new)


def saved(pdf: pikepdf.Pdf) -> bytes:
    """The bytes of a PDF in one revision, with an identifier that follows from its content."""
    out = io.BytesIO()
    pdf.save(
        out,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
        stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
        recompress_flate=True,
        deterministic_id=True,
        fix_metadata_version=False,
        preserve_pdfa=False,
    )
    return out.getvalue()


def _draw_markings(pdf: pikepdf.Pdf, layers: Layers, remarks: set[Remark]) -> None:
    drawn = False
    for page in pdf.pages:
        annotations = page.obj.get("/Annots")
        if not isinstance(annotations, pikepdf.Array):
            continue
        kept = []
        for annotation in annotations.as_list():
            if not isinstance(annotation, pikepdf.Dictionary):
                continue
            kind = str(annotation.get("/Subtype", ""))
            if kind in _NOTES or "/Contents" in annotation:
                remarks.add(Remark.COMMENTS_REMOVED)
            elif kind in _FILES:
                remarks.add(Remark.ATTACHMENTS_DROPPED)
            elif kind == "/Link":
                remarks.add(Remark.LINKS_REMOVED)
            if kind in _DRAWN and not layers.hides(annotation.get("/OC")):
                kept.append(annotation)
        page.obj["/Annots"] = pikepdf.Array(kept)
        drawn = drawn or bool(kept)
    if drawn:
        pdf.generate_appearance_streams()
        pdf.flatten_annotations("screen")
        remarks.add(Remark.ANNOTATIONS_FLATTENED)


def _remarks_on_file(pdf: pikepdf.Pdf) -> set[Remark]:
    remarks = set()
    if pdf.attachments or "/AF" in pdf.Root:
        remarks.add(Remark.ATTACHMENTS_DROPPED)
    names = pdf.Root.get("/Names")
    scripts = isinstance(names, pikepdf.Dictionary) and "/JavaScript" in names
    if scripts or "/OpenAction" in pdf.Root or "/AA" in pdf.Root:
        remarks.add(Remark.MACROS_REMOVED)
    pictures = any(True for page in pdf.pages for _ in page.images)
    if pictures:
        remarks |= {Remark.PICTURE_CONTENT, Remark.CROPPED_PICTURES}
    return remarks
