"""Looks into a cleaned file with the tools of others: exiftool, qpdf, unzip, pdftotext."""

import io
import subprocess
import zipfile
from pathlib import Path

# Stands in every place of a dirty file that must not be in the clean one.
MARK = "Zorrokode"
# Stands where a reader sees it.
SEEN = "Rapporten"

# What exiftool tells of a picture's own pixels, of the file on the disk, and of itself.
PICTURE_GROUPS = {"ExifTool", "System", "File", "JFIF", "PNG", "RIFF", "VP8", "Composite"}
# The tags that a TIFF consists of (TIFF 6.0, section 4), as exiftool calls them.
TIFF_TAGS = {
    "ImageWidth",
    "ImageHeight",
    "BitsPerSample",
    "Compression",
    "PhotometricInterpretation",
    "StripOffsets",
    "SamplesPerPixel",
    "RowsPerStrip",
    "StripByteCounts",
    "PlanarConfiguration",
    "SampleFormat",
    "SubfileType",
}


def run(*command: str | Path, stdin: bytes = b"") -> bytes:
    """What a tool prints; it must not fail."""
    done = subprocess.run(
        [str(part) for part in command], input=stdin, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode(errors="replace")
    return done.stdout


def exif_tags(path: Path) -> set[tuple[str, str]]:
    """Pairs of group and tag that exiftool finds in a file, the unknown ones included."""
    printed = run("exiftool", "-a", "-u", "-G1", "-s", "-ee", path).decode(errors="replace")
    tags = set()
    for line in printed.splitlines():
        group, _, rest = line.partition("]")
        tags.add((group.strip("[ "), rest.partition(":")[0].strip()))
    return tags


def every_view(content: bytes, folder: Path, name: str) -> list[bytes]:
    """The bytes of a file, of each part of it, and what the tools print of it."""
    path = folder / name
    path.write_bytes(content)
    seen = [content]
    if name.endswith(".pdf"):
        plain = folder / "plain.pdf"
        run("qpdf", "--qdf", "--object-streams=disable", "--no-original-object-ids", path, plain)
        run("qpdf", "--check", path)
        seen += [plain.read_bytes(), run("pdftotext", path, "-"), run("exiftool", "-a", "-u", path)]
    elif content.startswith(b"PK"):
        run("unzip", "-tqq", path)
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            names = package.namelist()
        seen += [" ".join(names).encode(), run("unzip", "-Z", "-v", path)]
        seen.append(run("unzip", "-p", path))
    else:
        seen.append(run("exiftool", "-a", "-u", "-G1", "-ee", path))
    return seen


def assert_nowhere(word: str, content: bytes, folder: Path, name: str) -> None:
    """The word is in no view of the file, in no encoding that a file could hold it in."""
    written = {
        word.encode(),
        word.encode("utf-16-le"),
        word.encode("utf-16-be"),
        word.encode().hex().encode(),
    }
    for view in every_view(content, folder, name):
        for form in written:
            assert form.lower() not in view.lower(), f"{word} is still in {name}"
