"""What filing with help refuses, and how it is said."""

from django.utils.translation import gettext_lazy as _

from motcua.services.onestop.refusals import DossierRefused


class HelpRefused(DossierRefused):
    """A rule about helping says no; the code names the rule."""


class ConsentMissing(HelpRefused):
    """The citizen has not agreed yet."""

    def __init__(self) -> None:
        super().__init__(
            "no_consent", _("Công dân chưa đồng ý cho nộp giúp. Hãy nhập mã công dân đọc, hoặc bỏ lần nộp giúp này.")
        )


class WrongConsentCode(HelpRefused):
    """The figures are not those that were sent, or they are too old."""

    def __init__(self) -> None:
        super().__init__(
            "wrong_consent_code",
            _("Mã này không đúng hoặc đã quá 30 phút. Hỏi lại công dân từng chữ số, hoặc gửi mã mới."),
        )


class TooManyConsentCodes(HelpRefused):
    """Wrong figures were typed too often today."""

    def __init__(self) -> None:
        super().__init__(
            "too_many_consent_codes",
            _("Đã nhập sai quá nhiều lần trong hôm nay. Hãy bỏ lần nộp giúp này và dùng giấy đồng ý có chữ ký."),
        )


class FiledWithHelp(HelpRefused):
    """No number proves the applicant of a dossier filed with help: whoever typed it knows the number and the code."""

    def __init__(self) -> None:
        super().__init__(
            "filed_with_help",
            _(
                "Hồ sơ này do người khác nộp giúp, nên giấy tờ và kết quả chỉ giao tại quầy; khiếu nại và yêu cầu "
                "về dữ liệu cá nhân cũng nhận tại quầy. Mời mang giấy tờ tùy thân đến bộ phận một cửa. Nếu không "
                "nhờ ai nộp giúp, ông/bà vẫn phản đối được ở trang tra cứu."
            ),
        )


class NoOwnContact(HelpRefused):
    """The citizen left neither telephone nor e-mail when they agreed."""

    def __init__(self) -> None:
        super().__init__(
            "no_own_contact",
            _(
                "Khi đồng ý cho nộp giúp, ông/bà không để lại điện thoại hay thư điện tử. Mời mang giấy tờ bổ sung đến "
                "bộ phận một cửa."
            ),
        )


class WrongOwnCode(HelpRefused):
    """The figures are not those that were sent to the citizen, or they are too old."""

    def __init__(self) -> None:
        super().__init__(
            "wrong_own_code",
            _("Mã này không đúng hoặc đã quá hạn. Xem lại từng chữ số trong tin nhắn, hoặc gửi mã mới."),
        )


class TooManyOwnCodes(HelpRefused):
    """Codes were sent or guessed too often today."""

    def __init__(self) -> None:
        super().__init__(
            "too_many_own_codes",
            _(
                "Hôm nay đã gửi hoặc nhập sai mã quá nhiều lần. Mời mang giấy tờ bổ sung đến bộ phận một cửa, hoặc thử "
                "lại ngày mai."
            ),
        )
