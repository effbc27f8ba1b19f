"""The sums of weeks and fields become those of quarters: finer ones could be joined to dossiers."""

from collections import Counter
from datetime import date

import django.db.models.deletion
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

MONTHS = 3


def _add_up(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    sums: dict[tuple[int, date], Counter[str]] = {}
    for tally in apps.get_model("surveys", "Tally").objects.all():
        first = date(tally.week.year, (tally.week.month - 1) // MONTHS * MONTHS + 1, 1)
        sums.setdefault((tally.unit_id, first), Counter()).update(tally.sums)
    whole = apps.get_model("surveys", "QuarterTally")
    for (unit_id, quarter), counted in sums.items():
        whole.objects.create(unit_id=unit_id, quarter=quarter, sums=dict(counted))
    schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # a table with checks that wait cannot be renamed


class Migration(migrations.Migration):
    dependencies = [
        ("surveys", "0002_published_quarters"),
        ("units", "0002_coordinator"),
    ]

    operations = [
        migrations.AddField(
            model_name="publishedvoice",
            name="reasons",
            field=models.JSONField(default=dict),
        ),
        migrations.CreateModel(
            name="QuarterTally",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "unit_id", "quarter", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("quarter", models.DateField()),
                ("sums", models.JSONField(default=dict)),
                (
                    "unit",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="units.unit"),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["quarter"], name="surveys_tally_quarter")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("quarter__day", 1), ("quarter__month__in", [1, 4, 7, 10])),
                        name="surveys_tally_quarter_begins",
                    )
                ],
            },
        ),
        migrations.RunPython(_add_up, migrations.RunPython.noop),
        migrations.DeleteModel(name="Tally"),
        migrations.RenameModel(old_name="QuarterTally", new_name="Tally"),
    ]
