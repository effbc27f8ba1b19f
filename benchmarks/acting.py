"""Dossiers led through their life over HTTP: filed by a program or at the counter, worked on, papers uploaded.

Every act is repeated until it is confirmed, with what the platform gives for that: the key of a program, the number of
a counter's form, the version of the dossier that a staff form carries. Whoever hears nothing and is then told that the
dossier has changed looks whether it changed by what they did.
"""

from __future__ import annotations

import hashlib
import json
import random
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from io import BytesIO

from PIL import Image

from benchmarks import as_staff, filings
from benchmarks.careful import Answer, Session, expect, insist
from motcua.foundation.units.access import roles_of
from motcua.foundation.units.models import Role, Staff
from motcua.foundation.units.queries import version_on
from motcua.foundation.worktime import clock
from motcua.services.onestop.definition import Office
from motcua.services.onestop.models import ProcedureOffer
from motcua.services.onestop.states import Action
from motcua.services.onestop.web.staff.acts import ACTS

REASON = "Bản nộp chưa rõ, cần bản khác."
GROUND = "Nghị định 61/2018/NĐ-CP, Điều 17"
VERSION = re.compile(r'name="version" value="(\d+)"')
DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
PICTURE = (160, 120)
SLUGS = {act.action: slug for slug, act in ACTS.items()}


@dataclass
class Told:
    """What was confirmed of one dossier: its acts in their order, the SHA-256 of what was uploaded."""

    code: str
    acts: list[Action]
    token: str = ""
    papers: list[str] = field(default_factory=list)
    sheet: str = ""

    @property
    def version(self) -> int:
        """The version that forms carry: one an act."""
        return len(self.acts)


@dataclass(frozen=True)
class Place:
    """Where the procedure is filed: the unit by code and id, who works there, each signed in, by role."""

    code: str
    unit_id: int
    sessions: Mapping[Role, str]


def open_places() -> dict[str, Place]:
    """Return the places by the code of their unit, those where every step has somebody who may do it."""
    now = clock.now()
    known = [(staff, roles_of(staff, now)) for staff in Staff.objects.filter(user__isnull=False)]
    found = {}
    for offer in ProcedureOffer.objects.filter(procedure__slug=filings.SLUG, closed_at__isnull=True):
        sessions = {}
        for step in offer.procedure.versions.latest("number").content.steps:
            unit = offer.unit_id if step.office is Office.RECEIVING else offer.deciding_unit_id
            able = [staff for staff, roles in known if roles.has(step.role, unit)]
            if able:
                sessions[step.role] = as_staff.session_of(able[0])
        code = version_on(offer.unit_id, now.date()).code
        if set(sessions) >= {Role.RECEPTIONIST, Role.SPECIALIST, Role.LEADER}:
            found[code] = Place(code, offer.unit_id, sessions)
    return found


