"""The published figures for programs: the same rows as the open data files."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import Field

from motcua.services.onestop.figures.dataset import LICENCE, VERSION
from motcua.services.onestop.figures.drawing import LAST_MONTHS
from motcua.services.onestop.figures.queries.open_data import FigureRow
from motcua.services.onestop.figures.queries.unit import current_edition
from motcua.services.onestop.figures.web.published import published_file
from motcua.services.onestop.models import FileKind
from motcua.services.onestop.problems import Problem

router = Router()


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


@router.get(
    "/months",
    response={200: Figures, 422: Problem},
    summary="Published figures by month, office and procedure",
    auth=None,
)
def list_figures(
    request: HttpRequest, year: Annotated[int | None, Query(ge=2000, le=2100)] = None
) -> Figures | HttpResponse:
    """The rows of a year; without one, of the last twelve whole months. What has not changed is not sent again."""
    edition = current_edition()
    if edition is None:
        return Figures()
    return published_file(request, edition, span=str(year) if year else LAST_MONTHS, kind=FileKind.JSON)
