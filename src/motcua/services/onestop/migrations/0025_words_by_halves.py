import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """What runs and what rests have an index of words each, and what is open at an office one instead of two.

    A dossier that moves writes into every index of its row, so the one for LIKE on codes goes as well.
    """

    dependencies = [
        ("onestop", "0024_agreements_are_given_again"),
        ("units", "0002_coordinator"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="dossier",
            name="onestop_search",
        ),
        migrations.AddIndex(
            model_name="dossier",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.search.SearchVector("search_key", config="simple"),
                condition=models.Q(("is_resting", True)),
                name="onestop_search_resting",
            ),
        ),
        migrations.AlterField(
            model_name="dossier",
            name="code",
            field=models.CharField(max_length=60),
        ),
        migrations.AddConstraint(
            model_name="dossier",
            constraint=models.UniqueConstraint(fields=("code",), name="onestop_code_once"),
        ),
        migrations.AlterField(
            model_name="dossier",
            name="holder",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="units.staff",
            ),
        ),
        migrations.AlterField(
            model_name="dossier",
            name="office_unit",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="units.unit"
            ),
        ),
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(
                condition=models.Q(("closed_at__isnull", True)),
                fields=["office_unit", "holder"],
                name="onestop_open_at_office",
            ),
        ),
    ]
