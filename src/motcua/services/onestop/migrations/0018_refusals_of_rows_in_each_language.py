"""Why a row of a batch was barred or refused, in each language; what was kept before was Vietnamese."""

from django.db import migrations, models

import motcua.foundation.ui.each_language

FORWARDS = """
    ALTER TABLE onestop_batchrow
    ALTER COLUMN said TYPE jsonb USING CASE said WHEN '' THEN '{}' ELSE jsonb_build_object('vi', said) END
"""
BACKWARDS = """
    ALTER TABLE onestop_batchrow
    ALTER COLUMN said TYPE varchar(500) USING left(coalesce(said ->> 'vi', ''), 500)
"""


class Migration(migrations.Migration):
    dependencies = [("onestop", "0017_moves_and_series_of_batches")]

    operations = [
        migrations.RemoveConstraint(model_name="batchrow", name="onestop_batch_row_says_why"),
        migrations.RunSQL(
            FORWARDS,
            BACKWARDS,
            state_operations=[
                migrations.AlterField(
                    model_name="batchrow",
                    name="said",
                    field=motcua.foundation.ui.each_language.SaidField(
                        blank=True, default=motcua.foundation.ui.each_language.Said
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="batchrow",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["barred", "refused"]), _negated=True)
                | models.Q(("said", {}), _negated=True),
                name="onestop_batch_row_says_why",
            ),
        ),
    ]
