"""The assessment form: criteria with their highest points, as dated data with its document."""

from functools import lru_cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from motcua.foundation.forms.definition import Text

_FILE = Path(__file__).parent / "data" / "criteria.json"


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Criterion(_Frozen):
    """One line of the form."""

    key: str
    label: Text
    highest: int = Field(ge=1, le=100)


class AssessmentForm(_Frozen):
    """The form whole: where the criteria come from, and whether a person has checked that."""

    document: str
    verified: bool
    note: Text
    criteria: tuple[Criterion, ...]

    @property
    def highest(self) -> int:
        """Return the points of a perfect model."""
        return sum(criterion.highest for criterion in self.criteria)


@lru_cache(maxsize=1)
def assessment_form() -> AssessmentForm:
    """Return the form that is filled in for each model."""
    return AssessmentForm.model_validate_json(_FILE.read_text(encoding="utf-8"))
