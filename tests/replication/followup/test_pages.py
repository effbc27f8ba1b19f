"""The pages of the follow-up: what they show to whom, what they do, how many queries they take."""

from collections.abc import Iterable
from io import BytesIO
from typing import cast

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from motcua.foundation.messages.models import OutboxMessage
from motcua.foundation.registers.reference import load_registers
from motcua.foundation.units.access import roles_of
from motcua.foundation.units.models import Role
from motcua.foundation.worktime import clock
from motcua.replication.followup.actions.draft_escalation import draft_escalation
from motcua.replication.followup.actions.give_evidence import give_evidence
from motcua.replication.followup.actions.remind_units import remind_units
from motcua.replication.followup.models import Escalation, Inspection, LetterState, Obstacle, Task
from motcua.replication.followup.queries import worklist
from motcua.replication.followup.states import ObstacleState, TaskAction, TaskState
from motcua.replication.followup.turns import turn_task
from motcua.replication.followup.uploads import Incoming
from tests.factories.attachments import make_jpeg, make_pdf
from tests.factories.followup import (
    SYSTEM,
    District,
    at,
    check_everything,
    make_adoption,
    make_directive,
    make_initiative,
    make_inspection,
    make_obstacle,
    make_requirement,
    make_target,
    make_task,
    make_tasks,
    sign,
)
from tests.factories.units import make_staff, sign_in

NOW = at(2019, 5, 14)
HOME = "/can-bo/nhan-rong/theo-doi/"


