"""Procrastinate: jobs are rows in the same PostgreSQL, written in the same transaction as the change."""

PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"
PROCRASTINATE_ON_APP_READY = None
