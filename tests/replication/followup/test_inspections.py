"""A visit from its plan to its minutes: checklist, findings, photographs, the signature after which nothing changes."""

from datetime import date
from io import BytesIO

import pytest
from django.db import DatabaseError, transaction
from PIL import Image
from pytest_django import DjangoAssertNumQueries

from motcua.foundation.attachments.content import open_content
from motcua.foundation.attachments.models import StoredFile
from motcua.foundation.attachments.refusals import FileRefused
from motcua.foundation.messages.models import OutboxMessage
from motcua.foundation.units.access import roles_of
from motcua.foundation.units.models import Role
from motcua.foundation.units.refusals import NotAllowed
from motcua.replication.followup.actions.add_remark import add_remark
from motcua.replication.followup.actions.cancel_inspection import cancel_inspection
from motcua.replication.followup.actions.plan_inspection import plan_inspection
from motcua.replication.followup.actions.record_finding import record_finding
from motcua.replication.followup.models import Finding, Inspection, InspectionState
from motcua.replication.followup.queries import inspections_of
from motcua.replication.followup.queries.pages import visit_list
from motcua.replication.followup.reference import checklist_for
from motcua.replication.followup.refusals import Conflict, FollowupRefused, NeedMissing, NotNow
from motcua.replication.followup.uploads import Incoming
from tests.factories.attachments import make_jpeg, make_pdf
from tests.factories.followup import (
    District,
    at,
    check_everything,
    make_initiative,
    make_inspection,
    make_office,
    sign,
)
from tests.factories.units import make_staff, make_unit
from tests.foundation.documents.paper import text_of

PLANNED = at(2019, 5, 14)
VISIT = at(2019, 5, 16, 8, 30)
MAY = (date(2019, 5, 1), date(2019, 5, 31))


def make_photo(name: str = "anh.jpg") -> Incoming:
    return Incoming(name, BytesIO(make_jpeg()))


def test_a_model_has_its_own_checklist_and_others_the_general_one() -> None:
    assert [checklist_for(model, date(2019, 5, 1)).code for model in ("D2", "C4", "")] == [
        "d2-2019",
        "chung-2019",
        "chung-2019",
    ]
    assert not checklist_for("D2", date(2019, 5, 1)).verified


def test_a_plan_copies_the_checklist_and_tells_unit_and_inspector(district: District) -> None:
    inspector = make_staff(role=Role.SPECIALIST, unit=make_office(district))
    model = make_initiative(district.ward, code="D2")
    visit = make_inspection(
        district, inspector_id=inspector.pk, initiative_id=model.pk, extra_lines=["", "  Có  biển chỉ dẫn "]
    )
    lines = [line.text for line in checklist_for("D2", visit.planned_on).lines]
    assert [item.text for item in visit.items.all()] == [*lines, "Có biển chỉ dẫn"]
    people = {f"staff:{person.pk}" for person in (district.ward_leader, inspector)}
    assert set(OutboxMessage.objects.values_list("to", flat=True)) == people


def test_only_the_coordinator_plans_and_only_under_the_authority(district: District) -> None:
    stranger = make_unit()
    asked = {"authority_id": district.unit.pk, "unit_id": district.ward.pk, "planned_on": VISIT.date()}
    person = {"inspector_id": district.coordinator.pk, "now": PLANNED}
    with pytest.raises(NotAllowed):
        plan_inspection(**asked, **person, by=district.leader)  # type: ignore[arg-type]  # two halves of one call
    for change in ({"unit_id": stranger.pk}, {"planned_on": date(2019, 5, 13)}):
        with pytest.raises(FollowupRefused):
            plan_inspection(**{**asked, **change}, **person, by=district.coordinator)  # type: ignore[arg-type]
    with pytest.raises(FollowupRefused):
        plan_inspection(
            **asked,  # type: ignore[arg-type]
            inspector_id=district.ward_leader.pk,
            by=district.coordinator,
            now=PLANNED,
        )
    assert not Inspection.objects.exists()


