"""The surveys room of the services storey."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SurveysConfig(AppConfig):
    """Surveys. Every unit that returns results is judged: there is nothing to switch on."""

    name = "motcua.services.surveys"
    label = "surveys"

    def ready(self) -> None:
        """Make the links of the notices, and show the page of results."""
        from motcua.foundation.messages.late_links import register_late_link  # noqa: PLC0415 - loaded applications
        from motcua.foundation.ui.navigation import register_entry  # noqa: PLC0415
        from motcua.services.satisfaction import register_satisfaction  # noqa: PLC0415
        from motcua.services.surveys.queries import satisfaction  # noqa: PLC0415
        from motcua.services.surveys.tokens import new_address  # noqa: PLC0415

        register_satisfaction(satisfaction)
        register_late_link("voice", new_address)
        about = _("Người nhận kết quả đánh giá từng đơn vị, không ghi tên.")
        register_entry("public", _("Mức độ hài lòng"), "surveys:results", 60, hint=about)