@pytest.fixture(autouse=True)
def _present(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


def body(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    return answer.content.decode()


def kind_of(client: Client, path: str) -> str:
    """What a file is that a page sends; read to its end, which closes it."""
    answer = client.get(path)
    b"".join(cast("Iterable[bytes]", answer))
    return answer.headers["Content-Type"]


def test_the_list_shows_the_next_due_first_and_what_is_late(district: District, client: Client) -> None:
    later = make_task(district, due_on=at(2019, 5, 31).date())
    first = make_task(district)
    sign_in(client, district.ward_leader)
    shown = body(client, HOME)
    assert shown.index(f"/nhiem-vu/{first.pk}/") < shown.index(f"/nhiem-vu/{later.pk}/")
    assert "Quá hạn 1 ngày" in shown
    narrowed = body(client, f"{HOME}?tinh-trang=late")
    assert (f"/nhiem-vu/{first.pk}/" in narrowed, f"/nhiem-vu/{later.pk}/" in narrowed) == (True, False)


def test_what_runs_already_is_not_called_late(district: District, client: Client) -> None:
    model = make_initiative(district.ward)
    task = make_task(district, initiative=model)
    sign_in(client, district.ward_leader)
    assert f"/nhiem-vu/{task.pk}/" in body(client, f"{HOME}?tinh-trang=late")
    make_adoption(model, district.ward, district.ward_leader, live_at=at(2019, 5, 6))
    assert f"/nhiem-vu/{task.pk}/" not in body(client, f"{HOME}?tinh-trang=late")
    shown = body(client, HOME)
    assert ("Đang áp dụng trên hệ thống" in shown, "Quá hạn 1 ngày" in shown) == (True, False)


def test_a_list_that_is_empty_says_what_it_is_for(district: District, client: Client) -> None:
    sign_in(client, district.ward_leader)
    assert "Không còn nhiệm vụ nào phải làm" in body(client, HOME)
    assert "Không có nhiệm vụ nào như vậy" in body(
        client, f"{HOME}?tinh-trang=done&don-vi=x&van-ban=9999999999999999999"
    )


def test_an_owner_without_a_role_that_reads_sees_their_task_and_nobody_elses(
    district: District, client: Client
) -> None:
    clerk = make_staff(role=Role.RECEPTIONIST, unit=district.ward)
    sign_in(client, clerk)
    assert client.get(HOME).status_code == 404
    task, other = make_task(district), make_task(district)
    task.owner = clerk
    task.save()
    assert f"/nhiem-vu/{task.pk}/" in body(client, HOME)
    assert client.get(f"{HOME}nhiem-vu/{other.pk}/").status_code == 404


def test_the_pages_go_on_where_the_last_one_ended(
    district: District, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worklist, "PAGE", 2)
    days = [at(2019, 5, 20).date(), at(2019, 5, 20).date(), at(2019, 5, 21).date(), None, None]
    made = [make_task(district, due_on=day).pk for day in days]
    roles, seen, after = roles_of(district.ward_leader, NOW), [], ""
    while True:
        page = worklist.task_list(roles=roles, wanted=worklist.Wanted(), now=NOW, after=after)
        seen += [row.task.pk for row in page.rows]
        if not (after := page.next_key):
            break
    assert seen == made
    for nonsense in ("~", "x~1", "2019-13-01~5", "~-1"):
        assert worklist.task_list(roles=roles, wanted=worklist.Wanted(), now=NOW, after=nonsense).rows


@pytest.mark.parametrize("many", [1, 3])
def test_the_list_takes_a_fixed_number_of_queries(
    district: District, django_assert_num_queries: DjangoAssertNumQueries, many: int
) -> None:
    directive = make_directive(district.unit)
    for _number in range(many):
        model = make_initiative(district.unit, service="onestop")
        make_requirement(directive, district.ward, district.other_ward, initiative=model)
        make_adoption(model, district.ward, district.ward_leader, live_at=at(2019, 5, 6))
    make_target(directive, district.ward)
    make_tasks(directive)
    roles = roles_of(district.coordinator, NOW)
    worklist.task_list(roles=roles, wanted=worklist.Wanted(), now=NOW)  # the calendar is read once
    with django_assert_num_queries(6):
        page = worklist.task_list(roles=roles, wanted=worklist.Wanted(), now=NOW)
    assert len(page.rows) == 2 * many
    with django_assert_num_queries(3):
        worklist.filters_of(roles, NOW)


def test_a_task_is_shown_done_and_accepted_on_the_pages(district: District, client: Client) -> None:
    task = make_task(district)
    path = f"{HOME}nhiem-vu/{task.pk}/"
    sign_in(client, district.ward_leader)
    assert "Báo minh chứng" in body(client, path)
    wrong = client.post(f"{path}minh-chung/", {"version": 1, "note": ""})
    assert (wrong.status_code, "Chưa có minh chứng nào" in wrong.content.decode()) == (422, True)
    files = [SimpleUploadedFile(f"{number}.pdf", make_pdf(number)) for number in (1, 2)]
    sent = client.post(f"{path}minh-chung/", {"version": 1, "note": "Đã lập 7 tổ", "papers": files})
    assert (sent.status_code, sent.headers["Location"]) == (302, path)
    evidence = task.evidence.get()
    assert evidence.files.count() == 2
    file = evidence.files.all()[0]
    assert kind_of(client, f"{path}tep/{file.stored_id}/") == "application/pdf"
    sign_in(client, district.coordinator)
    assert "Đã lập 7 tổ" in body(client, path)
    assert client.post(f"{path}chap-nhan/", {"version": 2}).status_code == 302
    task.refresh_from_db()
    assert task.state == TaskState.DONE
    assert client.get(f"{path}chap-nhan/").status_code == 302  # nothing to accept any more


def test_the_second_of_two_people_sees_the_change_and_their_own_words(district: District, client: Client) -> None:
    task = make_task(district)
    turn_task(task, TaskAction.GIVE, by=SYSTEM, now=NOW)
    sign_in(client, district.coordinator)
    answer = client.post(f"{HOME}nhiem-vu/{task.pk}/tra-lai/", {"version": 1, "reason": "Thiếu danh sách"})
    shown = answer.content.decode()
    assert answer.status_code == 409
    assert "Báo minh chứng" in shown
    assert "Thiếu danh sách" in shown


def test_an_auditor_is_not_led_to_reporting_an_obstacle(district: District, client: Client) -> None:
    path, door = f"{HOME}nhiem-vu/{make_task(district).pk}/", f"{HOME}vuong-mac/moi/"
    sign_in(client, district.ward_leader)
    assert door in body(client, path)
    sign_in(client, make_staff(role=Role.AUDITOR, unit=district.ward))
    assert door not in body(client, path)
    assert door not in body(client, f"{HOME}vuong-mac/")


def test_live_evidence_and_messages_stand_on_the_page_of_the_task(district: District, client: Client) -> None:
    model = make_initiative(district.ward, title="Tổ tư vấn lưu động")
    district.ward_leader.user.email = "tu@tanbinh.example"
    district.ward_leader.user.save()
    task = make_task(district, initiative=model)
    make_adoption(model, district.ward, district.ward_leader, live_at=at(2019, 5, 6))
    turn_task(task, TaskAction.GIVE, by=SYSTEM, now=NOW)
    sign_in(client, district.coordinator)
    path = f"{HOME}nhiem-vu/{task.pk}/"
    assert "Đơn vị đang áp dụng “Tổ tư vấn lưu động” trên hệ thống từ 06/05/2019." in body(client, path)
    client.post(f"{path}tra-lai/", {"version": 2, "reason": "Thiếu danh sách"})
    assert "bị trả lại" in body(client, path)
    sign_in(client, district.ward_leader)
    assert "1 thông báo gần đây" in body(client, HOME)


def test_an_obstacle_is_reported_assigned_and_answered_on_the_pages(district: District, client: Client) -> None:
    task = make_task(district)
    sign_in(client, district.ward_leader)
    subject = f"nhiem-vu:{task.requirement_id}"
    assert f'value="{subject}" selected' in body(client, f"{HOME}vuong-mac/moi/?ve={subject}")
    sent = {"unit": district.ward.pk, "about": subject, "text": "Thiếu máy tính"}
    assert client.post(f"{HOME}vuong-mac/moi/", {**sent, "about": "nhiem-vu:0"}).status_code == 422
    assert client.post(f"{HOME}vuong-mac/moi/", sent).status_code == 302
    obstacle = Obstacle.objects.get()
    path = f"{HOME}vuong-mac/{obstacle.pk}/"
    assert client.get(f"{path}tra-loi/").status_code == 404
    sign_in(client, district.coordinator)
    assigned = {"version": obstacle.version, "person": district.coordinator.pk}
    assert client.post(f"{path}phan-cong/", assigned).status_code == 302
    assert client.post(f"{path}tra-loi/", {"version": 2, "text": "Mượn máy của quận"}).status_code == 302
    obstacle.refresh_from_db()
    assert obstacle.state == ObstacleState.ANSWERED
    assert "Mượn máy của quận" in body(client, path)
    assert "Thiếu máy tính" in body(client, f"{HOME}vuong-mac/")


def test_a_visit_is_planned_carried_out_and_signed_on_the_pages(district: District, client: Client) -> None:
    sign_in(client, district.coordinator)
    plan = {
        "authority": district.unit.pk,
        "unit": district.ward.pk,
        "planned_on": "2019-05-14",
        "inspector": district.coordinator.pk,
        "initiative": "",
        "directive": "",
        "extra_lines": "",
    }
    assert client.post(f"{HOME}kiem-tra/moi/", plan).status_code == 302
    visit = Inspection.objects.get()
    path = f"{HOME}kiem-tra/{visit.pk}/"
    items = list(visit.items.all())
    photo = SimpleUploadedFile("anh.jpg", make_jpeg())
    for number, item in enumerate(items):
        found = {"version": 1, "result": "met", "note": "", **({} if number else {"photos": [photo]})}
        answer = client.post(f"{path}muc/{item.pk}/", found)
        then = f"{path}muc/{items[number + 1].pk}/" if item is not items[-1] else path
        assert (answer.status_code, answer.headers["Location"]) == (302, then)
    kept = items[0].photos.get()
    for address in (f"{path}anh/{kept.stored_id}/", f"{path}anh/{kept.stored_id}/nho/"):
        assert kind_of(client, address) == "image/jpeg"
    assert client.get(f"{path}bien-ban.pdf").status_code == 302
    signed = {"version": 1, "place": "Phường 4", "present": "Ông Tư", "conclusion": "Tốt"}
    assert client.post(f"{path}ky/", signed).status_code == 302
    assert kind_of(client, f"{path}bien-ban.pdf") == "application/pdf"
    sign_in(client, district.ward_leader)
    assert client.post(f"{path}y-kien/", {"version": 2, "text": "Đồng ý"}).status_code == 302
    assert "Đồng ý" in body(client, path)
    assert "01/BB-UBND" in body(client, f"{HOME}kiem-tra/")


def test_a_letter_is_drafted_by_one_and_signed_by_another_on_the_pages(district: District, client: Client) -> None:
    load_registers(NOW)
    task = make_task(district)
    directive = task.requirement.directive
    sign_in(client, district.coordinator)
    assert directive.number in body(client, f"{HOME}chua-thuc-hien/")
    assert f"/nhiem-vu/{task.pk}/" in body(client, f"{HOME}chua-thuc-hien/{directive.pk}/?quy=2019-Q2")
    assert "Không có đơn vị nào" in body(client, f"{HOME}chua-thuc-hien/{directive.pk}/?quy=2019-Q1")
    client.post(f"{HOME}chua-thuc-hien/{directive.pk}/du-thao/", {"quy": ""})
    letter = Escalation.objects.get()
    path = f"{HOME}van-ban/{letter.pk}/"
    changed = {"version": 1, "subject": "đôn đốc", "body": "Làm ngay."}
    assert client.post(f"{path}sua/", changed).status_code == 302
    assert client.get(f"{path}ky/").status_code == 404
    assert client.get(f"{path}van-ban.pdf").status_code == 302
    sign_in(client, district.leader)
    assert "Làm ngay." in body(client, f"{path}ky/")
    assert not OutboxMessage.objects.exists()
    assert client.post(f"{path}ky/", {"version": 2}).status_code == 302
    letter.refresh_from_db()
    assert letter.state == LetterState.SIGNED
    sign_in(client, district.ward_leader)
    assert kind_of(client, f"{path}van-ban.pdf") == "application/pdf"
    assert "01/UBND-CCHC" in body(client, path)


def test_a_draft_for_nobody_is_refused_in_words(district: District, client: Client) -> None:
    directive = make_directive(district.unit)
    sign_in(client, district.coordinator)
    answer = client.post(f"{HOME}chua-thuc-hien/{directive.pk}/du-thao/", {"quy": ""}, follow=True)
    assert "không cần văn bản đôn đốc" in answer.content.decode()


def test_strangers_find_nothing(district: District, client: Client) -> None:
    load_registers(NOW)
    task, visit, obstacle = make_task(district), make_inspection(district, now=NOW), make_obstacle(district)
    give_evidence(
        task_id=make_task(district).pk,
        note="",
        files=[Incoming("a.pdf", BytesIO(make_pdf()))],
        by=district.ward_leader,
        now=NOW,
    )
    letter = draft_escalation(directive_id=task.requirement.directive_id, by=district.coordinator, now=NOW)
    check_everything(visit, district, now=NOW)
    sign(visit, district, now=NOW)
    sign_in(client, make_staff(role=Role.LEADER))
    for name, pk in (
        ("task", task.pk),
        ("give", task.pk),
        ("accept", task.pk),
        ("obstacle", obstacle.pk),
        ("close_obstacle", obstacle.pk),
        ("inspection", visit.pk),
        ("minutes", visit.pk),
        ("remark", visit.pk),
        ("letter", letter.pk),
        ("sign_letter", letter.pk),
        ("missing", task.requirement.directive_id),
    ):
        assert client.get(reverse(f"followup:{name}", args=[pk])).status_code == 404, name
    assert Task.objects.count() == 2


def test_a_notice_is_read_in_the_language_of_the_page_and_mailed_in_vietnamese(
    district: District, client: Client
) -> None:
    user = district.ward_leader.user
    user.email = "tu@tanbinh.example"
    user.save()
    task = make_task(district)
    remind_units(now=at(2019, 5, 3))
    directive = task.requirement.directive.number
    mail = OutboxMessage.objects.get(to=user.email)
    assert mail.subject == f"Còn 7 ngày: nhiệm vụ 2.1 của {directive}"
    assert "đến hạn ngày 10/05/2019" in mail.body
    sign_in(client, district.ward_leader)
    assert f"Còn 7 ngày: nhiệm vụ 2.1 của {directive}" in body(client, HOME)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    shown = body(client, HOME)
    assert f"7 days left: task 2.1 of {directive}" in shown
    assert "Còn 7 ngày" not in shown
    assert f"7 days left: task 2.1 of {directive}" in body(client, reverse("followup:task", args=[task.pk]))
