"""How does a dossier come in, how does its result go out, and what can the result be?"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Channel(models.TextChoices):
    """How the dossier came in."""

    COUNTER = "counter", _("Trực tiếp")
    ONLINE = "online", _("Trực tuyến")
    API = "api", _("Qua hệ thống liên thông")
    POST = "post", _("Bưu chính công ích")


class ResultBy(models.TextChoices):
    """How the applicant wants the result."""

    COUNTER = "counter", _("Nhận tại bộ phận một cửa")
    POST = "post", _("Nhận qua bưu chính công ích")
    ONLINE = "online", _("Nhận bản điện tử")
    HOME = "home", _("Tổ tình nguyện giao tại nhà")


class Outcome(models.TextChoices):
    """What was decided."""

    APPROVED = "approved", _("Đồng ý giải quyết")
    REFUSED = "refused", _("Không đồng ý giải quyết")
