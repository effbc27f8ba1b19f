"""Static files: collected, named by their content and compressed under var/static, again when any of them changed."""

import hashlib
import shutil
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.test.utils import override_settings

STAMP = ".collected"


def collect() -> None:
    """Fill `STATIC_ROOT`; does nothing when the files are the same as last time. Raises OSError when it cannot."""
    root = Path(settings.STATIC_ROOT)
    wanted = _fingerprint()
    stamp = root / STAMP
    if stamp.exists() and stamp.read_text(encoding="utf-8") == wanted:
        return
    building = root.with_name("static.new")
    shutil.rmtree(building, ignore_errors=True)
    building.mkdir(parents=True)
    with override_settings(STATIC_ROOT=building):
        call_command("collectstatic", interactive=False, verbosity=0)
    (building / STAMP).write_text(wanted, encoding="utf-8")
    shutil.rmtree(root, ignore_errors=True)
    building.rename(root)


def _fingerprint() -> str:
    digest = hashlib.sha256(repr(settings.STORAGES["staticfiles"]).encode())
    for finder in get_finders():
        for name, storage in finder.list(["CVS", ".*", "*~"]):
            found = Path(storage.path(name)).stat()
            digest.update(f"{name}:{found.st_size}:{found.st_mtime_ns}\n".encode())
    return digest.hexdigest()
