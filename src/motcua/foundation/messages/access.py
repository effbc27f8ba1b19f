"""Who sees which messages did not reach people, and sends them again?"""

from motcua.foundation.units.models import Role

# who works on the matters the messages are about, or on the channels; a volunteer does neither
TENDERS = (
    *(Role.RECEPTIONIST, Role.SPECIALIST, Role.CLERK, Role.LEADER),
    *(Role.AUDITOR, Role.COORDINATOR, Role.ADMINISTRATOR),
)
