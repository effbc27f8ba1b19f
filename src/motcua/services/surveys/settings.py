"""What a unit sets when it asks people how content they were."""

from typing import Annotated

from django.utils.translation import gettext_noop
from pydantic import BaseModel, ConfigDict, Field, StringConstraints


class SurveySettings(BaseModel):
    """The settings of the surveys in one unit; titles and descriptions are keys of the catalogue."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    asks_reasons: bool = Field(
        default=True,
        title=gettext_noop("Hỏi thêm điều cần tốt hơn"),
        description=gettext_noop("Bỏ đánh dấu thì chỉ hỏi một câu: có hài lòng không."),
    )
    opening: Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)] = Field(
        default="",
        title=gettext_noop("Lời mời đánh giá"),
        description=gettext_noop("Một câu hiện trên câu hỏi, không quá 200 ký tự."),
        json_schema_extra={"kit": "texts"},
    )
