"""The one-stop for programs: the catalogue with JSON Schemas, filing with an idempotency key, status by look-up code.

Errors are problem documents (RFC 9457): type, title, status, detail, and for a form the faults by field.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Header, Path, Query, Schema, Status
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.security import HttpBearer
from pydantic import AfterValidator, ConfigDict, Field, JsonValue, StringConstraints

from motcua.foundation.audit.refusal import Refused
from motcua.foundation.forms.faults import FormRefused
from motcua.foundation.forms.json_schema import json_schema
from motcua.foundation.ui.web.client import client_address
from motcua.foundation.units.refusals import NoSuchUnit
from motcua.foundation.worktime import clock
from motcua.services.onestop.actions.file_by_api import ApiFiling, file_by_api
from motcua.services.onestop.figures.api import router as figures
from motcua.services.onestop.models import ApiClient, Procedure
from motcua.services.onestop.problems import Problem, ProblemAPI, problem
from motcua.services.onestop.queries import catalogue
from motcua.services.onestop.queries.api_clients import client_by_key
from motcua.services.onestop.queries.lookup import status_by_token
from motcua.services.onestop.refusals import KeyReused, TooManyAttempts

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
Moment = Annotated[datetime, AfterValidator(lambda moment: moment.astimezone(clock.ZONE))]
Key = Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=r"^[\x21-\x7e]+$")]


# where a program goes on with an answer (OpenAPI links)
FILED_LEADS_TO: dict[str, Any] = {
    "responses": {
        201: {
            "links": {
                "status": {
                    "operationId": "show_status",
                    "parameters": {"token": "$response.body#/token"},
                    "description": "Where the dossier is",
                }
            }
        }
    }
}


class Bearer(HttpBearer):
    """The key of a registered program."""

    def authenticate(self, request: HttpRequest, token: str) -> ApiClient | None:  # noqa: ARG002 - Ninja's signature
        """Return the program, or None when no active one has the key."""
        return client_by_key(token)


api = ProblemAPI(title="Một Cửa", version="1", urls_namespace="api-1", docs_url=None, description="One-stop API")
api.add_router("/figures", figures)


class ProcedureListed(Schema):
    """A procedure in the list."""

    slug: str
    title: str
    field: str
    limit: str
    can_file_online: bool


class ProcedureShown(Schema):
    """A procedure with the JSON Schema of its answers."""

    slug: str
    title: str
    version: str = Field(description="SHA-256 of the published document")
    units: list[str]
    answers_schema: dict[str, JsonValue]


class Contact(Schema):
    """Where the applicant is told of each turn; empty: by the answers."""

    model_config = ConfigDict(extra="forbid")
    email: Annotated[str, StringConstraints(max_length=254)] = ""
    phone: Annotated[str, StringConstraints(max_length=20)] = ""


class NewDossier(Schema):
    """A filing: the procedure, the code of the unit that receives it, the answers by the procedure's schema."""

    model_config = ConfigDict(extra="forbid")
    procedure: Slug
    unit: Annotated[str, StringConstraints(pattern=r"^[\x21-\x7e]+$", max_length=40)]
    answers: dict[str, JsonValue]
    contact: Contact = Contact()
    language: Literal["vi", "en"] = "vi"


class Filed(Schema):
    """What became of a filing: nothing that changes later, so that the same key gives the same answer for ever."""

    code: str
    token: str
    look_up: str
    filed_at: Moment
    answer_due_at: Moment


class Happened(Schema):
    """A public turn of a dossier."""

    kind: str
    at: Moment


class StatusShown(Schema):
    """Where a dossier is; nothing personal."""

    code: str
    procedure: str
    state: str
    state_code: int = Field(description="status code 1-10 of the national portal")
    office: str
    due_at: Moment | None = Field(description="when the result is due; null while the clock stands still")
    answer_due_at: Moment
    working_minutes_left: int | None
    papers_to_add: list[str]
    history: list[Happened]


@api.exception_handler(ValidationError)
def _invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    faults: dict[str, list[str]] = {}
    for fault in error.errors:
        faults.setdefault(".".join(str(part) for part in fault["loc"]), []).append(str(fault["msg"]))
    return api.create_response(
        request, problem(422, "invalid_request", _("Nội dung gửi lên chưa đúng."), faults), status=422
    )


@api.exception_handler(HttpError)
def _unreadable(request: HttpRequest, error: HttpError) -> HttpResponse:
    """Ninja raises it for a body that is no JSON."""
    answer = problem(error.status_code, "unreadable_body", _("Nội dung gửi lên không phải là JSON đọc được."))
    return api.create_response(request, answer, status=error.status_code)


