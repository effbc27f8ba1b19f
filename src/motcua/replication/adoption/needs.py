"""What an act cannot be done without, and the sentence when it is missing."""

from django.utils.translation import gettext_lazy as _

from motcua.replication.adoption.refusals import AdoptionRefused

LONGEST = 4000


def words_given(text: str) -> str:
    """Return the words without surrounding blanks; raise AdoptionRefused when there are none or too many."""
    words = text.strip()
    if not words or len(words) > LONGEST:
        raise AdoptionRefused(
            "reason", _("Chưa ghi nội dung, hoặc dài quá 4.000 ký tự. Chưa thay đổi gì: hãy ghi rồi làm lại.")
        )
    return words
