"""The door of the one-stop for linked services (land tax, insurance, certification): all they may call."""

from motcua.services.onestop.actions.enter_at_counter import CounterEntry, enter_at_counter
from motcua.services.onestop.actions.file_by_api import ApiFiling, file_by_api
from motcua.services.onestop.look_up_status import Status
from motcua.services.onestop.models import Dossier
from motcua.services.onestop.queries.lookup import status_by_token
from motcua.services.onestop.states import STATES, Action, State

__all__ = [
    "STATES",
    "Action",
    "ApiFiling",
    "CounterEntry",
    "Dossier",
    "State",
    "Status",
    "enter_at_counter",
    "file_by_api",
    "status_by_token",
]
