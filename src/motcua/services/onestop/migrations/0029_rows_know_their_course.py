import django.db.models.deletion
from django.db import migrations, models

FILL = """
UPDATE onestop_dossier d SET limits = told.limits, steps_begun = coalesce(told.begun, '{}')
FROM (
    SELECT dossier_id, max(limits::text)::jsonb AS limits, jsonb_object_agg(step, begun) FILTER (WHERE step <> '') AS begun
    FROM (
        SELECT dossier_id, step,
               to_char(min(at) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"+00:00"') AS begun,
               (array_agg(payload -> 'limits') FILTER (WHERE kind = 'accept'))[1] AS limits
        FROM onestop_dossierevent GROUP BY dossier_id, step
    ) entered
    GROUP BY dossier_id
) told
WHERE d.id = told.dossier_id
"""


class Migration(migrations.Migration):
    """A row knows the limits it was accepted under and when each of its steps was first entered.

    Counting a million open dossiers again asked their whole histories for it. And no index of who did what holds the many
    events that nobody of the staff did.
    """

    dependencies = [
        ("onestop", "0028_due_order"),
        ("units", "0002_coordinator"),
    ]

    operations = [
        migrations.AddField(
            model_name="dossier",
            name="limits",
            field=models.JSONField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="dossier",
            name="steps_begun",
            field=models.JSONField(blank=True, db_default={}, default=dict),
        ),
        migrations.RunSQL(sql=FILL, reverse_sql=migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name="dossier",
            constraint=models.CheckConstraint(
                condition=models.Q(("accepted_at__isnull", True), ("limits__isnull", True))
                | models.Q(("accepted_at__isnull", False), ("limits__isnull", False)),
                name="onestop_accepted_under_limits",
            ),
        ),
        migrations.AlterField(
            model_name="dossierevent",
            name="actor_staff",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="units.staff",
            ),
        ),
        migrations.AddIndex(
            model_name="dossierevent",
            index=models.Index(
                condition=models.Q(("actor_staff__isnull", False)),
                fields=["actor_staff"],
                name="onestop_event_by_staff",
            ),
        ),
    ]