def test_photographs_keep_nothing_but_the_picture(district: District) -> None:
    visit = make_inspection(district)
    item = visit.items.all()[0]
    record_finding(
        inspection_id=visit.pk,
        item_id=item.pk,
        result=Finding.MET,
        photos=[make_photo()],
        by=district.coordinator,
        now=VISIT,
    )
    stored = item.photos.get().stored
    assert Image.open(BytesIO(make_jpeg())).getexif()  # the control: the camera did write something
    with open_content(stored) as content:
        kept = content.read()
    assert not Image.open(BytesIO(kept)).getexif()
    assert b"Dien thoai bi mat" not in kept
    visit.refresh_from_db()
    assert visit.started_at == VISIT


def test_what_is_no_picture_or_too_many_is_not_taken(district: District) -> None:
    visit = make_inspection(district)
    item = visit.items.all()[0]
    for photos in ([Incoming("a.pdf", BytesIO(make_pdf()))], [Incoming("a.jpg", BytesIO(b"x"))], [make_photo()] * 11):
        with pytest.raises((FileRefused, FollowupRefused)):
            record_finding(
                inspection_id=visit.pk,
                item_id=item.pk,
                result=Finding.MET,
                photos=photos,
                by=district.coordinator,
                now=VISIT,
            )
    item.refresh_from_db()
    assert (item.result, item.photos.count(), StoredFile.objects.count()) == ("", 0, 0)


def test_what_is_not_met_needs_words_and_the_inspector(district: District) -> None:
    visit = make_inspection(district)
    item = visit.items.all()[0]

    def find(result: Finding, note: str, by: object = None, version: int | None = None) -> None:
        record_finding(
            inspection_id=visit.pk,
            item_id=item.pk,
            result=result,
            note=note,
            by=by or district.coordinator,  # type: ignore[arg-type]
            now=VISIT,
            expected_version=version,
        )

    with pytest.raises(NeedMissing):
        find(Finding.NOT_MET, " ")
    for person in (district.ward_leader, make_staff(role=Role.COORDINATOR, unit=district.unit)):
        with pytest.raises(NotAllowed):
            find(Finding.MET, "", person)
    with pytest.raises(Inspection.DoesNotExist):
        find(Finding.MET, "", district.other_leader)
    find(Finding.NOT_MET, "Chưa niêm yết", version=1)
    with pytest.raises(Conflict):
        find(Finding.MET, "", version=1)


def test_nothing_is_signed_before_every_line_has_a_result(district: District) -> None:
    visit = make_inspection(district)
    with pytest.raises(FollowupRefused, match="6 nội dung"):
        sign(visit, district, now=VISIT)
    check_everything(visit, district, now=VISIT)
    with pytest.raises(NeedMissing):
        sign(visit, district, now=VISIT, conclusion=" ")
    with pytest.raises(NotAllowed):
        sign(visit, district, now=VISIT, by=make_staff(role=Role.COORDINATOR, unit=district.unit))
    visit.refresh_from_db()
    assert (visit.state, visit.number) == (InspectionState.PLANNED, "")


def test_the_minutes_can_be_read_back(district: District) -> None:
    visit = make_inspection(district)
    check_everything(visit, district, now=VISIT, photos=[make_photo()])
    add_remark(inspection_id=visit.pk, text="Đơn vị sẽ bổ sung bảng niêm yết.", by=district.ward_leader, now=VISIT)
    signed = sign(visit, district, now=at(2019, 5, 16, 10, 15), conclusion="Còn 1 nội dung chưa đạt.")
    assert (signed.state, signed.number) == (InspectionState.SIGNED, "01/BB-UBND")
    assert signed.minutes is not None
    with open_content(signed.minutes.content) as content:
        text = text_of(content.read())
    for words in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Số: 01/BB-UBND",
        "ngày 16 tháng 5 năm 2019",
        "BIÊN BẢN",
        "08 giờ 30 phút",
        "10 giờ 15 phút",
        "Chưa đạt",
        "Chưa niêm yết (1 ảnh kèm theo)",
        "Còn 1 nội dung chưa đạt.",
        "Lê Văn Tư: Đơn vị sẽ bổ sung bảng niêm yết.",
        "Bà Nguyễn Thị Hoa, Phó Chủ tịch",
        "Trần Thị Mai",
    ):
        assert words in text
    assert OutboxMessage.objects.filter(subject__startswith="Biên bản kiểm tra 01/BB-UBND").count() == 1


