"""Mails to staff: each says the same, that there is something to look at, and where."""
