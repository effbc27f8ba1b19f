"""Which units took which models over, when: some at once, some late, one not at all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from pydantic import JsonValue

from motcua.demo.spring.people import Cast, at, on_a_working_day, place, ward
from motcua.demo.staff import WARDS
from motcua.foundation.units.models import Staff, Unit
from motcua.replication.adoption.actions.assess_adoption import assess_adoption
from motcua.replication.adoption.actions.go_live import go_live
from motcua.replication.adoption.actions.plan_adoption import plan_adoption
from motcua.replication.adoption.actions.start_trial import start_trial
from motcua.replication.adoption.models import Adoption, Verdict
from motcua.replication.adoption.plans import Plan
from motcua.replication.initiatives.models import Initiative

TRIAL_AFTER, LIVE_AFTER, ASSESSED_AFTER = timedelta(days=3), timedelta(days=7), timedelta(days=42)
PAUSE = timedelta(days=1)
# which model where: the day of the plan, and how far it came by the summer
TEAMS_LATE = {13: "trial", 14: "planned"}
TEAMS_NEVER = {15}
CARRIES_HOME = 10  # the ward whose volunteers carry results home
AFTER_HOURS = (1, 2, 3, 5, 8, 9, 11)
ASKS_PEOPLE = (4, 10, 12, 14)  # wards that ask how content people were
OFFICES = {"tu-phap": "tuphap", "kinh-te": "kinhte", "tai-nguyen-moi-truong": "tnmt", "lao-dong": "ldtbxh"}


def adoptions(cast: Cast) -> list[Iterator[datetime]]:
    """Return the lives of all adoptions of the spring."""
    lives = [
        _one("R2", place("mot-cua"), cast.staff["tiepnhan"], by=cast.coordinator, begins=at(4, 10), far="assessed")
    ]
    for number in WARDS:
        leader, first = cast.leader(f"p{number}"), at(4, 11) + number * PAUSE
        far = "assessed" if number in {4, 10} else "live"
        settings = {"delivers_home": number == CARRIES_HOME}
        lives.append(_one("R2", ward(number), leader, by=leader, begins=first, far=far, settings=settings))
        if number not in TEAMS_NEVER:
            begins = at(4, 12) + (number % 9) * PAUSE
            far = TEAMS_LATE.get(number, "live")
            lives.append(_one("D2", ward(number), leader, by=leader, begins=begins, far=far))
        if number in AFTER_HOURS:
            begins = at(4, 15) + number * PAUSE
            lives.append(_one("D1", ward(number), leader, by=leader, begins=begins, far="live"))
        if number in ASKS_PEOPLE:
            begins = at(4, 17) + (number % 4) * PAUSE
            lives.append(_one("R6", ward(number), leader, by=leader, begins=begins, far="live"))
    for key, name in OFFICES.items():
        leader = cast.leader(name)
        lives.append(_one("D3", place(key), leader, by=leader, begins=at(4, 16), far="live"))
    return lives


def _one(
    code: str,
    unit: Unit,
    owner: Staff,
    *,
    by: Staff,
    begins: datetime,
    far: str,
    settings: Mapping[str, JsonValue] | None = None,
) -> Iterator[datetime]:
    """Live one adoption as far as it came."""
    begins, trial, live, assessed = (
        on_a_working_day(begins + after) for after in (timedelta(), TRIAL_AFTER, LIVE_AFTER, ASSESSED_AFTER)
    )
    yield begins
    model = Initiative.objects.get(code=code)
    adoption = plan_adoption(
        initiative_id=model.pk,
        unit_id=unit.pk,
        plan=Plan(owner.pk, trial.date(), live.date(), settings or {}),
        by=by,
        now=begins,
    )
    if far == "planned":
        return
    yield trial
    start_trial(adoption_id=adoption.pk, by=by, now=trial)
    if far == "trial":
        return
    yield live
    go_live(adoption_id=adoption.pk, by=by, now=live)
    if far == "assessed":
        yield assessed
        _assess(adoption, by, assessed)


def _assess(adoption: Adoption, by: Staff, now: datetime) -> None:
    words = "Người dân tự xem được hồ sơ tới đâu; số cuộc gọi hỏi hồ sơ tại quầy giảm rõ."
    assess_adoption(adoption_id=adoption.pk, verdict=Verdict.KEEP, words=words, by=by, now=now)
