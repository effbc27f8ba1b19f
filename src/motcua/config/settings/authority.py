"""Whose site this is: the name in the header of every page, and where people may call or come."""

from motcua.config.environment import text
from motcua.config.settings.base import DEMO

AUTHORITY_NAME = text("MOTCUA_AUTHORITY", "Ủy ban nhân dân quận Tân Bình" if DEMO else "Bộ phận Một cửa")
AUTHORITY_NAME_EN = text("MOTCUA_AUTHORITY_EN", "People's Committee of Tân Bình District" if DEMO else "")
AUTHORITY_PHONE = text("MOTCUA_AUTHORITY_PHONE")
AUTHORITY_ADDRESS = text("MOTCUA_AUTHORITY_ADDRESS")
