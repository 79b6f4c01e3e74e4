"""What it means that figures do not fit together, and what to do about it, in plain words."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from portal.domain.account_parts import ShareKind
from portal.domain.account_reconciliation import AccountFinding, AccountMisfit
from portal.domain.reconciliation import Misfit
from portal.reports import account_words, adviser_words
from portal.staff.pages import locale


@dataclass(frozen=True)
class FindingWords:
    """`what` does not fit, what it `means`, and what `to_do`."""

    what: Any
    means: Any
    to_do: Any


_WRITE_ANEW: Final = _l(
    "Åbn sagen, og gem noget i den, for eksempel en note: så skrives sagens oplysninger til"
    " statistikken på ny. Hjælper det ikke, så sig det til driften."
)
_HISTORY: Final = _l(
    "Sagens historik kan ikke rettes i portalen. Sig det til driften, og giv dem sagens nummer,"
    " aldrig noget af dens indhold."
)
_SUM: Final = _l(
    "Det er en fejl i portalen eller i de oplysninger, den tæller. Sig det til driften, og fortæl,"
    " hvilken periode du valgte."
)

OF_REPORTS: Final[Mapping[Misfit, FindingWords]] = {
    Misfit.NO_FACTS: FindingWords(
        _l("Oplysningerne til statistikken mangler"),
        _l(
            "Sagen er modtaget, men statistikken ved ikke andet om den. Du kan ikke selv tilføje"
            " det, fordi du ikke kan åbne sagen, eller fordi den er ændret uden om portalen."
        ),
        _l(
            "Bed en kollega, der kan åbne sagen, om at se på statistikken. Så tilføjes"
            " oplysningerne af sig selv. Kan ingen åbne den, så sig det til lederen af enheden."
        ),
    ),
    Misfit.BEGINS_ELSEWHERE: FindingWords(
        _l("Historikken begynder ikke den dag, sagen er modtaget"),
        _l("En sag begynder som modtaget på sin modtagelsesdag. Det gør denne ikke."),
        _HISTORY,
    ),
    Misfit.GOES_BACKWARDS: FindingWords(
        _l("Historikken går baglæns"),
        _l("Et skridt i sagen har en tidligere dag end skridtet før."),
        _HISTORY,
    ),
    Misfit.FORBIDDEN_MOVE: FindingWords(
        _l("Sagen har taget et skridt, der ikke findes"),
        _l("Den er gået fra en tilstand til en anden, som den ikke kan gå til."),
        _HISTORY,
    ),
    Misfit.RESTS_WITH_NOBODY: FindingWords(
        _l("Sagen er åben og beror ikke på nogen"),
        _l("En åben sag beror på enheden, en forvaltning eller indberetteren."),
        _WRITE_ANEW,
    ),
    Misfit.STOCK: FindingWords(
        _l("Beholdningen går ikke op"),
        _l(
            "Åbne sager fra før perioden og modtagne sager skal tilsammen være de afsluttede og"
            " dem, der er åbne ved periodens slutning."
        ),
        _SUM,
    ),
    Misfit.THEMES: FindingWords(
        _l("Temaerne går ikke op"), _l("De giver ikke tilsammen antallet af forhold."), _SUM
    ),
    Misfit.DECISIONS: FindingWords(
        _l("Afgørelserne går ikke op"), _l("De giver ikke tilsammen antallet af forhold."), _SUM
    ),
    Misfit.GROUNDS: FindingWords(
        _l("Afvisningsgrundene går ikke op"),
        _l("De giver ikke tilsammen antallet af afviste forhold."),
        _SUM,
    ),
    Misfit.OUTCOMES: FindingWords(
        _l("Resultaterne går ikke op"),
        _l("De giver ikke tilsammen antallet af forhold inden for ordningen."),
        _SUM,
    ),
    Misfit.PENDING: FindingWords(
        _l("Tallene for, hvem sagerne beror på, går ikke op"),
        _l("De giver ikke tilsammen antallet af åbne sager ved periodens slutning."),
        _SUM,
    ),
}

OF_ACCOUNTS: Final[Mapping[AccountMisfit, FindingWords]] = {
    AccountMisfit.CLOSED_ELSEWHERE: FindingWords(
        _l("Klagen er afsluttet en anden dag, end dens historik siger"),
        _l("Registret og historikken siger hver sin dag, så sagsbehandlingstiden er usikker."),
        _WRITE_ANEW,
    ),
    AccountMisfit.RECEIVED: FindingWords(
        _l("Det modtagne går ikke op"),
        _l(
            "Klager, henvendelser, undervisning og det, der gik videre, giver ikke tilsammen det,"
            " der er modtaget."
        ),
        _SUM,
    ),
    AccountMisfit.EVERYTHING: FindingWords(
        _l("Det samlede antal går ikke op"),
        _l("Klager, bistand og undervisning giver ikke tilsammen det samlede antal."),
        _SUM,
    ),
    AccountMisfit.STOCK: FindingWords(
        _l("Beholdningen går ikke op"),
        _l(
            "Åbne sager fra før perioden og modtagne sager skal tilsammen være de afsluttede og"
            " dem, der er åbne ved periodens slutning."
        ),
        _SUM,
    ),
    AccountMisfit.TABLE: FindingWords(
        _l("En tabel går ikke op"),
        _l("Tabellens tal giver ikke tilsammen det, de er en del af."),
        _SUM,
    ),
    AccountMisfit.SHARE: FindingWords(
        _l("En andel passer ikke"),
        _l("Andelen er ikke den, tabellens tal giver."),
        _SUM,
    ),
    AccountMisfit.UPHELD_BY_ADMINISTRATION: FindingWords(
        _l("Medhold efter forvaltning går ikke op"),
        _l("Forvaltningernes tal giver ikke tilsammen det samlede antal med medhold."),
        _SUM,
    ),
    AccountMisfit.DAYS: FindingWords(
        _l("Sagsbehandlingstiderne går ikke op"),
        _l("Dagene efter indsats eller henvendelsesvej giver ikke tilsammen alle dagene."),
        _SUM,
    ),
    AccountMisfit.ASSISTANCE: FindingWords(
        _l("Bistanden går ikke op"),
        _l("Besvarede og ubesvarede, eller timerne, giver ikke tilsammen al bistand."),
        _SUM,
    ),
    AccountMisfit.SUPERVISION: FindingWords(
        _l("Tilsynene går ikke op"),
        _l("Tilsyn fra før perioden og nye tilsyn giver ikke tilsammen dem, der er."),
        _SUM,
    ),
}


def place_text(finding: AccountFinding) -> str:
    """Which table or share of the account a finding is about; empty where its words say it."""
    titles = {**account_words.TITLES, **adviser_words.TITLES}
    if finding.misfit is AccountMisfit.TABLE and finding.where in titles:
        return _("Tabellen »%(title)s«", title=titles[finding.where].text(locale()))
    if finding.misfit is AccountMisfit.SHARE:
        share = account_words.SHARES[ShareKind(finding.where)].text(locale())
        return _("Andelen »%(title)s«", title=share)
    return ""
