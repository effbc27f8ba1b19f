"""The seal that signs results: a key file (PKCS#12) or a token (PKCS#11). A demo makes one of no legal value."""

from motcua.config.environment import text
from motcua.config.settings.base import DEMO, VAR

SEAL_MODULE = text("MOTCUA_SEAL_MODULE")
SEAL_TOKEN = text("MOTCUA_SEAL_TOKEN")
SEAL_LABEL = text("MOTCUA_SEAL_LABEL")
SEAL_PIN = text("MOTCUA_SEAL_PIN")
SEAL_FILE = text("MOTCUA_SEAL_FILE") or (str(VAR / "trial-seal.p12") if DEMO and not SEAL_MODULE else "")
SEAL_IS_TRIAL = bool(SEAL_FILE) and not text("MOTCUA_SEAL_FILE")
SEAL_PASSWORD = text("MOTCUA_SEAL_PASSWORD")
# authorities whose signatures are trusted, as PEM; without it those that came in the key file
SEAL_ROOTS = text("MOTCUA_SEAL_ROOTS")
SEAL_TSA_URL = text("MOTCUA_SEAL_TSA_URL")
