import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """A dossier that moves writes into every index of its row: those that begin another, or that nothing asks, go."""

    dependencies = [
        ("onestop", "0012_result_entries"),
        ("units", "0002_coordinator"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="dossier",
            name="onestop_running_at_office",
        ),
        migrations.RemoveIndex(
            model_name="dossier",
            name="onestop_finished",
        ),
        migrations.AlterField(
            model_name="dossier",
            name="procedure",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="dossiers",
                to="onestop.procedure",
            ),
        ),
        # Django takes every index of the one column away, that of this constraint too: it is made again below
        migrations.RemoveConstraint(
            model_name="dossierevent",
            name="onestop_extended_once",
        ),
        migrations.AlterField(
            model_name="dossierevent",
            name="dossier",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="events",
                to="onestop.dossier",
            ),
        ),
        migrations.AddConstraint(
            model_name="dossierevent",
            constraint=models.UniqueConstraint(
                condition=models.Q(("kind", "extend")), fields=("dossier",), name="onestop_extended_once"
            ),
        ),
        migrations.AlterField(
            model_name="dossierevent",
            name="office_unit",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="units.unit"
            ),
        ),
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(
                condition=models.Q(("finished_at__isnull", False)),
                fields=["deciding_unit", "finished_at"],
                name="onestop_finished",
            ),
        ),
    ]
