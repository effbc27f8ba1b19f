"""Our pages are Jinja2; Django's own engine only serves the libraries that bring templates."""

from pathlib import Path

import motcua
from motcua.config.settings.base import INSTALLED_APPS

_PACKAGE = Path(motcua.__file__).parent
_ROOMS = ("motcua.foundation.", "motcua.services.", "motcua.replication")
_CONTEXT = [
    "django.contrib.messages.context_processors.messages",
    "motcua.foundation.ui.context.page",
]

TEMPLATES = [
    {
        "NAME": "jinja2",
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [
            _PACKAGE.joinpath(*name.split(".")[1:]) / "templates" for name in INSTALLED_APPS if name.startswith(_ROOMS)
        ],
        "APP_DIRS": False,
        "OPTIONS": {
            "environment": "motcua.foundation.ui.environment.environment",
            "context_processors": _CONTEXT,
        },
    },
    {
        "NAME": "django",
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
    },
]
FORM_RENDERER = "motcua.foundation.ui.forms.PageRenderer"
