"""Take in what was asked for: the clock runs again."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.foundation.attachments.actions.receive_file import Upload, receive_file
from motcua.foundation.audit.actor import Actor
from motcua.foundation.audit.refusal import Refused
from motcua.foundation.forms.answers import clean_answers
from motcua.foundation.units.access import actor_of
from motcua.foundation.units.models import Staff
from motcua.foundation.units.rules import day_of
from motcua.services.onestop.applicants import names_and_words
from motcua.services.onestop.change_state import Move, change_state
from motcua.services.onestop.clocks import resumed_moments
from motcua.services.onestop.definition import Paper
from motcua.services.onestop.filing import keep_papers
from motcua.services.onestop.lock import InHand, in_hand
from motcua.services.onestop.models import Dossier, PaperSource
from motcua.services.onestop.papers import HandedIn, check_type
from motcua.services.onestop.refusals import DossierRefused, NeedMissing, PaperRefused, PapersMissing
from motcua.services.onestop.rules import state_at
from motcua.services.onestop.states import Action, State


def receive_supplement(
    *,
    dossier_id: int,
    by: Staff | Actor,
    now: datetime,
    papers: Sequence[HandedIn] = (),
    uploads: Sequence[tuple[str, Upload]] = (),
    answers: Mapping[str, object] | None = None,
    expected_version: int | None = None,
) -> Dossier:
    """Return the dossier with what was added, back where it was, its due time moved by the pause.

    `papers` were handed over at the counter, `uploads` are (paper key, file), `answers` correct fields that were asked
    for. The holder of the look-up code brings everything that was asked at once (`by` = Actor.citizen()); the counter
    judges for itself. Raises Dossier.DoesNotExist, NotAllowed, NotNow, Conflict, PaperRefused, PapersMissing,
    DossierRefused for a paper nobody asked for, FormRefused, NeedMissing when nothing is added.
    """
    given: InHand = {"dossier_id": dossier_id, "by": by, "now": now, "expected_version": expected_version}
    with transaction.atomic():
        dossier, roles = in_hand(Action.RECEIVE_SUPPLEMENT, **given)
        listed = _listed(dossier, [key for key, _upload in uploads], only_asked=roles is None)
    # cleaning takes seconds and must not hold a lock
    files = [_received(key, listed[key], upload, actor_of(by), now) for key, upload in uploads]
    with transaction.atomic():
        dossier, roles = in_hand(Action.RECEIVE_SUPPLEMENT, **given)
        added = [*papers, *files]
        if not added and not answers:
            raise NeedMissing(
                "papers", _("Chưa có giấy tờ nào được bổ sung. Hãy chọn tệp hoặc đánh dấu giấy tờ đã nhận.")
            )
        if roles is None:
            _check_complete(dossier, added)
        if answers:
            _correct(dossier, answers, now)
        document = dossier.procedure_version.content
        target = state_at(document, dossier.step) if dossier.accepted_at else State.SUBMITTED
        payload = {"papers": [paper.key or paper.title for paper in added], "fields": sorted(answers or {})}
        move = Move(Action.RECEIVE_SUPPLEMENT, target, sets=resumed_moments(dossier, now=now), payload=payload)
        change_state(dossier, move, by=actor_of(by), now=now)
        keep_papers(dossier, added, PaperSource.SUPPLEMENT, now=now)
    return dossier


def _listed(dossier: Dossier, keys: Sequence[str], *, only_asked: bool) -> dict[str, Paper | None]:
    """Return the papers with these keys, None for one that was asked for by title alone (its key is the title).

    Raises DossierRefused for one that the procedure has not, or nobody asked for.
    """
    known = {paper.key: paper for paper in dossier.procedure_version.content.papers}
    allowed = (set(known) & _asked_keys(dossier)) | _asked_titles(dossier) if only_asked else set(known)
    if not set(keys) <= allowed:
        raise DossierRefused("unknown_paper", _("Giấy tờ này không có trong yêu cầu bổ sung."))
    return {key: known.get(key) for key in keys}


def _received(key: str, paper: Paper | None, upload: Upload, by: Actor, now: datetime) -> HandedIn:
    try:
        stored = receive_file(upload=upload, name=getattr(upload, "name", "") or "", by=by, now=now)
        if paper is not None:
            check_type(stored, paper)
    except Refused as refusal:
        raise PaperRefused(key, refusal) from refusal
    return HandedIn(key, stored=stored) if paper is not None else HandedIn(title=key, stored=stored)


def _asked_keys(dossier: Dossier) -> set[str]:
    request = dossier.events.filter(kind=Action.REQUEST_SUPPLEMENT).order_by("-seq")[0]
    return {item["key"] for item in request.payload["items"]}


def _asked_titles(dossier: Dossier) -> set[str]:
    """Return the titles of the papers asked for that are not in the procedure's list."""
    request = dossier.events.filter(kind=Action.REQUEST_SUPPLEMENT).order_by("-seq")[0]
    return {item["title"] for item in request.payload["items"] if not item["key"]}


def _check_complete(dossier: Dossier, added: Sequence[HandedIn]) -> None:
    """Raise PapersMissing unless every paper of the list that was asked for is there."""
    listed = {paper.key for paper in dossier.procedure_version.content.papers}
    request = dossier.events.filter(kind=Action.REQUEST_SUPPLEMENT).order_by("-seq")[0]
    have = {paper.key for paper in added}
    missing = [item["title"] for item in request.payload["items"] if item["key"] in listed - have]
    if missing:
        raise PapersMissing(missing)


def _correct(dossier: Dossier, answers: Mapping[str, object], now: datetime) -> None:
    """Replace the answers to fields that were asked for, and the words it is found by; others are left alone."""
    asked, document = _asked_keys(dossier), dossier.procedure_version.content
    changed = {key: answer for key, answer in answers.items() if key in asked}
    dossier.answers = clean_answers(document.form, {**dossier.answers, **changed}, today=day_of(now))
    named = names_and_words(document, dossier.answers, known_as=dossier.applicant.full_name)
    dossier.declared_name, dossier.search_key = named["declared_name"], named["search_key"]
    dossier.save(update_fields=["answers", "declared_name", "search_key"])
