"""What a cleaned file is said to be: what was taken out of it, what it may still hide, and why a
file is refused. Closed lists: they cross the pipe between two processes, and pages put them into
words."""

from dataclasses import dataclass, field
from enum import StrEnum


class Remark(StrEnum):
    """One thing the caseworker is told of a working copy."""

    # What was taken out, or is no longer what it was.
    METADATA_REMOVED = "metadata_removed"
    CONVERTED_TO_JPEG = "converted_to_jpeg"
    OTHER_FRAMES_DROPPED = "other_frames_dropped"
    COMMENTS_REMOVED = "comments_removed"
    TRACKED_CHANGES_ACCEPTED = "tracked_changes_accepted"
    HIDDEN_TEXT_REMOVED = "hidden_text_removed"
    HIDDEN_CELLS_REMOVED = "hidden_cells_removed"
    HIDDEN_SLIDES_REMOVED = "hidden_slides_removed"
    HIDDEN_LAYERS_REMOVED = "hidden_layers_removed"
    SPEAKER_NOTES_REMOVED = "speaker_notes_removed"
    FORMULAS_REPLACED = "formulas_replaced"
    MACROS_REMOVED = "macros_removed"
    EMBEDDED_REMOVED = "embedded_removed"
    PICTURES_REMOVED = "pictures_removed"
    LINKS_REMOVED = "links_removed"
    ANNOTATIONS_FLATTENED = "annotations_flattened"
    ATTACHMENTS_DROPPED = "attachments_dropped"
    HEADERS_OF_MAIL_KEPT = "headers_of_mail_kept"
    MAIL_TURNED_INTO_TEXT = "mail_turned_into_text"
    CSV_TURNED_INTO_TEXT = "csv_turned_into_text"
    INVISIBLE_CHARACTERS_REMOVED = "invisible_characters_removed"

    # What such a file may still hide, whatever was done.
    PICTURE_CONTENT = "picture_content"
    CAMERA_TRACES = "camera_traces"
    VISIBLE_TEXT = "visible_text"
    COVERED_CONTENT = "covered_content"
    CROPPED_PICTURES = "cropped_pictures"
    FONTS_OF_PDF = "fonts_of_pdf"
    STYLE_NAMES = "style_names"
    WORDING = "wording"

    # What became of the words to be blacked out.
    PAGES_BECAME_PICTURES = "pages_became_pictures"
    LENGTH_OF_BARS = "length_of_bars"
    PHRASE_NOT_FOUND = "phrase_not_found"
    PHRASE_MAY_REMAIN = "phrase_may_remain"
    PAGES_WITHOUT_TEXT = "pages_without_text"
    PICTURES_NOT_SEARCHED = "pictures_not_searched"


class Refusal(StrEnum):
    """Why there is no working copy."""

    UNKNOWN_TYPE = "unknown_type"
    ARCHIVE = "archive"
    SOUND_OR_FILM = "sound_or_film"
    OLD_OFFICE = "old_office"
    BROKEN = "broken"
    TOO_LARGE = "too_large"
    ENCRYPTED = "encrypted"
    TOOK_TOO_LONG = "took_too_long"
    CANNOT_BLACK_OUT = "cannot_black_out"


class CannotClean(Exception):
    """There is no working copy of this file; `reason` says why. Never holds any of its content."""

    def __init__(self, reason: Refusal) -> None:
        super().__init__(reason.value)
        self.reason = reason


@dataclass(frozen=True)
class Cleaning:
    """A file after the work, still without a name."""

    content: bytes = field(repr=False)
    media_type: str
    remarks: frozenset[Remark]


@dataclass(frozen=True)
class Shown:
    """One page of a file, to be looked at.

    `page` counts from 1 to `pages`. `text` is what the file says in letters, which need not be what
    is seen of it. `pixels` are `width` times `height` of three bytes (red, green, blue), row by
    row; a page of letters alone has none.
    """

    page: int
    pages: int
    text: str = field(repr=False)
    width: int = 0
    height: int = 0
    pixels: bytes = field(default=b"", repr=False)
