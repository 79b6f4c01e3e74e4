"""The keys that each kind of dictionary in a PDF keeps (ISO 32000-2). Every other goes."""

from typing import Final


def _keys(written: str) -> frozenset[str]:
    return frozenset(f"/{key}" for key in written.split())


OF_STREAMS: Final = _keys("Length Filter DecodeParms")
PAGE: Final = _keys("Type MediaBox CropBox Rotate UserUnit Resources Contents Group")
RESOURCES: Final = _keys("Font XObject ExtGState ColorSpace Pattern Shading")
GROUP: Final = _keys("Type S CS I K")
IMAGE: Final = OF_STREAMS | _keys(
    "Type Subtype Width Height ColorSpace BitsPerComponent Intent ImageMask Mask Decode "
    "Interpolate SMask SMaskInData Matte"
)
FORM: Final = OF_STREAMS | _keys("Type Subtype FormType BBox Matrix Resources Group")
PATTERN: Final = OF_STREAMS | _keys(
    "Type PatternType PaintType TilingType BBox XStep YStep Resources Matrix Shading ExtGState"
)
SHADING: Final = OF_STREAMS | _keys(
    "ShadingType ColorSpace Background BBox AntiAlias Domain Matrix Function Coords Extend "
    "BitsPerCoordinate BitsPerComponent BitsPerFlag Decode VerticesPerRow"
)
FUNCTION: Final = OF_STREAMS | _keys(
    "FunctionType Domain Range Size BitsPerSample Order Encode Decode C0 C1 N Functions Bounds"
)
GRAPHICS: Final = _keys(
    "Type LW LC LJ ML D RI OP op OPM Font BG BG2 UCR UCR2 TR TR2 FL SM SA BM SMask CA ca AIS TK"
)
SOFT_MASK: Final = _keys("Type S G BC TR")
FONT: Final = _keys(
    "Type Subtype BaseFont FirstChar LastChar Widths FontDescriptor Encoding ToUnicode "
    "DescendantFonts CIDSystemInfo DW W DW2 W2 CIDToGIDMap FontBBox FontMatrix CharProcs Resources"
)
DESCRIPTOR: Final = _keys(
    "Type FontName FontStretch FontWeight Flags FontBBox ItalicAngle Ascent Descent Leading "
    "CapHeight XHeight StemV StemH AvgWidth MaxWidth MissingWidth FontFile FontFile2 FontFile3 "
    "CIDSet CharSet Style"
)
FONT_FILE: Final = OF_STREAMS | _keys("Length1 Length2 Length3 Subtype")
CODES: Final = OF_STREAMS | _keys("Type CMapName CIDSystemInfo WMode UseCMap")
ENCODING: Final = _keys("Type BaseEncoding Differences")
PARAMETERS: Final = _keys(
    "Predictor Colors BitsPerComponent Columns EarlyChange K EndOfLine EncodedByteAlign Rows "
    "EndOfBlock BlackIs1 DamagedRowsBeforeError JBIG2Globals ColorTransform"
)
