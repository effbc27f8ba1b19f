"""The line of a dossier in the follow-up book says how it ended without a result, and which day was named instead."""

from datetime import datetime, timedelta

import pytest

from motcua.foundation.audit.actor import Actor
from motcua.foundation.audit.models import AuditEntry
from motcua.foundation.registers.queries import corrections_of, line_of
from motcua.foundation.worktime.clock import ZONE
from motcua.services.onestop.actions.apologise import apologise
from motcua.services.onestop.actions.extend_limit import extend_limit
from motcua.services.onestop.actions.withdraw_dossier import withdraw_dossier
from motcua.services.onestop.books import journal_of_book_is_last
from motcua.services.onestop.clock_rules import extension_rules
from motcua.services.onestop.models import Dossier
from motcua.services.onestop.notices import shown_moment
from motcua.services.onestop.states import State
from tests.factories.onestop import NOW, Office, make_dossier, make_office
from tests.factories.units import make_unit

SOON = NOW + timedelta(hours=1)


def line(dossier: Dossier) -> dict[str, str]:
    dossier.refresh_from_db()
    assert dossier.book_entry is not None
    return line_of(dossier.book_entry)


def test_what_the_applicant_took_back_does_not_stay_open_in_the_book(office: Office) -> None:
    dossier = make_dossier(office, State.IN_PROCESS)
    withdraw_dossier(dossier_id=dossier.pk, by=Actor.citizen("Nguyễn Thị Ánh"), now=SOON)
    assert line(dossier)["note"] == f"Rút hồ sơ lúc {shown_moment(SOON)}"
    assert dossier.book_entry is not None
    assert dossier.book_entry.amendments.get().amended_by_name == Actor.citizen().name


def test_what_was_stopped_names_the_notice(office: Office) -> None:
    note = line(make_dossier(office, State.STOPPED))["note"]
    assert note.startswith("Dừng giải quyết lúc ")
    assert note.endswith("thông báo số 01/DHS")


def test_what_was_never_accepted_has_no_line(office: Office) -> None:
    dossier = make_dossier(office, State.SUBMITTED)
    withdraw_dossier(dossier_id=dossier.pk, by=Actor.citizen(), now=SOON)
    dossier.refresh_from_db()
    assert dossier.book_entry is None


def test_a_day_named_by_an_apology_stands_beside_the_one_promised_first(office: Office) -> None:
    dossier = make_dossier(office, State.IN_PROCESS)
    first = line(dossier)["due"]
    apologise(
        dossier_id=dossier.pk,
        reason="Cần xác minh thêm tại thực địa.",
        new_day=datetime(2019, 4, 25, tzinfo=ZONE).date(),
        by=office.leader,
        now=SOON,
    )
    assert line(dossier)["due"] == shown_moment(dossier.next_due_at)
    assert dossier.book_entry is not None
    assert dossier.book_entry.columns["due"] == first
    assert [each.reason for each in corrections_of(dossier.book_entry)] == ["Xin lỗi, hẹn lại: văn bản số 01/XL"]


def test_an_extension_names_its_law(office: Office) -> None:
    dossier = make_dossier(office, State.IN_PROCESS)
    (rule,) = extension_rules(NOW.date(), document=dossier.procedure_version.content)
    extend_limit(
        dossier_id=dossier.pk,
        rule=rule.key,
        days=1,
        reason="Hồ sơ phức tạp.",
        legal_ground="Quyết định 1/QĐ-UBND",
        by=office.leader,
        now=SOON,
    )
    assert line(dossier)["due"] == shown_moment(dossier.next_due_at)
    assert dossier.book_entry is not None
    (correction,) = corrections_of(dossier.book_entry)
    assert correction.reason.startswith("Gia hạn giải quyết: ")


@pytest.mark.django_db
def test_the_journal_of_the_book_is_written_in_the_order_of_the_units() -> None:
    """Whoever locks the chains of two journals locks them in one order, or two hands wait for each other for ever."""
    earlier = make_unit()
    dossier = make_dossier(make_office(), State.IN_PROCESS)
    assert not journal_of_book_is_last(dossier)
    Dossier.objects.filter(pk=dossier.pk).update(office_unit=earlier)
    dossier.refresh_from_db()
    assert journal_of_book_is_last(dossier)
    withdraw_dossier(dossier_id=dossier.pk, by=Actor.citizen(), now=SOON)
    written = AuditEntry.objects.filter(action__in=["onestop.withdraw", "registers.amend_entry"]).order_by("pk")
    assert [entry.action for entry in written] == ["onestop.withdraw", "registers.amend_entry"]
