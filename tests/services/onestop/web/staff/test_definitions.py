"""The editor of procedures: one thing a page, faults beside what they are about, a dry run before publication."""

import json
import re
from html import unescape
from io import BytesIO
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from motcua.foundation.units.models import Role, Staff
from motcua.services.onestop.actions.carry_out_moves import carry_out_moves
from motcua.services.onestop.models import DefinitionDraft, Dossier, MovePlan, ProcedureVersion
from motcua.services.onestop.queries.definitions import definitions_page
from motcua.services.onestop.queries.dry_run import dry_run, under_way
from motcua.services.onestop.reference import shipped_documents
from motcua.services.onestop.states import State
from motcua.services.onestop.web.staff.definitions import choosing
from motcua.services.onestop.web.staff.definitions.areas import AREAS, spot_of
from tests.factories.definitions import make_definition_draft, make_designer
from tests.factories.onestop import NOW, Office, make_document, make_dossier, make_version
from tests.factories.units import make_staff, sign_in
from tests.services.onestop.web.staff.typed import typed

ADDRESS = "/can-bo/thu-tuc/soan/"
# a fee by pages and a list; a pause, a comparison of numbers; a promise
AS_THEY_STAND = {"chung-thuc-ban-sao-tu-ban-chinh", "dang-ky-chuyen-nhuong-quyen-su-dung-dat"}


@pytest.fixture
def designer(office: Office) -> Staff:
    """Who writes procedures."""
    return make_designer(office)


@pytest.fixture
def desk(designer: Staff) -> Client:
    """Their browser."""
    return sign_in(Client(), designer)


def page(client: Client, address: str, **given: Any) -> str:
    answer = client.get(address, **given)
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def fields(client: Client, address: str) -> dict[str, Any]:
    """What the form of a page would send as it stands."""
    return dict(typed(client.get(address).content.decode()))


def moved_by_the_job() -> None:
    """Let the job do what publication put into the queue."""
    plan = MovePlan.objects.get()
    carry_out_moves(plan_id=plan.pk, clock=lambda: NOW)


def test_a_new_version_is_begun_changed_tried_and_published(office: Office, desk: Client) -> None:
    dossier = make_dossier(office, State.IN_PROCESS)
    assert desk.post(ADDRESS, {"slug": office.slug}).status_code == 302
    draft = DefinitionDraft.objects.get()
    here = f"{ADDRESS}{draft.pk}/"
    assert "Không còn lỗi nào" in page(desk, here)
    sent = fields(desk, f"{here}buoc/1/") | {"duration-amount": "8", "title-vi": "Thẩm định nhanh"}
    assert desk.post(f"{here}buoc/1/", sent).status_code == 302
    assert "Thẩm định nhanh" in page(desk, f"{here}buoc/")
    compared = page(desk, f"{here}so-sanh/")
    assert all(word in compared for word in ("Bước examination", "Thẩm định nhanh › thời gian › số", "48"))
    assert "Thẩm định nhanh › tên › tiếng Việt" in compared
    assert all(raw not in compared for raw in ("True", "False", "working_hour"))
    tried = page(desk, f"{here}cong-bo/")
    assert all(word in tried for word in (dossier.code, "Chuyển được ngay (1)"))
    draft.refresh_from_db()
    answer = desk.post(f"{here}cong-bo/", {"version": draft.version, "dossier": [dossier.pk]}, follow=True)
    moved_by_the_job()
    version = ProcedureVersion.objects.get(procedure__slug=office.slug, number=2)
    assert version.sha256 in answer.content.decode()
    dossier.refresh_from_db()
    assert dossier.procedure_version == version
    assert version.content.steps[1].duration.amount == 8


def test_a_page_saved_as_it_stands_changes_nothing(office: Office, desk: Client, designer: Staff) -> None:
    """Every page of some shipped procedures: what the form does not understand it leaves alone."""
    chosen = [document for document in shipped_documents() if document.slug in AS_THEY_STAND]
    for number, document in enumerate(chosen):
        draft = DefinitionDraft.objects.create(
            slug=f"thu-{number}",
            document=document.as_json(),
            started_at=NOW,
            started_by=designer,
            changed_at=NOW,
            changed_by=designer,
        )
        for address in pages_of(draft):
            assert desk.post(address, fields(desk, address)).status_code == 302, (document.slug, address)
        draft.refresh_from_db()
        assert draft.document == document.as_json()


