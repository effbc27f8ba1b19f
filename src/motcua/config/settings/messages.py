"""Channels to people: e-mail by SMTP, SMS by an HTTP gateway. A channel without a setting is off."""

from motcua.config.environment import flag, number, text

EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = text("MOTCUA_SMTP_HOST")
EMAIL_PORT = number("MOTCUA_SMTP_PORT", 587)
EMAIL_HOST_USER = text("MOTCUA_SMTP_USER")
EMAIL_HOST_PASSWORD = text("MOTCUA_SMTP_PASSWORD")
EMAIL_USE_TLS = flag("MOTCUA_SMTP_TLS", default=True)
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = text("MOTCUA_MAIL_FROM", "motcua@localhost")
SMS_GATEWAY_URL = text("MOTCUA_SMS_URL")
SMS_GATEWAY_KEY = text("MOTCUA_SMS_KEY")
SMS_SENDER = text("MOTCUA_SMS_SENDER", "MOTCUA")
