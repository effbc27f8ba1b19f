"""The rows of where time went name their dossiers, so that each bar leads to the rows behind it.

They are made anew every night and hold nothing that cannot be made again: those there are go here, and the page shows
them again after the next count. A rebuild that was broken off begins anew.
"""

import django.db.models.deletion
from django.db import migrations, models

EMPTY = """
    TRUNCATE onestop_figurestep;
    DELETE FROM onestop_figureday WHERE edition_id IN (SELECT id FROM onestop_figureedition WHERE built_at IS NULL);
    DELETE FROM onestop_figuretime WHERE edition_id IN (SELECT id FROM onestop_figureedition WHERE built_at IS NULL);
    DELETE FROM onestop_figurepart WHERE edition_id IN (SELECT id FROM onestop_figureedition WHERE built_at IS NULL);
    DELETE FROM onestop_figureedition WHERE built_at IS NULL;
"""


class Migration(migrations.Migration):
    dependencies = [("onestop", "0022_filters_and_moves")]

    operations = [
        migrations.RunSQL(EMPTY, migrations.RunSQL.noop),
        migrations.RemoveIndex(model_name="figurestep", name="onestop_figure_step_of"),
        migrations.AddField(
            model_name="figurestep",
            name="dossier",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="onestop.dossier",
            ),
        ),
        migrations.AddIndex(
            model_name="figurestep",
            index=models.Index(
                fields=["edition", "unit", "day"],
                include=["stage", "step", "minutes", "procedure", "dossier"],
                name="onestop_figure_step_of",
            ),
        ),
    ]
