"""Units that stand somewhere with a model, and models with which a unit stands somewhere."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.foundation.ui.filters import date_vn
from motcua.replication.adoption.models import AdoptionState
from motcua.replication.adoption.orders import ordered_models
from motcua.replication.initiatives.models import Initiative
from motcua.replication.reporting.fill.adoptions import MISSING, WORDS, Standing, standings
from motcua.replication.reporting.fill.counts import ALL
from motcua.replication.reporting.traces.trace import Asked, Link, Trace, counted_as, when

MUST = "must"


def models(asked: Asked) -> Trace:
    """Follow `models:INITIATIVE:WORD`: the units in that state, or told to take the model over."""
    model, word = Initiative.objects.get(pk=int(asked.words[0])), asked.words[1]
    found = {one.unit_id: one for one in standings(asked.units, at=asked.span.until) if one.initiative.pk == model.pk}
    must = ordered_models(asked.units, before=asked.span.until).get(model.pk, set())
    begun = {unit for unit, one in found.items() if one.state is not AdoptionState.STOPPED}
    chosen = {MUST: must, MISSING: must - begun}.get(word)
    if chosen is None:
        chosen = {unit for unit, one in found.items() if one.word == word}
    rows = tuple(
        (_page(asked.names[unit], found.get(unit)), *_stands(found.get(unit)), _yes(unit in must))
        for unit in sorted(chosen, key=asked.place)
    )
    return Trace(
        title=f"{model.code}. {model.title}",
        source=_("Mỗi dòng là một đơn vị, theo văn bản chỉ đạo đã xác nhận và diễn biến áp dụng đến hết ngày cuối."),
        conditions=((_("Mô hình"), model.code), _counted(word), asked.whose(), when(asked.span)),
        columns=(_("Đơn vị"), _("Tình trạng"), _("Từ ngày"), _("Được chỉ đạo áp dụng")),
        rows=rows,
        total=len(rows),
    )


def own_models(asked: Asked) -> Trace:
    """Follow `own_models:WORD`: the models with which the unit stands there."""
    word, unit = asked.words[0], asked.report.unit_id
    found = {one.initiative.pk: one for one in standings([unit], at=asked.span.until)}
    must = {model for model, units in ordered_models([unit], before=asked.span.until).items() if units}
    chosen = {model for model, one in found.items() if word in {ALL, one.word}}
    if word in {ALL, MISSING}:
        chosen |= must - found.keys()
    rows = tuple(
        (
            _page(f"{model.code}. {model.title}", found.get(model.pk)),
            *_stands(found.get(model.pk)),
            _yes(model.pk in must),
        )
        for model in Initiative.objects.filter(pk__in=chosen).order_by("code")
    )
    return Trace(
        title=_("Mô hình của đơn vị"),
        source=_("Mỗi dòng là một mô hình, theo văn bản chỉ đạo đã xác nhận và diễn biến áp dụng đến hết ngày cuối."),
        conditions=(_counted(word), asked.whose(), when(asked.span)),
        columns=(_("Mô hình"), _("Tình trạng"), _("Từ ngày"), _("Được chỉ đạo áp dụng")),
        rows=rows,
        total=len(rows),
    )


def _page(text: str, found: Standing | None) -> str | Link:
    return text if found is None else Link(text, reverse("adoption:adoption", args=[found.adoption_id]))


def _stands(found: Standing | None) -> tuple[str, str]:
    return (str(WORDS[MISSING]), "") if found is None else (str(found.state.label), date_vn(found.since))


def _counted(word: str) -> tuple[str, str]:
    return counted_as(word, {MUST: _("Phải áp dụng"), **WORDS})


def _yes(is_so: bool) -> str:  # noqa: FBT001 - a value to be worded
    return _("Có") if is_so else _("Không")
