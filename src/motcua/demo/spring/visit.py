"""The inspection of ward 13: a visit with a checklist, minutes that stay."""

from collections.abc import Iterator
from datetime import datetime

from motcua.demo.spring.orders import directive
from motcua.demo.spring.people import Cast, at, place, ward
from motcua.replication.followup.actions.add_remark import add_remark
from motcua.replication.followup.actions.plan_inspection import plan_inspection
from motcua.replication.followup.actions.record_finding import record_finding
from motcua.replication.followup.actions.sign_inspection import sign_inspection
from motcua.replication.followup.models import Finding
from motcua.replication.initiatives.models import Initiative


def visit(cast: Cast) -> Iterator[datetime]:
    """Home Affairs looks at the advisory team of ward 13, which is still on trial."""
    yield (planned := at(5, 10, 9))
    inspector = cast.staff["noivu.chuyenvien"]
    found = plan_inspection(
        authority_id=place().pk,
        unit_id=ward(13).pk,
        planned_on=at(5, 14).date(),
        inspector_id=inspector.pk,
        initiative_id=Initiative.objects.get(code="D2").pk,
        directive_id=directive().pk,
        by=cast.coordinator,
        now=planned,
    )
    yield (there := at(5, 14, 9, 30))
    for number, item in enumerate(found.items.order_by("pk")):
        result, note = (Finding.MET, "") if number else (Finding.NOT_MET, "Mới lập tổ tại 3 trên 7 khu phố.")
        record_finding(inspection_id=found.pk, item_id=item.pk, result=result, note=note, by=inspector, now=there)
    yield (answered := at(5, 14, 10, 30))
    add_remark(
        inspection_id=found.pk,
        text="Phường cam kết lập đủ tổ ở các khu phố còn lại trong tháng 6.",
        by=cast.leader("p13"),
        now=answered,
    )
    yield (signed := at(5, 14, 11))
    sign_inspection(
        inspection_id=found.pk,
        conclusion="Đang áp dụng thử; cần lập đủ tổ tư vấn ở các khu phố còn lại.",
        place="Ủy ban nhân dân Phường 13",
        present="Lãnh đạo phường, Bí thư Chi đoàn các khu phố",
        by=inspector,
        now=signed,
    )
