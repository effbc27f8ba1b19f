"""Send a file to a browser so that nothing in it can act in our name. The caller has checked who may have it."""

from django.http import FileResponse, HttpResponse
from django.utils.http import content_disposition_header

from motcua.foundation.attachments.content import open_content, thumbnail
from motcua.foundation.attachments.kinds import FORMATS
from motcua.foundation.attachments.models import StoredFile

# the PDF viewer of Chromium 156 works inside it
_SANDBOX = "default-src 'none'; style-src 'unsafe-inline'; sandbox"


def file_response(stored: StoredFile, *, inline: bool) -> FileResponse:
    """Return the content with headers that make it harmless; raise FileNotReadable unless it is clean.

    `inline` shows PDF and pictures in the browser; other types are always downloads. The name follows RFC 5987.
    """
    shown = inline and FORMATS[stored.media_type].is_shown_inline
    response = FileResponse(open_content(stored), content_type=stored.media_type)
    response.headers["Content-Length"] = str(stored.content_size)
    _protect(response)
    disposition = content_disposition_header(as_attachment=not shown, filename=stored.download_name)
    response.headers["Content-Disposition"] = disposition or "attachment"
    return response


def thumbnail_response(stored: StoredFile) -> HttpResponse | None:
    """Return the small picture of the first page, or None when there is none to show."""
    if (picture := thumbnail(stored)) is None:
        return None
    response = HttpResponse(picture, content_type="image/jpeg")
    _protect(response)
    return response


def _protect(response: FileResponse | HttpResponse) -> None:
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = _SANDBOX
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["Cache-Control"] = "private, no-store"
