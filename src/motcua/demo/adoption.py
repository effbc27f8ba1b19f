"""How the demo's units came to use the one-stop: each plans, tries and adopts the model R2, by its own people."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from motcua.demo.staff import DISTRICT
from motcua.foundation.audit.actor import Actor
from motcua.foundation.units.models import Role, RoleAssignment, Staff, Unit
from motcua.foundation.units.queries import unit_by_reference
from motcua.replication.adoption.actions.go_live import go_live
from motcua.replication.adoption.actions.plan_adoption import plan_adoption
from motcua.replication.adoption.actions.start_trial import start_trial
from motcua.replication.adoption.plans import Plan
from motcua.replication.initiatives.actions.call_for_replication import call_for_replication
from motcua.replication.initiatives.actions.propose_initiative import propose_initiative
from motcua.replication.initiatives.actions.recognise_initiative import recognise_initiative
from motcua.replication.initiatives.content import Content
from motcua.replication.initiatives.models import Initiative
from motcua.services.onestop.offers import SERVICE

CODE = "R2"
DISPATCH = "Công văn số 554/UBND-CCHC ngày 09/4/2019 của Ủy ban nhân dân quận Tân Bình"
CONTENT = Content(
    title="Tra cứu kết quả hồ sơ bằng quét mã QR Code trên thiết bị Smart Phone",
    title_en="QR look-up of dossiers on a smart phone",
    problem=(
        "Người dân bị trả hồ sơ khi nộp trực tuyến mà không biết lý do, hay tới ngày nhận kết quả mới biết cần phải bổ "
        "sung giấy tờ, phải đi lại nhiều lần."
    ),
    solution=(
        "Quét mã trên biên nhận bằng điện thoại để biết hồ sơ đang ở công đoạn nào, đã có kết quả, bị trả lại hay phải "
        "bổ sung giấy tờ."
    ),
    service=SERVICE,
)
NOTICE = timedelta(days=5)
TRIAL = timedelta(days=2)


def adopt_onestop(units: Sequence[Unit], *, by: Actor, now: datetime) -> None:
    """Let every unit run the one-stop from `now` on, planned and tried in the days before."""
    planned = now - NOTICE
    model = _model(units, by=by, now=planned)
    for unit in units:
        person = _person_in_charge(unit)
        adoption = plan_adoption(
            initiative_id=model.pk,
            unit_id=unit.pk,
            plan=Plan(person.pk, trial_on=(now - TRIAL).date(), live_on=now.date()),
            by=by,
            now=planned,
        )
        start_trial(adoption_id=adoption.pk, by=by, now=now - TRIAL)
        go_live(adoption_id=adoption.pk, by=by, now=now)


def _model(units: Sequence[Unit], *, by: Actor, now: datetime) -> Initiative:
    """Return the model, written down as the dispatch describes it."""
    known = Initiative.objects.filter(code=CODE).first()
    if known is not None:
        return known
    made = propose_initiative(
        origin_unit_id=unit_by_reference(f"{DISTRICT}/van-phong").pk,
        keeper_id=unit_by_reference(DISTRICT).pk,
        content=CONTENT,
        code=CODE,
        by=by,
        now=now,
    )
    recognise_initiative(initiative_id=made.pk, recognised_by=DISPATCH, elsewhere=True, by=by, now=now)
    call_for_replication(initiative_id=made.pk, unit_ids=[unit.pk for unit in units], document=DISPATCH, by=by, now=now)
    return made


def _person_in_charge(unit: Unit) -> Staff:
    """Return the leader of the unit, or whoever works at its counter."""
    roles = RoleAssignment.objects.filter(unit=unit, role__in=(Role.LEADER, Role.RECEPTIONIST))
    return roles.select_related("staff").order_by("role", "pk")[0].staff
