"""What an act cannot be done without, and the sentence when it is missing."""

from django.utils.translation import gettext_lazy as _

from motcua.services.onestop.refusals import NeedMissing


def reason_given(text: str) -> str:
    """Return the reason without surrounding blanks; raise NeedMissing when there is none."""
    if not text.strip():
        raise NeedMissing("reason", _("Chưa ghi lý do. Chưa thay đổi gì: hãy ghi lý do rồi làm lại."))
    return text.strip()


def legal_ground_given(text: str) -> str:
    """Return the legal ground without surrounding blanks; raise NeedMissing when there is none."""
    if not text.strip():
        raise NeedMissing(
            "legal_ground", _("Chưa ghi căn cứ pháp lý. Chưa thay đổi gì: hãy ghi văn bản, điều, khoản rồi làm lại.")
        )
    return text.strip()
