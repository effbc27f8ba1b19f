"""What is under way this quarter? A letter of the demo's own, its tasks, an obstacle, a visit, the summary begun.

The letter is made up and says so in its subject; everything else is done by the demo's people through the actions.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from motcua.demo.spring.adoptions import CARRIES_HOME
from motcua.demo.spring.people import Cast, cast, on_a_working_day, place, ward
from motcua.foundation.units.rules import day_of
from motcua.replication.directives.actions.confirm_directive import confirm_directive
from motcua.replication.directives.actions.set_target import set_target
from motcua.replication.directives.actions.upload_directive import upload_directive
from motcua.replication.directives.models import Directive
from motcua.replication.followup.actions.give_evidence import give_evidence
from motcua.replication.followup.actions.plan_inspection import plan_inspection
from motcua.replication.followup.actions.report_obstacle import report_obstacle
from motcua.replication.followup.models import Task
from motcua.replication.initiatives.models import Initiative
from motcua.replication.reporting.actions.open_report import open_report
from motcua.replication.reporting.actions.write_section import write_section
from motcua.replication.reporting.models import ReportKind
from motcua.replication.reporting.rules import MONTHS, period
from motcua.services.onestop.delivery.actions.form_team import form_team
from motcua.services.onestop.offers import SERVICE

SENT, FIRST_DUE, SECOND_DUE = timedelta(days=35), timedelta(days=7), timedelta(days=14)
SHOWN = (1, 2, 4, 6, 9, 10, 12)  # wards that have shown the first task done
FILED_A_MONTH = 3  # what the letter wants every ward to receive: the demo has few dossiers
NUMBER = "1554/UBND-CCHC"
LETTER = """ỦY BAN NHÂN DÂN
QUẬN TÂN BÌNH
-------
Số: {number}
V/v rà soát việc áp dụng mô hình cải cách hành chính (văn bản của bản trình diễn)

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
---------------
Tân Bình, ngày {sent:%d} tháng {sent:%m} năm {sent:%Y}

Kính gửi: Chủ tịch Ủy ban nhân dân 15 phường.

Ủy ban nhân dân quận yêu cầu:
1. Ủy ban nhân dân 15 phường niêm yết mã QR tra cứu hồ sơ tại nơi tiếp nhận, hoàn thành trước ngày {first:%d/%m/%Y}.
2. Ủy ban nhân dân 15 phường rà soát hồ sơ trễ hẹn, gửi thư xin lỗi đầy đủ, hoàn thành trước ngày {second:%d/%m/%Y}.

Nơi nhận:
- Như trên;
- Lưu: VT.

CHỦ TỊCH

{signer}
"""


def present_quarter(*, now: datetime) -> None:
    """Play what is under way at `now`."""
    known = cast()
    letter = _letter(known, now)
    _tasks(known, letter, now)
    model = Initiative.objects.get(code="R2")
    text = "Máy tính bảng tại quầy hỏng màn hình, người cao tuổi chưa tự quét mã QR được khi đến hỏi hồ sơ."
    report_obstacle(
        unit_id=ward(12).pk,
        text=text,
        initiative_id=model.pk,
        by=known.leader("p12"),
        now=_back(now, timedelta(days=6)),
    )
    plan_inspection(
        authority_id=place().pk,
        unit_id=ward(5).pk,
        planned_on=on_a_working_day(now + timedelta(days=6)).date(),
        inspector_id=known.staff["noivu.chuyenvien"].pk,
        initiative_id=model.pk,
        directive_id=letter.pk,
        by=known.coordinator,
        now=_back(now, timedelta(days=2)),
    )
    _summary(known, now)


def form_delivery_team(*, now: datetime) -> None:
    """The ward that carries results home has a team; what waits for it is on its desk."""
    known = cast()
    form_team(
        unit_id=ward(CARRIES_HOME).pk,
        name="Tổ giao kết quả khu phố 3",
        association="Hội Liên hiệp Phụ nữ",
        members=[known.staff["tinhnguyen"].pk],
        by=known.staff[f"p{CARRIES_HOME}.tiepnhan"],
        now=now,
    )


def _back(now: datetime, since: timedelta) -> datetime:
    """Return a moment on a working day, at least so long ago."""
    moment = now - since
    return min(on_a_working_day(moment), now)


def _letter(known: Cast, now: datetime) -> Directive:
    """Upload, confirm, and set a target as the coordinator does."""
    sent = _back(now, SENT)
    text = LETTER.format(
        number=NUMBER,
        sent=sent,
        first=day_of(now) - FIRST_DUE,
        second=day_of(now) + SECOND_DUE,
        signer=known.chair.full_name,
    )
    by, unit = known.coordinator, place()
    letter = upload_directive(data=text.encode(), name="cong-van.txt", keeper_id=unit.pk, by=by, now=sent)
    confirm_directive(directive_id=letter.pk, by=by, now=sent)
    set_target(
        directive_id=letter.pk,
        service_code=SERVICE,
        measure_code="filed",
        unit_ids=[ward(number).pk for number in range(1, 16)],
        value=FILED_A_MONTH,
        from_day=_first_of_quarter(day_of(sent)),
        by=by,
        now=sent,
    )
    return letter


def _tasks(known: Cast, letter: Directive, now: datetime) -> None:
    """Some wards show the first task; the others are reminded by the worker as everywhere."""
    first = letter.requirements.order_by("position", "pk")[0]
    for number in SHOWN:
        task = Task.objects.get(requirement=first, unit=ward(number))
        note = "Đã niêm yết mã QR tại quầy và ở bảng tin của phường."
        moment = _back(now, FIRST_DUE + timedelta(days=number))
        give_evidence(task_id=task.pk, note=note, by=known.leader(f"p{number}"), now=moment)


def _summary(known: Cast, now: datetime) -> None:
    """Home Affairs has begun the summary of the quarter; its figures move with every dossier."""
    day = day_of(now)
    quarter = period(ReportKind.QUARTER, day.year, (day.month - 1) // MONTHS[ReportKind.QUARTER] + 1)
    report = open_report(unit_id=place().pk, period=quarter, by=known.coordinator, now=now)
    words = "Số liệu tự điền từ hồ sơ đang chạy; phần nhận xét được viết khi hết quý."
    write_section(report_id=report.pk, section="general", text=words, seen=0, by=known.coordinator, now=now)


def _first_of_quarter(day: date) -> date:
    length = MONTHS[ReportKind.QUARTER]
    return day.replace(month=(day.month - 1) // length * length + 1, day=1)
