"""The addresses of the one-stop for staff, below /can-bo/."""

from django.urls import path

from motcua.services.onestop.web.staff import (
    act,
    batches,
    charge,
    counter,
    deadlines,
    dossier,
    figures,
    filters,
    in_full,
    procedures,
    work_list,
)
from motcua.services.onestop.web.staff.definitions import (
    agreeing,
    conditions,
    editor,
    listing,
    publishing,
    withdrawing,
)

app_name = "onestop_staff"

_DOSSIER = "ho-so/<str:code>/"
_DEFINITION = "thu-tuc/soan/<int:definition_id>/"

urlpatterns = [
    path("", work_list.home, name="home"),
    path("quay/", counter.choose, name="counter"),
    path("quay/<slug:slug>/", counter.enter, name="enter"),
    path("thu-tuc/", procedures.procedures, name="procedures"),
    path("cho-tra-loi/", deadlines.answers, name="answers"),
    path("xin-loi/", deadlines.apologies, name="apologies"),
    path("thu-tuc/soan/", listing.definitions, name="definitions"),
    path("thu-tuc/soan/moi/", listing.new_definition, name="new_definition"),
    path("thu-tuc/soan/nhap/", listing.import_file, name="import_definitions"),
    path("thu-tuc/soan/tep/", listing.file, name="definitions_file"),
    path("thu-tuc/soan/tep/<slug:slug>/", listing.file, name="definition_file"),
    path("thu-tuc/soan/chuyen/<uuid:plan_id>/", publishing.moves, name="moves"),
    path("thu-tuc/soan/chuyen/<uuid:plan_id>/dong-y-lai/", agreeing.agree, name="agree_moves"),
    path("thu-tuc/soan/chuyen/<uuid:plan_id>/rut-lai/", withdrawing.withdraw, name="withdraw_moves"),
    path(_DEFINITION, editor.overview, name="definition"),
    path(f"{_DEFINITION}so-sanh/", publishing.compared, name="compare_definition"),
    path(f"{_DEFINITION}cong-bo/", publishing.publish, name="publish_definition"),
    path(f"{_DEFINITION}bo/", publishing.discard, name="discard_definition"),
    path(f"{_DEFINITION}<slug:area>/", editor.area, name="definition_area"),
    path(f"{_DEFINITION}<slug:area>/<slug:item>/", editor.item, name="definition_item"),
    path(f"{_DEFINITION}<slug:area>/<slug:item>/dieu-kien/", conditions.condition, name="definition_condition"),
    path("so-lieu/", figures.figures, name="figures"),
    path("loat/", batches.batches, name="batches"),
    path("loat/<uuid:batch_id>/", batches.batch, name="batch"),
    path("loat/nhieu/<uuid:series_id>/", batches.batch_series, name="batch_series"),
    path("ban-giao-ho-so/", batches.share_out, name="share_out"),
    path("ban-giao-ho-so/giao/", batches.hand_on, name="hand_on"),
    path("bo-loc/", filters.save, name="save_filter"),
    path("bo-loc/<int:filter_id>/xoa/", filters.drop, name="drop_filter"),
    path(_DOSSIER, dossier.show, name="dossier"),
    path(f"{_DOSSIER}giay-to/<slug:kind>.pdf", dossier.letter, name="letter"),
    path(f"{_DOSSIER}tep/<uuid:file>/", dossier.file, name="file"),
    path(f"{_DOSSIER}trang-kiem-tra.pdf", dossier.check_sheet, name="check_sheet"),
    path(f"{_DOSSIER}khoan-thu/", charge.charge, name="charge"),
    path(f"{_DOSSIER}hien-day-du/", in_full.show_in_full, name="show_in_full"),
    path(f"{_DOSSIER}<slug:slug>/", act.act, name="act"),
]
