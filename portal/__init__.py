"""The whistleblower portal."""
