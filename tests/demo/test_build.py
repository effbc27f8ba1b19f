"""The demo is built through the actions: the same for the same seed and moment, in no future, and sound."""

from datetime import datetime, timedelta

import pytest
from django.db import transaction

from motcua.config import reference
from motcua.demo import contest, helping
from motcua.demo.build import build
from motcua.demo.command import build_if_empty
from motcua.demo.spring.story import END
from motcua.demo.staff import PASSWORD, TOLD, posts
from motcua.foundation.audit.verify import broken_links
from motcua.foundation.units.models import Role, User
from motcua.foundation.worktime.clock import ZONE
from motcua.replication.contest.kinds import State
from motcua.replication.contest.models import Assignment, Contest
from motcua.services.onestop.comparison import differing
from motcua.services.onestop.models import Dossier, DossierEvent

NOW = datetime(2026, 11, 23, 15, 20, tzinfo=ZONE)
DOSSIERS = 6

pytestmark = pytest.mark.django_db

Told = list[tuple[object, ...]]


def told() -> Told:
    """Return everything that happened, in the order of time, without what is secret."""
    rows = DossierEvent.objects.order_by("at", "dossier__code", "seq")
    return list(rows.values_list("dossier__code", "dossier__applicant__full_name", "at", "kind", "step", "actor_name"))


def test_the_same_seed_and_moment_give_the_same_demo_and_it_is_sound() -> None:
    """One test for all: building it is what takes the time."""
    reference.load(now=NOW)
    with transaction.atomic():
        build(now=NOW, dossiers=DOSSIERS, seed=7)
        first = told()
        transaction.set_rollback(True)
    assert build_if_empty(now=NOW, dossiers=DOSSIERS, seed=7)
    assert told() == first
    today = DossierEvent.objects.filter(at__gt=END).values_list("at", flat=True)
    assert Dossier.objects.filter(filed_at__gt=END).count() == DOSSIERS + len(helping.MOMENTS)
    assert NOW - timedelta(days=190) < min(today) <= max(today) <= NOW
    assert (list(broken_links()), list(differing())) == ([], [])
    assert [User.objects.get(username=name).check_password(PASSWORD) for name in TOLD[:2]] == [True, True]
    assert User.objects.filter(username__in=TOLD).count() == len(TOLD)
    assert Contest.objects.get().state == State.FINAL
    left = Assignment.objects.get(committed_at__isnull=True)
    assert left.judge.user.username == contest.STILL_SCORES in TOLD
    assert not build_if_empty(now=NOW, dossiers=1)


def test_there_is_somebody_in_every_role() -> None:
    assert {post.role for post in posts()} == set(Role)
