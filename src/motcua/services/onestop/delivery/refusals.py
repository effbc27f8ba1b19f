"""What the delivery of results refuses, and how it says so."""

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


class TooManyDoorCodes(ParcelRefused):
    """The code was guessed wrong too often today."""

    def __init__(self) -> None:
        super().__init__(
            "too_many_door_codes",
            _("Đã nhập sai mã quá nhiều lần trong hôm nay. Chưa giao gì: hãy mang kết quả về quầy."),
        )
