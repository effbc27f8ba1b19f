"""Every refusal says what happened, what was kept and what to do."""

import pytest
from django.utils import translation

from motcua.foundation.attachments.refusals import CODES, FileRefused

_FACTS: dict[str, str | int] = {"name": "a.pdf", "size": 20, "pages": 300, "megapixels": 64}


@pytest.mark.parametrize("code", sorted(CODES))
def test_a_refusal_has_three_sentences(code: str) -> None:
    with translation.override("vi"):
        sentence = str(FileRefused(code, _FACTS))
    assert "“a.pdf”" in sentence
    assert "vẫn được giữ nguyên." in sentence
    assert "%(" not in sentence
    assert sentence.count("Hãy ") == 1
