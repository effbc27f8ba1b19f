"""What the one-stop puts into a kit: the procedures a unit receives, each whole, and the shorter limits it promised."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from pydantic import ConfigDict, JsonValue, TypeAdapter

from motcua.foundation.audit.refusal import Refused
from motcua.foundation.forms.definition import Text
from motcua.foundation.units.access import roles_of
from motcua.foundation.units.models import Role
from motcua.foundation.units.rules import day_of
from motcua.foundation.worktime.rules import Limit, TimeUnit
from motcua.services.kits import KitLine, KitRefusal, KitSource, KitTerms
from motcua.services.onestop.actions.commit_limit import commit_limit
from motcua.services.onestop.actions.open_procedure import open_procedure
from motcua.services.onestop.actions.publish_procedure import publish_procedure
from motcua.services.onestop.definition import Duration, ProcedureDocument, Slug
from motcua.services.onestop.models import Commitment, ProcedureOffer, ProcedureVersion
from motcua.services.onestop.refusals import DossierRefused

SHOWN_DIGITS = 12  # of the hash of a document: enough for people to tell two texts apart


class Promise(Duration):
    """A limit that a unit promised for a procedure; day and document are the unit's own and stay at home."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    slug: Slug
    title: Text


_PROCEDURES: TypeAdapter[tuple[ProcedureDocument, ...]] = TypeAdapter(tuple[ProcedureDocument, ...])
_PROMISES: TypeAdapter[tuple[Promise, ...]] = TypeAdapter(tuple[Promise, ...])


class Procedures:
    """The procedures a unit receives: papers, form, steps, limits, and the sentences the applicant reads."""

    code = "procedures"
    title = _("Thủ tục và biểu mẫu")
    needs_decision = False
    keeps_others = True

    def export(self, *, unit_id: int, day: date) -> JsonValue:
        """Return the texts in force of what the unit receives."""
        return [version.content.as_json() for version in _received(unit_id, day)]

    def lines(self, content: JsonValue) -> list[KitLine]:
        """Return each procedure with its limit, how much it asks for, and the beginning of the hash of its text."""
        return [
            KitLine(
                one.slug,
                one.title.here(),
                gettext("%(limit)s; %(papers)s giấy tờ; %(steps)s bước; bản %(hash)s")
                % {
                    "limit": one.limit.limit.text(),
                    "papers": len(one.papers),
                    "steps": len(one.steps),
                    "hash": one.sha256()[:SHOWN_DIGITS],
                },
            )
            for one in _PROCEDURES.validate_python(content)
        ]

    def take_over(self, content: JsonValue, *, unit_id: int, terms: KitTerms, now: datetime) -> list[KitRefusal]:
        """Open at the unit what is published here in the very same text; publish it first where that is allowed."""
        asked = _PROCEDURES.validate_python(content)
        refused: dict[str, KitRefusal] = {}
        # everything is published before anything is opened: the journal of the platform comes before that of a unit
        for step in (_publish, _open):
            for document in asked:
                if document.slug not in refused:
                    try:
                        with transaction.atomic():
                            step(document, unit_id, terms, now)
                    except Refused as refusal:
                        refused[document.slug] = KitRefusal(document.title.here(), refusal.message)
        return list(refused.values())


class Promises:
    """The limits, shorter than the law's, that a unit has promised."""

    code = "promises"
    title = _("Cam kết rút ngắn thời hạn")
    needs_decision = True
    keeps_others = True

    def export(self, *, unit_id: int, day: date) -> JsonValue:
        """Return the promises of the unit that stand on `day`."""
        standing = Commitment.objects.filter(unit=unit_id, valid__contains=day, version__valid__contains=day)
        found = [_promise(one) for one in standing.select_related("version__procedure")]
        return [one.model_dump(mode="json", exclude_defaults=True) for one in sorted(found, key=lambda one: one.slug)]

    def lines(self, content: JsonValue) -> list[KitLine]:
        """Return each procedure with the promised limit."""
        return [KitLine(one.slug, one.title.here(), one.limit.text()) for one in _PROMISES.validate_python(content)]

    def take_over(self, content: JsonValue, *, unit_id: int, terms: KitTerms, now: datetime) -> list[KitRefusal]:
        """Have the leader of the unit promise the same, by the unit's own document; raise DossierRefused for others."""
        leader = terms.person
        if leader is None or not roles_of(leader, now).has(Role.LEADER, unit_id):
            raise DossierRefused("leader", _("Chỉ lãnh đạo đơn vị mới ký cam kết rút ngắn thời hạn."))
        known = _standing(unit_id, terms.first_day)
        refused = []
        for one in _PROMISES.validate_python(content):
            if known.get(one.slug) == one.limit:
                continue
            try:
                with transaction.atomic():
                    commit_limit(
                        slug=one.slug,
                        unit_id=unit_id,
                        limit=one.limit,
                        document=terms.document,
                        from_day=terms.first_day,
                        by=leader,
                        now=now,
                    )
            except Refused as refusal:
                refused.append(KitRefusal(one.title.here(), refusal.message))
        return refused


KIT = KitSource(version=1, parts=(Procedures(), Promises()))


def _received(unit_id: int, day: date) -> Sequence[ProcedureVersion]:
    open_ones = ProcedureOffer.objects.filter(unit=unit_id, closed_at__isnull=True).values("procedure")
    in_force = ProcedureVersion.objects.on(day).filter(procedure__in=open_ones).defer("document")
    return list(in_force.order_by("procedure__slug"))


def _publish(document: ProcedureDocument, _unit_id: int, terms: KitTerms, now: datetime) -> None:
    """See to it that this text is in force here; raise DossierRefused when it is not and may not be published."""
    today = day_of(now)
    if ProcedureVersion.objects.on(today).filter(sha256=document.sha256()).exists():
        return
    last = ProcedureVersion.objects.filter(procedure__slug=document.slug).order_by("-number").defer("document").first()
    if last is not None and (last.valid.isempty or document.valid_from <= last.valid.lower):
        raise DossierRefused(
            "other_version", _("Hệ thống này đang công bố bản khác, không cũ hơn: bộ áp dụng không thay bản đó.")
        )
    if not terms.may_publish:
        raise DossierRefused(
            "not_published",
            _(
                "Chưa công bố trên hệ thống này. Công bố thủ tục ảnh hưởng mọi đơn vị nên người vận hành phải nhập "
                "bằng lệnh motcua import-kit --publish."
            ),
        )
    publish_procedure(document=document, by=terms.platform, now=now)


def _open(document: ProcedureDocument, unit_id: int, terms: KitTerms, now: datetime) -> None:
    offer = ProcedureOffer.objects.filter(procedure__slug=document.slug, unit=unit_id).first()
    if offer is not None and not offer.is_open:
        raise DossierRefused(
            "closed_here", _("Đơn vị đã ngừng tiếp nhận thủ tục này. Muốn mở lại, hãy vào trang “Thủ tục của đơn vị”.")
        )
    if offer is None:
        open_procedure(slug=document.slug, unit_id=unit_id, by=terms.platform, now=now)


def _standing(unit_id: int, day: date) -> Mapping[str, Limit]:
    known = Commitment.objects.filter(unit=unit_id, valid__contains=day, version__valid__contains=day)
    return {one.version.procedure.slug: one.limit for one in known.select_related("version__procedure")}


def _promise(stored: Commitment) -> Promise:
    procedure = stored.version.procedure
    title = Text(vi=procedure.title_vi, en=procedure.title_en)
    return Promise(amount=stored.amount, unit=TimeUnit(stored.time_unit), slug=procedure.slug, title=title)