def pages_of(draft: DefinitionDraft) -> list[str]:
    """The addresses of every page with a form."""
    here, found = f"{ADDRESS}{draft.pk}/", []
    for area in AREAS.values():
        if area.asks:
            found.append(f"{here}{area.slug}/")
        for number in range(30):
            if area.items and spot_of(area, str(number), draft.document) is not None:
                found.append(f"{here}{area.slug}/{number}/")
                inner = [f"{number}-{index}" for index in range(40)]
                inner += [f"{item}-{index}" for item in inner for index in range(9)]
                found += [f"{here}{area.slug}/{item}/" for item in inner if spot_of(area, item, draft.document)]
    return found


def test_a_fault_stands_on_the_overview_in_the_list_and_beside_the_question(
    office: Office, desk: Client, designer: Staff
) -> None:
    plain: dict[str, Any] = make_document().as_json()
    steps = [dict(step) for step in plain["steps"]]
    del steps[1]["duration"]
    draft = make_definition_draft(office, designer, steps=steps)
    here, said = f"{ADDRESS}{draft.pk}/", "Bước chưa có thời gian thực hiện."
    overview = page(desk, here)
    assert "Còn 1 lỗi, chưa công bố được" in overview
    assert f'href="{here}buoc/1/"' in overview
    for address in (here, f"{here}buoc/", f"{here}buoc/1/", f"{here}cong-bo/"):
        assert said in page(desk, address)
    assert 'class="fault"' in page(desk, f"{here}buoc/1/")
    refused = desk.post(f"{here}cong-bo/", {"version": draft.version})
    assert (refused.status_code, said in unescape(refused.content.decode())) == (409, True)


def test_items_are_added_moved_and_taken_out_without_javascript(office: Office, desk: Client, designer: Staff) -> None:
    draft = make_definition_draft(office, designer)
    here = f"{ADDRESS}{draft.pk}/giay-to/"
    new = {"version": 1, "key": "photo", "title-vi": "Ảnh", "copy_kind": "original", "required": "on", "count": "2"}
    assert desk.post(f"{here}moi/", new).status_code == 302
    assert desk.post(here, {"op": "len", "index": 2, "version": 2}).status_code == 302
    assert desk.post(here, {"op": "bo", "index": 0, "version": 3}).status_code == 302
    draft.refresh_from_db()
    assert [paper["key"] for paper in draft.document["papers"]] == ["photo", "old_permit"]
    assert draft.document["papers"][0] == {"key": "photo", "title": {"vi": "Ảnh"}, "copy_kind": "original", "count": 2}


def test_a_new_step_without_a_key_is_called_after_its_title(office: Office, desk: Client, designer: Staff) -> None:
    draft = make_definition_draft(office, designer)
    here = f"{ADDRESS}{draft.pk}/buoc/moi/"
    assert desk.post(here, fields(desk, here) | {"title-vi": "Xác minh thực địa"}).status_code == 302
    draft.refresh_from_db()
    assert draft.document["steps"][-1] == {"key": "xac_minh_thuc_dia", "title": {"vi": "Xác minh thực địa"}}


def test_the_common_table_stands_where_it_is_narrowed(office: Office, desk: Client, designer: Staff) -> None:
    draft = make_definition_draft(office, designer)
    told = re.sub(r"<[^>]+>", "|", page(desk, f"{ADDRESS}{draft.pk}/viec/"))
    stop = told.partition("|Dừng giải quyết|")[2][:500]
    assert all(words in stop for words in ("Lãnh đạo (cơ quan giải quyết)", "Ghi lý do; Căn cứ pháp lý"))
    assert "Bảng chung" not in page(desk, f"{ADDRESS}{draft.pk}/buoc/")


