"""The guidance texts that go out with rejections, kept by the unit."""

from crypto.identifiers import new_id
from portal.domain.audit_events import SystemEvent
from portal.domain.errors import InvalidInput, NotFound
from portal.domain.municipality import Guidance, LocalText
from portal.domain.triage import Ground
from portal.services.workplace import Member, Workplace
from portal.storage.unit_of_work import UnitOfWork


def list_guidance(workplace: Workplace) -> list[Guidance]:
    """Every text by its Danish title: the unit's own, or until it has any the municipality's."""
    with workplace.open_unit() as unit:
        return unit.guidance.every() or _as_delivered(workplace)


def save_guidance(workplace: Workplace, member: Member, text: Guidance) -> Guidance:
    """Keep a text; an empty code makes a new one. Raises InvalidInput (`title_da`, `body_da`,
    `title_en`, `body_en`: `missing`; `grounds`: `unknown`), NotFound for an unknown code."""
    _check(text)
    with workplace.open_unit(write=True) as unit:
        codes = {known.code for known in _own(unit, workplace)}
        if not text.code:
            text = Guidance(new_id().hex(), text.grounds, text.title, text.body)
        elif text.code not in codes:
            raise NotFound("no such text")
        unit.guidance.put(text)
        _log(unit, workplace, member)
        unit.commit()
    return text


def remove_guidance(workplace: Workplace, member: Member, code: str) -> None:
    """Take a text out of use. Rejections that carried it keep their words. Raises NotFound."""
    with workplace.open_unit(write=True) as unit:
        known = _own(unit, workplace)
        if code not in {text.code for text in known}:
            raise NotFound("no such text")
        if len(known) == 1:
            raise InvalidInput("code", "last_text")
        unit.guidance.remove(code)
        _log(unit, workplace, member)
        unit.commit()


def _own(unit: UnitOfWork, workplace: Workplace) -> list[Guidance]:
    """The unit's own texts; the first change takes over the municipality's as its own."""
    if not unit.guidance.every():
        for text in _as_delivered(workplace):
            unit.guidance.put(text)
    return unit.guidance.every()


def _as_delivered(workplace: Workplace) -> list[Guidance]:
    return sorted(workplace.municipality.guidance, key=lambda text: text.title.da)


def _check(text: Guidance) -> None:
    parts: dict[str, LocalText] = {"title": text.title, "body": text.body}
    for name, part in parts.items():
        for language, words in (("da", part.da), ("en", part.en)):
            # Nobody types a NUL, and PostgreSQL keeps none.
            if not words.strip() or "\0" in words:
                raise InvalidInput(f"{name}_{language}", "missing")
    if not text.grounds or set(text.grounds) - set(Ground):
        raise InvalidInput("grounds", "unknown")


def _log(unit: UnitOfWork, workplace: Workplace, member: Member) -> None:
    unit.system_log.add(SystemEvent.GUIDANCE_CHANGED, workplace.now(), actor=member.account.id)
