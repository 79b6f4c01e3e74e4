"""The unit's members: who stands on the signed list, who waits, and what does not fit."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from flask import make_response, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from portal.caseworker.list_banner import list_now
from portal.caseworker.log_views import administration_text, desk_text, role_text
from portal.caseworker.member_forms import RemoveForm, TakeUpForm, words_differ
from portal.caseworker.pages import caseworker, show
from portal.caseworker.passphrase_words import say_refusal
from portal.domain.access import Permission
from portal.domain.errors import BrokenList, InvalidInput, NotFound, NotOnTheList, SignInThrottled
from portal.domain.unit_list import Difference, Differing, ListedMember
from portal.services.members.change_list import remove_member, take_up_member
from portal.services.members.look_at_list import LookAtList, recovery_words, words_of
from portal.staff.access import can, member, requires
from portal.staff.pages import go_to, tell
from portal.web.workplace import workplace

SigningForm = TakeUpForm | RemoveForm


@dataclass(frozen=True)
class Shown:
    """Somebody in whom accounts and list differ, as the page shows her.

    `words` are empty for one who is gone, `changes` for one who is new. `form` is None where who
    reads the page has nothing to sign; `hers` says that it is her own account.
    """

    about: ListedMember
    place: str
    gone: bool
    words: str
    changes: tuple[str, ...]
    form: SigningForm | None
    hers: bool


@caseworker.get("/members")
@requires(Permission.MEMBERS_READ)
def members() -> Response:
    return _page()


@caseworker.post("/members/<account_id>/take-up")
@requires(Permission.MEMBERS_SIGN)
def take_up(account_id: str) -> Response:
    form = TakeUpForm.of_request()

    def sign(one: ListedMember) -> str:
        take_up_member(
            workplace(),
            member(),
            one.account,
            words=form.words.data or "",
            passphrase=form.passphrase.data,
        )
        return _("%(name)s står på listen, som du har underskrevet.", name=one.name)

    return _signed(account_id, form, sign)


@caseworker.post("/members/<account_id>/remove")
@requires(Permission.MEMBERS_SIGN)
def remove(account_id: str) -> Response:
    form = RemoveForm.of_request()

    def sign(one: ListedMember) -> str:
        remove_member(workplace(), member(), one.account, passphrase=form.passphrase.data)
        return _("%(name)s står ikke længere på listen.", name=one.name)

    return _signed(account_id, form, sign)


def _signed(account_id: str, form: SigningForm, sign: Callable[[ListedMember], str]) -> Response:
    """Sign when the form is good, and say so; else show it again."""
    good = form.is_good()
    one = next((one for one in _differing() if one.about.account.hex() == account_id), None)
    if one is None or (one.difference is Difference.GONE) != isinstance(form, RemoveForm):
        return _nothing_to_sign()
    if not good:
        return _page(account_id, form)
    try:
        done = sign(one.about)
    except (InvalidInput, SignInThrottled) as error:
        say_refusal(form, error, {"words.differ": words_differ()})
    except NotOnTheList:
        form.form_errors.append(_("Du står ikke selv på listen og kan ikke underskrive den."))
    except (BrokenList, NotFound):
        return _nothing_to_sign()
    else:
        tell(done)
        return go_to(url_for("caseworker.members"))
    return _page(account_id, form)


def _nothing_to_sign() -> Response:
    tell(
        _(
            "Intet er underskrevet. Listen eller kontoen er ændret imens: Se, om der stadig er"
            " noget at underskrive."
        )
    )
    return go_to(url_for("caseworker.members"))


def _page(account_id: str = "", form: SigningForm | None = None) -> Response:
    """The page; `form` came back for the account with this id."""
    look = list_now()
    shown = [_shown(look, one, account_id, form) for one in _differing()]
    page = show(
        "members.html",
        look=look,
        members=_by_name(one for one in look.unit_list.members if not one.is_contact),
        contacts=_by_name(one for one in look.unit_list.members if one.is_contact),
        waiting=[one for one in shown if not one.changes and not one.gone],
        alarms=[one for one in shown if one.changes or one.gone],
        failed=form,
        recovery_words=recovery_words(workplace(), look.unit_list),
        unlisted=can(Permission.MEMBERS_SIGN) and not _may_sign(look),
        role_text=role_text,
        desk_text=desk_text,
        administration_text=administration_text,
    )
    return make_response(page, 200 if form is None else 422)


def _by_name(listed: Iterable[ListedMember]) -> list[ListedMember]:
    return sorted(listed, key=lambda one: (one.name, one.email))


def _differing() -> tuple[Differing, ...]:
    look = list_now()
    return look.waiting + look.alarms


def _shown(
    look: LookAtList, one: Differing, account_id: str, came_back: SigningForm | None
) -> Shown:
    about, gone = one.about, one.difference is Difference.GONE
    words = "" if gone else words_of(workplace(), about)
    hers = about.account == member().account.id
    form: SigningForm | None = None
    if _may_sign(look) and not hers:
        returned = came_back if about.account.hex() == account_id else None
        form = returned or (RemoveForm() if gone else TakeUpForm())
        form.stand_at(f"sign-{about.account.hex()}")
    if isinstance(form, TakeUpForm):
        form.carry(words, about.name)
    return Shown(
        about=about,
        place=f"member-{about.account.hex()}",
        gone=gone,
        words=words,
        changes=_changes(look.unit_list.member(about.account), about),
        form=form,
        hers=hers,
    )


def _may_sign(look: LookAtList) -> bool:
    """Whether what who reads this signs would be believed."""
    listed = look.unit_list.member(member().account.id)
    if listed is None or not listed.may_sign or not can(Permission.MEMBERS_SIGN):
        return False
    return listed.signing_key == member().signing_pair.public


def _changes(listed: ListedMember | None, now: ListedMember) -> tuple[str, ...]:
    """What is another than the list says, in words."""
    if listed is None:
        return ()
    keys = (listed.key, listed.identity_key, listed.signing_key)
    different = {
        _("nøgler"): keys != (now.key, now.identity_key, now.signing_key),
        _("e-mailadresse"): listed.email != now.email,
        _("navn"): listed.name != now.name,
        _("rolle"): listed.role != now.role,
        _("arbejdsområde"): listed.desk != now.desk,
        _("enhed"): listed.unit_name != now.unit_name,
        _("forvaltning"): listed.administration != now.administration,
        _("om det kun er til én forsendelse"): listed.for_one_dossier != now.for_one_dossier,
    }
    return tuple(what for what, is_so in different.items() if is_so)
