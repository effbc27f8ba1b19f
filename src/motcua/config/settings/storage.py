"""Files: what citizens gave us under var/files, our own static files under var/static."""

from motcua.config.environment import number, text
from motcua.config.settings.base import VAR

FILES_ROOT = VAR / "files"
FILE_SIZE_LIMIT = number("MOTCUA_FILE_LIMIT_MB", 20) * 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "motcua.foundation.attachments.web.sent_names.SentNames",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
FILE_UPLOAD_MAX_MEMORY_SIZE = 512 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FILES = 40
# where the worker writes a backup each night; empty: it takes none
BACKUP_FOLDER = text("MOTCUA_BACKUP_FOLDER")
BACKUPS_KEPT = number("MOTCUA_BACKUPS_KEPT", 14, least=1)
LEAST_FREE = number("MOTCUA_LEAST_FREE_MB", 500) * 1024 * 1024  # bytes; below, the installation is not ready
CLAMAV_ADDRESS = text("MOTCUA_CLAMAV")

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": FILES_ROOT},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_MANIFEST_STRICT = True
WHITENOISE_MAX_AGE = 300
