"""Open data: the catalogue page, the files, and what their fields mean. Nobody signs in, everybody may cache."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from motcua.services.onestop.figures.dataset import LICENCE, LICENCE_NAME, TITLE, VERSION, dictionary_csv
from motcua.services.onestop.figures.drawing import EVERY_YEAR
from motcua.services.onestop.figures.publishing import LEAST, closed_until
from motcua.services.onestop.figures.queries.open_data import FIELDS, years_of
from motcua.services.onestop.figures.queries.unit import current_edition
from motcua.services.onestop.figures.web.published import CACHED, MEDIA_TYPES, published_file
from motcua.services.onestop.models import FileKind, PublishedFile

NAME = "giai-quyet-ho-so"


@require_safe
def show_catalogue(request: HttpRequest) -> HttpResponse:
    """`/du-lieu-mo/`: what there is, under which licence, until when, and the dictionary."""
    edition = current_edition()
    drawn = PublishedFile.objects.filter(span=EVERY_YEAR, kind=FileKind.JSON).defer("content").first()
    context = {
        "edition": edition,
        "updated_at": drawn.drawn_at if drawn else edition.built_at if edition else None,
        "until": closed_until(edition.through) if edition else None,
        "years": years_of(edition) if edition else [],
        "title": TITLE,
        "fields": FIELDS,
        "licence": LICENCE,
        "licence_name": LICENCE_NAME,
        "version": VERSION,
        "least": LEAST,
    }
    return render(request, "onestop/figures/open_data.html", context, using="jinja2")


def _is_year(text: str) -> bool:
    """Tell whether it is a year or nothing; whatever else is asked for must not get into a header."""
    return not text or (text.isascii() and text.isdigit() and text[:2] == "20" and len(text) == 4)  # noqa: PLR2004


@require_safe
def as_csv(request: HttpRequest) -> HttpResponse:
    """`/du-lieu-mo/giai-quyet-ho-so.csv`."""
    return _published(request, FileKind.CSV)


@require_safe
def as_json(request: HttpRequest) -> HttpResponse:
    """`/du-lieu-mo/giai-quyet-ho-so.json`."""
    return _published(request, FileKind.JSON)


def _published(request: HttpRequest, kind: FileKind) -> HttpResponse:
    """Return the file of the year asked for (`?nam=2026`), without one of every year."""
    edition = current_edition()
    year = request.GET.get("nam", "")
    if edition is None or not _is_year(year):
        raise Http404(_("Chưa có số liệu nào được công bố."))
    answer = published_file(request, edition, span=year or EVERY_YEAR, kind=kind)
    return _named(answer, f"{NAME}-{year}.{kind}" if year else f"{NAME}.{kind}")


@require_safe
@cache_control(public=True, max_age=CACHED)
def dictionary(request: HttpRequest) -> HttpResponse:
    """`/du-lieu-mo/giai-quyet-ho-so.tu-dien.csv`."""
    del request
    with translation.override("vi"):
        answer = HttpResponse(dictionary_csv(), content_type=MEDIA_TYPES[FileKind.CSV])
    answer.headers["Access-Control-Allow-Origin"] = "*"
    return _named(answer, f"{NAME}.tu-dien.csv")


def _named(answer: HttpResponse, name: str) -> HttpResponse:
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
