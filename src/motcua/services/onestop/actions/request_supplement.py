"""Ask the applicant to add to a dossier (Mẫu 02): the clock stands still until they have."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.foundation.units.access import RoleSet
from motcua.foundation.units.models import Role, Staff
from motcua.services.onestop.change_state import Move, change_state
from motcua.services.onestop.letter_numbers import letter_number
from motcua.services.onestop.lock import in_hand
from motcua.services.onestop.models import Dossier
from motcua.services.onestop.needs import reason_given, refuse_personal_data
from motcua.services.onestop.refusals import DossierRefused, NeedMissing
from motcua.services.onestop.states import Action, State
from motcua.services.onestop.supplements import ASKING, requests_left


@dataclass(frozen=True)
class Asked:
    """One thing to add or correct: a paper of the list or a field of the form by `key`, or anything by `title`."""

    key: str = ""
    title: str = ""
    note: str = ""


@transaction.atomic
def request_supplement(
    *,
    dossier_id: int,
    items: Sequence[Asked],
    reason: str,
    by: Staff,
    now: datetime,
    expected_version: int | None = None,
) -> Dossier:
    """Return the dossier, waiting for `items`.

    An incomplete dossier is guided once, in writing, with everything that is missing (NĐ 61/2018/NĐ-CP; article to be
    checked); a second request needs a leader, or a leader's permission for this dossier (`allow_supplement`). The
    holder of the look-up code reads items and reason, so neither may say who the applicant is. Needs whoever has the
    present step. Raises Dossier.DoesNotExist, NotAllowed, NotNow, HeldByColleague, Conflict, NeedMissing,
    DossierRefused.
    """
    dossier, roles = in_hand(
        Action.REQUEST_SUPPLEMENT, dossier_id=dossier_id, by=by, now=now, expected_version=expected_version
    )
    asked = [_complete(dossier, item) for item in items]
    if not asked:
        raise NeedMissing(
            "items", _("Chưa nêu giấy tờ nào. Yêu cầu bổ sung phải ghi đủ mọi thứ còn thiếu trong một lần.")
        )
    why = reason_given(reason)
    refuse_personal_data(dossier, [why, *(f"{item.title} {item.note}" for item in asked)])
    _refuse_second(dossier, roles)
    payload = {
        "reason": why,
        "items": [asdict(item) for item in asked],
        "number": letter_number(dossier, "supplement", now=now),
    }
    change_state(
        dossier,
        Move(Action.REQUEST_SUPPLEMENT, State.AWAITING_SUPPLEMENT, payload=payload),
        by=by.as_actor(),
        now=now,
    )
    return dossier


def _complete(dossier: Dossier, item: Asked) -> Asked:
    """Return the item with its title; raise DossierRefused when nothing says what is asked."""
    document = dossier.procedure_version.content
    titles = {key: field.label.vi for key, field in document.form.by_key.items()}
    titles |= {paper.key: paper.title.vi for paper in document.papers}
    title = item.title.strip() or titles.get(item.key, "")
    if not title or (item.key and item.key not in titles):
        raise DossierRefused("unknown_item", _("Mục yêu cầu bổ sung không có trong thủ tục và chưa được ghi tên."))
    return Asked(item.key, title, item.note.strip())


def _refuse_second(dossier: Dossier, roles: RoleSet | None) -> None:
    kinds = dossier.events.filter(kind__in=ASKING).values_list("kind", flat=True)
    is_leader = roles is not None and roles.has(Role.LEADER, dossier.office_unit_id)
    if not is_leader and requests_left(dossier, kinds) <= 0:
        raise DossierRefused(
            "second_supplement",
            _("Hồ sơ đã được yêu cầu bổ sung đủ số lần cho phép. Lần nữa cần lãnh đạo cho phép: hãy trình lãnh đạo."),
        )
