"""What the foundation itself holds of a person: the record, who read it, what they asked."""

from datetime import datetime

from django.utils.translation import gettext as _

from motcua.foundation.audit.rules import JSON
from motcua.foundation.forms.types.dates import slashed
from motcua.foundation.people.identity import unseal
from motcua.foundation.people.models import Person
from motcua.foundation.people.rules import IdentityKind
from motcua.foundation.privacy.holdings import Held, Row
from motcua.foundation.privacy.models import Reading, SubjectRequest
from motcua.foundation.privacy.queries import moment
from motcua.foundation.units.queries import unit_names
from motcua.foundation.units.rules import day_of


def read_person(person: Person, now: datetime) -> Held:
    """Return the record itself, numbers in the clear: it is the person's own."""
    del now
    consent = person.messages_consented_at
    kept = person.former_identities.order_by("pk")
    former = [unseal(IdentityKind(each.identity_kind), bytes(each.identity_cipher)) for each in kept]
    row: Row = {
        _("Họ và tên"): person.full_name,
        _("Loại giấy tờ"): person.get_identity_kind_display() if person.identity_kind else "",
        _("Số giấy tờ"): person.identity_number,
        _("Số giấy tờ trước đây"): [*former],
        _("Ngày sinh"): str(slashed(person.birth_date)),
        _("Giới tính"): str(person.get_sex_display()) if person.sex else "",
        _("Điện thoại"): person.phone,
        _("Thư điện tử"): person.email,
        _("Địa chỉ"): _address(person),
        _("Đồng ý nhận tin nhắn từ"): moment(consent) if consent else _("Chưa đồng ý"),
        _("Ghi nhận lần đầu"): moment(person.created_at),
        _("Cập nhật lần cuối"): moment(person.updated_at),
    }
    return Held([row])


def _address(person: Person) -> dict[str, JSON]:
    """Return the parts of the address by names that people read; what is not known is left out."""
    given = person.address or {}
    names = {
        "street": _("Số nhà, tên đường, khu phố"),
        "ward": _("Phường, xã"),
        "ward_code": _("Mã phường, xã"),
        "province": _("Tỉnh, thành phố"),
    }
    return {name: str(given[key]) for key, name in names.items() if given.get(key)}


def read_readings(person: Person, now: datetime) -> Held:
    """Return who read the person's records, newest first, with name, unit, moment and reason."""
    rows = list(Reading.objects.filter(person=person).select_related("staff").order_by("-at"))
    names = unit_names({row.staff.home_unit_id for row in rows}, day_of(now))
    return Held(
        [
            {
                _("Thời điểm"): moment(row.at),
                _("Người xem"): row.staff.full_name,
                _("Đơn vị"): names.get(row.staff.home_unit_id, ""),
                _("Việc"): row.done,
                _("Về"): row.about_id,
                _("Hiện đầy đủ"): _("Có") if row.in_full else _("Không"),
                _("Lý do"): row.why,
            }
            for row in rows
        ]
    )


def read_requests(person: Person, now: datetime) -> Held:
    """Return what the person asked about their data before, oldest first."""
    del now
    return Held(
        [
            {
                _("Nhận lúc"): moment(row.received_at),
                _("Loại yêu cầu"): str(row.get_kind_display()),
                _("Nội dung"): row.text,
                _("Hạn trả lời"): moment(row.due_at),
                _("Trả lời lúc"): moment(row.answered_at) if row.answered_at else "",
                _("Kết quả"): str(row.get_outcome_display()) if row.outcome else "",
                _("Nội dung trả lời"): row.answer,
            }
            for row in SubjectRequest.objects.filter(person=person).order_by("received_at")
        ]
    )
