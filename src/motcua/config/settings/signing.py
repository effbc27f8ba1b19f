"""The seal that signs results: a key file (PKCS#12), a token (PKCS#11) or a remote service. A demo makes its own."""

from motcua.config.environment import text
from motcua.config.settings.base import DEMO, VAR

SEAL_MODULE = text("MOTCUA_SEAL_MODULE")
SEAL_TOKEN = text("MOTCUA_SEAL_TOKEN")
SEAL_LABEL = text("MOTCUA_SEAL_LABEL")
SEAL_PIN = text("MOTCUA_SEAL_PIN")
# a remote signing service (Cloud Signature Consortium API v2): see foundation/documents/signing/remote.py
SEAL_REMOTE_URL = text("MOTCUA_SEAL_REMOTE_URL")
SEAL_REMOTE_TOKEN_URL = text("MOTCUA_SEAL_REMOTE_TOKEN_URL")
SEAL_REMOTE_CLIENT = text("MOTCUA_SEAL_REMOTE_CLIENT")
SEAL_REMOTE_SECRET = text("MOTCUA_SEAL_REMOTE_SECRET")
SEAL_REMOTE_CREDENTIAL = text("MOTCUA_SEAL_REMOTE_CREDENTIAL")
SEAL_REMOTE_PIN = text("MOTCUA_SEAL_REMOTE_PIN")
_IS_ELSEWHERE = bool(SEAL_MODULE or SEAL_REMOTE_URL)
SEAL_FILE = text("MOTCUA_SEAL_FILE") or (str(VAR / "trial-seal.p12") if DEMO and not _IS_ELSEWHERE else "")
SEAL_IS_TRIAL = bool(SEAL_FILE) and not text("MOTCUA_SEAL_FILE")
SEAL_PASSWORD = text("MOTCUA_SEAL_PASSWORD")
# authorities whose signatures are trusted, as PEM; without it those that came in the key file
SEAL_ROOTS = text("MOTCUA_SEAL_ROOTS")
SEAL_TSA_URL = text("MOTCUA_SEAL_TSA_URL")
