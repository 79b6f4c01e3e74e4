"""All that a mail ever says. Jobs have no reader whose language a page would know, so both
languages stand here."""

from portal.domain.municipality import LocalText

# It leads everybody to her own first page, members and contact persons: the mails stay the same.
FIRST_PAGE = "/staff"

SUBJECT = LocalText(
    da="Der er noget til dig i portalen",
    en="There is something for you in the portal",
)

_TEXT = LocalText(
    da="""\
Hej

Der er noget i portalen, som du skal se på. Log ind her:

{address}

Mailen siger med vilje ikke, hvad det drejer sig om. Den ser ens ud hver gang.

Du kan selv skrive adressen i din browser i stedet for at bruge linket.
Vi beder dig aldrig om din adgangssætning i en mail.

Mailen er sendt automatisk. Du kan ikke svare på den.
""",
    en="""\
Hello

There is something in the portal for you to look at. Sign in here:

{address}

This mail does not say what it is about, on purpose. It looks the same every time.

You can type the address into your browser yourself instead of using the link.
We never ask for your passphrase in a mail.

This mail was sent automatically. You cannot reply to it.
""",
)


def mail_text(language: str, base_url: str) -> str:
    """The text of every mail in `da` or `en`; `base_url` is the portal's address, without a slash
    at its end."""
    return _TEXT.text(language).format(address=f"{base_url}{FIRST_PAGE}")
