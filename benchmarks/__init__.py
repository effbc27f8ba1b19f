"""Each headline figure as one command: `script/bench NAME`. Settings are read here, before a benchmark loads models."""

import os

from motcua.config.prepare import set_up_django

os.environ.setdefault("MOTCUA_DEMO", "1")
set_up_django()
