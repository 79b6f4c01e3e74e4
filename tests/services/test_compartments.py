"""What the unit alone may write counts under the unit's own key and under no other."""

import pytest

from crypto.case_key import CaseKeys
from crypto.errors import CannotOpen
from portal.services.casework.declare_impartiality import declare_impartiality
from portal.services.casework.list_cases import list_cases
from portal.services.casework.read_case import read_case
from portal.services.own_case import open_own_case
from portal.storage.case_store import WorklistQuery
from portal.storage.record_shapes import KINDS, SHARED_KINDS
from tests.services.acts import received
from tests.support.office import Office
from tests.support.portal import FiledReport


def _shared_key(office: Office, report: FiledReport) -> bytes:
    with office.workplace.open_unit() as unit:
        keys: CaseKeys = open_own_case(unit, office.workplace, report.reporter).keys
    return keys.shared


@pytest.mark.parametrize("kind", sorted(set(KINDS) - SHARED_KINDS))
def test_who_has_the_code_and_the_database_cannot_speak_for_the_unit(
    office: Office, kind: str
) -> None:
    report = office.taken_up()
    forged = b"{}"
    with office.workplace.open_unit(write=True) as unit:
        work = open_own_case(unit, office.workplace, report.reporter)
        unit.records.add(work.facts, _shared_key(office, report), kind, forged)
        unit.commit()
    with pytest.raises(CannotOpen):
        read_case(office.workplace, office.anders, report.number)


def test_what_the_reporter_may_write_opens_as_ever(office: Office) -> None:
    report = office.filed(files=(received(office, b"et bilag"),))
    declare_impartiality(office.workplace, office.anders, report.number, impartial=True, reason="")
    assert read_case(office.workplace, office.anders, report.number).file.report.files
    assert list_cases(office.workplace, office.anders, WorklistQuery()).count == 1
