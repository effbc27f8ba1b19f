"""What a unit sets when it adopts the one-stop."""

from typing import Annotated

from django.utils.translation import gettext_noop
from pydantic import BaseModel, ConfigDict, Field, StringConstraints


class OnestopSettings(BaseModel):
    """The settings of the one-stop in one unit; titles and descriptions are keys of the catalogue."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    files_online: bool = Field(
        default=True,
        title=gettext_noop("Nhận hồ sơ trực tuyến"),
        description=gettext_noop("Bỏ đánh dấu thì đơn vị chỉ nhận hồ sơ tại quầy; tra cứu bằng mã QR vẫn hoạt động."),
    )
    delivers_home: bool = Field(
        default=False,
        title=gettext_noop("Giao kết quả tại nhà"),
        description=gettext_noop(
            "Đánh dấu khi đơn vị có tổ tình nguyện giao kết quả; người nộp chọn được cách nhận này."
        ),
    )
    is_remote: bool = Field(
        default=False,
        title=gettext_noop("Vùng sâu, vùng xa đi lại khó khăn"),
        description=gettext_noop(
            "Đánh dấu khi địa bàn thuộc diện này: thời hạn khiếu nại và giải quyết khiếu nại dài hơn theo Luật Khiếu "
            "nại. Danh sách địa bàn chưa kiểm chứng, đơn vị tự xác định."
        ),
        json_schema_extra={"kit": "own"},
    )
    contact_phone: Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^(\d[\d .]{7,14}\d)?$")] = Field(
        default="",
        title=gettext_noop("Điện thoại hỏi về hồ sơ"),
        description=gettext_noop("Hiện ở trang tra cứu hồ sơ. Chỉ gồm chữ số, dấu chấm và khoảng trắng."),
        json_schema_extra={"kit": "own"},
    )
    notice: Annotated[str, StringConstraints(strip_whitespace=True, max_length=300)] = Field(
        default="",
        title=gettext_noop("Lưu ý khi nộp hồ sơ"),
        description=gettext_noop("Một câu hiện cạnh tên đơn vị ở trang thủ tục, không quá 300 ký tự."),
        json_schema_extra={"kit": "texts"},
    )
