"""How a worker reaches the queue so that what a job defers is part of the job's own transaction."""

from procrastinate import PsycopgConnector
from procrastinate.connector import BaseConnector
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.contrib.django.utils import connector_params


class WorkerConnector(PsycopgConnector):
    """The worker's own pool fetches and finishes jobs; a job that defers another does so on Django's connection.

    Procrastinate's own worker connector would write the new job at once, beside the transaction: the job of a message
    could then run before the message is committed, find nothing, and the message would wait for the next requeue.
    """

    def get_sync_connector(self) -> BaseConnector:
        """Return the connector that shares the transaction of the code at hand."""
        return DjangoConnector()


def worker_connector() -> WorkerConnector:
    """Return a connector to the database of the settings, for a worker."""
    return WorkerConnector(kwargs=connector_params())
