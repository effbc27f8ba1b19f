"""Form definitions and answers for tests."""

from typing import Any

from motcua.foundation.forms.definition import FormDefinition


def make_definition(*fields: dict[str, Any], sections: list[dict[str, Any]] | None = None) -> FormDefinition:
    """Return a definition of one section with these fields, or of the given sections."""
    return FormDefinition.model_validate(
        {
            "sections": sections
            or [{"key": "main", "title": {"vi": "Nội dung", "en": "Content"}, "fields": list(fields)}]
        }
    )


def make_field(kind: str, key: str | None = None, **extra: Any) -> dict[str, Any]:
    """Return the document of one field; what the kind cannot do without is filled in."""
    needed: dict[str, Any] = {"key": key or kind, "type": kind, "label": {"vi": f"Mục {kind}", "en": f"Field {kind}"}}
    if kind in {"choice", "choices"}:
        needed["options"] = [
            {"key": "a", "label": {"vi": "Một", "en": "One"}},
            {"key": "b", "label": {"vi": "Hai", "en": "Two"}},
            {"key": "c", "label": {"vi": "Ba", "en": "Three"}},
        ]
    if kind == "list":
        needed["row_name"] = {"vi": "Người con", "en": "Child"}
        needed["fields"] = [
            make_field("person_name", "full_name"),
            make_field("partial_date", "birth"),
            make_field("address", "home", required=False),
        ]
    if kind == "statement":
        needed["body"] = {"vi": "Tôi cam đoan lời khai là đúng.", "en": "I declare that this is true."}
    if kind == "note":
        needed["body"] = {"vi": "Mang theo bản chính.", "en": "Bring the originals."}
    return needed | extra


def make_whole_definition() -> FormDefinition:
    """Return a form of three sections that has every kind of field and a few conditions."""
    person = ["note", "person_name", "sex", "partial_date", "cmnd", "passport", "tax_code", "phone", "email"]
    more = ["ethnicity", "nationality", "address"]
    matter = ["text", "long_text", "number", "decimal", "money", "area", "date", "time", "datetime", "yes_no"]
    rest = ["choice", "choices", "parcel", "document_number", "vehicle_plate"]
    return make_definition(
        sections=[
            {
                "key": "person",
                "title": {"vi": "Người nộp", "en": "Applicant"},
                "fields": [
                    *(make_field(kind) for kind in person),
                    make_field("cccd", sex_field="sex", birth_field="partial_date", searchable=True),
                    *(make_field(kind) for kind in more),
                ],
            },
            {
                "key": "matter",
                "title": {"vi": "Việc cần giải quyết", "en": "The matter"},
                "fields": [
                    *(make_field(kind) for kind in matter),
                    make_field("text", "reason", visible_if={"field": "yes_no", "equals": True}),
                    *(make_field(kind) for kind in rest),
                ],
            },
            {
                "key": "end",
                "title": {"vi": "Cam đoan", "en": "Declaration"},
                "fields": [
                    make_field("list", visible_if={"field": "choices", "among": ["b", "c"]}),
                    make_field("statement"),
                ],
            },
        ]
    )


def make_raw_answers(**changes: object) -> dict[str, object]:
    """Return a right answer, as a person types it, to every field of `make_whole_definition`."""
    answers: dict[str, object] = {
        "person_name": "Nguyễn  Thị Ánh",
        "sex": "female",
        "partial_date": "3/1990",
        "cmnd": "023 456 789",
        "passport": "c1234567",
        "tax_code": "0100047516",
        "phone": "+84 901 234 567",
        "email": "anh@ViDu.vn",
        "cccd": "079 190 001 234",
        "ethnicity": "01",
        "nationality": "VN",
        "address": {"street": "12 Ấp Bắc", "ward": "P.2, Q. Tân Bình", "province": "Thành phố Hồ Chí Minh"},
        "text": "Một dòng",
        "long_text": "Dòng một\r\nDòng hai",
        "number": "1.250",
        "decimal": "12,5",
        "money": "1.263.600 đồng",
        "area": "85,5 m²",
        "date": "9/4/2019",
        "time": "8h30",
        "datetime": {"date": "09042019", "time": "14:05"},
        "yes_no": "yes",
        "reason": "Vì cần",
        "choice": "a",
        "choices": ["c", "a"],
        "parcel": {"sheet": "12", "number": "345", "area": "100", "place": "Phường 4, quận Tân Bình"},
        "document_number": "554/UBND-CCHC",
        "vehicle_plate": "51f 12345",
        "list": [
            {"full_name": "Trần Văn Bé", "birth": "2015", "home": {}},
            {"full_name": "", "birth": "", "home": {"street": "", "ward": "", "province": "Thành phố Hồ Chí Minh"}},
        ],
        "statement": "on",
    }
    return answers | changes
