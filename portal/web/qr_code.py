"""QR codes as plain SVG paths: nothing inline that our policy would stop."""

import segno


def qr_path(text: str) -> tuple[int, str]:
    """The side of the picture in modules, quiet zone included, and the path of its dark ones."""
    rows = [list(row) for row in segno.make_qr(text, error="m").matrix_iter(border=4)]
    squares = [
        f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark
    ]
    return len(rows), "".join(squares)
