"""What the installation forgets by night beside its queue."""

from datetime import timedelta

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session

from motcua.config.jobs import forget_sessions
from motcua.foundation.worktime import clock


@pytest.mark.django_db
def test_sessions_that_are_over_are_forgotten_with_what_they_name() -> None:
    for hours in (-1, 1):
        session = SessionStore()
        session["onestop_drafts"] = {"draft": "7Z3K-9QWE"}
        session.save(must_create=True)
        Session.objects.filter(pk=session.session_key).update(expire_date=clock.now() + timedelta(hours=hours))
    forget_sessions(0)
    assert [each.expire_date > clock.now() for each in Session.objects.all()] == [True]
