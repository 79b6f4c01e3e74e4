"""The unit's side: triage, casework, accounts."""

from flask import Flask

from portal.caseworker.alteration_views import init_case_banner
from portal.caseworker.kinds import init_kinds
from portal.caseworker.list_banner import init_list_banner
from portal.staff.access import init_access


def init_caseworker(app: Flask) -> None:
    """Serve the unit's side, every address of it closed until somebody has signed in."""
    from portal.caseworker import (  # noqa: F401 (each adds its pages to the blueprint)
        absence_views,
        account_views,
        activation_views,
        administrations_views,
        assistance_views,
        builder_views,
        call_off_views,
        call_views,
        case_views,
        closing_views,
        committee_views,
        complaint_views,
        contact_views,
        dialogue_views,
        disclosure_register_views,
        disclosure_views,
        draft_views,
        elsewhere_views,
        file_views,
        guidance_views,
        handler_views,
        hearing_views,
        impartiality_views,
        limit_views,
        link_views,
        list_views,
        log_views,
        mail_views,
        matter_views,
        mediation_views,
        member_views,
        move_views,
        new_complaint_views,
        new_enquiry_views,
        new_supervision_views,
        other_door_views,
        own_account_views,
        party_views,
        publication_act_views,
        publication_going_out_views,
        publication_views,
        publication_word_views,
        recommendation_views,
        reconciliation_views,
        report_parts,
        sign_in_views,
        statistics_views,
        supervision_case_views,
        supervision_views,
        today_views,
        worklist_views,
    )
    from portal.caseworker.pages import caseworker

    init_access(app)
    init_kinds(app)
    init_list_banner(app)
    init_case_banner(app)
    app.register_blueprint(caseworker)
