"""Which procedures come with the platform?"""

from pathlib import Path

from motcua.services.onestop.definition import ProcedureDocument

FOLDER = Path(__file__).parent / "data" / "procedures"


def shipped_documents() -> list[ProcedureDocument]:
    """Return the documents of `data/procedures/`, by file name."""
    return [
        ProcedureDocument.model_validate_json(path.read_text(encoding="utf-8"))
        for path in sorted(FOLDER.glob("*.json"))
    ]
