"""What a migration adds is taken into the models that are there; they are as if Django had made them all anew."""

from __future__ import annotations

from typing import Any

import pgtrigger
import pytest
from django.apps import apps as installed
from django.apps.registry import Apps
from django.db import connection, migrations, models
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import StateApps
from django.db.models import Field
from pgtrigger import compiler
from pgtrigger.migrations import AddTrigger, RemoveTrigger

from motcua.config.additions import AdditiveState
from motcua.config.prepare import _WholeMigrations

KEEPING = pgtrigger.Protect(name="stays", operation=pgtrigger.Delete)
POSITIVE = models.CheckConstraint(name="positive", condition=models.Q(number__gt=0))


@pytest.fixture
def state() -> AdditiveState:
    """A room, of which the models are made."""
    fields: list[tuple[str, Field[Any, Any]]] = [
        ("id", models.BigAutoField(primary_key=True)),
        ("number", models.IntegerField()),
    ]
    state = forwards(AdditiveState(), migrations.CreateModel("Room", fields=fields))
    assert state.apps.get_model("house", "room")  # made from the description now, and kept
    return state


def forwards(state: AdditiveState, *operations: Operation) -> AdditiveState:
    for operation in operations:
        operation.state_forwards("house", state)
    return state


def shape(apps: Apps) -> dict[str, tuple[object, ...]]:
    """Return all that a migration may ask of models, by their names."""
    return {
        model._meta.label: (
            [(field.name, field.deconstruct()[1:]) for field in (*meta.local_fields, *meta.local_many_to_many)],
            sorted(f"{one.name} {one.related_model._meta.label}" for one in meta.related_objects),
            meta.constraints,
            meta.indexes,
            getattr(meta, "triggers", []),
            [base.__name__ for base in model.__mro__],
        )
        for model in apps.get_models(include_auto_created=True)
        for meta in [model._meta]
    }


@pytest.mark.django_db
def test_after_all_migrations_the_models_are_those_that_django_makes_anew() -> None:
    executor = _WholeMigrations(connection)
    state = AdditiveState(real_apps=executor.loader.unmigrated_apps)
    made = state.apps  # from here on they are added to

    for migration, _ in executor.migration_plan(executor.loader.graph.leaf_nodes(), clean_start=True):
        migration.mutate_state(state, preserve=False)

    assert state.apps is made
    assert len(shape(made)) > 100
    assert shape(made) == shape(StateApps(state.real_apps, state.models))  # type: ignore[arg-type]  # Django gives a set itself


@pytest.mark.django_db
def test_every_constraint_and_index_of_the_models_is_in_the_database() -> None:
    """Django loses a partial index without a word when the field's own index goes."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT conname FROM pg_constraint UNION SELECT relname FROM pg_class WHERE relkind = 'i'")
        there = {name for (name,) in cursor.fetchall()}
    named = {
        each.name
        for model in installed.get_models(include_auto_created=True)
        if model._meta.managed
        for each in (*model._meta.constraints, *model._meta.indexes)
    }
    assert len(named) > 300
    assert named - there == set()


def test_what_is_added_stands_in_the_model_that_was_there(state: AdditiveState) -> None:
    room = state.apps.get_model("house", "room")
    trigger = compiled(room)

    forwards(
        state,
        migrations.AddField("room", "name", models.TextField(default="")),
        migrations.AddConstraint("room", POSITIVE),
        migrations.AddIndex("room", models.Index(fields=["number"], name="by_number")),
        AddTrigger("room", trigger),
        migrations.CreateModel(
            "Desk",
            fields=[
                ("id", models.BigAutoField(primary_key=True)),
                ("room", models.ForeignKey("house.Room", on_delete=models.PROTECT)),
            ],
        ),
        migrations.AddField("room", "first_desk", models.ForeignKey("house.Desk", on_delete=models.PROTECT, null=True)),
    )

    assert state.apps.get_model("house", "room") is room
    assert [field.name for field in room._meta.get_fields()] == ["desk", "id", "number", "name", "first_desk"]
    assert room._meta.constraints == [POSITIVE]
    assert [index.name for index in room._meta.indexes] == ["by_number"]
    assert room._meta.triggers == [trigger]


def test_what_is_taken_away_again_leaves_nothing(state: AdditiveState) -> None:
    before = shape(state.apps)

    forwards(
        state,
        migrations.AddConstraint("room", POSITIVE),
        migrations.RemoveConstraint("room", "positive"),
        AddTrigger("room", compiled(state.apps.get_model("house", "room"))),
        RemoveTrigger("room", "stays"),
        migrations.AddField("room", "name", models.TextField(default="")),
        migrations.RemoveField("room", "name"),
    )

    assert shape(state.apps) == before


def test_a_model_that_changes_or_is_renamed_is_made_anew(state: AdditiveState) -> None:
    room = state.apps.get_model("house", "room")

    forwards(
        state,
        migrations.AlterField("room", "number", models.BigIntegerField()),
        migrations.RenameModel("Room", "Hall"),
        migrations.RenameField("hall", "number", "door"),
    )

    hall = state.apps.get_model("house", "hall")
    assert hall is not room
    assert type(hall._meta.get_field("door")) is models.BigIntegerField
    with pytest.raises(LookupError):
        state.apps.get_model("house", "room")


def compiled(model: type[models.Model]) -> compiler.Trigger:
    return KEEPING.compile(model)  # type: ignore[arg-type]  # pgtrigger means the class
