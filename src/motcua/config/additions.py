"""Take what migrations add into the models that are there.

Django makes a model and all its relatives anew after each operation: of two hundred tables that was nine tenths of a
first start. SQLite, which copies tables, needs it; PostgreSQL is told what is added and reads nothing back (ADR 39).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db.migrations.state import ModelState, ProjectState, StateApps
from django.db.models import Field

ADDED_BESIDE_FIELDS = ("constraints", "indexes", "triggers")


class AdditiveState(ProjectState):
    """The state between two operations; only for a way forwards, on which nobody asks for an earlier state again."""

    def add_model(self, model_state: ModelState) -> None:
        """Add a model; its keys reach the models that they point to."""
        with self._described_only() as apps:
            super().add_model(model_state)
        if apps is not None:
            model_state.render(apps)

    def add_field(
        self,
        app_label: str,
        model_name: str,
        name: str,
        field: Field[Any, Any],
        preserve_default: bool,  # noqa: FBT001 - Django's own signature
    ) -> None:
        """Add a field to the model that is there."""
        with self._described_only() as apps:
            super().add_field(app_label, model_name, name, field, preserve_default)
        if apps is not None:
            described = self.models[app_label, model_name].fields[name]
            apps.get_model(app_label, model_name).add_to_class(name, described.clone())

    def reload_model(self, app_label: str, model_name: str, delay: bool = False) -> None:  # noqa: FBT001, FBT002 - as above
        """Make a model anew, unless it was told a constraint, an index or a trigger only."""
        if "apps" in self.__dict__ and not self._takes(app_label, model_name):
            super().reload_model(app_label, model_name, delay)

    def _takes(self, app_label: str, model_name: str) -> bool:
        """Bring what stands beside the fields up to date; tell whether anything of it had changed.

        Each operation changes one thing and comes here at once: had this changed, the fields have not.
        """
        options = self.models[app_label, model_name].options
        made = self.apps.all_models[app_label].get(model_name)
        if made is None:
            return False  # it was renamed
        meta = made._meta  # noqa: SLF001 - Django's documented interface
        for name in ADDED_BESIDE_FIELDS:
            if getattr(meta, name, []) != (described := options.get(name, [])):
                setattr(meta, name, [*described])
                return True
        return False

    @contextmanager
    def _described_only(self) -> Iterator[StateApps | None]:
        """Let Django change the description while it believes that no model was made from it; give the models."""
        apps = self.__dict__.pop("apps", None)
        try:
            yield apps
        finally:
            if apps is not None:
                self.__dict__["apps"] = apps
