"""Who works in the demo? Staff in every role: the district's counter, its offices, the fifteen wards."""

import random
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.contrib.auth.hashers import make_password

from motcua.demo.residents import full_name
from motcua.foundation.audit.actor import Actor
from motcua.foundation.units.actions.appoint_staff import appoint_staff
from motcua.foundation.units.actions.assign_role import assign_role
from motcua.foundation.units.models import Role, Staff
from motcua.foundation.units.queries import unit_by_reference

PASSWORD: Final = "tan-binh-554"  # noqa: S105 - told to everybody at the start of a demo; refused in a deployment
DISTRICT: Final = "tan-binh"
COUNTER: Final = f"{DISTRICT}/mot-cua"
WARDS: Final = range(1, 16)
OFFICES: Final = {
    "tuphap": f"{DISTRICT}/tu-phap",
    "qldt": f"{DISTRICT}/quan-ly-do-thi",
    "kinhte": f"{DISTRICT}/kinh-te",
    "tckh": f"{DISTRICT}/tai-chinh-ke-hoach",
    "tnmt": f"{DISTRICT}/tai-nguyen-moi-truong",
    "noivu": f"{DISTRICT}/noi-vu",
    "ldtbxh": f"{DISTRICT}/lao-dong",
    "bhxh": f"{DISTRICT}/bao-hiem-xa-hoi",
    "datdai": f"{DISTRICT}/dang-ky-dat-dai",
    "gddt": f"{DISTRICT}/giao-duc",
}
TITLES: Final = {
    Role.RECEPTIONIST: "Công chức tiếp nhận",
    Role.SPECIALIST: "Chuyên viên",
    Role.LEADER: "Thủ trưởng đơn vị",
    Role.CLERK: "Văn thư",
    Role.VOLUNTEER: "Thành viên tổ tư vấn",
    Role.AUDITOR: "Công chức kiểm tra",
    Role.COORDINATOR: "Chuyên viên cải cách hành chính",
    Role.ADMINISTRATOR: "Quản trị hệ thống",
}
# the accounts a newcomer is told at the start
TOLD: Final = (
    "tiepnhan",
    "p4.tiepnhan",
    "p4.chuyenvien",
    "p4.lanhdao",
    "tinhnguyen2",
    "tuphap.chuyenvien",
    "kiemtra",
    "caicach",
    "quantri",
)


@dataclass(frozen=True)
class Post:
    """An account: its user name, the role, the unit, and whether the role reaches the units below."""

    username: str
    role: Role
    unit: str
    with_children: bool = False


def posts() -> list[Post]:
    """Return every account of the demo."""
    made = [
        Post("quantri", Role.ADMINISTRATOR, DISTRICT, with_children=True),
        Post("kiemtra", Role.AUDITOR, DISTRICT, with_children=True),
        Post("caicach", Role.COORDINATOR, DISTRICT, with_children=True),
        Post("vanthu", Role.CLERK, f"{DISTRICT}/van-phong"),
        Post("lanhdao", Role.LEADER, DISTRICT),
        Post("chuyenvien", Role.SPECIALIST, DISTRICT),
        Post("tiepnhan", Role.RECEPTIONIST, COUNTER),
        Post("tiepnhan2", Role.RECEPTIONIST, COUNTER),
        Post("tinhnguyen", Role.VOLUNTEER, f"{DISTRICT}/phuong-10"),
    ]
    for name, unit in OFFICES.items():
        made += [Post(f"{name}.chuyenvien", Role.SPECIALIST, unit), Post(f"{name}.lanhdao", Role.LEADER, unit)]
    for number in WARDS:
        unit = f"{DISTRICT}/phuong-{number}"
        made += [
            Post(f"p{number}.tiepnhan", Role.RECEPTIONIST, unit),
            Post(f"p{number}.chuyenvien", Role.SPECIALIST, unit),
            Post(f"p{number}.lanhdao", Role.LEADER, unit),
        ]
    # last, so that everybody else keeps the name they had
    made += [Post(f"tinhnguyen{number}", Role.VOLUNTEER, f"{DISTRICT}/phuong-10") for number in (2, 3)]
    return made


def appoint_everybody(*, first_day: date, by: Actor, now: datetime) -> list[Staff]:
    """Return the staff of the demo, appointed at `now` with roles from `first_day` on."""
    chance = random.Random(554)  # noqa: S311 - names of a demo
    known = make_password(PASSWORD)
    return [_appoint(post, chance, known, first_day=first_day, by=by, now=now) for post in posts()]


def _title(post: Post) -> str:
    """Return the title of an account: the leader of a People's Committee is its chairman."""
    is_authority = post.unit == DISTRICT or post.unit.startswith(f"{DISTRICT}/phuong-")
    return "Chủ tịch" if post.role is Role.LEADER and is_authority else TITLES[post.role]


def _appoint(
    post: Post, chance: random.Random, password_hash: str, *, first_day: date, by: Actor, now: datetime
) -> Staff:
    unit = unit_by_reference(post.unit)
    staff = appoint_staff(
        username=post.username,
        full_name=full_name(chance, chance.choice(("male", "female"))),
        home_unit_id=unit.pk,
        password=PASSWORD,
        password_hash=password_hash,
        title=_title(post),
        must_change_password=False,
        by=by,
        now=now,
    )
    assign_role(
        staff_id=staff.pk,
        unit_id=unit.pk,
        role=post.role,
        with_children=post.with_children,
        first_day=first_day,
        by=by,
        now=now,
    )
    return staff
