"""Hand the open complaints about a unit that ended to the unit that took over."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from operator import itemgetter

from django.db import transaction
from django.db.models import Q, QuerySet

from motcua.foundation.audit.actor import Actor
from motcua.foundation.units.access import require_platform
from motcua.foundation.units.queries import version_on
from motcua.services.onestop.complaints.change_complaint import ComplaintMove, change_complaint
from motcua.services.onestop.complaints.notices import tell_complainant, tell_judges
from motcua.services.onestop.complaints.offices import office_above
from motcua.services.onestop.complaints.second_level import heir_of_second
from motcua.services.onestop.complaints.states import OPEN, ComplaintAction
from motcua.services.onestop.models import Complaint


def open_complaints_of(unit_id: int) -> int:
    """Return how many open complaints the unit answers, or watches as the office above."""
    return Complaint.objects.filter(Q(answering=unit_id) | Q(superior=unit_id), state__in=OPEN).count()


def complaint_rows(unit_ids: Collection[int]) -> tuple[QuerySet[Complaint]]:
    """Return the open complaints that the units answer, or watch as the office above."""
    theirs = Q(answering__in=unit_ids) | Q(superior__in=unit_ids)
    return (Complaint.objects.filter(theirs, state__in=OPEN),)


@transaction.atomic
def move_complaints(*, unit_id: int, successor_id: int, on: date, by: Actor, now: datetime) -> int:
    """Return how many open complaints the unit answered; each goes on at the successor, with the office above that.

    A second complaint goes on at whoever is now above the office complained of. Number, office complained of and due
    time stay; the complainant is told, and who leads the successor. What the unit only watched from above is watched
    by whoever is above now. Only the platform does this, in a reorganisation. Raises NotAllowed.
    """
    require_platform(by)
    answered = Complaint.objects.filter(answering=unit_id, state__in=OPEN).select_related("dossier", "first")
    moving = [(_heir(one, successor_id, on), one) for one in answered.order_by("pk").select_for_update(of=("self",))]
    for heir, complaint in sorted(moving, key=itemgetter(0)):  # the journal's chains are locked in the order of units
        sets = {"answering_id": heir, "superior_id": version_on(heir, on).parent_id}
        change_complaint(complaint, ComplaintMove(ComplaintAction.MOVE, sets), by=by, now=now)
        tell_complainant(complaint, ComplaintAction.MOVE, now=now)
        tell_judges(complaint, now=now)
    watched = Complaint.objects.filter(superior=unit_id, state__in=OPEN)
    for answering in set(watched.values_list("answering", flat=True)):
        watched.filter(answering=answering).update(superior=office_above(answering, on))
    return len(moving)


def _heir(complaint: Complaint, successor_id: int, on: date) -> int:
    return successor_id if complaint.first is None else heir_of_second(complaint.first, successor_id, on)
