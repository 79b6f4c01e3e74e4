"""Plain texts and mails: the letters that are seen, and no way by which they came."""

from email.message import EmailMessage
from pathlib import Path

import pytest

from portal.cleaning.clean_file import CannotClean, Refusal, Remark, clean_file
from tests.cleaning.looking_into import MARK, SEEN, assert_nowhere

BAR = "█████"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a\u200bb\u2060c\ufeffd\u00ade".encode(), "abcde"),
        ("a\U000e0041\U000e0042b\ufe0f\U000e0101".encode(), "ab"),
        ("a\u2009b\u00a0c\u3000d".encode(), "a b c d"),
        (b"a\t \t  \r\nb \r\nc\rd", "a\nb\nc\nd"),
        ("\ufeffåben".encode(), "åben"),
        ("a\u030aben".encode(), "åben"),
        ("åben\x1b[31m".encode(), "åben[31m"),
        ("åben".encode("utf-16"), "åben"),
        ("åben – «ø»".encode("cp1252"), "åben – «ø»"),
        ("a\u202eb\u2066c".encode(), "abc"),
    ],
)
def test_of_a_text_only_what_is_seen_stays(before: bytes, after: str) -> None:
    assert clean_file(before, "x.txt", "text/plain").content.decode() == after


def test_marks_that_nobody_sees_are_said_to_be_gone() -> None:
    assert Remark.INVISIBLE_CHARACTERS_REMOVED in clean_file("a\u200bb".encode(), "x", "").remarks
    assert Remark.INVISIBLE_CHARACTERS_REMOVED not in clean_file(b"ab", "x", "").remarks


def test_a_table_as_text_is_no_file_in_which_a_program_runs_formulas() -> None:
    cleaned = clean_file(b"=1+1;b\n1;2\n", "Liste.CSV", "text/csv")
    assert (cleaned.name, cleaned.media_type) == ("Liste.txt", "text/plain")
    assert cleaned.content == b"=1+1;b\n1;2\n"
    assert Remark.CSV_TURNED_INTO_TEXT in cleaned.remarks
    other = clean_file(b"a;b\n", "Liste.exe", "text/csv")
    assert other.name == "Liste.txt"
    assert Remark.CSV_TURNED_INTO_TEXT not in other.remarks


def test_words_are_blacked_out_with_a_bar_of_one_length() -> None:
    text = "HANSEN, Hansen's og Hansens; Hansenberg.\nJens\nÅge Hansen\n".encode()
    cleaned = clean_file(text, "x.txt", "", black_out=["Hansen", "jens åge hansen", "Ukendt"])
    assert cleaned.content.decode() == f"{BAR}, {BAR} og {BAR}; Hansenberg.\n{BAR}\n"
    assert Remark.PHRASE_NOT_FOUND in cleaned.remarks


def _mail() -> EmailMessage:
    mail = EmailMessage()
    mail["Received"] = f"from {MARK} ([10.1.2.3])"
    mail["X-Originating-IP"] = MARK
    mail["Message-ID"] = f"<{MARK}@example.org>"
    mail["From"] = "Søren Ås <soeren@example.org>"
    mail["To"] = "unit@example.org"
    mail["Bcc"] = MARK
    mail["Date"] = "Fri, 01 Mar 2024 10:11:12 +0100"
    mail["Subject"] = f"{SEEN} om søen"
    mail["User-Agent"] = MARK
    return mail


def test_of_a_mail_five_headers_and_the_text_stay(tmp_path: Path) -> None:
    mail = _mail()
    mail.set_content(f"{SEEN} som tekst\u200b")
    mail.add_alternative(f"<p>{MARK}</p>", subtype="html")
    mail.add_attachment(MARK.encode(), maintype="application", subtype="x", filename=MARK)
    cleaned = clean_file(mail.as_bytes(), "Mail.eml", "message/rfc822")
    assert (cleaned.name, cleaned.media_type) == ("Mail.txt", "text/plain")
    assert cleaned.content.decode() == (
        "From: Søren Ås <soeren@example.org>\nTo: unit@example.org\n"
        "Date: Fri, 01 Mar 2024 10:11:12 +0100\n"
        f"Subject: {SEEN} om søen\n\n{SEEN} som tekst\n"
    )
    assert_nowhere(MARK, cleaned.content, tmp_path, cleaned.name)
    assert {Remark.ATTACHMENTS_DROPPED, Remark.HEADERS_OF_MAIL_KEPT} <= set(cleaned.remarks)


