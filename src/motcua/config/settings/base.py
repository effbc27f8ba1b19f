"""What is installed, in which order a request passes, and where we are."""

from motcua.config.environment import flag, var_directory

VAR = var_directory()
DEBUG = False
DEMO = flag("MOTCUA_DEMO", default=False)

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "pgtrigger",
    "procrastinate.contrib.django",
    "motcua.config.apps.PlatformConfig",
    "motcua.foundation.ui",
    "motcua.foundation.audit",
    "motcua.foundation.units",
    "motcua.foundation.worktime",
    "motcua.foundation.registers",
    "motcua.foundation.people",
    "motcua.foundation.attachments",
    "motcua.foundation.documents",
    "motcua.foundation.messages",
    "motcua.foundation.forms",
    "motcua.foundation.runs",
    "motcua.foundation.payments",
    "motcua.foundation.health",
    "motcua.foundation.privacy",
    "motcua.foundation.retention",
    "motcua.services.onestop",
    "motcua.services.surveys",
    "motcua.replication.measures",
    "motcua.replication.initiatives",
    "motcua.replication.directives",
    "motcua.replication.adoption",
    "motcua.replication.kits",
    "motcua.replication.followup",
    "motcua.replication.reporting",
    "motcua.replication.shortening",
    "motcua.replication.comparison",
    "motcua.replication.contest",
    "motcua.replication.effects",
    "motcua.replication.desk",
]

# what holds for every page, the short way of `ui.web.short_way` too
MIDDLEWARE_FOR_EVERY_PAGE = [
    "motcua.foundation.health.web.probes.ProbeMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "motcua.foundation.ui.web.content_policy.ContentPolicyMiddleware",
    "motcua.foundation.ui.web.device_policy.DevicePolicyMiddleware",
    "motcua.foundation.ui.language.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
]
MIDDLEWARE = [
    *MIDDLEWARE_FOR_EVERY_PAGE,
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "motcua.foundation.ui.web.middleware.TroubleMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

ROOT_URLCONF = "motcua.config.urls"
WSGI_APPLICATION = "motcua.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    # what is not found stays out of the log: an address may carry a look-up token
    "loggers": {"motcua": {"level": "INFO"}, "django.request": {"level": "ERROR"}},
}
