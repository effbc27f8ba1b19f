"""Keep the name under which a browser really sent a file, so that a trick in it can be refused.

Django cuts folders and invisible letters off a name before anyone sees it (`MultiPartParser.sanitize_file_name`):
safe, but it hides that somebody tried. The name sent is kept beside the cleaned one; nothing is ever saved by it.
"""

import html
from collections.abc import Mapping
from typing import IO, Any

from django.core.files.uploadhandler import FileUploadHandler
from django.http import QueryDict
from django.http.multipartparser import MultiPartParser
from django.utils.datastructures import MultiValueDict

from motcua.foundation.attachments.names import NAMELESS, SENT_NAME


class SentNames(FileUploadHandler):
    """First of `FILE_UPLOAD_HANDLERS`: reads the request for the handlers after it, and notes the names."""

    def handle_raw_input(
        self,
        input_data: IO[bytes],
        META: Mapping[str, Any],  # noqa: N803 - Django's own name
        content_length: int,
        boundary: str,
        encoding: str | None = None,
    ) -> tuple[QueryDict, MultiValueDict[str, Any]]:
        """Return POST and FILES as the other handlers make them."""
        del content_length, boundary  # the parser reads both from the headers
        assert self.request is not None  # noqa: S101 - Django gives it to every handler it loads
        others = [handler for handler in self.request.upload_handlers if handler is not self]
        return _Parser(META, input_data, others, encoding).parse()


class _Parser(MultiPartParser):
    """Django's parser, with a memory for names."""

    def __init__(self, *arguments: Any) -> None:  # noqa: ANN401 - passed on as it comes
        super().__init__(*arguments)
        self._last = ""
        self._sent: dict[str, list[str]] = {}

    def sanitize_file_name(self, file_name: str) -> str:
        self._last = html.unescape(file_name)
        return super().sanitize_file_name(file_name) or NAMELESS

    def handle_file_complete(self, old_field_name: str, counters: list[int]) -> None:
        super().handle_file_complete(old_field_name, counters)
        self._sent.setdefault(old_field_name, []).append(self._last)

    def parse(self) -> tuple[QueryDict, MultiValueDict[str, Any]]:
        post, files = super().parse()
        for field, names in self._sent.items():
            for upload, name in zip(files.getlist(field), names, strict=True):
                setattr(upload, SENT_NAME, name)
        return post, files
