"""Who may see, hold, propose and approve the destruction of records?"""

from motcua.foundation.units.models import Role

PROPOSERS = (Role.CLERK,)
APPROVERS = (Role.LEADER,)
HOLDERS = (Role.CLERK, Role.LEADER, Role.AUDITOR)
READERS = HOLDERS
