import django.db.models.functions.text
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("onestop", "0013_fewer_indexes"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(
                django.db.models.functions.text.Right("contact_phone", 4),
                name="onestop_phone_end",
                condition=models.Q(("contact_phone", ""), _negated=True),
            ),
        ),
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(fields=["is_resting", "code"], name="onestop_by_code"),
        ),
        # how often an end of a telephone occurs is counted for its index only now; nobody would for a long time
        migrations.RunSQL("ANALYZE onestop_dossier", migrations.RunSQL.noop),
    ]
