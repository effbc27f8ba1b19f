"""The export keeps every answer of a form, also where it asks two people by the same words."""

import io
import json
import zipfile
from typing import Any

from motcua.foundation.privacy.export import export_of
from motcua.services.onestop.models import Dossier
from tests.factories.forms import make_definition, make_field
from tests.factories.onestop import NOW, make_answers, make_document, make_dossier, make_office

ASKED = {"vi": "Họ, chữ đệm, tên", "en": "Full name"}


def with_the_deceased() -> dict[str, Any]:
    """The sections of an ordinary form, and one about somebody else that asks by the same words."""
    plain = make_document().form.model_dump(mode="json", exclude_defaults=True)["sections"]
    plain[0]["fields"][0]["label"] = ASKED
    named = [make_field("person_name", key, label=ASKED) for key in ("deceased", "also_called")]
    about = {"key": "deceased", "title": {"vi": "Người mất", "en": "Deceased"}, "fields": [*named]}
    return make_definition(sections=[*plain, about]).model_dump(mode="json", exclude_defaults=True)


def told(dossier: Dossier) -> tuple[dict[str, Any], str]:
    """Return the declaration as programs read it, and the page for people."""
    export = export_of(dossier.applicant, now=NOW)
    with export.archive, zipfile.ZipFile(io.BytesIO(export.archive.read())) as archive:
        records = json.loads(archive.read("du-lieu-ca-nhan/du-lieu.json"))["records"]
        page = archive.read("du-lieu-ca-nhan/du-lieu.html").decode()
    return records["dossiers"]["rows"][0]["Tờ khai"], page


def test_two_people_asked_by_the_same_words_are_both_in_it(db: None) -> None:
    office = make_office(form=with_the_deceased())
    answers = make_answers(deceased="Đinh Văn Mất", also_called="Đinh Văn Tư", purpose="Một\nHai")
    declared, page = told(make_dossier(office, **answers))
    assert declared["Người nộp"][ASKED["vi"]] == answers["full_name"]
    assert declared["Người mất"] == {ASKED["vi"]: "Đinh Văn Mất", f"{ASKED['vi']} (2)": "Đinh Văn Tư"}
    assert f"<strong>Người mất</strong><ul><li>{ASKED['vi']}: Đinh Văn Mất</li>" in page
