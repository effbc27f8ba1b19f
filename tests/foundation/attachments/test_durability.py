"""What is confirmed is on the disk; what is not leaves nothing that stays."""

import hashlib
import os
import signal
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from motcua.foundation.attachments import content
from motcua.foundation.attachments.actions.discard_file import discard_file
from motcua.foundation.attachments.actions.sweep_contents import sweep_contents
from tests.factories.attachments import make_image, make_pdf, make_stored_file

_LATER = datetime.now(UTC) + timedelta(days=3)  # noqa: TID251 - compared with the clock of the file system
_WRITER = """
import sys
from pathlib import Path
from django.conf import settings
settings.configure(FILES_ROOT=sys.argv[1], INSTALLED_APPS=["django.contrib.contenttypes", "django.contrib.auth"] )
import types
sys.modules["motcua.foundation.attachments.models"] = types.SimpleNamespace(StoredFile=object)
from motcua.foundation.attachments import content
with content.workplace() as folder:
    with (folder / "received").open("wb") as file:
        while True:
            file.write(bytes(100_000))
            file.flush()
            print("written", flush=True)
"""


def test_a_killed_receiver_leaves_no_content_and_its_scraps_are_swept(files_root: Path, db: None) -> None:
    writer = subprocess.Popen([sys.executable, "-c", _WRITER, str(files_root)], stdout=subprocess.PIPE)
    assert writer.stdout is not None
    writer.stdout.readline()
    os.kill(writer.pid, signal.SIGKILL)
    writer.wait()
    writer.stdout.close()
    assert not content.contents().exists()
    assert len(list(content.incoming().iterdir())) == 1
    assert sweep_contents(now=_LATER) == 1
    assert list(content.incoming().iterdir()) == []


def test_a_kept_content_is_named_by_its_digest_and_complete(files_root: Path) -> None:
    with content.workplace() as folder:
        (folder / "made").write_bytes(b"noi dung")
        sha256 = content.keep(folder / "made")
    assert sha256 == hashlib.sha256(b"noi dung").hexdigest()
    assert content.path_of(sha256).read_bytes() == b"noi dung"
    assert list(content.incoming().iterdir()) == []


@pytest.mark.django_db
def test_the_sweep_deletes_what_no_row_speaks_of_and_nothing_else() -> None:
    kept, discarded = make_stored_file(), make_stored_file(make_image(), name="a.png")
    discard_file(file_id=discarded.pk)
    assert sweep_contents(now=_LATER) == 2
    assert content.path_of(kept.content_sha256).exists()
    assert content.path_of(kept.thumbnail_sha256).exists()
    assert not content.path_of(discarded.content_sha256).exists()


@pytest.mark.django_db
def test_the_sweep_leaves_what_is_young() -> None:
    discarded = make_stored_file(make_pdf(2))
    discard_file(file_id=discarded.pk)
    assert sweep_contents(now=_LATER - timedelta(days=2)) == 0


@pytest.mark.django_db
def test_the_sweep_leaves_bytes_that_a_second_row_shares() -> None:
    first, second = make_stored_file(), make_stored_file()
    discard_file(file_id=first.pk)
    assert sweep_contents(now=_LATER) == 0
    assert content.path_of(second.content_sha256).exists()
