"""What a unit sets for the one-stop, and what its users are told when it stops."""

from datetime import timedelta

import pytest
from django.test import Client

from motcua.foundation.messages.models import OutboxMessage
from motcua.replication.adoption.actions.change_adoption import change_adoption
from motcua.replication.adoption.actions.stop_adoption import stop_adoption
from motcua.replication.adoption.models import Adoption
from motcua.replication.adoption.plans import Plan
from motcua.services.onestop.actions.accept_dossier import accept_dossier
from motcua.services.onestop.actions.start_draft import start_draft
from motcua.services.onestop.models import Draft
from motcua.services.onestop.queries.catalogue import find_procedures, procedure_page
from motcua.services.onestop.refusals import DossierRefused, ServiceNotLive
from motcua.services.onestop.states import State
from motcua.services.onestop.stopping import tell_holders
from tests.factories.onestop import CITIZEN, NOW, SYSTEM, Office, make_dossier, make_draft, make_office

pytestmark = pytest.mark.django_db


def set_to(office: Office, **settings: str | bool) -> None:
    change_adoption(
        adoption_id=Adoption.objects.get(unit=office.unit).pk,
        plan=Plan(office.leader.pk, settings=settings),
        by=office.leader,
        now=NOW,
    )


def test_a_unit_may_receive_at_the_counter_only() -> None:
    office = make_office()
    other = make_office(procedure=office.procedure)
    set_to(office, files_online=False)
    page = procedure_page(slug=office.slug, now=NOW)
    assert page is not None
    assert [offer.unit_id for offer in page.online_offers] == [other.unit.pk]
    assert {offer.unit_id for offer in page.offers} == {office.unit.pk, other.unit.pk}
    with pytest.raises(DossierRefused, match="chưa nộp trực tuyến"):
        start_draft(slug=office.slug, unit_id=office.unit.pk, language="vi", by=CITIZEN, now=NOW)
    make_dossier(office, State.ACCEPTED)


def test_what_no_unit_receives_online_is_not_offered_online(client: Client) -> None:
    office = make_office()
    set_to(office, files_online=False)
    assert [row.can_file_online for row in find_procedures(now=NOW)] == [False]
    html = client.get(f"/thu-tuc/{office.slug}/").content.decode()
    assert "chỉ nhận tại quầy" in html


def test_the_notice_stands_beside_the_unit_and_the_telephone_at_the_look_up(client: Client) -> None:
    office = make_office()
    dossier = make_dossier(office, State.ACCEPTED)
    before = client.get(f"/tra-cuu/{dossier.token}", follow=True).content.decode()
    assert dossier.code in before
    assert "tel:" not in before
    set_to(office, contact_phone="028 3844 1234", notice="Nhớ mang bản chính <để đối chiếu>.")
    assert "Nhớ mang bản chính &lt;để đối chiếu&gt;." in client.get(f"/thu-tuc/{office.slug}/").content.decode()
    assert 'href="tel:02838441234"' in client.get(f"/tra-cuu/{dossier.token}", follow=True).content.decode()


def test_holders_are_told_once_that_a_unit_stopped_and_their_dossiers_go_on() -> None:
    office = make_office()
    dossier = make_dossier(office, State.SUBMITTED, online=True)
    type(dossier).objects.filter(pk=dossier.pk).update(contact_email="hoa@vidu.vn")
    closed = make_dossier(office, State.RETURNED)
    draft = make_draft(office)
    Draft.objects.filter(pk=draft.pk).update(contact_phone="0901234567")
    before = OutboxMessage.objects.count()
    stop_adoption(
        adoption_id=Adoption.objects.get().pk, reason="Chuyển trụ sở.", by=office.leader, now=NOW + timedelta(hours=1)
    )
    for _twice in range(2):
        tell_holders(unit_id=office.unit.pk, reason="Chuyển trụ sở.", at=NOW + timedelta(hours=1))
    told = {(message.about_type, message.to): message.body for message in OutboxMessage.objects.order_by("pk")[before:]}
    assert set(told) == {("dossier", "hoa@vidu.vn"), ("draft", "0901234567")}
    assert "Chuyển trụ sở." in told["dossier", "hoa@vidu.vn"]
    assert "vẫn được giải quyết" in told["dossier", "hoa@vidu.vn"]
    assert not OutboxMessage.objects.filter(about_id=closed.pk, body__contains="ngừng nhận").exists()
    accept_dossier(dossier_id=dossier.pk, by=office.receptionist, now=NOW + timedelta(hours=2))
    with pytest.raises(ServiceNotLive):
        start_draft(slug=office.slug, unit_id=office.unit.pk, language="vi", by=SYSTEM, now=NOW + timedelta(hours=2))