@api.exception_handler(AuthenticationError)
def _unknown_client(request: HttpRequest, _error: AuthenticationError) -> HttpResponse:
    answer = problem(401, "unknown_client", _("Thiếu khóa truy cập hoặc khóa không đúng."))
    response = api.create_response(request, answer, status=401)
    response["WWW-Authenticate"] = "Bearer"
    return response


@api.get("/procedures", response={200: list[ProcedureListed], 422: Problem}, summary="Procedures in force", auth=None)
def list_procedures(
    request: HttpRequest,  # noqa: ARG001 - Ninja's signature
    q: Annotated[str, Query(max_length=100)] = "",
    field: Annotated[str, Query(max_length=40)] = "",
) -> list[ProcedureListed]:
    """Search by words (diacritics do not matter) and field."""
    return [
        ProcedureListed(
            slug=row.slug, title=row.title, field=row.field, limit=row.limit_text, can_file_online=row.can_file_online
        )
        for row in catalogue.find_procedures(
            now=clock.now(), term=q.replace("\x00", ""), field=field.replace("\x00", "")
        )
    ]


@api.get(
    "/procedures/{slug}",
    response={200: ProcedureShown, 404: Problem, 422: Problem},
    summary="One procedure",
    auth=None,
)
def show_procedure(request: HttpRequest, slug: Annotated[Slug, Path()]) -> ProcedureShown | Status[Problem]:  # noqa: ARG001
    """The procedure with the JSON Schema 2020-12 of its answers and the codes of the units that receive it."""
    page = catalogue.procedure_page(slug=slug, now=clock.now())
    if page is None:
        return Status(404, problem(404, "unknown_procedure", _("Không có thủ tục này trong danh mục.")))
    return ProcedureShown(
        slug=slug,
        title=page.document.title.here(),
        version=page.version.sha256,
        units=[offer.unit_code for offer in page.offers],
        answers_schema=json_schema(page.document.form),
    )


@api.post(
    "/dossiers",
    response={201: Filed, 400: Problem, 401: Problem, 404: Problem, 409: Problem, 422: Problem},
    auth=Bearer(),
    summary="File a dossier",
    openapi_extra=FILED_LEADS_TO,
)
def file_dossier(
    request: HttpRequest, body: NewDossier, idempotency_key: Annotated[Key, Header(alias="Idempotency-Key")]
) -> Status[Filed | Problem]:
    """File once: the same key and body give the same answer again, another body under the key is refused with 422."""
    client = request.auth  # type: ignore[attr-defined]  # set by Ninja
    filing = ApiFiling(
        slug=body.procedure,
        unit=body.unit,
        answers=body.answers,
        contact_email=body.contact.email,
        contact_phone=body.contact.phone,
        language=body.language,
    )
    try:
        dossier = file_by_api(client=client, key=idempotency_key, filing=filing, now=clock.now())
    except NoSuchUnit:
        return Status(404, problem(404, "unknown_unit", _("Không có đơn vị nào mang mã này.")))
    except Procedure.DoesNotExist:
        return Status(404, problem(404, "unknown_procedure", _("Không có thủ tục này trong danh mục.")))
    except FormRefused as refused:
        return Status(422, problem(422, refused.code, str(refused.message), refused.errors))
    except KeyReused as refused:
        return Status(422, problem(422, refused.code, str(refused.message)))
    except Refused as refused:
        return Status(409, problem(409, refused.code, str(refused.message)))
    return Status(
        201,
        Filed(
            code=dossier.code,
            token=dossier.token,
            look_up=dossier.look_up_address,
            filed_at=dossier.filed_at,
            answer_due_at=dossier.answer_due_at,
        ),
    )


@api.get(
    "/dossiers/{token}",
    response={200: StatusShown, 404: Problem, 422: Problem, 429: Problem},
    summary="Where a dossier is",
    auth=None,
    operation_id="show_status",
)
def show_status(request: HttpRequest, token: Annotated[str, Path(max_length=60)]) -> StatusShown | Status[Problem]:
    """The same as the page behind the QR code. Unknown codes and those that cannot be one look the same."""
    try:
        status = status_by_token(text=token, address=client_address(request), now=clock.now())
    except TooManyAttempts as refused:
        return Status(429, problem(429, refused.code, str(refused.message)))
    if status is None:
        return Status(404, problem(404, "unknown_code", _("Không có hồ sơ nào với mã này.")))
    return StatusShown(
        code=status.code,
        procedure=status.title,
        state=status.state.value,
        state_code=status.state_code,
        office=status.office,
        due_at=status.promised_at,
        answer_due_at=status.answer_due_at,
        working_minutes_left=status.left.minutes if status.left else None,
        papers_to_add=[str(item["title"]) for item in status.asked],
        history=[Happened(kind=entry.kind.value, at=entry.at) for entry in status.history],
    )