def test_of_a_page_in_a_mail_what_is_shown_stays() -> None:
    mail = _mail()
    mail.set_content(
        f"<html><head><title>{MARK}</title><style>{MARK}</style></head><body><!-- {MARK} -->"
        f"<div style='display: none'>{MARK}<br><p>{MARK}</p></div><p>{SEEN} &aelig;<b>bler</b></p>"
        f"<img src='https://x/{MARK}' alt='{MARK}'><p><a href='https://x/{MARK}'>vej</a></p>"
        f"<p hidden>{MARK}</p><td>a</td><td>b</td></body></html>",
        subtype="html",
    )
    text = clean_file(mail.as_bytes(), "x.eml", "").content.decode()
    assert MARK not in text
    assert f"{SEEN} æbler\n\nvej" in text
    assert "a b" in text


def test_words_are_blacked_out_in_headers_and_text_of_a_mail() -> None:
    mail = _mail()
    mail.set_content("Hilsen Søren Ås")
    cleaned = clean_file(mail.as_bytes(), "x.eml", "", black_out=["søren ås", "soeren@example.org"])
    text = cleaned.content.decode()
    assert text.startswith(f"From: {BAR} <{BAR}>\n")
    assert text.endswith(f"Hilsen {BAR}\n")


def test_what_can_still_be_read_into_a_text_is_said() -> None:
    for text in ("Hansen og H a n s e n", "Hansen og Hans\u00e9n", "Hansen og Hansenberg"):
        cleaned = clean_file(text.encode(), "x.txt", "", black_out=["Hansen"])
        assert Remark.PHRASE_MAY_REMAIN in cleaned.remarks
        assert Remark.PHRASE_NOT_FOUND not in cleaned.remarks
    mail = _mail()
    mail.set_content("Hansen og Hansenberg")
    remarks = clean_file(mail.as_bytes(), "x", "", black_out=["Hansen"]).remarks
    assert Remark.PHRASE_MAY_REMAIN in remarks
    remarks = clean_file(b"Karen Hansen Berg", "x", "", black_out=["Hansen", "Bo"]).remarks
    assert Remark.PHRASE_MAY_REMAIN not in remarks


def test_no_word_is_left_out_because_there_are_many() -> None:
    wanted = [f"n{number:03d}navn" for number in range(500)]
    text = "\n\n".join(wanted).encode()
    assert b"navn" not in clean_file(text, "x", "", black_out=wanted).content
    longest = "o".join(["x"] * 2_500)
    assert longest not in clean_file(longest.encode(), "x", "", black_out=[longest]).name
    assert clean_file(longest.encode(), "x", "", black_out=[longest]).content.decode() == BAR
    with pytest.raises(ValueError, match="too many"):
        clean_file(b"a", "x", "", black_out=["x" * 5_001])


@pytest.mark.parametrize(
    "name",
    [
        "Karen_Hansen klage.pdf",
        "Karen%20Hansen klage.pdf",
        "Karen-Hansen_klage",
        "Karen.Hansen klage.pdf",
        "KarenHansen klage.pdf",
        "Karen Han#sen klage.pdf",
        "Karen Han\u0336sen klage.pdf",
    ],
)
def test_words_are_gone_from_a_name_however_they_are_parted(name: str) -> None:
    made = clean_file(b"Karen Hansen", name, "", black_out=["Karen Hansen"])
    assert made.name.replace("_", " ") == "xxx klage.txt"
    assert Remark.PHRASE_MAY_REMAIN not in made.remarks


def test_what_can_still_be_read_into_a_name_is_said() -> None:
    made = clean_file(b"Hansen", "Hansenberg.txt", "", black_out=["Hansen"])
    assert Remark.PHRASE_MAY_REMAIN in made.remarks


def test_an_encrypted_mail_is_refused() -> None:
    mail = _mail()
    mail.set_content(b"x", maintype="application", subtype="pkcs7-mime")
    with pytest.raises(CannotClean) as refused:
        clean_file(mail.as_bytes(), "x.eml", "")
    assert refused.value.reason is Refusal.ENCRYPTED


@pytest.mark.parametrize(
    ("given", "made"),
    [
        ("../../etc/passwd", "passwd.txt"),
        ("C:\\Users\\soeren\\Notat.final.doc", "Notat.final.txt"),
        ("fak\u202ecod.exe", "fakcod.txt"),
        ("a\x00b\n.txt", "ab.txt"),
        ("Åbent brev (2).txt", "Åbent brev (2).txt"),
        ("<script>.txt", "script.txt"),
        ("", "fil.txt"),
        ("....", "fil.txt"),
        ("x" * 300 + ".txt", "x" * 100 + ".txt"),
    ],
)
def test_a_name_holds_nothing_but_a_name(given: str, made: str) -> None:
    assert clean_file(b"a", given, "text/plain").name == made
