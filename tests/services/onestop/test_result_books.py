"""A certified paper gets its number in its book when it is signed: one a paper, none for what was refused."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from motcua.foundation.audit.models import AuditEntry
from motcua.foundation.registers.models import Book
from motcua.foundation.units.models import Role
from motcua.services.onestop.actions.decide_result import decide_result
from motcua.services.onestop.definition import ProcedureDocument
from motcua.services.onestop.designing.check_people import people_faults
from motcua.services.onestop.models import Dossier, Outcome, ResultEntry
from motcua.services.onestop.reference import shipped_documents
from motcua.services.onestop.result_book import ResultLine, result_lines
from tests.factories.onestop import NOW, Office, at_decision, make_document, make_office
from tests.factories.units import make_staff, make_unit, sign_in

pytestmark = pytest.mark.django_db
BOOKS = {
    "chung-thuc-ban-sao-tu-ban-chinh": "certified_copies",
    "chung-thuc-chu-ky": "certified_signatures",
    "chung-thuc-chu-ky-nguoi-dich": "certified_translators",
    "chung-thuc-hop-dong-giao-dich": "certified_contracts",
    "chung-thuc-sua-doi-huy-bo-hop-dong": "certified_contracts",
}
RESULT: dict[str, Any] = {"title": {"vi": "Văn bản"}, "signer": {"vi": "Chủ tịch"}}
LATER = NOW + timedelta(hours=3)


def with_book(**book: str) -> Office:
    return make_office(result=RESULT | {"book": {"code": "certified_contracts", "name": "purpose", **book}})


def decided(office: Office, outcome: Outcome = Outcome.APPROVED) -> Dossier:
    dossier = at_decision(office)
    return decide_result(
        dossier_id=dossier.pk, outcome=outcome, reason="Không đủ.", is_paper_only=True, by=office.leader, now=LATER
    )


def shipped(slug: str) -> ProcedureDocument:
    return next(document for document in shipped_documents() if document.slug == slug)


def test_what_is_certified_has_the_book_of_its_kind() -> None:
    found = {one.slug: one.result.book.code for one in shipped_documents() if one.result.book is not None}
    assert found == BOOKS


def test_each_paper_has_a_number_of_its_own() -> None:
    """TT 01/2020/TT-BTP: three papers of one person have three numbers; a contract has one."""
    papers = [{"name": "Học bạ", "pages": 3, "copies": 2}, {"name": "Giấy khai sinh", "pages": 1, "copies": 5}]
    copies = result_lines(shipped("chung-thuc-ban-sao-tu-ban-chinh"), {"papers": papers})
    assert copies == [ResultLine("Học bạ", "2"), ResultLine("Giấy khai sinh", "5")]
    contract = shipped("chung-thuc-hop-dong-giao-dich")
    (asset, *_rest) = contract.form.by_key["subject"].options
    sale = {"subject": asset.key, "contract_name": "Hợp đồng mua bán nhà"}
    assert result_lines(contract, sale) == [ResultLine("Hợp đồng mua bán nhà", "")]
    change = shipped("chung-thuc-sua-doi-huy-bo-hop-dong")
    assert result_lines(change, {"change": "cancel"}) == [ResultLine("Hủy bỏ hợp đồng, giao dịch", "")]
    assert result_lines(shipped("dang-ky-khai-sinh"), {}) == []


def test_an_approved_result_is_entered_with_the_next_number_of_the_year() -> None:
    office = with_book()
    first, second = decided(office), decided(office)
    book = Book.objects.get(code="certified_contracts")
    assert (book.unit, book.year) == (office.unit, 2019)
    lines = list(book.entries.order_by("number"))
    assert [line.number_text for line in lines] == ["01/2019-SCT/HĐ,GD", "02/2019-SCT/HĐ,GD"]
    assert [line.columns["dossier_code"] for line in lines] == [first.code, second.code]
    assert lines[0].columns["requester"] == "Nguyễn Thị Ánh"
    assert lines[0].columns["signer"].startswith("Phạm Thị Ký")
    assert ResultEntry.objects.get(dossier=first).entry == lines[0]


def test_what_was_refused_has_no_number() -> None:
    decided(with_book(), Outcome.REFUSED)
    assert not Book.objects.filter(code="certified_contracts").exists()


def test_a_procedure_without_a_book_enters_nothing(office: Office) -> None:
    decided(office)
    assert not ResultEntry.objects.exists()


def test_staff_read_the_number_on_the_dossier() -> None:
    office = with_book()
    dossier = decided(office)
    page = sign_in(Client(), office.receptionist).get(f"/can-bo/ho-so/{dossier.code}/").content.decode()
    assert "01/2019-SCT/HĐ,GD" in page


def test_journals_are_written_in_the_order_of_the_units() -> None:
    """The deciding unit came after the receiving one: its chain is locked after that of the office."""
    office = with_book()
    elsewhere = make_unit()
    leader = make_staff(role=Role.LEADER, unit=elsewhere)
    dossier = at_decision(office)
    Dossier.objects.filter(pk=dossier.pk).update(deciding_unit=elsewhere, office_unit=elsewhere)
    decide_result(dossier_id=dossier.pk, outcome=Outcome.APPROVED, is_paper_only=True, by=leader, now=LATER)
    assert Book.objects.get(code="certified_contracts").unit == elsewhere
    actions = ["onestop.decide", "registers.enter_in_book"]
    written = AuditEntry.objects.filter(action__in=actions, at__gte=LATER).order_by("pk")
    assert [entry.action for entry in written] == actions


def test_a_book_that_is_not_here_is_named_before_anything_is_published(office: Office) -> None:
    raw = make_document(result=RESULT | {"book": {"code": "magic"}}).as_json()
    found = [(fault.code, fault.place) for fault in people_faults(raw, slug="moi", now=NOW)]
    assert found == [("book_unknown", "result/book/code")]
