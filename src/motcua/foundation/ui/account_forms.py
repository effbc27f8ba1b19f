"""The forms of staff accounts: allauth's own, in our words (it brings no Vietnamese)."""

from typing import Any

from allauth.account import forms as account
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SIGN_IN_ERRORS: dict[str, str | Promise] = {
    "account_inactive": _("Tài khoản đã ngừng sử dụng. Đề nghị liên hệ quản trị viên."),
    "enter_current_password": _("Mật khẩu hiện tại chưa đúng."),
    "incorrect_code": _("Mã chưa đúng hoặc đã hết hạn. Nhập mã đang hiện trong ứng dụng."),
    "incorrect_password": _("Mật khẩu chưa đúng."),
    "invalid_login": _("Tên đăng nhập hoặc mật khẩu chưa đúng."),
    "username_password_mismatch": _("Tên đăng nhập hoặc mật khẩu chưa đúng."),
    "too_many_login_attempts": _("Đã thử sai quá nhiều lần. Đợi năm phút rồi thử lại."),
    "rate_limited": _("Đã thử quá nhiều lần. Đợi vài phút rồi thử lại."),
}
SECOND_FACTOR_ERRORS: dict[str, str | Promise] = {
    "add_email_blocked": _("Chưa thêm được thư điện tử khi đang bật xác thực hai bước."),
    "cannot_delete_authenticator": _("Chưa tắt được xác thực hai bước."),
    "cannot_generate_recovery_codes": _("Bật xác thực hai bước trước khi tạo mã dự phòng."),
    "incorrect_code": SIGN_IN_ERRORS["incorrect_code"],
    "unverified_email": _("Chưa bật được xác thực hai bước khi thư điện tử chưa được xác nhận."),
}


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth has no types
    """allauth's rules of one-time codes with our sentences."""

    error_messages = SECOND_FACTOR_ERRORS


def _label(field: forms.Field, label: str | Promise, hint: str | Promise = "") -> None:
    """Say what goes into a field beside it, never inside it where it disappears while one types."""
    field.label = label  # type: ignore[assignment]  # the stubs have a lazy type of their own
    field.help_text = hint  # type: ignore[assignment]
    field.widget.attrs.pop("placeholder", None)


class SignInForm(account.LoginForm):  # type: ignore[misc]
    """Name and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - allauth's arguments
        super().__init__(*args, **kwargs)
        _label(self.fields["login"], _("Tên đăng nhập"))
        _label(self.fields["password"], _("Mật khẩu"))
        self.fields["login"].widget.attrs.update(autocapitalize="none", spellcheck="false")


class PasswordChangeForm(account.ChangePasswordForm):  # type: ignore[misc]
    """The old password once, the new one twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - allauth's arguments
        super().__init__(*args, **kwargs)
        _label(self.fields["oldpassword"], _("Mật khẩu hiện tại"))
        hint = _("Ít nhất 10 ký tự, không giống tên đăng nhập, không phải mật khẩu nhiều người dùng.")
        _label(self.fields["password1"], _("Mật khẩu mới"), hint)
        _label(self.fields["password2"], _("Nhập lại mật khẩu mới"))

    def clean(self) -> dict[str, Any] | None:
        """Compare the two new passwords."""
        cleaned: dict[str, Any] = super(account.PasswordVerificationMixin, self).clean()
        if cleaned.get("password1") and cleaned.get("password2") and cleaned["password1"] != cleaned["password2"]:
            self.add_error("password2", _("Hai lần nhập chưa giống nhau."))
        return cleaned


class PasswordAgainForm(account.ReauthenticateForm):  # type: ignore[misc]
    """The password once more before something that matters."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - allauth's arguments
        super().__init__(*args, **kwargs)
        _label(self.fields["password"], _("Mật khẩu"))


class _CodeForm(forms.Form):
    """A six-digit code of an authenticator application."""

    hint: str | Promise = _("Sáu chữ số đang hiện trong ứng dụng xác thực.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - allauth's arguments
        super().__init__(*args, **kwargs)
        _label(self.fields["code"], _("Mã xác thực"), self.hint)
        self.fields["code"].widget.attrs.update(autocapitalize="characters", spellcheck="false")


class SecondFactorForm(_CodeForm, mfa.AuthenticateForm):  # type: ignore[misc]
    """The code at sign-in; a recovery code does as well."""

    hint = _("Sáu chữ số đang hiện trong ứng dụng xác thực, hoặc một mã dự phòng.")


class SecondFactorAgainForm(_CodeForm, mfa.ReauthenticateForm):  # type: ignore[misc]
    """The code once more before something that matters."""


class SecondFactorSetupForm(_CodeForm, ActivateTOTPForm):  # type: ignore[misc]
    """The first code, which proves that the application was set up."""
