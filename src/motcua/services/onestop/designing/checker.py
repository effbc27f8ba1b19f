"""Is a definition fit to be published? Every fault with its place and a sentence that says what to do. Pure.

A draft need not be whole: each part is read by itself, so that one fault does not hide the others. What the checker
lets through, `ProcedureDocument` reads.
"""

from __future__ import annotations

from motcua.services.onestop.definition import ProcedureDocument
from motcua.services.onestop.designing.check_acts import act_faults
from motcua.services.onestop.designing.check_form import form_faults
from motcua.services.onestop.designing.check_law import law_faults
from motcua.services.onestop.designing.check_size import unfit_faults
from motcua.services.onestop.designing.check_steps import step_faults
from motcua.services.onestop.designing.faults import DefinitionFaulty, Fault
from motcua.services.onestop.designing.shape import incoherent, shape_faults
from motcua.services.onestop.designing.sketch import Raw, sketch_of


def faults(raw: Raw, published: ProcedureDocument | None = None) -> list[Fault]:
    """Return every fault of the document as written, in the order of its parts; `published` is what it replaces."""
    unfit = list(unfit_faults(raw))
    if unfit:
        return unfit  # what cannot be kept as it is written is not read any further
    sketch = sketch_of(raw)
    found = [
        *shape_faults(raw),
        *law_faults(sketch),
        *step_faults(sketch),
        *act_faults(sketch),
        *form_faults(sketch, published),
    ]
    if not found:
        rest = incoherent(raw)
        found = [rest] if rest is not None else []
    return found


def require_sound(document: ProcedureDocument) -> None:
    """Raise DefinitionFaulty when the checker finds a fault in a document that reads."""
    found = faults(document.as_json())
    if found:
        raise DefinitionFaulty(found, document.as_json())
