"""Who may see, receive and answer what people ask about their own data?"""

from motcua.foundation.units.models import Role

RECEIVERS = (Role.RECEPTIONIST, Role.CLERK, Role.LEADER)
ANSWERERS = (Role.CLERK, Role.LEADER)
READERS = (*RECEIVERS, Role.AUDITOR)
