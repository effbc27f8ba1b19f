"""Every hostile upload is refused with its own code, and leaves nothing behind."""

import io
from datetime import datetime

import pytest

from motcua.foundation.attachments import content
from motcua.foundation.attachments.actions.receive_file import receive_file
from motcua.foundation.attachments.models import StoredFile
from motcua.foundation.attachments.refusals import CODES, FileRefused
from motcua.foundation.audit.actor import Actor
from tests.foundation.attachments.hostile.image_uploads import IMAGE_UPLOADS
from tests.foundation.attachments.hostile.office_uploads import OFFICE_UPLOADS
from tests.foundation.attachments.hostile.other_uploads import OTHER_UPLOADS
from tests.foundation.attachments.hostile.pdf_uploads import PDF_UPLOADS
from tests.foundation.attachments.hostile.upload import Upload

UPLOADS = PDF_UPLOADS + IMAGE_UPLOADS + OFFICE_UPLOADS + OTHER_UPLOADS


@pytest.mark.django_db
@pytest.mark.parametrize("upload", UPLOADS, ids=[f"{each.name}: {each.title}" for each in UPLOADS])
def test_a_hostile_upload_is_refused_with_its_reason(upload: Upload, now: datetime) -> None:
    with pytest.raises(FileRefused) as refusal:
        receive_file(
            upload=io.BytesIO(upload.make()), name=upload.name, by=Actor.citizen(), now=now, limits=upload.limits
        )
    assert refusal.value.code == upload.code
    assert not content.contents().exists()
    assert list(content.incoming().iterdir()) == []
    assert not StoredFile.objects.exists()


def test_every_reason_to_refuse_has_its_upload() -> None:
    assert {upload.code for upload in UPLOADS} == CODES
    assert len({(upload.name, upload.title) for upload in UPLOADS}) == len(UPLOADS) >= 60
