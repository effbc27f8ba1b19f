from django.db import migrations, models

from motcua.foundation.worktime.months import Month


class Migration(migrations.Migration):
    """Lists begin with the month something is due in, and no index holds a due time itself.

    A fifth of each page is left free, for rows that are written in place; the new column writes the table anew with it.
    """

    dependencies = [
        ("onestop", "0027_fees_of_trips"),
        ("people", "0002_seen"),
        ("registers", "0001_initial"),
        ("units", "0002_coordinator"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="dossier",
            name="onestop_state_next",
        ),
        migrations.RemoveIndex(
            model_name="dossier",
            name="onestop_done_newest",
        ),
        migrations.RemoveIndex(
            model_name="dossier",
            name="onestop_running_next",
        ),
        migrations.RemoveIndex(
            model_name="dossier",
            name="onestop_resting_next",
        ),
        migrations.RemoveIndex(
            model_name="dossier",
            name="onestop_running_received",
        ),
        migrations.RemoveIndex(
            model_name="dossier",
            name="onestop_running_decided",
        ),
        migrations.RemoveIndex(
            model_name="dossier",
            name="onestop_running_held",
        ),
        migrations.RunSQL(
            sql="ALTER TABLE onestop_dossier SET (fillfactor = 80)",
            reverse_sql="ALTER TABLE onestop_dossier RESET (fillfactor)",
        ),
        migrations.AddField(
            model_name="dossier",
            name="due_order",
            field=models.GeneratedField(
                db_persist=True,
                expression=models.Case(
                    models.When(
                        state__in=["accepted", "in_process", "submitted"],
                        then=Month(models.F("next_due_at")),
                    ),
                    default=models.F("next_due_at"),
                ),
                output_field=models.DateTimeField(),
            ),
        ),
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(
                condition=models.Q(("is_resting", False)), fields=["due_order"], name="onestop_running_order"
            ),
        ),
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(
                condition=models.Q(("closed_at__isnull", True), ("is_resting", True)),
                fields=["due_order", "id"],
                name="onestop_resting_order",
            ),
        ),
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(
                condition=models.Q(("is_resting", False)),
                fields=["receiving_unit", "due_order"],
                name="onestop_order_received",
            ),
        ),
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(
                condition=models.Q(("is_resting", False)),
                fields=["deciding_unit", "due_order"],
                name="onestop_order_decided",
            ),
        ),
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(
                condition=models.Q(("is_resting", False)), fields=["holder", "due_order"], name="onestop_order_held"
            ),
        ),
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(
                condition=models.Q(("is_resting", False)),
                fields=["state", "due_order", "id"],
                name="onestop_state_running",
            ),
        ),
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(
                condition=models.Q(("is_resting", True)),
                fields=["state", "due_order", "id"],
                name="onestop_state_resting",
            ),
        ),
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(
                condition=models.Q(("state__in", ["decided", "returned", "stopped", "withdrawn"])),
                fields=["-due_order", "-id"],
                name="onestop_done_order",
            ),
        ),
    ]
