"""Every address of the public side, and who answers it."""

from flask import Blueprint

from portal.intake import (
    case_views,
    complaint_views,
    dialogue_views,
    information_views,
    published_views,
    receipt_views,
    report_views,
)

_ADDRESSES = (
    ("/", information_views.front, ["GET"]),
    ("/about", information_views.about, ["GET"]),
    ("/accessibility", information_views.accessibility, ["GET"]),
    ("/contact", information_views.contact, ["GET"]),
    ("/privacy", information_views.privacy, ["GET"]),
    ("/was", information_views.was, ["GET"]),
    ("/complaint", complaint_views.complaint, ["GET", "POST"]),
    ("/complaint/kept", complaint_views.complaint_kept, ["GET"]),
    ("/reports", published_views.published, ["GET"]),
    ("/reports/<published_id>", published_views.published_edition, ["GET"]),
    ("/reports/<published_id>/<name>", published_views.published_file, ["GET"]),
    ("/report", information_views.guide, ["GET"]),
    ("/report/new", report_views.new_report, ["GET", "POST"]),
    ("/report/receipt", receipt_views.receipt, ["GET", "POST"]),
    ("/report/kept", receipt_views.kept, ["GET"]),
    ("/case", case_views.case_entry, ["GET", "POST"]),
    ("/case/leave", case_views.leave, ["GET", "POST"]),
    ("/case/left", case_views.left, ["GET"]),
    ("/case/dialogue", dialogue_views.dialogue, ["GET", "POST"]),
    ("/case/answer", dialogue_views.answer, ["GET", "POST"]),
    ("/case/files/<file_id>", dialogue_views.own_file, ["GET"]),
)

intake = Blueprint("intake", __name__, template_folder="templates")
for _address, _view, _methods in _ADDRESSES:
    intake.add_url_rule(_address, view_func=_view, methods=_methods)