@dataclass
class Life:
    """One dossier on its way, at one place, by one client."""

    port: int
    place: Place
    body: Mapping[str, object]
    chance: random.Random
    name: str  # of this life among all: keys and numbers of forms come from it

    def lead(self, client: str) -> Told:
        """Lead it from the filing to its end and return what was confirmed."""
        told = self.enter() if self.chance.random() < 1 / 3 else self.file(client)
        if told.acts == [Action.SUBMIT]:
            if self.chance.random() < 1 / 10:
                return self.act(told, Role.RECEPTIONIST, Action.REJECT, reason=REASON, legal_ground=GROUND)
            self.act(told, Role.RECEPTIONIST, Action.ACCEPT)
        self.act(told, Role.RECEPTIONIST, Action.HAND_OVER)
        self.act(told, Role.SPECIALIST, Action.TAKE)
        if self.chance.random() < 1 / 2:
            self.supplement(told)
        if self.chance.random() < 1 / 4:
            given = {"cause": "other_agency", "reason": REASON, "legal_ground": GROUND, "evidence": ""}
            self.act(told, Role.SPECIALIST, Action.PAUSE, **given)
            self.act(told, Role.SPECIALIST, Action.RESUME, evidence="Công văn 12/CV")
        if self.chance.random() < 1 / 10:
            return self.act(told, Role.RECEPTIONIST, Action.WITHDRAW, reason=REASON)
        self.act(told, Role.SPECIALIST, Action.NOTE, text="Đã đối chiếu.")
        self.act(told, Role.SPECIALIST, Action.HAND_OVER)
        self.act(told, Role.LEADER, Action.DECIDE, outcome="approved", reason="", number="")
        return self.give_back(told)

    def file(self, client: str) -> Told:
        """File it as a program does, by its key."""
        headers = {
            "Authorization": f"Bearer {client}",
            "Idempotency-Key": self.name,
            "Content-Type": "application/json",
        }
        sent = json.dumps(self.body, ensure_ascii=False).encode()
        answer = expect(insist(self.port, "POST", "/api/v1/dossiers", sent, headers), _is(HTTPStatus.CREATED))
        made = json.loads(answer.text)
        return Told(made["code"], [Action.SUBMIT], made["token"])

    def enter(self) -> Told:
        """Enter it at the counter; the number of the form keeps a second press from making a second dossier."""
        answers = self.body["answers"]
        assert isinstance(answers, dict)
        given = _typed({**answers, "status": "single"}) | {
            "quay-nonce": hashlib.sha256(self.name.encode()).hexdigest()[:24],
            "quay-unit": str(self.place.unit_id),
            "quay-result_by": "counter",
        }
        answer = self.as_staff(Role.RECEPTIONIST).post(f"/can-bo/quay/{filings.SLUG}/", given)
        expect(answer, lambda each: each.location.startswith("/can-bo/ho-so/"))
        return Told(answer.location.split("/")[3], [Action.SUBMIT, Action.ACCEPT])

    def supplement(self, told: Told) -> None:
        """Ask for a paper; whoever holds the look-up code uploads a picture of it."""
        self.act(told, Role.SPECIALIST, Action.REQUEST_SUPPLEMENT, reason=REASON, others="Ảnh chụp")
        if not told.token:  # entered at the counter: the code stands on the printed receipt
            self.act(told, Role.RECEPTIONIST, Action.RECEIVE_SUPPLEMENT, papers="Ảnh chụp")
            return
        picture = self.picture()
        address = f"/tra-cuu/{told.token}/bo-sung/"
        answer = Session(self.port).post(address, {}, file__muc__1=("anh.jpg", picture))
        expect(answer, _is_received)
        told.acts.append(Action.RECEIVE_SUPPLEMENT)
        told.papers.append(hashlib.sha256(picture).hexdigest())

    def give_back(self, told: Told) -> Told:
        """Hand the result over against a signature on paper, of which a scan is uploaded."""
        sheet = self.picture()
        told.sheet = hashlib.sha256(sheet).hexdigest()
        given = {"receiver_name": "Nguyễn Thị Ánh", "relation": "self", "identity_check": "identity_card"}
        files = {"sheet": ("phieu.jpg", sheet)}
        return self._act(told, Role.RECEPTIONIST, Action.RETURN, given | {"signed_on_paper": "on"}, files)

    def act(self, told: Told, role: Role, action: Action, **given: str) -> Told:
        """Do an act as somebody with this role, once."""
        return self._act(told, role, action, given, {})

    def _act(
        self, told: Told, role: Role, action: Action, given: Mapping[str, str], files: Mapping[str, tuple[str, bytes]]
    ) -> Told:
        desk, address = self.as_staff(role), f"/can-bo/ho-so/{told.code}/"
        form = {**given, "version": str(told.version)}
        answer = desk.post(f"{address}{SLUGS[action]}/", form, **files)
        is_done = answer.status == HTTPStatus.FOUND and answer.location == address
        if not is_done and answer.is_again:
            is_done = self.shown_version(told) > told.version
        if not is_done:
            raise RuntimeError(f"{action} of {told.code}: {answer.status} {answer.location} {_said(answer)}")
        told.acts.append(action)
        return told

    def shown_version(self, told: Told) -> int:
        """Return the version of the dossier as the form of a note carries it."""
        shown: Answer = self.as_staff(Role.RECEPTIONIST).get(f"/can-bo/ho-so/{told.code}/{SLUGS[Action.NOTE]}/")
        found = VERSION.search(expect(shown, _is(HTTPStatus.OK)).text)
        if found is None:
            raise RuntimeError(shown.text[:3000])
        return int(found[1])

    def as_staff(self, role: Role) -> Session:
        """Return the browser of whoever has this role here."""
        return Session(self.port, self.place.sessions[role])

    def picture(self) -> bytes:
        """Return a picture like no other."""
        target = BytesIO()
        Image.frombytes("L", PICTURE, self.chance.randbytes(PICTURE[0] * PICTURE[1])).save(target, "JPEG")
        return target.getvalue()


def _said(answer: Answer) -> str:
    """Return what a page says, without the menu above it."""
    return (answer.text.partition("<main")[2] or answer.text)[:3000]


def _is_received(answer: Answer) -> bool:
    """Tell whether papers arrived: nothing is awaited any more when they are sent again after their answer was lost."""
    return answer.location.endswith("/bo-sung/da-nhan/") or (answer.is_again and answer.status == HTTPStatus.GONE)


def _is(status: HTTPStatus) -> Callable[[Answer], bool]:
    return lambda answer: answer.status == status


def _typed(answers: Mapping[str, object], prefix: str = "") -> dict[str, str]:
    """Return answers as the inputs of a page hold them; lists stay empty."""
    typed: dict[str, str] = {}
    for key, value in answers.items():
        if isinstance(value, dict):
            typed |= _typed(value, f"{prefix}{key}-")
        elif isinstance(value, bool):
            typed |= {f"{prefix}{key}": "on"} if value else {}
        elif not isinstance(value, list):
            typed[f"{prefix}{key}"] = DAY.sub(r"\3/\2/\1", str(value))
    return typed
