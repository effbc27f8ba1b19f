"""Every address of the platform."""

from django.urls import URLPattern, URLResolver, include, path

from motcua.services.onestop.api import api

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("motcua.foundation.ui.web.urls")),
    path("tai-khoan/", include("motcua.foundation.ui.web.account_urls")),
    path("", include("motcua.foundation.units.web.urls")),
    path("", include("motcua.foundation.worktime.web.urls")),
    path("", include("motcua.foundation.messages.web.urls")),
    path("", include("motcua.foundation.registers.web.urls")),
    path("", include("motcua.foundation.documents.web.urls")),
    path("", include("motcua.foundation.runs.web.urls")),
    path("can-bo/thu-phi/", include("motcua.foundation.payments.web.urls")),
    path("", include("motcua.foundation.payments.web.public_urls")),
    path("", include("motcua.foundation.privacy.web.urls")),
    path("", include("motcua.foundation.retention.web.urls")),
    path("can-bo/nhan-rong/bao-cao/", include("motcua.replication.reporting.web.urls")),
    path("can-bo/nhan-rong/tac-dong/", include("motcua.replication.effects.web.urls")),
    path("can-bo/nhan-rong/rut-ngan/", include("motcua.replication.shortening.web.urls")),
    path("can-bo/nhan-rong/so-lieu/", include("motcua.replication.comparison.web.urls")),
    path("can-bo/nhan-rong/chi-dao/", include("motcua.replication.directives.web.urls")),
    path("can-bo/nhan-rong/theo-doi/", include("motcua.replication.followup.web.urls")),
    path("can-bo/nhan-rong/mo-hinh/", include("motcua.replication.initiatives.web.urls")),
    path("mo-hinh/", include("motcua.replication.initiatives.web.public_urls")),
    path("can-bo/nhan-rong/ap-dung/", include("motcua.replication.adoption.web.urls")),
    path("can-bo/nhan-rong/bo-ap-dung/", include("motcua.replication.kits.web.urls")),
    path("can-bo/nhan-rong/", include("motcua.replication.desk.web.urls")),
    path("can-bo/nhan-rong/hoi-thi/", include("motcua.replication.contest.web.urls")),
    path("", include("motcua.replication.contest.web.board_urls")),
    path("can-bo/khieu-nai/", include("motcua.services.onestop.complaints.web.urls")),
    path("can-bo/giao-ket-qua/", include("motcua.services.onestop.delivery.web.urls")),
    path("can-bo/so-lieu/", include("motcua.services.onestop.figures.web.urls")),
    path("can-bo/nop-giup/", include("motcua.services.onestop.helping.web.urls")),
    path("can-bo/", include("motcua.services.onestop.web.staff.urls")),
    path("", include("motcua.services.onestop.figures.web.public_urls")),
    path("", include("motcua.services.onestop.web.public.urls")),
    path("", include("motcua.services.surveys.web.urls")),
    path("api/v1/", api.urls),
]

handler400 = "motcua.foundation.ui.web.errors.bad_request"
handler403 = "motcua.foundation.ui.web.errors.permission_denied"
handler404 = "motcua.foundation.ui.web.errors.page_not_found"
handler500 = "motcua.foundation.ui.web.errors.server_error"
handler429 = "motcua.foundation.ui.web.errors.too_many_requests"  # asked for by allauth's limits of attempts
