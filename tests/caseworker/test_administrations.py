"""How things stand with the administrations, and what a head of unit sees of it today."""

from __future__ import annotations

from datetime import timedelta

from portal.services.casework.declare_impartiality import declare_impartiality
from portal.services.dossiers.send_dossier import Outgoing, send_dossier
from tests.caseworker.unit import IN_SCOPE, add_matter, element, triage, words
from tests.support.portal import FiledReport, Portal
from tests.support.staff import StaffBrowser

ADDRESS = "/staff/administrations"


def sent(portal: Portal) -> FiledReport:
    """A case that Anders works on, sent to SOF on 3 March, to be answered by the 31st."""
    portal.contact("Karen", "SOF")
    report = portal.filed()
    for member in (portal.anders, portal.birgitte):
        declare_impartiality(portal.workplace, member, report.number, impartial=True, reason="")
    anders = StaffBrowser(portal, portal.anders)
    add_matter(anders, report)
    triage(anders, report, **IN_SCOPE)
    outgoing = Outgoing(administration="SOF", text="Undersøg kassen.")
    send_dossier(portal.workplace, portal.anders, report.number, 1, outgoing)
    return report


def test_an_administration_is_shown_with_what_it_owes_and_the_cases(staff_portal: Portal) -> None:
    report = sent(staff_portal)
    staff_portal.clock.advance(timedelta(days=33))
    page = StaffBrowser(staff_portal, staff_portal.birgitte).get(ADDRESS)
    row = element(page, data_administration="SOF")
    assert (row.attributes["data-awaited"], row.attributes["data-overdue"]) == ("1", "1")
    said = words(page)
    assert "1 over fristen den ældste 5 dage" in said
    assert report.number in said


def test_who_has_no_key_sees_figures_and_no_case(staff_portal: Portal) -> None:
    report = sent(staff_portal)
    with staff_portal.workplace.open_unit(write=True) as unit:
        case = unit.cases.by_number(report.number)
        assert case is not None
        unit.case_keys.remove(case.id, staff_portal.chaima.account.id)
        unit.commit()
    page = StaffBrowser(staff_portal, staff_portal.chaima).get(ADDRESS)
    assert element(page, data_administration="SOF").attributes["data-awaited"] == "1"
    assert report.number not in page


def test_a_head_of_unit_sees_today_that_a_colleague_waits_too_long(staff_portal: Portal) -> None:
    sent(staff_portal)
    heading = "Kollegers sager, hvor en forvaltning er over fristen"
    birgitte = StaffBrowser(staff_portal, staff_portal.birgitte)
    assert heading not in words(birgitte.get("/staff/today"))
    staff_portal.clock.advance(timedelta(days=33))
    birgitte = StaffBrowser(staff_portal, staff_portal.birgitte)
    assert heading in words(birgitte.get("/staff/today"))
    chaima = StaffBrowser(staff_portal, staff_portal.chaima)
    assert heading not in words(chaima.get("/staff/today"))