def test_a_question_with_options_is_written_by_hand(office: Office, desk: Client, designer: Staff) -> None:
    draft = make_definition_draft(office, designer)
    sent = {
        "version": 1,
        "key": "kind",
        "type": "choice",
        "label-vi": "Loại",
        "required": "on",
        "options": "a | Loại A | Kind A\n b | Loại B",
    }
    assert desk.post(f"{ADDRESS}{draft.pk}/bieu-mau/1-moi/", sent).status_code == 302
    draft.refresh_from_db()
    assert draft.document["form"]["sections"][1]["fields"][2] == {
        "key": "kind",
        "type": "choice",
        "label": {"vi": "Loại"},
        "options": [{"key": "a", "label": {"vi": "Loại A", "en": "Kind A"}}, {"key": "b", "label": {"vi": "Loại B"}}],
    }
    assert "Không còn lỗi nào" in page(desk, f"{ADDRESS}{draft.pk}/")


def test_a_list_gets_its_columns_by_hand(office: Office, desk: Client, designer: Staff) -> None:
    draft = make_definition_draft(office, designer)
    here = f"{ADDRESS}{draft.pk}/bieu-mau/"
    question = {"version": 1, "key": "members", "type": "list", "label-vi": "Thành viên", "required": "on"}
    assert desk.post(f"{here}1-moi/", question).status_code == 302
    assert "Danh sách phải có cột" in page(desk, f"{here}1-2/")
    assert "Cột của danh sách" in page(desk, f"{here}1-2/")
    column = {"version": 2, "key": "name", "type": "person_name", "label-vi": "Họ tên", "required": "on"}
    assert desk.post(f"{here}1-2-moi/", column).status_code == 302
    assert desk.post(f"{here}1-2-moi/", column | {"version": 3, "key": "part", "type": "list"}).status_code == 422
    second = column | {"version": 3, "key": "size", "type": "number", "label-vi": "Cỡ", "min": "1", "unit-vi": "cái"}
    assert desk.post(f"{here}1-2-moi/", second).status_code == 302
    assert desk.post(f"{here}1-2/", {"op": "len", "index": 1, "version": 4}).status_code == 302
    rows = fields(desk, f"{here}1-2/") | {"min_rows": "1", "max_rows": "5", "row_name-vi": "Thành viên"}
    assert desk.post(f"{here}1-2/", rows).status_code == 302
    draft.refresh_from_db()
    assert draft.document["form"]["sections"][1]["fields"][2] == {
        "key": "members",
        "type": "list",
        "label": {"vi": "Thành viên"},
        "min_rows": 1,
        "max_rows": 5,
        "row_name": {"vi": "Thành viên"},
        "fields": [
            {"key": "size", "type": "number", "label": {"vi": "Cỡ"}, "min": 1, "unit": {"vi": "cái"}},
            {"key": "name", "type": "person_name", "label": {"vi": "Họ tên"}},
        ],
    }
    assert "Không còn lỗi nào" in page(desk, f"{ADDRESS}{draft.pk}/")


def test_a_fault_in_a_column_leads_to_the_column(office: Office, desk: Client, designer: Staff) -> None:
    plain: dict[str, Any] = make_document().as_json()
    column = {"key": "Name", "type": "text", "label": {"vi": "Tên"}}
    rows = {"key": "rows", "type": "list", "label": {"vi": "Dòng"}, "fields": [column]}
    plain["form"]["sections"][1]["fields"].append(rows)
    draft = make_definition_draft(office, designer, form=plain["form"])
    here = f"{ADDRESS}{draft.pk}/bieu-mau/1-2-0/"
    assert f'href="{here}"' in page(desk, f"{ADDRESS}{draft.pk}/")
    assert 'class="fault"' in page(desk, here)


def test_a_paper_says_which_files_it_takes(office: Office, desk: Client, designer: Staff) -> None:
    draft = make_definition_draft(office, designer)
    here = f"{ADDRESS}{draft.pk}/giay-to/0/"
    assert desk.post(here, fields(desk, here) | {"accept": ["application/pdf"]}).status_code == 302
    draft.refresh_from_db()
    assert draft.document["papers"][0]["accept"] == ["application/pdf"]


