"""Title and sentence in each language; what was kept before was Vietnamese, or is read as it was written."""

from django.db import migrations

import motcua.foundation.ui.each_language

FORWARDS = """
    ALTER TABLE runs_run
    ALTER COLUMN title TYPE jsonb USING jsonb_build_object('vi', title),
    ALTER COLUMN said TYPE jsonb USING CASE said WHEN '' THEN '{}' ELSE jsonb_build_object('vi', said) END
"""
BACKWARDS = """
    ALTER TABLE runs_run
    ALTER COLUMN title TYPE varchar(300) USING left(coalesce(title ->> 'vi', ''), 300),
    ALTER COLUMN said TYPE varchar(500) USING left(coalesce(said ->> 'vi', ''), 500)
"""


class Migration(migrations.Migration):
    dependencies = [("runs", "0001_initial")]

    operations = [
        migrations.RunSQL(
            FORWARDS,
            BACKWARDS,
            state_operations=[
                migrations.AlterField(
                    model_name="run", name="title", field=motcua.foundation.ui.each_language.SaidField()
                ),
                migrations.AlterField(
                    model_name="run",
                    name="said",
                    field=motcua.foundation.ui.each_language.SaidField(
                        blank=True, default=motcua.foundation.ui.each_language.Said
                    ),
                ),
            ],
        )
    ]
