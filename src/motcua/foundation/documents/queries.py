"""What can be asked of the documents that were issued?"""

from motcua.foundation.documents.models import IssuedDocument


def documents_about(about: tuple[str, str]) -> list[IssuedDocument]:
    """Return the documents issued about ("dossier", "123"), the oldest first, each with its content's row."""
    found = IssuedDocument.objects.filter(about_type=about[0], about_id=about[1])
    return list(found.select_related("content").order_by("issued_at", "pk"))


def latest_document(about: tuple[str, str], kind: str) -> IssuedDocument | None:
    """Return the last document of a kind issued about something, or None."""
    found = IssuedDocument.objects.filter(about_type=about[0], about_id=about[1], kind=kind)
    return found.select_related("content").order_by("-issued_at", "-pk").first()
