"""How do people read a place of a definition ("steps/2/duration")? By the names on the pages of the editor."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit.refusal import StrOrPromise
from motcua.services.onestop.definition import CopyKind, OnlineLevel, StepClock
from motcua.services.onestop.definition_parts import ApplicantKind, Office
from motcua.services.onestop.designing.editing import at, path_of
from motcua.services.onestop.designing.sketch import Raw, text_here
from motcua.services.onestop.transitions import Effect, Need

PARTS: Mapping[str, StrOrPromise] = {
    "schema": _("Mẫu tệp"),
    "code": _("Mã thủ tục"),
    "code_verified": _("Mã đã kiểm chứng"),
    "slug": _("Tên trong địa chỉ"),
    "title": _("Tên thủ tục"),
    "summary": _("Tóm tắt"),
    "field": _("Lĩnh vực"),
    "level": _("Cấp giải quyết"),
    "deciding_office": _("Cơ quan giải quyết"),
    "online_level": _("Mức độ trực tuyến"),
    "applicants": _("Đối tượng nộp"),
    "legal_basis": _("Căn cứ pháp lý"),
    "limit": _("Thời hạn luật định"),
    "commitments": _("Cam kết"),
    "fee": _("Phí, lệ phí"),
    "papers": _("Giấy tờ"),
    "form": _("Biểu mẫu"),
    "applicant_fields": _("Thông tin người nộp"),
    "steps": _("Các bước"),
    "acts": _("Việc"),
    "result": _("Kết quả"),
    "valid_from": _("Có hiệu lực từ"),
    "valid_to": _("Hết hiệu lực từ"),
    "provenance": _("Nguồn số liệu"),
    # inside a part
    "key": _("khóa"),
    "role": _("vai trò"),
    "office": _("nơi làm"),
    "duration": _("thời gian"),
    "citizen_text": _("câu cho người dân"),
    "clock": _("cách tính thời gian"),
    "clock_source": _("văn bản cho dừng thời hạn"),
    "source": _("nguồn"),
    "document": _("văn bản"),
    "article": _("điều, khoản"),
    "verified": _("đã kiểm chứng"),
    "amount": _("số"),
    "unit": _("đơn vị"),
    "units": _("áp dụng cho"),
    "items": _("khoản thu"),
    "free": _("miễn phí"),
    "label": _("nhãn"),
    "copy_kind": _("loại bản"),
    "count": _("số bản"),
    "required": _("bắt buộc"),
    "visible_if": _("điều kiện hiển thị"),
    "accept": _("kiểu tệp"),
    "note": _("ghi chú"),
    "sections": _("phần"),
    "fields": _("câu hỏi"),
    "type": _("kiểu"),
    "hint": _("gợi ý"),
    "body": _("nội dung"),
    "options": _("phương án"),
    "signer": _("người ký"),
    "book": _("sổ ghi kết quả"),
    "rows": _("danh sách giấy tờ"),
    "copies": _("số bản"),
    "name": _("tên giấy tờ"),
    "action": _("tên việc"),
    "at": _("tại bước"),
    "to": _("đến bước"),
    "allowed": _("được làm"),
    "roles": _("vai trò được làm"),
    "needs": _("điều kiện thêm"),
    "effects": _("hệ quả thêm"),
    "times": _("số lần"),
    "min": _("nhỏ nhất"),
    "max": _("lớn nhất"),
    "min_length": _("số ký tự ít nhất"),
    "max_length": _("số ký tự nhiều nhất"),
    "not_before": _("không trước ngày"),
    "not_after": _("không sau ngày"),
    "min_rows": _("số dòng ít nhất"),
    "max_rows": _("số dòng nhiều nhất"),
    "row_name": _("tên một dòng"),
    "sex_field": _("đối chiếu giới tính"),
    "birth_field": _("đối chiếu ngày sinh"),
    "searchable": _("tìm được"),
    "identity_number": _("số giấy tờ"),
    "birth_date": _("ngày sinh"),
    "sex": _("giới tính"),
    "equals": _("có câu trả lời là"),
    "among": _("là một trong"),
    "filled": _("đã điền"),
    "is": _("so với số"),
    "number": _("con số"),
    "all": _("tất cả các vế"),
    "any": _("một trong các vế"),
    "not": _("không phải"),
    "full_name": _("họ tên"),
    "address": _("địa chỉ"),
    "phone": _("điện thoại"),
    "email": _("thư điện tử"),
    "vi": _("tiếng Việt"),
    "en": _("tiếng Anh"),
}
# the same name means another thing inside a part
INSIDE: Mapping[str, StrOrPromise] = {
    "title": _("tên"),
    "field": _("câu hỏi"),
    "code": _("mã"),
}
CLOCKS: Mapping[StepClock, StrOrPromise] = {
    StepClock.RUNNING: _("Tính vào thời hạn"),
    StepClock.PAYMENT: _("Dừng: chờ nghĩa vụ tài chính"),
    StepClock.POSTING: _("Dừng: niêm yết công khai"),
    StepClock.OTHER_AGENCY: _("Dừng: chờ cơ quan khác trả lời"),
}
OFFICES: Mapping[Office, StrOrPromise] = {
    Office.RECEIVING: _("Nơi tiếp nhận"),
    Office.DECIDING: _("Cơ quan giải quyết"),
}
COPIES: Mapping[CopyKind, StrOrPromise] = {
    CopyKind.ORIGINAL: _("Bản chính"),
    CopyKind.CERTIFIED: _("Bản sao chứng thực"),
    CopyKind.COPY: _("Bản sao"),
    CopyKind.ELECTRONIC: _("Bản điện tử"),
}
ONLINE: Mapping[OnlineLevel, StrOrPromise] = {
    OnlineLevel.FULL: _("Toàn trình"),
    OnlineLevel.PARTIAL: _("Một phần"),
    OnlineLevel.INFORMATION: _("Chỉ cung cấp thông tin"),
}
APPLICANTS: Mapping[ApplicantKind, StrOrPromise] = {
    ApplicantKind.CITIZEN: _("Công dân"),
    ApplicantKind.ORGANISATION: _("Tổ chức"),
    ApplicantKind.HOUSEHOLD_BUSINESS: _("Hộ kinh doanh"),
}
NEEDS: Mapping[Need, StrOrPromise] = {
    Need.REASON: _("Ghi lý do"),
    Need.FILE: _("Kèm tệp"),
    Need.SIGNATURE: _("Chữ ký người nhận"),
    Need.PAYMENT: _("Đã xác nhận nộp tiền"),
}
EFFECTS: Mapping[Effect, StrOrPromise] = {Effect.NOTIFY: _("Báo cho người nộp")}


def place_words(place: str, raw: Raw) -> str:
    """Return the place in words: the part, the item by its title or number, and what of it."""
    if not place:
        return str(_("Toàn bộ nội dung"))
    said: list[str] = []
    path = path_of(place)
    for length, step in enumerate(path, start=1):
        if isinstance(step, int):
            said.append(item_words(at(raw, path[:length]), step))
        else:
            said.append(_name_words(step, is_inside=length > 1))
    return " › ".join(said)


def keyed_place_words(part: str, place: Sequence[str], *texts: Raw) -> str:
    """Return a place whose items go by their keys ("examine", "title"), each with the title it has.

    The first of `texts` that has the item says its title.
    """
    here: list[object] = [text.get(part) for text in texts]
    said: list[str] = []
    for name in place:
        inner = [_inside(each, name) for each in here]
        titles = [_title_of(item) for each, item in zip(here, inner, strict=True) if isinstance(each, list)]
        said.append(next((title for title in titles if title), "") or _name_words(name, is_inside=True))
        here = inner
    return " › ".join(said)


def titles_at(text: Raw, place: Sequence[str]) -> dict[str, str]:
    """Return the titles of the items at a place ("steps") by their keys."""
    here: object = text
    for name in place:
        here = _inside(here, name)
    items = here if isinstance(here, list) else []
    return {str(item["key"]): _title_of(item) for item in items if isinstance(item, dict) and item.get("key")}


def _inside(here: object, name: str) -> object:
    """Return what has this name in a mapping, or this key in a list; None when there is nothing."""
    if isinstance(here, list):
        return next((item for item in here if isinstance(item, dict) and item.get("key") == name), None)
    return here.get(name) if isinstance(here, Mapping) else None


def _name_words(name: str, *, is_inside: bool) -> str:
    return str((INSIDE.get(name) if is_inside else None) or PARTS.get(name, name))


def item_words(item: object, index: int) -> str:
    """Return an item of a list by its number from 1 and its title, if it has one."""
    title = _title_of(item)
    return f"{index + 1}. {title}" if title else str(index + 1)


def _title_of(item: object) -> str:
    if not isinstance(item, dict):
        return ""
    named = (text_here(item.get(name)) for name in ("title", "label", "document", "key"))
    return next((title for title in named if title), "")
