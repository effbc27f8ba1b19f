"""The surveys room of the services storey."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SurveysConfig(AppConfig):
    """Surveys: a unit that has adopted the model asks those who got a result."""

    name = "motcua.services.surveys"
    label = "surveys"

    def ready(self) -> None:
        """Register the service, the links of the notices, and the page of results."""
        from motcua.foundation.messages.late_links import register_late_link  # noqa: PLC0415 - loaded applications
        from motcua.foundation.ui.navigation import register_entry  # noqa: PLC0415
        from motcua.services.registry import Service, register  # noqa: PLC0415
        from motcua.services.satisfaction import register_satisfaction  # noqa: PLC0415
        from motcua.services.surveys.kit import KIT  # noqa: PLC0415
        from motcua.services.surveys.measures import MEASURES, RATIOS, SurveyFigures  # noqa: PLC0415
        from motcua.services.surveys.offering import LINK, SERVICE, offers_link  # noqa: PLC0415
        from motcua.services.surveys.queries import satisfaction  # noqa: PLC0415
        from motcua.services.surveys.settings import SurveySettings  # noqa: PLC0415
        from motcua.services.surveys.tokens import new_address  # noqa: PLC0415

        register(
            Service(
                code=SERVICE,
                name=_("Đánh giá phục vụ sau khi nhận kết quả"),
                model="R6",
                url_prefix="/danh-gia/",
                settings_schema=SurveySettings,
                measures=MEASURES,
                ratios=RATIOS,
                source=SurveyFigures(),
                kit=KIT,
            )
        )
        register_satisfaction(satisfaction)
        register_late_link(LINK, new_address, offers_link)
        about = _("Người nhận kết quả đánh giá từng đơn vị, không ghi tên.")
        register_entry("public", _("Mức độ hài lòng"), "surveys:results", 60, hint=about)
