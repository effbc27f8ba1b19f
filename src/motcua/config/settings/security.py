"""Secrets, cookies, headers. A demo makes its own secret key; an installation must bring one."""

import hashlib

from csp.constants import NONE, SELF

from motcua.config.environment import flag, kept_secret, key, number, text, words
from motcua.config.settings.base import VAR


SECRET_KEY_IS_OWN = bool(text("MOTCUA_SECRET_KEY"))
SECRET_KEY = text("MOTCUA_SECRET_KEY") or kept_secret(VAR / "secret-key")
# 32 bytes each, base64: encryption of identity numbers, their blind index, and the look-up tokens
IDENTITY_KEY_IS_OWN = bool(text("MOTCUA_IDENTITY_KEY"))
IDENTITY_KEY = key("MOTCUA_IDENTITY_KEY") or hashlib.sha256(f"identity:{SECRET_KEY}".encode()).digest()
BLIND_INDEX_KEY = hashlib.sha256(b"blind-index:" + IDENTITY_KEY).digest()
LOOKUP_KEY = hashlib.sha256(b"look-up:" + IDENTITY_KEY).digest()

# 32 bytes, base64: with it this installation signs the kits it exports
KIT_KEY = key("MOTCUA_KIT_KEY") or hashlib.sha256(f"kit:{SECRET_KEY}".encode()).digest()

# who shows it may read figures and reasons from another machine; empty: only from this one
METRICS_TOKEN = text("MOTCUA_METRICS_TOKEN")

ALLOWED_HOSTS = words("MOTCUA_HOSTS", ("localhost", "127.0.0.1", "[::1]"))
PUBLIC_URL = text("MOTCUA_PUBLIC_URL", "http://127.0.0.1:8000").rstrip("/")
CSRF_TRUSTED_ORIGINS = words("MOTCUA_TRUSTED_ORIGINS")
HTTPS = flag("MOTCUA_HTTPS", default=PUBLIC_URL.startswith("https://"))
# how many proxies of our own stand in front of the server and may name the visitor's address
TRUSTED_PROXIES = number("MOTCUA_TRUSTED_PROXIES", 0)
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXIES

SESSION_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 8 * 3600
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "motcua.foundation.ui.web.errors.csrf_failed"
LANGUAGE_COOKIE_SECURE = HTTPS
SECURE_SSL_REDIRECT = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SILENCED_SYSTEM_CHECKS = ["security.W002"]  # frame-ancestors in the content security policy does this

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "manifest-src": [SELF],
    },
}
