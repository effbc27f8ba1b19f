"""Settings: one short base and a file for each integration, all read from the environment."""

from motcua.config.settings.base import *
from motcua.config.settings.accounts import *
from motcua.config.settings.authority import *
from motcua.config.settings.database import *
from motcua.config.settings.jobs import *
from motcua.config.settings.languages import *
from motcua.config.settings.messages import *
from motcua.config.settings.security import *
from motcua.config.settings.signing import *
from motcua.config.settings.storage import *
from motcua.config.settings.templates import *
from motcua.config.settings.vnpay import *
