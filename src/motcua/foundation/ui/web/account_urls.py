"""Addresses of staff accounts: sign in, sign out, password, one-time codes. Nothing else of allauth is reachable.

The names are those that allauth looks for. Accounts are made and reset by an administrator, so there is no sign-up, no
e-mail page and no password reset.
"""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from django.urls import path

urlpatterns = [
    path("dang-nhap/", account.login, name="account_login"),
    path("dang-xuat/", account.logout, name="account_logout"),
    path("da-khoa/", account.account_inactive, name="account_inactive"),
    path("mat-khau/", account.password_change, name="account_change_password"),
    path("xac-nhan-lai/", account.reauthenticate, name="account_reauthenticate"),
    path("bao-mat/", mfa.index, name="mfa_index"),
    path("bao-mat/nhap-ma/", mfa.authenticate, name="mfa_authenticate"),
    path("bao-mat/xac-nhan-lai/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("bao-mat/bat/", totp.activate_totp, name="mfa_activate_totp"),
    path("bao-mat/tat/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("bao-mat/ma-du-phong/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("bao-mat/ma-du-phong/tao-moi/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("bao-mat/ma-du-phong/tai-ve/", codes.download_recovery_codes, name="mfa_download_recovery_codes"),
]
