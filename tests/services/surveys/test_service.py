"""The surveys are a service like every other: a unit adopts them, and nothing else has people asked."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from motcua.foundation.messages.models import OutboxMessage
from motcua.foundation.units.models import Lineage, Unit, UnitService
from motcua.foundation.units.queries import version_on
from motcua.foundation.units.services import live_settings, service_is_live
from motcua.foundation.units.versions import close_version
from motcua.foundation.worktime import clock
from motcua.replication.adoption.actions.go_live import go_live
from motcua.replication.adoption.actions.stop_adoption import stop_adoption
from motcua.replication.adoption.models import Adoption
from motcua.replication.adoption.models import AdoptionState as Adopted
from motcua.replication.initiatives.reference_554 import models_554
from motcua.replication.kits.actions.export_kit import export_kit
from motcua.replication.kits.actions.receive_kit import receive_kit
from motcua.replication.kits.actions.take_over_kit import Choice, take_over_kit
from motcua.services.onestop.states import State
from motcua.services.registry import all_services, service
from motcua.services.surveys.actions.give_voice import give_voice
from motcua.services.surveys.models import Tally
from motcua.services.surveys.refusals import VoiceRefused
from motcua.services.surveys.rules import Rating
from motcua.services.surveys.tokens import Asked, write
from tests.factories.adoption import make_adoption, model_of
from tests.factories.onestop import NOW, Office, make_dossier, make_office
from tests.factories.surveys import asking
from tests.services.surveys.conftest import returned

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=1)


def links() -> int:
    return OutboxMessage.objects.filter(link_kind="voice").count()


def merge(unit: Unit, heir: Unit, *, on: date) -> None:
    close_version(version_on(unit, NOW.date()), end=on)
    Lineage.objects.create(
        predecessor=unit, successor=heir, change=Lineage.Change.MERGED, is_main=True, on=on, document="NQ 1685"
    )


def test_the_register_knows_the_service_and_the_dispatch_the_model_it_carries() -> None:
    assert "surveys" in {each.code for each in all_services()}
    carried = {model.code for model in models_554().models if model.service == "surveys"}
    assert carried == {service("surveys").model} == {"R6"}


def test_only_going_live_has_people_asked() -> None:
    office = make_office()
    model = model_of("surveys", origin=office.unit)
    adoption = make_adoption(unit=office.unit, initiative=model, state=Adopted.TRIAL, owner=office.leader)
    make_dossier(office, State.RETURNED)
    message = OutboxMessage.objects.latest("pk")
    assert (links(), "Đánh giá phục vụ" in message.body) == (0, False)
    go_live(adoption_id=adoption.pk, by=office.leader, now=NOW)
    make_dossier(office, State.RETURNED)
    make_dossier(make_office(), State.RETURNED)
    assert links() == 1


def test_stopping_keeps_what_was_said_offers_no_links_and_tells_whoever_opens_one(
    office: Office, asked: Asked, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    give_voice(asked=returned(office), rating=Rating.GOOD, now=NOW)
    adoption = Adoption.objects.get(initiative__service="surveys")
    stop_adoption(adoption_id=adoption.pk, reason="Hết quý.", by=office.leader, now=LATER)
    before = links()
    make_dossier(office, State.RETURNED, now=LATER)
    assert links() == before
    with pytest.raises(VoiceRefused, match="đã dừng lấy ý kiến"):
        give_voice(asked=asked, rating=Rating.GOOD, now=LATER)
    monkeypatch.setattr(clock, "now", lambda: LATER)
    page = client.get(reverse("surveys:answer", args=[write(asked)]))
    assert (page.status_code, "đã dừng lấy ý kiến" in page.content.decode()) == (410, True)
    assert Tally.objects.get().sums == {"rating-4": 1}


def test_a_kit_carries_the_settings_and_the_words_to_another_unit() -> None:
    good = asking(make_office(), {"asks_reasons": False, "opening": "Mời bạn cho ý kiến."})
    learner = make_office()
    model = Adoption.objects.get(initiative__service="surveys").initiative
    adoption = make_adoption(unit=learner.unit, initiative=model, owner=learner.leader)
    data = export_kit(unit_id=good.unit.pk, service="surveys", by=good.leader, now=NOW)
    kit = receive_kit(data=data, unit_id=learner.unit.pk, by=learner.leader, now=NOW)
    take_over_kit(kit_id=kit.pk, choice=Choice(("texts", "settings")), by=learner.leader, now=NOW)
    assert not service_is_live(learner.unit.pk, "surveys", NOW)
    go_live(adoption_id=adoption.pk, by=learner.leader, now=NOW)
    assert live_settings(learner.unit.pk, "surveys", NOW) == {"asks_reasons": False, "opening": "Mời bạn cho ý kiến."}


def test_what_was_asked_before_a_reorganisation_is_answered_after_it(office: Office, asked: Asked) -> None:
    """The successor runs the service (see `units.succession`), so the last links of the old unit stay good."""
    heir = make_office().unit
    merge(office.unit, heir, on=LATER.date())
    UnitService.objects.filter(unit=office.unit).update(stopped_at=NOW)
    with pytest.raises(VoiceRefused):
        give_voice(asked=asked, rating=Rating.GOOD, now=LATER)
    UnitService.objects.create(unit=heir, service="surveys", settings={}, live_from=NOW)
    give_voice(asked=asked, rating=Rating.GOOD, now=LATER)
    assert Tally.objects.get().unit_id == office.unit.pk
