"""Procedures, offices and dossiers for tests, made through the actions."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from io import BytesIO
from itertools import count
from typing import Any

from PIL import Image, ImageDraw

from motcua.foundation.audit.actor import Actor
from motcua.foundation.registers.reference import load_registers
from motcua.foundation.units.models import Kind, Level, Role, Staff, Unit
from motcua.foundation.worktime.clock import ZONE
from motcua.services.onestop.actions.accept_dossier import accept_dossier
from motcua.services.onestop.actions.attach_paper import attach_paper
from motcua.services.onestop.actions.decide_result import decide_result
from motcua.services.onestop.actions.enter_at_counter import CounterEntry, enter_at_counter
from motcua.services.onestop.actions.hand_over import hand_over
from motcua.services.onestop.actions.open_procedure import open_procedure
from motcua.services.onestop.actions.pause_clock import pause_clock
from motcua.services.onestop.actions.publish_procedure import publish_procedure
from motcua.services.onestop.actions.reject_dossier import reject_dossier
from motcua.services.onestop.actions.request_payment import request_payment
from motcua.services.onestop.actions.request_supplement import Asked, request_supplement
from motcua.services.onestop.actions.return_result import Handing, return_result
from motcua.services.onestop.actions.save_section import save_section
from motcua.services.onestop.actions.start_draft import start_draft
from motcua.services.onestop.actions.stop_dossier import stop_dossier
from motcua.services.onestop.actions.submit_dossier import submit_dossier
from motcua.services.onestop.actions.withdraw_dossier import withdraw_dossier
from motcua.services.onestop.definition import ProcedureDocument
from motcua.services.onestop.holds import Hold
from motcua.services.onestop.models import (
    Dossier,
    Draft,
    IdentityCheck,
    Outcome,
    PauseCause,
    Procedure,
    ProcedureVersion,
    Relation,
    ResultBy,
)
from motcua.services.onestop.papers import HandedIn
from motcua.services.onestop.states import PAUSED, State
from tests.factories.adoption import adopt
from tests.factories.attachments import make_pdf
from tests.factories.forms import make_definition, make_field
from tests.factories.units import make_staff, make_unit
from tests.factories.worktime import make_calendar

NOW = datetime(2019, 4, 8, 8, 30, tzinfo=ZONE)
SYSTEM = Actor.system()
CITIZEN = Actor.citizen()
_numbers = count(1)


def make_document(**changes: Any) -> ProcedureDocument:
    """Return a procedure of four steps: 10 working days by law, two papers, one of them only on condition."""
    number = next(_numbers)
    form = make_definition(
        sections=[
            {
                "key": "person",
                "title": {"vi": "Người nộp", "en": "Applicant"},
                "fields": [
                    make_field("person_name", "full_name"),
                    make_field("cccd", "identity_number", required=False),
                    make_field("phone", "phone", required=False),
                    make_field("email", "email", required=False),
                    make_field("address", "address", required=False),
                ],
            },
            {
                "key": "matter",
                "title": {"vi": "Nội dung", "en": "Matter"},
                "fields": [make_field("yes_no", "is_renewal"), make_field("text", "purpose")],
            },
        ]
    )
    plain: dict[str, Any] = {
        "schema": "motcua-procedure/1",
        "code": f"1.{number:06}",
        "code_verified": False,
        "slug": f"thu-tuc-{number}",
        "title": {"vi": f"Cấp giấy phép số {number}", "en": f"Permit number {number}"},
        "summary": {"vi": "Tóm tắt", "en": "Summary"},
        "field": "trade",
        "level": "commune",
        "online_level": "full",
        "applicants": ["citizen"],
        "legal_basis": [{"document": "Nghị định 67/2013/NĐ-CP", "article": "Điều 27", "verified": False}],
        "limit": {
            "amount": 10,
            "unit": "working_day",
            "source": {"document": "Nghị định 67/2013/NĐ-CP", "article": "Điều 27"},
            "verified": False,
        },
        "fee": {"free": True},
        "papers": [
            {
                "key": "request",
                "title": {"vi": "Đơn đề nghị", "en": "Request"},
                "copy_kind": "original",
            },
            {
                "key": "old_permit",
                "title": {"vi": "Giấy phép cũ", "en": "Old permit"},
                "copy_kind": "copy",
                "visible_if": {"field": "is_renewal", "equals": True},
            },
        ],
        "form": form.model_dump(mode="json", exclude_defaults=True),
        "steps": [
            make_step("reception", "receptionist", "receiving", 4),
            make_step("examination", "specialist", "deciding", 48),
            make_step("decision", "leader", "deciding", 16),
            make_step("return", "receptionist", "receiving", 4),
        ],
        "result": {"title": {"vi": "Giấy phép", "en": "Permit"}, "signer": {"vi": "Chủ tịch", "en": "Chair"}},
        "valid_from": "2018-01-01",
        "provenance": "test",
    }
    if "limit" in changes:  # another law: it is a basis of the procedure as well
        law = changes["limit"]["source"]["document"]
        plain["legal_basis"].append({"document": law, "verified": False})
    return ProcedureDocument.model_validate(plain | changes)


def make_step(key: str, role: str, office: str, hours: int) -> dict[str, Any]:
    """Return a step of so many working hours."""
    return {
        "key": key,
        "title": {"vi": f"Bước {key}", "en": f"Step {key}"},
        "role": role,
        "office": office,
        "duration": {"amount": hours, "unit": "working_hour"},
        "citizen_text": {"vi": f"Đang ở bước {key}", "en": f"At step {key}"},
    }


def make_pledge(amount: int = 8, *, units: Sequence[str] = (), valid_from: date = date(2019, 4, 1)) -> dict[str, Any]:
    """Return a promise of so many working days."""
    return {
        "amount": amount,
        "unit": "working_day",
        "source": {"document": "554/UBND-CCHC"},
        "verified": True,
        "units": list(units),
        "valid_from": valid_from.isoformat(),
    }


def make_version(*, now: datetime = NOW, **changes: Any) -> ProcedureVersion:
    """Return a published version of a new procedure."""
    return publish_procedure(document=make_document(**changes), by=SYSTEM, now=now)


def make_procedure(*, units: Sequence[Unit] = (), now: datetime = NOW, **changes: Any) -> Procedure:
    """Return a published procedure, received (and decided, unless it names an office) by `units`."""
    version = make_version(now=now, **changes)
    for unit in units:
        open_procedure(slug=version.procedure.slug, unit_id=unit.pk, by=SYSTEM, now=now)
    return version.procedure


@dataclass(frozen=True)
class Office:
    """A unit that runs the one-stop, its staff, and a procedure it receives and decides."""

    unit: Unit
    procedure: Procedure
    receptionist: Staff
    specialist: Staff
    leader: Staff
    names: dict[str, Staff] = field(default_factory=dict)

    @property
    def slug(self) -> str:
        """The procedure's slug."""
        return self.procedure.slug


