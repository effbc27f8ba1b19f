"""What programs may read: the catalogue with its schemas, and the status behind a look-up code."""

import random
from datetime import date

import jsonschema_rs
import pytest
from django.test import Client

from motcua.demo.answers import answers_for
from motcua.demo.residents import resident
from motcua.foundation.forms.answers import clean_answers
from motcua.foundation.forms.json_schema import json_schema
from motcua.services.onestop.definition import ProcedureDocument
from motcua.services.onestop.queries.lookup import ATTEMPTS
from motcua.services.onestop.reference import shipped_documents
from tests.factories.onestop import Office, make_dossier

TODAY = date(2026, 11, 20)
SHIPPED = shipped_documents()


def test_the_catalogue_is_listed_and_searched(client: Client, office: Office) -> None:
    rows = client.get("/api/v1/procedures").json()
    assert [row["slug"] for row in rows] == [office.slug]
    assert client.get("/api/v1/procedures?q=cap+giay+phep").json() == rows
    assert client.get("/api/v1/procedures?q=khong-co").json() == []


def test_a_procedure_comes_with_the_schema_of_its_answers(client: Client, office: Office) -> None:
    shown = client.get(f"/api/v1/procedures/{office.slug}").json()
    assert jsonschema_rs.meta.is_valid(shown["answers_schema"])
    assert set(shown["answers_schema"]["properties"]) >= {"full_name", "purpose"}
    assert len(shown["units"]) == 1


def test_an_unknown_procedure_is_a_problem_document(client: Client, office: Office) -> None:
    assert office.slug
    answer = client.get("/api/v1/procedures/khong-co")
    assert answer.status_code == 404
    assert answer.json()["type"] == "urn:motcua:unknown_procedure"


def test_unknown_and_malformed_codes_look_the_same(client: Client, office: Office) -> None:
    assert office.slug
    unknown, malformed = (client.get(f"/api/v1/dossiers/{code}") for code in ("0000-0000-0000-0000-0", "abc"))
    assert unknown.status_code == malformed.status_code == 404
    assert unknown.content == malformed.content


def test_guessing_is_stopped_and_a_right_code_is_answered_all_the_same(client: Client, office: Office) -> None:
    dossier = make_dossier(office)
    for _guess in range(ATTEMPTS):
        assert client.get("/api/v1/dossiers/abc").status_code == 404
    answer = client.get("/api/v1/dossiers/abc")
    assert answer.status_code == 429
    assert answer.json()["title"] == "too_many_attempts"
    assert client.get(f"/api/v1/dossiers/{dossier.token}").status_code == 200


@pytest.mark.parametrize("document", SHIPPED, ids=lambda document: document.slug)
def test_the_schema_of_each_shipped_procedure_accepts_plausible_answers(document: ProcedureDocument) -> None:
    chance = random.Random(7)
    schema = json_schema(document.form)
    assert jsonschema_rs.meta.is_valid(schema)
    answers = answers_for(document.form, resident(chance, TODAY), chance, TODAY)
    clean = clean_answers(document.form, answers, today=TODAY)
    validator = jsonschema_rs.Draft202012Validator(schema, validate_formats=True)
    assert [error.message for error in validator.iter_errors(clean)] == []
