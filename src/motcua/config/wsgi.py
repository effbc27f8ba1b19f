"""The application that a WSGI server calls."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.config.settings")

_long_way = get_wsgi_application()
from motcua.foundation.ui.web.short_way import ShortWay  # noqa: E402 - Django is loaded first

application = ShortWay(_long_way)
