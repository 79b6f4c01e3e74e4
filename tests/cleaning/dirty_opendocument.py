"""OpenDocument files as LibreOffice writes them, full of what is not seen."""

import io
import zipfile
from pathlib import Path
from typing import Final

from tests.cleaning.dirty_pictures import dirty_picture
from tests.cleaning.looking_into import MARK, SEEN

_OASIS: Final = "urn:oasis:names:tc:opendocument:xmlns"
_SPACES: Final = " ".join(
    f'xmlns:{prefix}="{space}"'
    for prefix, space in {
        "office": f"{_OASIS}:office:1.0",
        "text": f"{_OASIS}:text:1.0",
        "table": f"{_OASIS}:table:1.0",
        "style": f"{_OASIS}:style:1.0",
        "draw": f"{_OASIS}:drawing:1.0",
        "fo": f"{_OASIS}:xsl-fo-compatible:1.0",
        "svg": f"{_OASIS}:svg-compatible:1.0",
        "meta": f"{_OASIS}:meta:1.0",
        "presentation": f"{_OASIS}:presentation:1.0",
        "config": f"{_OASIS}:config:1.0",
        "form": f"{_OASIS}:form:1.0",
        "xlink": "http://www.w3.org/1999/xlink",
        "dc": "http://purl.org/dc/elements/1.1/",
        "officeooo": "http://openoffice.org/2009/office",
        "loext": f"{_OASIS.replace('oasis:names:tc', 'org:documentfoundation:names:experimental')}",
    }.items()
)
_NOTE: Final = (
    f'<office:annotation office:name="{MARK}"><dc:creator>{MARK}</dc:creator><text:p>{MARK}'
    "</text:p></office:annotation>"
)
_STYLES: Final = (
    '<style:style style:name="T1" style:family="text"><style:text-properties text:display="none" '
    'officeooo:rsid="0012ab34"/></style:style>'
    '<style:style style:name="ta9" style:family="table"><style:table-properties '
    'table:display="false"/></style:style>'
    '<style:style style:name="dp9" style:family="drawing-page"><style:drawing-page-properties '
    'presentation:visibility="hidden"/></style:style>'
)
_PICTURE: Final = (
    f'<draw:frame draw:name="{MARK}" svg:width="2cm" svg:height="1cm"><draw:image '
    f'xlink:href="Pictures/{MARK}.jpg"/><svg:title>{MARK}</svg:title><svg:desc>{MARK}</svg:desc>'
    "</draw:frame>"
)

