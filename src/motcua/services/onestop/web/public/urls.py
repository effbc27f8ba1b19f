"""The addresses of the one-stop for the public."""

from django.urls import path

from motcua.services.onestop.complaints.web import public as complaints
from motcua.services.onestop.helping.web import advice
from motcua.services.onestop.helping.web import public as helping
from motcua.services.onestop.web.public import (
    after_filing,
    applicant,
    catalogue,
    fees,
    filing,
    look_up,
    own_data,
    papers,
    results,
    supplement,
)

_DRAFT = "nop-ho-so/<slug:slug>/<uuid:draft>/"

app_name = "onestop"

STATUS = path("tra-cuu/<str:token>", look_up.show_status, name="status")

urlpatterns = [
    path("thu-tuc/", catalogue.list_procedures, name="catalogue"),
    path("thu-tuc/<slug:slug>/", catalogue.show_procedure, name="procedure"),
    path("nop-ho-so/", filing.choose, name="choose"),
    path("nop-ho-so/tiep-tuc/", filing.resume, name="resume"),
    path("nop-ho-so/<slug:slug>/", filing.start, name="start"),
    path(f"{_DRAFT}giay-to/", papers.papers, name="papers"),
    path(f"{_DRAFT}giay-to/<uuid:file>.jpg", papers.thumbnail, name="thumbnail"),
    path(f"{_DRAFT}kiem-tra/", filing.check, name="check"),
    path(f"{_DRAFT}xac-nhan/", after_filing.confirmation, name="confirmation"),
    path(f"{_DRAFT}giay-tiep-nhan.pdf", after_filing.receipt, name="receipt"),
    path(f"{_DRAFT}<slug:key>/", filing.section, name="section"),
    path("tra-cuu/", look_up.look_up, name="look_up"),
    STATUS,
    path("tra-cuu/<str:token>/", look_up.to_status, name="status_with_slash"),
    path("tra-cuu/<str:token>/bo-sung/", supplement.supplement, name="supplement"),
    path("tra-cuu/<str:token>/bo-sung/da-nhan/", supplement.received, name="supplement_received"),
    path("tra-cuu/<str:token>/nop-tien/", fees.fees, name="fees"),
    path("tra-cuu/<str:token>/giay-to/", applicant.show, name="own_papers"),
    path("tra-cuu/<str:token>/ket-qua/<uuid:file>/", applicant.result, name="result"),
    path("tra-cuu/<str:token>/khieu-nai/", complaints.complaints, name="complaints"),
    path("tra-cuu/<str:token>/khieu-nai/<uuid:uid>/lan-hai/", complaints.second, name="second_complaint"),
    path("tra-cuu/<str:token>/khieu-nai/<uuid:uid>/rut/", complaints.withdraw, name="withdraw_complaint"),
    path("tra-cuu/<str:token>/nop-giup/", helping.object_page, name="object"),
    path("lich-tu-van/", advice.announced, name="advice"),
    path("kiem-tra-ket-qua/", results.ask, name="ask_result"),
    path("kiem-tra-ket-qua/<str:token>/", results.check, name="check_result"),
    path("tra-cuu/<str:token>/du-lieu/", own_data.own_data, name="own_data"),
    path("tra-cuu/<str:token>/du-lieu/<int:request_id>/", own_data.take, name="take_own_data"),
]
