"""Vietnamese is the source language; English is complete. One time zone, no daylight saving."""

from pathlib import Path

import motcua

_PACKAGE = Path(motcua.__file__).parent

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LANGUAGE_COOKIE_NAME = "motcua_language"
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_HTTPONLY = True
# a wheel carries the catalogues inside the package, a checkout beside it
LOCALE_PATHS = [path for path in (_PACKAGE / "locale", _PACKAGE.parents[1] / "locale") if path.is_dir()]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"
FORMAT_MODULE_PATH = "motcua.foundation.ui.formats"
