"""Find out whether whoever holds a look-up code is the applicant, before anything personal is shown or handed over."""

from datetime import datetime, timedelta

from motcua.foundation.audit.refusal import Refused
from motcua.foundation.people.queries import has_number
from motcua.foundation.people.rules import check_phone
from motcua.services.onestop.attempts import count_attempt, forget_attempts
from motcua.services.onestop.helping.refusals import FiledWithHelp
from motcua.services.onestop.models import Dossier, HelpedFiling
from motcua.services.onestop.refusals import TooManyGuesses, WrongNumberGiven
from motcua.services.onestop.tokens import identity_hash

GUESSES, WINDOW = 5, timedelta(hours=1)


def check_identity(*, dossier_id: int, number: str, now: datetime) -> None:
    """Return when `number` is the applicant's (`check_number`) and proves who gives it.

    It does not where somebody filed for the citizen, for they know number and look-up code: raises FiledWithHelp then,
    whatever the number; papers and result are handed out at the counter.
    """
    if HelpedFiling.objects.filter(dossier=dossier_id).exists():
        raise FiledWithHelp
    check_number(dossier_id=dossier_id, number=number, now=now)


def check_number(*, dossier_id: int, number: str, now: datetime) -> None:
    """Return when `number` is the applicant's: of their identity paper, or their telephone when they named no paper.

    Raises WrongNumberGiven, and TooManyGuesses after `GUESSES` wrong ones for the dossier in an hour, from wherever
    they came: half of an identity number can be worked out from where and when somebody was born.
    """
    dossier = Dossier.objects.select_related("applicant").get(pk=dossier_id)
    whose = identity_hash(dossier.pk)
    # counted before it is compared, so that many at once are not more than one after another
    if count_attempt(whose, window=WINDOW, now=now) > GUESSES:
        raise TooManyGuesses
    if not _is_theirs(dossier, number):
        raise WrongNumberGiven
    forget_attempts(whose)


def _is_theirs(dossier: Dossier, number: str) -> bool:
    if dossier.applicant.identity_kind:
        return has_number(dossier.applicant, number)
    try:
        return check_phone(number) in {dossier.contact_phone, dossier.applicant.phone}
    except Refused:
        return False