def test_who_saves_after_somebody_else_is_told_and_keeps_what_they_typed(
    office: Office, desk: Client, designer: Staff
) -> None:
    draft = make_definition_draft(office, designer)
    address = f"{ADDRESS}{draft.pk}/ket-qua/"
    sent = fields(desk, address)
    assert desk.post(address, sent | {"result-title-vi": "Một"}).status_code == 302
    second = desk.post(address, sent | {"result-title-vi": "Hai"})
    assert second.status_code == 409
    assert all(word in unescape(second.content.decode()) for word in ("vừa sửa bản soạn này", 'value="Hai"'))


def test_more_dossiers_than_a_form_holds_are_agreed_on_together(
    office: Office, desk: Client, designer: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(choosing, "MOST_ROWS", 1)
    dossiers = [make_dossier(office, State.IN_PROCESS) for _time in range(3)]
    draft = make_definition_draft(office, designer, provenance="mới")
    here = f"{ADDRESS}{draft.pk}/cong-bo/"
    tried = page(desk, here)
    assert all(word in tried for word in ("Chuyển được ngay (3)", "2 hồ sơ nữa", dossiers[0].code))
    assert dossiers[1].code not in tried
    boxes = re.findall(r'name="dossier" value="([0-9,]+)" checked', tried)
    assert [len(box.split(",")) for box in boxes] == [1, 2]
    assert desk.post(here, {"version": draft.version, "dossier": boxes}).status_code == 302
    moved_by_the_job()
    assert set(Dossier.objects.values_list("procedure_version__number", flat=True)) == {2}


def test_a_refused_publication_keeps_what_was_left_out(office: Office, desk: Client, designer: Staff) -> None:
    kept, moved = make_dossier(office, State.IN_PROCESS), make_dossier(office, State.IN_PROCESS)
    draft = make_definition_draft(office, designer, provenance="mới")
    here = f"{ADDRESS}{draft.pk}/cong-bo/"
    refused = desk.post(here, {"version": draft.version + 1, "dossier": [moved.pk]})
    text = refused.content.decode()
    assert refused.status_code == 409
    assert f'value="{moved.pk}" checked' in text
    assert f'value="{kept.pk}" checked' not in text


def test_who_is_needed_is_agreed_on_apart(office: Office, desk: Client, designer: Staff) -> None:
    dossier = make_dossier(office, State.IN_PROCESS)
    plain: dict[str, Any] = make_document().as_json()
    steps = [step | ({"role": "leader"} if step["key"] == "examination" else {}) for step in plain["steps"]]
    draft = make_definition_draft(office, designer, steps=steps)
    here = f"{ADDRESS}{draft.pk}/cong-bo/"
    assert f'name="looked_at" value="{dossier.pk}">' in page(desk, here)
    assert desk.post(here, {"version": draft.version, "dossier": [dossier.pk]}).status_code == 409
    assert desk.post(here, {"version": draft.version, "looked_at": [dossier.pk]}).status_code == 302
    moved_by_the_job()
    dossier.refresh_from_db()
    assert dossier.procedure_version.number == 2


def test_a_new_procedure_is_named_and_opened(office: Office, desk: Client) -> None:
    address = f"{ADDRESS}moi/"
    taken = desk.post(address, {"title": "Mới", "code": "1.9", "slug": office.slug})
    assert (taken.status_code, "Đã có thủ tục mang tên này" in unescape(taken.content.decode())) == (422, True)
    assert desk.post(address, {"title": "Mới", "code": "1.9", "slug": "thu-tuc-moi"}).status_code == 302
    overview = page(desk, f"{ADDRESS}{DefinitionDraft.objects.get().pk}/")
    assert all(word in overview for word in ("Thủ tục mới, chưa công bố.", "chưa có thời gian", "<svg"))
    assert "Thủ tục mới đang soạn" in page(desk, ADDRESS)


def test_what_is_exported_is_imported_elsewhere_with_the_same_hash(office: Office, desk: Client) -> None:
    data = desk.get(f"{ADDRESS}tep/{office.slug}/").content
    sha = ProcedureVersion.objects.get(procedure__slug=office.slug).sha256
    assert json.loads(data)["procedures"][0]["sha256"] == sha
    assert desk.get(f"{ADDRESS}tep/").content == data
    sent = desk.post(f"{ADDRESS}nhap/", {"file": BytesIO(data)})
    assert sent.status_code == 302
    assert DefinitionDraft.objects.get().document == ProcedureVersion.objects.get(sha256=sha).document


def test_a_bad_file_is_refused_with_row_column_and_reason(office: Office, desk: Client) -> None:
    whole = json.loads(desk.get(f"{ADDRESS}tep/").content)
    del whole["procedures"][0]["document"]["limit"]
    refused = desk.post(f"{ADDRESS}nhap/", {"file": BytesIO(json.dumps(whole).encode())})
    text = unescape(refused.content.decode())
    assert (refused.status_code, DefinitionDraft.objects.count()) == (422, 0)
    assert all(
        word in text for word in ("Lỗi trong tệp", "Thời hạn luật định", "Chưa có thời hạn giải quyết theo luật")
    )


def test_a_draft_is_given_up_after_being_asked(office: Office, desk: Client, designer: Staff) -> None:
    draft = make_definition_draft(office, designer)
    here = f"{ADDRESS}{draft.pk}/"
    assert "không mở lại được" in page(desk, f"{here}bo/")
    assert desk.post(f"{here}bo/", {"version": draft.version}).status_code == 302
    assert desk.get(here).status_code == 404


def test_strangers_find_nothing(office: Office, designer: Staff) -> None:
    draft = make_definition_draft(office, designer)
    for stranger in (office.leader, make_staff(role=Role.ADMINISTRATOR)):
        client = sign_in(Client(), stranger)
        for address in (ADDRESS, f"{ADDRESS}{draft.pk}/", f"{ADDRESS}{draft.pk}/buoc/", f"{ADDRESS}tep/"):
            assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    ("address", "sent"),
    [
        ("khong-co/", None),
        ("buoc/99/", None),
        ("buoc/moi-0/", None),
        ("bieu-mau/0-99/", None),
        ("buoc/", {"op": "len", "index": "x", "version": "1"}),
        ("buoc/", {"op": "nhay", "index": "1", "version": "1"}),
        ("chung/", {"op": "len", "index": "1", "version": "1"}),
        ("cong-bo/", {"version": "x"}),
        ("cong-bo/", {"version": "9" * 5000}),
        ("cong-bo/", {"version": "1", "dossier": "1,,2"}),
        ("bieu-mau/0-0-0/", None),
        ("bieu-mau/0-0-moi/", None),
        ("bieu-mau/0-0-0-0/", None),
        ("giay-to/0-0/", None),
    ],
)
def test_what_is_not_there_is_not_found(
    office: Office, desk: Client, designer: Staff, address: str, sent: dict[str, str] | None
) -> None:
    here = f"{ADDRESS}{make_definition_draft(office, designer).pk}/{address}"
    assert (desk.get(here) if sent is None else desk.post(here, sent)).status_code == 404


def test_lists_and_dry_run_ask_as_much_for_three_as_for_one(
    office: Office, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    document = make_document()
    for _time in range(3):
        make_version()
        make_dossier(office, State.IN_PROCESS)
        with django_assert_num_queries(4):
            definitions_page(now=NOW)
        rows = dry_run(under_way(office.slug), document, now=NOW)  # the texts are kept in memory
        with django_assert_num_queries(4):
            assert len(dry_run(under_way(office.slug), document, now=NOW)) == len(rows)


def test_titles_and_steps_of_a_draft_are_read_in_english(office: Office, desk: Client, designer: Staff) -> None:
    draft = make_definition_draft(office, designer, title={"vi": "Thủ tục thử", "en": "Trial procedure"})
    desk.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    here = f"{ADDRESS}{draft.pk}/"
    overview = page(desk, here)
    assert "Trial procedure" in overview
    assert "Thủ tục thử" not in overview
    assert "Step examination" in overview
    assert "Step examination" in page(desk, f"{here}buoc/")
    DefinitionDraft.objects.filter(pk=draft.pk).update(document=draft.document | {"title": {"vi": "Thủ tục thử"}})
    assert "Thủ tục thử" in page(desk, here)
