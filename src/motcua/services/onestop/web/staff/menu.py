"""Which pages of the one-stop does a member of staff find in the menu?"""

from motcua.foundation.units.models import Role
from motcua.foundation.units.web.menu import holds
from motcua.services.onestop.figures.access import FIGURE_READERS
from motcua.services.onestop.helping.access import OFFICIALS
from motcua.services.onestop.models.complaint import READS
from motcua.services.onestop.models.dossier import READERS
from motcua.services.onestop.models.helping import TEAM_KEEPERS

reads_dossiers = holds(*READERS)
reads_figures = holds(*FIGURE_READERS)
receives = holds(Role.RECEPTIONIST)
delivers = holds(Role.RECEPTIONIST, Role.LEADER, Role.VOLUNTEER)
helps = holds(Role.VOLUNTEER, *OFFICIALS, *TEAM_KEEPERS)
answers_complaints = holds(*READS)
administers = holds(Role.ADMINISTRATOR)