def test_numbers_of_minutes_run_on(district: District) -> None:
    for number in ("01/BB-UBND", "02/BB-UBND"):
        visit = make_inspection(district)
        check_everything(visit, district, now=VISIT)
        assert sign(visit, district, now=VISIT).number == number


def test_what_was_signed_stays(district: District) -> None:
    visit = make_inspection(district)
    check_everything(visit, district, now=VISIT)
    sign(visit, district, now=VISIT)
    item = visit.items.all()[0]
    with pytest.raises(NotNow):
        record_finding(inspection_id=visit.pk, item_id=item.pk, result=Finding.MET, by=district.coordinator, now=VISIT)
    with pytest.raises(NotNow):
        cancel_inspection(inspection_id=visit.pk, reason="Thôi", by=district.coordinator, now=VISIT)
    item.note = "Sửa sau"
    with pytest.raises(DatabaseError, match="is closed"), transaction.atomic():
        item.save()
    with pytest.raises(DatabaseError), transaction.atomic():
        Inspection.objects.filter(pk=visit.pk).update(conclusion="Sửa sau")
    assert add_remark(inspection_id=visit.pk, text="Có ý kiến", by=district.ward_leader, now=VISIT).pk


def test_a_visit_is_called_off_with_a_reason(district: District) -> None:
    visit = make_inspection(district)
    with pytest.raises(NotAllowed):
        cancel_inspection(inspection_id=visit.pk, reason="Bận", by=district.ward_leader, now=VISIT)
    with pytest.raises(NeedMissing):
        cancel_inspection(inspection_id=visit.pk, reason=" ", by=district.coordinator, now=VISIT)
    cancelled = cancel_inspection(inspection_id=visit.pk, reason="Trùng lịch họp", by=district.coordinator, now=VISIT)
    assert (cancelled.state, cancelled.cancelled_because) == (InspectionState.CANCELLED, "Trùng lịch họp")
    with pytest.raises(NotNow):
        add_remark(inspection_id=visit.pk, text="Ý kiến", by=district.ward_leader, now=VISIT)


def test_reports_read_visits_with_their_counts(district: District) -> None:
    visit = make_inspection(district)
    check_everything(visit, district, now=VISIT)
    sign(visit, district, now=VISIT)
    (fact,) = inspections_of([district.ward.pk], *MAY)
    assert (fact.id, fact.met, fact.not_met, fact.not_applicable, fact.unchecked) == (visit.pk, 5, 1, 0, 0)
    assert (fact.number, fact.inspector_name) == ("01/BB-UBND", "Trần Thị Mai")
    assert inspections_of([district.ward.pk], date(2019, 6, 1), date(2019, 6, 30)) == []
    assert inspections_of([district.other_ward.pk], *MAY) == []


@pytest.mark.parametrize("many", [1, 3])
def test_lists_take_a_fixed_number_of_queries(
    district: District, django_assert_num_queries: DjangoAssertNumQueries, many: int
) -> None:
    for _number in range(many):
        make_inspection(district)
    roles = roles_of(district.coordinator, VISIT)
    with django_assert_num_queries(3):
        assert len(visit_list(roles=roles, now=VISIT)) == many
    with django_assert_num_queries(2):
        assert len(inspections_of([district.ward.pk], *MAY)) == many
