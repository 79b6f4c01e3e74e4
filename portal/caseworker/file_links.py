"""Where the files of a case and of its dossiers are saved from and looked at."""

from portal.staff.file_pages import FileLinks


def links_of_case(number: str) -> FileLinks:
    """The files of a case's conversation."""
    return FileLinks("caseworker.case_file", {"number": number})


def links_of_dossier(number: str, dossier: str) -> FileLinks:
    """The files that went out with a dossier, or came back."""
    return FileLinks("caseworker.dossier_file", {"number": number, "dossier": dossier})
