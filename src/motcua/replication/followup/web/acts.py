"""What can be done with a task and with an obstacle: a table each, every act with its form and its one domain call."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from motcua.foundation.audit.refusal import StrOrPromise
from motcua.replication.followup.actions.accept_evidence import accept_evidence
from motcua.replication.followup.actions.answer_obstacle import answer_obstacle
from motcua.replication.followup.actions.assign_obstacle import assign_obstacle
from motcua.replication.followup.actions.close_obstacle import close_obstacle
from motcua.replication.followup.actions.drop_task import drop_task
from motcua.replication.followup.actions.give_evidence import give_evidence
from motcua.replication.followup.actions.judge_not_done import judge_not_done
from motcua.replication.followup.actions.name_owner import name_owner
from motcua.replication.followup.actions.reopen_obstacle import reopen_obstacle
from motcua.replication.followup.actions.reopen_task import reopen_task
from motcua.replication.followup.actions.return_evidence import return_evidence
from motcua.replication.followup.queries.pages import TaskPage
from motcua.replication.followup.states import (
    OBSTACLE_TRANSITIONS,
    TASK_TRANSITIONS,
    ObstacleAction,
    Side,
    TaskAction,
    TaskState,
)
from motcua.replication.followup.web.forms import ActForm, EvidenceForm, NoteForm, PersonForm, ReasonForm, TextForm

Given = dict[str, Any]
Run = Callable[[Given, Mapping[str, Any]], object]


@dataclass(frozen=True)
class TaskAct:
    """An act with a task: the last part of its address, its form, what it calls. `tone` colours its button."""

    slug: str
    name: str
    action: TaskAction
    form: type[ActForm]
    run: Run
    tone: str = "outline-primary"

    @property
    def label(self) -> StrOrPromise:
        """The act in words."""
        return self.action.label


@dataclass(frozen=True)
class ObstacleAct:
    """An act with an obstacle."""

    slug: str
    name: str
    action: ObstacleAction
    form: type[ActForm]
    run: Run
    tone: str = "outline-primary"

    @property
    def label(self) -> StrOrPromise:
        """The act in words."""
        return self.action.label


def _reason(call: Callable[..., object]) -> Run:
    return lambda given, common: call(reason=given["reason"], **common)


def _words(call: Callable[..., object]) -> Run:
    return lambda given, common: call(text=given["text"], **common)


_TASK_ACTS = (
    TaskAct(
        "minh-chung",
        "give",
        TaskAction.GIVE,
        EvidenceForm,
        lambda given, common: give_evidence(note=given["note"], files=given["papers"], **common),
        "primary",
    ),
    TaskAct(
        "chap-nhan",
        "accept",
        TaskAction.ACCEPT,
        NoteForm,
        lambda given, common: accept_evidence(note=given["note"], **common),
        "primary",
    ),
    TaskAct("tra-lai", "return", TaskAction.RETURN, ReasonForm, _reason(return_evidence)),
    TaskAct(
        "phan-cong",
        "name_owner",
        TaskAction.NAME_OWNER,
        PersonForm,
        lambda given, common: name_owner(owner_id=given["person"], **common),
    ),
    TaskAct("mo-lai", "reopen", TaskAction.REOPEN, ReasonForm, _reason(reopen_task)),
    TaskAct("khong-ap-dung", "drop", TaskAction.DROP, ReasonForm, _reason(drop_task), "outline-danger"),
    TaskAct("khong-thuc-hien", "judge", TaskAction.JUDGE, ReasonForm, _reason(judge_not_done), "outline-danger"),
)
TASK_ACTS: Mapping[str, TaskAct] = {act.slug: act for act in _TASK_ACTS}

_OBSTACLE_ACTS = (
    ObstacleAct("tra-loi", "answer_obstacle", ObstacleAction.ANSWER, TextForm, _words(answer_obstacle), "primary"),
    ObstacleAct(
        "phan-cong",
        "assign_obstacle",
        ObstacleAction.ASSIGN,
        PersonForm,
        lambda given, common: assign_obstacle(owner_id=given["person"], **common),
    ),
    ObstacleAct("ket-thuc", "close_obstacle", ObstacleAction.CLOSE, TextForm, _words(close_obstacle)),
    ObstacleAct("mo-lai", "reopen_obstacle", ObstacleAction.REOPEN, TextForm, _words(reopen_obstacle)),
)
OBSTACLE_ACTS: Mapping[str, ObstacleAct] = {act.slug: act for act in _OBSTACLE_ACTS}


def task_acts(page: TaskPage) -> list[TaskAct]:
    """Return the acts the reader may do with the task now."""
    task = page.task
    acts = []
    for act in _TASK_ACTS:
        row = TASK_TRANSITIONS[act.action]
        if task.state not in row.sources or page.sides.isdisjoint(row.sides):
            continue
        needs_live = act.action is TaskAction.ACCEPT and task.state == TaskState.OPEN
        needs_late = act.action is TaskAction.JUDGE
        if (needs_live and not page.row.live) or (needs_late and not page.row.is_late):
            continue
        acts.append(act)
    return acts


def obstacle_acts(state: str, sides: frozenset[Side]) -> list[ObstacleAct]:
    """Return the acts the reader may do with an obstacle in this state."""
    return [
        act
        for act in _OBSTACLE_ACTS
        if state in OBSTACLE_TRANSITIONS[act.action].sources
        and not sides.isdisjoint(OBSTACLE_TRANSITIONS[act.action].sides)
    ]