TEXT: Final = (
    f"<office:text><office:forms><form:form form:name='{MARK}'/></office:forms>"
    "<text:tracked-changes><text:changed-region text:id='ct1'><text:deletion><office:change-info>"
    f"<dc:creator>{MARK}</dc:creator></office:change-info><text:p>{MARK} slettet</text:p>"
    "</text:deletion></text:changed-region></text:tracked-changes>"
    f"<text:user-field-decls><text:user-field-decl office:string-value='{MARK}' text:name='a'/>"
    "</text:user-field-decls>"
    f"<text:p>{SEEN} begynder{_NOTE} her<text:change text:change-id='ct1'/>.</text:p>"
    f"<text:p>Af <text:author-name>{SEEN}s forfatter</text:author-name>, side "
    "<text:page-number>1</text:page-number></text:p>"
    f"<text:p>Synligt<text:span text:style-name='T1'>{MARK} skjult</text:span></text:p>"
    f"<text:p><text:hidden-text text:condition='x' text:string-value='{MARK}'/></text:p>"
    f"<text:section text:name='{MARK}' text:display='none'><text:p>{MARK}</text:p></text:section>"
    f"<text:section text:name='{MARK}'><text:p>{SEEN} i et afsnit</text:p></text:section>"
    f"<text:p><text:bookmark text:name='{MARK}'/><text:a xlink:href='file:///home/{MARK}'>vej"
    "</text:a></text:p>"
    f"<text:p>{_PICTURE}<draw:frame><draw:object xlink:href='./Object 1'/></draw:frame></text:p>"
    "</office:text>"
)
SHEETS: Final = (
    "<office:spreadsheet><table:content-validations>"
    f"<table:content-validation table:name='{MARK}'/></table:content-validations>"
    "<table:table table:name='Ark'><table:table-column/>"
    "<table:table-column table:visibility='collapse'/><table:table-column/>"
    f"<table:table-row><table:table-cell office:value-type='string'>{_NOTE}"
    f"<text:p>{SEEN} i et ark</text:p></table:table-cell>"
    f"<table:table-cell office:value-type='string' office:string-value='{MARK}'>"
    f"<text:p>{MARK}</text:p></table:table-cell>"
    f"<table:table-cell office:value-type='float' office:value='42' table:formula='of:={MARK}'>"
    f"<text:p>42</text:p>{_PICTURE}</table:table-cell></table:table-row>"
    f"<table:table-row table:visibility='filter'><table:table-cell><text:p>{MARK}</text:p>"
    "</table:table-cell></table:table-row></table:table>"
    f"<table:table table:name='{MARK}' table:style-name='ta9'><table:table-row><table:table-cell>"
    f"<text:p>{MARK}</text:p></table:table-cell></table:table-row></table:table>"
    f"<table:named-expressions><table:named-range table:name='{MARK}'/></table:named-expressions>"
    "</office:spreadsheet>"
)
SLIDES: Final = (
    f"<office:presentation><draw:page draw:name='page1'>{_NOTE}<draw:frame><draw:text-box>"
    f"<text:p>{SEEN} på et dias</text:p></draw:text-box></draw:frame>{_PICTURE}"
    f"<presentation:notes><draw:frame><draw:text-box><text:p>{MARK}</text:p></draw:text-box>"
    "</draw:frame></presentation:notes></draw:page>"
    f"<draw:page draw:name='page2' draw:style-name='dp9'><draw:frame><draw:text-box><text:p>{MARK}"
    "</text:p></draw:text-box></draw:frame></draw:page></office:presentation>"
)
BODIES: Final = {"text": TEXT, "spreadsheet": SHEETS, "presentation": SLIDES}


def opendocument(kind: str, body: str, extra: dict[str, bytes] | None = None) -> bytes:
    """A package with this body, and with whatever else stands beside it."""
    media_type = f"application/vnd.oasis.opendocument.{kind}"
    parts = {
        "mimetype": media_type.encode(),
        "content.xml": _document("content", f"<office:body>{body}</office:body>"),
        "styles.xml": _document("styles", "<office:master-styles/>"),
        "META-INF/manifest.xml": (
            f'<manifest:manifest xmlns:manifest="{_OASIS}:manifest:1.0"><manifest:file-entry '
            f'manifest:full-path="/" manifest:media-type="{media_type}"/></manifest:manifest>'
        ).encode(),
        **(extra or {}),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return out.getvalue()


def _document(kind: str, body: str) -> bytes:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><!-- {MARK} --><office:document-{kind} {_SPACES} '
        f'office:version="1.3"><office:scripts><office:script>{MARK}</office:script>'
        f"</office:scripts><office:automatic-styles>{_STYLES}</office:automatic-styles>{body}"
        f"</office:document-{kind}>"
    ).encode()


def dirty_opendocument(kind: str, folder: Path) -> bytes:
    meta = f"<office:meta><dc:creator>{MARK}</dc:creator></office:meta>"
    extra = {
        "meta.xml": _document("meta", meta),
        "settings.xml": _document("settings", f"<config:config-item>{MARK}</config:config-item>"),
        "Thumbnails/thumbnail.png": MARK.encode(),
        "Basic/Standard/Module1.xml": MARK.encode(),
        "Object 1/content.xml": MARK.encode(),
        "Versions/Version1": MARK.encode(),
        f"Pictures/{MARK}.jpg": dirty_picture(folder, "jpg"),
        f"Pictures/unused{MARK}.jpg": b"x",
    }
    return opendocument(kind, BODIES[kind], extra)
