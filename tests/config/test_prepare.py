"""A migration and the record of it are one: whoever is stopped between the two starts again as if nothing had been."""

import pytest
from django.db import connection, migrations, models
from django.db.migrations.migration import Migration
from django.db.migrations.recorder import MigrationRecorder

from motcua.config.prepare import _WholeMigrations


class Half(Migration):
    """A table whose key is added last, as Django does for every reference to another table."""

    operations = (
        migrations.CreateModel(
            "Half",
            fields=[
                ("id", models.BigAutoField(primary_key=True)),
                ("unit", models.ForeignKey("units.Unit", on_delete=models.PROTECT)),
            ],
        ),
    )


@pytest.mark.django_db(transaction=True)
def test_stopped_before_the_record_leaves_no_table(monkeypatch: pytest.MonkeyPatch) -> None:
    executor = _WholeMigrations(connection)
    half = Half("0001_half", "onestop")
    state = executor.loader.project_state()

    def stop(*_given: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as stopped:
        stopped.setattr(MigrationRecorder, "record_applied", stop)
        with pytest.raises(KeyboardInterrupt):
            executor.apply_migration(state.clone(), half)
    assert "onestop_half" not in connection.introspection.table_names()

    executor.apply_migration(state.clone(), half)
    assert "onestop_half" in connection.introspection.table_names()
    executor.unapply_migration(state.clone(), half)
    assert "onestop_half" not in connection.introspection.table_names()
