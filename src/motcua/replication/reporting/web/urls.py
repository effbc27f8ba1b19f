"""The addresses of reports, below /can-bo/nhan-rong/bao-cao/."""

from django.urls import path

from motcua.replication.reporting.models import ReportKind
from motcua.replication.reporting.web import proposals, views, writing

app_name = "reporting"

_REPORT = "<int:report_id>/"

urlpatterns = [
    path("", views.reports, name="reports"),
    path("mo/6-thang/", writing.open_one, {"kind": ReportKind.HALF_YEAR}, name="open_half_year"),
    path("mo/quy/", writing.open_one, {"kind": ReportKind.QUARTER}, name="open_quarter"),
    path(_REPORT, views.report, name="report"),
    path(f"{_REPORT}muc/<slug:section>/", writing.section, name="section"),
    path(f"{_REPORT}de-xuat/", proposals.propose, name="propose"),
    path(f"{_REPORT}de-xuat/<int:proposal_id>/bo/", proposals.withdraw, name="withdraw_proposal"),
    path(f"{_REPORT}ky/", writing.sign, name="sign"),
    path(f"{_REPORT}lap-tep/", views.files, name="files"),
    path(f"{_REPORT}tep/<uuid:file>/", views.file, name="file"),
    path(f"{_REPORT}nguon-so-lieu/", views.trace_page, name="trace"),
]