def make_office(
    *, now: datetime = NOW, procedure: Procedure | None = None, parent: Unit | None = None, **changes: Any
) -> Office:
    """Return a ward with a receptionist, a specialist and a leader, calendar and books loaded."""
    make_calendar()
    load_registers(now)
    unit = make_unit(level=Level.COMMUNE, kind=Kind.AUTHORITY, parent=parent)
    leader = make_staff(role=Role.LEADER, unit=unit, name="Phạm Thị Ký")
    adopt(unit, owner=leader, now=now - timedelta(days=30))
    chosen = procedure or make_procedure(now=now - timedelta(days=30), **changes)
    open_procedure(slug=chosen.slug, unit_id=unit.pk, by=SYSTEM, now=now - timedelta(days=30))
    return Office(
        unit,
        chosen,
        make_staff(role=Role.RECEPTIONIST, unit=unit, name="Trần Thị Tiếp", title="Công chức tiếp nhận"),
        make_staff(role=Role.SPECIALIST, unit=unit, name="Lê Văn Thẩm"),
        leader,
    )


def make_answers(**changes: Any) -> dict[str, Any]:
    """Return right answers to the form of `make_document`, as typed."""
    return {
        "full_name": "Nguyễn Thị Ánh",
        "identity_number": f"0791900{next(_numbers):05}",
        "phone": "0901234567",
        "is_renewal": "no",
        "purpose": "Bán lẻ",
    } | changes


def make_draft(office: Office, *, now: datetime = NOW, with_paper: bool = True, **changes: Any) -> Draft:
    """Return a draft with every section saved and, when asked, the required paper attached."""
    draft, _code = start_draft(slug=office.slug, unit_id=office.unit.pk, language="vi", by=CITIZEN, now=now)
    answers = make_answers(**changes)
    for section in draft.procedure_version.content.form.sections:
        keys = {asked.key for asked in section.fields}
        given: dict[str, Any] = {key: value for key, value in answers.items() if key in keys}
        draft = save_section(draft_id=draft.pk, section=section.key, answers=given, by=CITIZEN, now=now)
    if with_paper:
        upload = BytesIO(make_pdf())
        attach_paper(draft_id=draft.pk, paper_key="request", upload=upload, name="don.pdf", by=CITIZEN, now=now)
    return draft


def make_entry(office: Office, *, nonce: str = "", **changes: Any) -> CounterEntry:
    """Return a counter entry with the required paper."""
    given: dict[str, Any] = {
        "slug": office.slug,
        "unit_id": office.unit.pk,
        "answers": make_answers(),
        "papers": (HandedIn("request"),),
        "nonce": nonce or f"nonce-{next(_numbers)}",
    }
    return CounterEntry(**(given | changes))


