"""The addresses of filing with help, below /can-bo/nop-giup/."""

from django.urls import path

from motcua.services.onestop.helping.web import advice, beginning, filling, teams

app_name = "helping"

_FILING = "<uuid:filing>/"

urlpatterns = [
    path("", beginning.home, name="home"),
    path("thu-tuc/", beginning.choose, name="choose"),
    path("thu-tuc/<slug:slug>/", beginning.begin, name="begin"),
    path("to/", teams.teams, name="teams"),
    path("to/<int:team_id>/", teams.team, name="team"),
    path("to/<int:team_id>/lich/", advice.roster, name="roster"),
    path("lich/<int:session_id>/huy/", advice.cancel, name="cancel_session"),
    path("lich/<int:session_id>/so-nguoi/", advice.note, name="note_advised"),
    path("to/<int:team_id>/dong/", teams.close, name="close_team"),
    path("to/<int:team_id>/thanh-vien/<int:member_id>/thoi/", teams.end, name="end_membership"),
    path(f"{_FILING}ma/", beginning.code, name="code"),
    path(f"{_FILING}ma/gui-lai/", beginning.code_again, name="code_again"),
    path(f"{_FILING}bo/", beginning.give_up, name="give_up"),
    path(f"{_FILING}giay-to/", filling.papers, name="papers"),
    path(f"{_FILING}giay-to/<uuid:file>.jpg", filling.thumbnail, name="thumbnail"),
    path(f"{_FILING}kiem-tra/", filling.check, name="check"),
    path(f"{_FILING}xac-nhan/", filling.confirmation, name="confirmation"),
    path(f"{_FILING}giay-tiep-nhan.pdf", filling.receipt, name="receipt"),
    path(f"{_FILING}<slug:key>/", filling.section, name="section"),
]
