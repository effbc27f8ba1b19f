"""The addresses of contests for staff, below /can-bo/nhan-rong/hoi-thi/."""

from django.urls import path

from motcua.replication.contest.web import contests, entries, final, panel, results, rubric, sheets

app_name = "contest"

_ONE = "<int:contest_id>/"
_ENTRY = "bai/<int:entry_id>/"

urlpatterns = [
    path("", contests.contests, name="contests"),
    path("moi/", contests.create, name="create"),
    path(_ONE, contests.contest, name="contest"),
    path(f"{_ONE}the-le/", contests.edit_call, name="edit_call"),
    path(f"{_ONE}tep-the-le/", contests.rules_file, name="rules_file"),
    path(f"{_ONE}lui-han/", contests.extend, name="extend"),
    path(f"{_ONE}tieu-chi/<slug:round_kind>/", rubric.rubric, name="rubric"),
    path(f"{_ONE}bang-diem-nhau/", rubric.ties, name="ties"),
    path(f"{_ONE}cau-hoi/", rubric.questions, name="questions"),
    path("cau-hoi/<int:question_id>/bo/", rubric.remove_question, name="remove_question"),
    path("cau-hoi/<int:question_id>/huy/", rubric.void_question, name="void_question"),
    path(f"{_ONE}nop-bai/", entries.enter, name="enter"),
    path(_ENTRY, entries.entry, name="entry"),
    path(f"{_ENTRY}sua/", entries.edit_entry, name="edit_entry"),
    path(f"{_ENTRY}dieu-kien/", entries.check, name="check"),
    path(f"{_ENTRY}rut/", entries.withdraw, name="withdraw"),
    path(f"{_ENTRY}loai/", entries.exclude, name="exclude"),
    path(f"{_ENTRY}them-tep/", entries.add_file, name="add_file"),
    path(f"{_ENTRY}tep/<uuid:attachment>/", entries.entry_file, name="entry_file"),
    path("tep/<int:file_id>/bo/", entries.remove_file, name="remove_file"),
    path(f"{_ENTRY}tra-loi/", final.answers, name="answers"),
    path(f"{_ENTRY}khieu-nai/", results.appeal, name="appeal"),
    path("khieu-nai/<int:appeal_id>/", results.answer_appeal, name="answer_appeal"),
    path(f"{_ONE}giam-khao/", panel.panel, name="panel"),
    path("giam-khao/<int:panelist_id>/thoi/", panel.excuse, name="excuse"),
    path(f"{_ONE}xung-dot-loi-ich/", panel.declare, name="declare"),
    path("phieu/<int:sheet_id>/", sheets.sheet, name="sheet"),
    path("phieu/<int:sheet_id>/tep/<uuid:attachment>/", sheets.blind_file, name="blind_file"),
    path(f"{_ONE}xep-hang/<slug:what>/", final.ranked, name="ranked"),
    path(f"{_ONE}xep-hang/<slug:what>/boc-tham/", final.lots, name="lots"),
    path(f"{_ONE}chung-ket/", final.final, name="final"),
    path(f"{_ONE}ket-qua/", results.results, name="results"),
    path(f"{_ONE}thong-bao.pdf", results.letter, name="letter"),
    path(f"{_ONE}lam/<slug:deed>/", contests.act, name="act"),
]
