"""The addresses of the follow-up, below /can-bo/nhan-rong/theo-doi/."""

from django.urls import path

from motcua.replication.followup.web import letters, obstacles, tasks, visits
from motcua.replication.followup.web.acts import OBSTACLE_ACTS, TASK_ACTS

app_name = "followup"

_TASK = "nhiem-vu/<int:task_id>/"
_OBSTACLE = "vuong-mac/<int:obstacle_id>/"
_VISIT = "kiem-tra/<int:inspection_id>/"
_LETTER = "van-ban/<int:letter_id>/"

urlpatterns = [
    path("", tasks.home, name="home"),
    path(_TASK, tasks.task, name="task"),
    path(f"{_TASK}tep/<uuid:file>/", tasks.evidence_file, name="evidence_file"),
    *(path(f"{_TASK}{act.slug}/", tasks.act, {"slug": act.slug}, name=act.name) for act in TASK_ACTS.values()),
    path("vuong-mac/", obstacles.obstacles, name="obstacles"),
    path("vuong-mac/moi/", obstacles.report, name="report"),
    path(_OBSTACLE, obstacles.obstacle, name="obstacle"),
    *(
        path(f"{_OBSTACLE}{act.slug}/", obstacles.act, {"slug": act.slug}, name=act.name)
        for act in OBSTACLE_ACTS.values()
    ),
    path("kiem-tra/", visits.visits, name="inspections"),
    path("kiem-tra/moi/", visits.plan, name="plan"),
    path(_VISIT, visits.visit, name="inspection"),
    path(f"{_VISIT}muc/<int:item_id>/", visits.finding, name="finding"),
    path(f"{_VISIT}ky/", visits.sign, name="sign_inspection"),
    path(f"{_VISIT}y-kien/", visits.remark, name="remark"),
    path(f"{_VISIT}huy/", visits.cancel, name="cancel_inspection"),
    path(f"{_VISIT}anh/<uuid:file>/", visits.photo, name="photo"),
    path(f"{_VISIT}anh/<uuid:file>/nho/", visits.photo_thumbnail, name="photo_thumbnail"),
    path(f"{_VISIT}bien-ban.pdf", visits.minutes, name="minutes"),
    path("chua-thuc-hien/", letters.directives, name="directives"),
    path("chua-thuc-hien/<int:directive_id>/", letters.missing, name="missing"),
    path("chua-thuc-hien/<int:directive_id>/du-thao/", letters.draft, name="draft"),
    path(_LETTER, letters.letter, name="letter"),
    path(f"{_LETTER}sua/", letters.edit, name="edit_letter"),
    path(f"{_LETTER}ky/", letters.sign, name="sign_letter"),
    path(f"{_LETTER}bo/", letters.discard, name="discard_letter"),
    path(f"{_LETTER}van-ban.pdf", letters.pdf, name="letter_pdf"),
]
