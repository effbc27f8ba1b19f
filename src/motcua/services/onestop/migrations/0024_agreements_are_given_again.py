"""Another agreement about a version can be given once nothing of the one before waits; each is kept with its number."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("onestop", "0023_steps_know_their_dossiers")]

    operations = [
        migrations.AddField(
            model_name="moveplan",
            name="number",
            field=models.PositiveSmallIntegerField(default=1),
        ),
        migrations.AlterField(
            model_name="moveplan",
            name="version",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="moves",
                to="onestop.procedureversion",
            ),
        ),
        migrations.AddConstraint(
            model_name="moveplan",
            constraint=models.UniqueConstraint(fields=("version", "number"), name="onestop_agreement_once"),
        ),
    ]