def make_dossier(
    office: Office, state: State = State.ACCEPTED, *, now: datetime = NOW, online: bool = False, **changes: Any
) -> Dossier:
    """Return a dossier in `state`, brought there by the actions, a minute apart."""
    minutes = (now + timedelta(minutes=number) for number in count())
    if online or state in {State.SUBMITTED, State.REJECTED}:
        dossier = submit_dossier(draft_id=make_draft(office, now=now, **changes).pk, by=CITIZEN, now=next(minutes))
        if state is State.SUBMITTED:
            return dossier
        if state is State.REJECTED:
            return reject_dossier(
                dossier_id=dossier.pk,
                reason="Không đúng thẩm quyền.",
                legal_ground="Nghị định 61/2018/NĐ-CP",
                by=office.receptionist,
                now=next(minutes),
            )
        dossier = accept_dossier(dossier_id=dossier.pk, by=office.receptionist, now=next(minutes))
    else:
        entry = make_entry(office, answers=make_answers(**changes))
        dossier = enter_at_counter(entry=entry, by=office.receptionist, now=next(minutes))
    return bring_to(dossier, office, state, minutes)


def bring_to(dossier: Dossier, office: Office, state: State, minutes: Any) -> Dossier:
    """Bring an accepted dossier to `state`."""
    if state is State.ACCEPTED:
        return dossier
    given: dict[str, Any] = {"dossier_id": dossier.pk}
    if state is State.WITHDRAWN:
        return withdraw_dossier(**given, by=office.receptionist, now=next(minutes))
    dossier = hand_over(**given, by=office.receptionist, now=next(minutes))
    if state is State.IN_PROCESS:
        return dossier
    if state in PAUSED:
        return pause(dossier, office, state, now=next(minutes))
    if state is State.STOPPED:
        return stop_dossier(
            **given, reason="Quá hạn bổ sung.", legal_ground="Nghị định 61/2018", by=office.leader, now=next(minutes)
        )
    hand_over(**given, by=office.specialist, now=next(minutes))
    dossier = decide_result(**given, outcome=Outcome.APPROVED, by=office.leader, now=next(minutes))
    if state is State.DECIDED:
        return dossier
    return return_result(**given, handing=make_handing(), by=office.receptionist, now=next(minutes))


def pause(dossier: Dossier, office: Office, state: State, *, now: datetime) -> Dossier:
    """Stop the clock of a dossier in process, so that it is in `state`."""
    if state is State.AWAITING_SUPPLEMENT:
        return ask_for_more(dossier, office, now=now)
    given: dict[str, Any] = {"dossier_id": dossier.pk, "by": office.specialist, "now": now}
    if state is State.AWAITING_PAYMENT:
        return request_payment(**given, reason="Thông báo 12/TB")
    return pause_clock(**given, hold=make_hold())


def at_decision(office: Office, **changes: Any) -> Dossier:
    """Return a dossier entered at the counter (`changes` of its entry) that waits for the leader's decision."""
    dossier = enter_at_counter(entry=make_entry(office, **changes), by=office.receptionist, now=NOW)
    for staff in (office.receptionist, office.specialist):
        dossier = hand_over(dossier_id=dossier.pk, by=staff, now=NOW)
    return dossier


def make_result_file(office: Office, **changes: Any) -> Dossier:
    """Return a decided dossier whose result is a file that the applicant downloads."""
    dossier = at_decision(office, result_by=ResultBy.ONLINE, **changes)
    upload = BytesIO(make_pdf())
    upload.name = "giay-phep.pdf"
    return decide_result(dossier_id=dossier.pk, outcome=Outcome.APPROVED, result=upload, by=office.leader, now=NOW)


def ask_for_more(dossier: Dossier, office: Office, *, now: datetime) -> Dossier:
    """Ask for the request again: it could not be read."""
    return request_supplement(
        dossier_id=dossier.pk,
        items=[Asked(key="request", note="Bản nộp bị mờ.")],
        reason="Giấy tờ chưa đọc được.",
        by=office.specialist if dossier.state == State.IN_PROCESS else office.receptionist,
        now=now,
    )


def make_hold(cause: PauseCause = PauseCause.POSTING, **changes: Any) -> Hold:
    """Return a stop of the clock for a public posting."""
    given: dict[str, Any] = {
        "reason": "Niêm yết công khai tại trụ sở trong 30 ngày.",
        "legal_ground": "Nghị định 43/2014/NĐ-CP, Điều 61",
        "evidence": "Thông báo 15/TB",
    }
    return Hold(cause, **(given | changes))


def make_drawing(*, length: int = 300, kind: str = "PNG", size: tuple[int, int] = (800, 300)) -> bytes:
    """Return a signature as the frame draws it: a stroke of `length` dots on white."""
    picture = Image.new("RGB", size, "white")
    if length:
        ImageDraw.Draw(picture).line((100, 150, 100 + length, 140), fill="black", width=5)
    out = BytesIO()
    picture.save(out, kind)
    return out.getvalue()


def make_handing(**changes: Any) -> Handing:
    """Return a hand-over to the applicant, signed on paper."""
    given: dict[str, Any] = {
        "receiver_name": "Nguyễn Thị Ánh",
        "relation": Relation.SELF,
        "identity_check": IdentityCheck.IDENTITY_CARD,
        "signed_on_paper": True,
    }
    return Handing(**(given | changes))
