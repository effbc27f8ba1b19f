"""What is stored of who read a person's record, and of what people ask about their own data?"""

from motcua.foundation.privacy.models.readings import Reading, ReadingKind
from motcua.foundation.privacy.models.requests import (
    Channel,
    IdentityProof,
    Outcome,
    RequestKind,
    SubjectRequest,
)

__all__ = ["Channel", "IdentityProof", "Outcome", "Reading", "ReadingKind", "RequestKind", "SubjectRequest"]
