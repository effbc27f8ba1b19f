"""Staff accounts: password and one-time code by django-allauth. Citizens need no account."""

AUTH_USER_MODEL = "units.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/can-bo/"
LOGOUT_REDIRECT_URL = "/"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_ADAPTER = "motcua.foundation.units.accounts.StaffAccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_RATE_LIMITS = {"login": "60/m/ip", "login_failed": "10/m/ip,5/5m/key"}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Một Cửa"
MFA_ADAPTER = "motcua.foundation.ui.account_forms.SecondFactorAdapter"
ACCOUNT_FORMS = {
    "login": "motcua.foundation.ui.account_forms.SignInForm",
    "change_password": "motcua.foundation.ui.account_forms.PasswordChangeForm",
    "reauthenticate": "motcua.foundation.ui.account_forms.PasswordAgainForm",
}
MFA_FORMS = {
    "authenticate": "motcua.foundation.ui.account_forms.SecondFactorForm",
    "reauthenticate": "motcua.foundation.ui.account_forms.SecondFactorAgainForm",
    "activate_totp": "motcua.foundation.ui.account_forms.SecondFactorSetupForm",
}
