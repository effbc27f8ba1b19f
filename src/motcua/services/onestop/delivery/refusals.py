"""What the delivery of results refuses, and how it says so."""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from motcua.services.onestop.refusals import DossierRefused


class ParcelRefused(DossierRefused):
    """A rule about parcels, trips or teams says no; the code names the rule."""


class NotThere(ParcelRefused):
    """The parcel is not where the act needs it."""

    def __init__(self) -> None:
        super().__init__(
            "parcel_not_there",
            _("Kết quả này vừa đổi trạng thái nên không làm được việc này nữa. Hãy tải lại trang để xem đang ở đâu."),
        )


class Objected(ParcelRefused):
    """The person who was helped says they never agreed: the result stays until that is verified."""

    def __init__(self) -> None:
        super().__init__(
            "parcel_objected",
            _(
                "Có kết quả của hồ sơ mà người được nộp giúp phản đối. Chưa gửi đi: hãy xác minh với người đó và ghi "
                "lại kết quả ở trang hồ sơ trước."
            ),
        )


class StillCarried(ParcelRefused):
    """The result is with a team or the post, and cannot be handed over at the counter."""

    def __init__(self) -> None:
        super().__init__(
            "parcel_carried",
            _(
                "Kết quả đang ở tổ giao, ở bưu chính hoặc đã báo mất. Hãy nhận lại tại quầy hoặc cấp lại (mục Giao kết "
                "quả), rồi trả kết quả."
            ),
        )


class WrongDoorCode(ParcelRefused):
    """The code shown at the door is not that of the parcel."""

    def __init__(self) -> None:
        super().__init__(
            "wrong_door_code",
            _("Mã này không đúng. Xem lại từng chữ số trong tin nhắn, hoặc dùng mã tra cứu in trên giấy tiếp nhận."),
        )


class WrongDoorCodeOfHelped(ParcelRefused):
    """The code is not that of the parcel, and the look-up code would not do: whoever helped has seen it."""

    def __init__(self) -> None:
        super().__init__(
            "wrong_door_code",
            _(
                "Mã này không đúng. Hồ sơ này do người khác nộp giúp nên chỉ nhận 6 chữ số trong tin nhắn gửi người "
                "đứng tên; mã tra cứu trên giấy không dùng được."
            ),
        )


class NoWayToSendCode(ParcelRefused):
    """A result of a dossier filed with help is to go to a door whose owner cannot be sent the code."""

    def __init__(self, code: str) -> None:
        super().__init__(
            "no_way_to_send_code",
            format_lazy(
                _(
                    "Hồ sơ {code} do người khác nộp giúp và người đứng tên không để lại điện thoại hay thư điện tử, "
                    "nên không gửi được mã nhận. Hãy đổi cách giao sang bưu chính, hoặc mời đến nhận tại quầy."
                ),
                code=code,
            ),
        )


class TooManyDoorCodes(ParcelRefused):
    """The code was guessed wrong too often today."""

    def __init__(self) -> None:
        super().__init__(
            "too_many_door_codes",
            _("Đã nhập sai mã quá nhiều lần trong hôm nay. Chưa giao gì: hãy mang kết quả về quầy."),
        )
