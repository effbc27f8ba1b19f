"""Receive what staff hand in with a form: checked, cleaned and kept before anything is locked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.foundation.attachments.actions.receive_file import Upload, receive_file
from motcua.foundation.attachments.models import StoredFile
from motcua.foundation.units.models import Staff
from motcua.replication.followup.refusals import FollowupRefused

MOST_FILES = 10  # at one time: each costs up to seconds of cleaning


@dataclass(frozen=True)
class Incoming:
    """A file as it comes, and its name."""

    name: str
    upload: Upload


def receive_all(
    files: Sequence[Incoming], *, by: Staff, now: datetime, only_pictures: bool = False
) -> list[StoredFile]:
    """Return the files as kept; raise FileRefused or FollowupRefused, and then none of them is."""
    if len(files) > MOST_FILES:
        raise FollowupRefused("too_many_files", _("Mỗi lần gửi tối đa 10 tệp. Hãy gửi bớt lại rồi gửi tiếp lần sau."))
    with transaction.atomic():
        stored = [receive_file(upload=file.upload, name=file.name, by=by.as_actor(), now=now) for file in files]
        if only_pictures and not all(file.received_media_type.startswith("image/") for file in stored):
            raise FollowupRefused("not_a_picture", _("Chỉ nhận ảnh chụp ở đây. Hãy chụp lại hoặc chọn tệp ảnh."))
    return stored
