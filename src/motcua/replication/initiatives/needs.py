"""What an act cannot be done without, and the sentence when it is missing."""

from django.utils.translation import gettext_lazy as _

from motcua.replication.initiatives.refusals import InitiativeRefused

LONGEST_DOCUMENT = 400


def document_given(text: str) -> str:
    """Return the document without surrounding blanks; raise InitiativeRefused when there is none or it is too long."""
    document = " ".join(text.split())
    if not document or len(document) > LONGEST_DOCUMENT:
        raise InitiativeRefused(
            "document", _("Chưa ghi văn bản (số, ngày, cơ quan ban hành; không quá 400 ký tự). Chưa thay đổi gì.")
        )
    return document


def reason_given(text: str) -> str:
    """Return the reason without surrounding blanks; raise InitiativeRefused when there is none."""
    if not text.strip():
        raise InitiativeRefused("reason", _("Chưa ghi lý do. Chưa thay đổi gì: hãy ghi lý do rồi làm lại."))
    return text.strip()
