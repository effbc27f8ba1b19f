"""The published figures for programs: the same rows as the open data files."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated

from django.http import HttpRequest
from django.utils import translation
from ninja import Query, Router, Schema
from pydantic import Field, JsonValue

from motcua.services.onestop.figures.dataset import LICENCE, VERSION, json_of
from motcua.services.onestop.figures.publishing import closed_until
from motcua.services.onestop.figures.queries.open_data import published_rows
from motcua.services.onestop.figures.queries.unit import current_edition
from motcua.services.onestop.figures.spans import first_days
from motcua.services.onestop.models import FigureEdition

router = Router()


class FigureRow(Schema):
    """A month, an office and a procedure; the numbers of a hidden row are null."""

    month: str
    unit_code: str
    unit_name: str
    procedure_code: str
    procedure_name: str
    received: int | None
    resolved: int | None
    resolved_in_time: int | None
    resolved_late: int | None
    resolved_late_by_law: int | None
    row_kind: str


class FigureField(Schema):
    """What a field means."""

    name: str
    type: str
    meaning: str


class Figures(Schema):
    """The data set; empty before the first night."""

    title: str = ""
    version: str = VERSION
    licence: str = LICENCE
    licence_name: str = ""
    updated_at: str = Field(default="", description="When it was counted, RFC 3339")
    through: str = Field(default="", description="The last day counted")
    smallest_count: int = Field(default=0, description="Fewer dossiers than this are merged or hidden")
    fields: list[FigureField] = []
    rows: list[FigureRow] = []


@router.get("/months", response=Figures, summary="Published figures by month, office and procedure", auth=None)
def list_figures(
    request: HttpRequest,  # noqa: ARG001 - Ninja's signature
    year: Annotated[int | None, Query(ge=2000, le=2100)] = None,
) -> Figures | dict[str, JsonValue]:
    """The rows of a year; without one, of the last twelve whole months."""
    edition = current_edition()
    if edition is None:
        return Figures()
    with translation.override("vi"):
        return json_of(edition, published_rows(edition, year=year, since=None if year else _year_back(edition)))


def _year_back(edition: FigureEdition) -> date:
    until = closed_until(edition.through)
    return first_days(until - timedelta(days=366), until)[-12]
