"""What browsers do to typed text, undone."""


def one_kind_of_line_break(text: str | None) -> str | None:
    """Browsers send CR LF for each line break; one character is counted, kept and shown."""
    return text.replace("\r\n", "\n") if text else text
