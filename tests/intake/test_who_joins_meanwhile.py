"""A report is sealed to those its page named, whoever has joined the unit since it was opened."""

from portal.domain.access import Desk, Role
from portal.storage.case_key_store import REPORTER
from portal.storage.tables import case_keys
from tests.intake.visitor import Visitor
from tests.support.portal import Portal, add_member


def _holders(portal: Portal) -> set[bytes]:
    with portal.workplace.database.engine.connect() as connection:
        return {row.holder for row in connection.execute(case_keys.select())} - {REPORTER}


def _unit(portal: Portal) -> set[bytes]:
    return {one.account.id for one in (portal.birgitte, portal.anders, portal.chaima)}


def _dorthe_joins(portal: Portal) -> bytes:
    joined = add_member(portal.workplace, "Dorthe", Role.CASEWORKER, Desk.WHISTLEBLOWING)
    return joined.account.id


def test_who_joins_while_a_report_is_written_gets_no_key_to_it(intake_portal: Portal) -> None:
    reporter = Visitor(intake_portal).read("/report/new")
    assert "Dorthe" not in reporter.text
    _dorthe_joins(intake_portal)
    reporter.send("/report/new", description="Dorthe har taget af kassen.").follow()
    assert _holders(intake_portal) == _unit(intake_portal)


def test_a_page_that_comes_back_names_her_and_counts(intake_portal: Portal) -> None:
    reporter = Visitor(intake_portal).read("/report/new")
    dorthe = _dorthe_joins(intake_portal)
    reporter.send("/report/new", description="")
    assert (reporter.status, "Dorthe" in reporter.text) == (422, True)
    reporter.send("/report/new", description="Der mangler penge.").follow()
    assert _holders(intake_portal) == _unit(intake_portal) | {dorthe}


def test_who_was_left_out_stays_left_out(intake_portal: Portal) -> None:
    chaima = intake_portal.chaima
    reporter = Visitor(intake_portal).read("/report/new")
    reporter.send("/report/new", description="Der mangler penge.", not_to=chaima.id).follow()
    assert _holders(intake_portal) == _unit(intake_portal) - {chaima.account.id}


def test_a_form_that_names_nobody_goes_to_the_whole_unit(intake_portal: Portal) -> None:
    reporter = Visitor(intake_portal).read("/report/new")
    reporter.send("/report/new", description="Der mangler penge.", shown="").follow()
    assert _holders(intake_portal) == _unit(intake_portal)
