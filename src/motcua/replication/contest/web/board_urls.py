"""The address of the board on the screen."""

from django.urls import path

from motcua.replication.contest.web.board import board

app_name = "contest_board"

urlpatterns = [path("hoi-thi/bang-diem/<str:board>/", board, name="board")]
