"""Why a kit is refused whole, and how that is said."""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit.refusal import Refused


class KitRefused(Refused):
    """A kit, or what is asked of it, is refused whole; the code says why."""


class NotAKit(KitRefused):
    """The file is something else."""

    def __init__(self) -> None:
        super().__init__("not_a_kit", _("Tệp này không phải bộ áp dụng. Hãy chọn tệp .kit do hệ thống xuất ra."))


class TooLarge(KitRefused):
    """The file is larger than any kit."""

    def __init__(self) -> None:
        super().__init__("too_large", _("Tệp lớn hơn 2 MB nên không phải bộ áp dụng. Chưa nhập gì."))


class Altered(KitRefused):
    """Content, list of hashes and signature do not fit together."""

    def __init__(self) -> None:
        super().__init__(
            "altered", _("Bộ áp dụng đã bị sửa sau khi ký. Chưa nhập gì: hãy xin lại tệp gốc từ đơn vị đã xuất.")
        )


class Newer(KitRefused):
    """The kit was written by a later version of the platform or of the service."""

    def __init__(self) -> None:
        super().__init__(
            "newer", _("Bộ áp dụng do phiên bản mới hơn của hệ thống hoặc dịch vụ tạo ra. Hãy nâng cấp rồi nhập lại.")
        )


class UnknownSigner(KitRefused):
    """Whoever signed the kit is not trusted here."""

    def __init__(self, fingerprint: str, unit_name: str) -> None:
        super().__init__(
            "unknown_signer",
            format_lazy(
                _(
                    "Hệ thống này chưa tin cậy người ký bộ áp dụng: dấu khóa {fingerprint}, tự ghi là của {unit}. Chưa "
                    "nhập gì. Nếu quen biết nơi gửi, hãy nhờ quản trị viên thêm người ký."
                ),
                fingerprint=fingerprint,
                unit=unit_name,
            ),
        )


class NoSuchService(KitRefused):
    """This platform does not have the service of the kit, or it makes no kits."""

    def __init__(self) -> None:
        super().__init__("unknown_service", _("Hệ thống này không có dịch vụ của bộ áp dụng. Chưa nhập gì."))


class NotPlanned(KitRefused):
    """The unit has not planned to take the service over."""

    def __init__(self) -> None:
        super().__init__(
            "not_planned",
            _("Đơn vị chưa có kế hoạch áp dụng mô hình của dịch vụ này. Hãy lập kế hoạch rồi nhập bộ áp dụng."),
        )


class Unreadable(KitRefused):
    """The signature is right, but a part does not have the shape the service knows."""

    def __init__(self) -> None:
        super().__init__(
            "unreadable", _("Nội dung bộ áp dụng không đúng cấu trúc mà dịch vụ đọc được. Không phần nào được nhập.")
        )


class TermsMissing(KitRefused):
    """A part is taken over by a decision of the unit, which is not named; the code is the field that is empty."""

    def __init__(self, field: str) -> None:
        super().__init__(field, _("Phần đã chọn cần văn bản của chính đơn vị và ngày áp dụng. Hãy ghi đủ."))


class NothingChosen(KitRefused):
    """No part is to be taken over."""

    def __init__(self) -> None:
        super().__init__("parts", _("Chưa chọn phần nào để nhập."))


class OtherOutcome(KitRefused):
    """Since the dry run something has changed, and the kit would do something else."""

    def __init__(self) -> None:
        super().__init__(
            "changed_meanwhile",
            _("Từ lúc chạy thử đến giờ dữ liệu của đơn vị đã thay đổi. Chưa nhập gì: hãy xem kết quả chạy thử mới."),
        )
