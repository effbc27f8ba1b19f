from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import F

from motcua.foundation.ui.text import fold

DECLARE = """
UPDATE onestop_dossier d
SET declared_name = left(regexp_replace(trim(d.answers ->> f.name), '\\s+', ' ', 'g'), 200)
FROM (
    SELECT id, coalesce(document #>> '{applicant_fields,full_name}', 'full_name') AS name
    FROM onestop_procedureversion
) f
WHERE f.id = d.procedure_version_id AND d.answers ->> f.name IS NOT NULL
"""
# whoever handed something in at a counter was seen there
SEE = """
UPDATE people_person p SET seen_at = p.created_at
WHERE EXISTS (SELECT 1 FROM onestop_dossier d WHERE d.applicant_id = p.id AND d.channel = 'counter')
"""


def find_by_both_names(apps: Apps, _schema: BaseDatabaseSchemaEditor) -> None:
    """Let the few dossiers whose applicant is called otherwise elsewhere be found by their own name too."""
    dossiers = apps.get_model("onestop", "Dossier").objects.exclude(declared_name="")
    for dossier in dossiers.exclude(declared_name=F("applicant__full_name")).only("declared_name", "search_key"):
        name = fold(dossier.declared_name)
        if name not in dossier.search_key:
            dossier.search_key = f"{name} {dossier.search_key}"[:250]
            dossier.save(update_fields=["search_key"])


class Migration(migrations.Migration):
    dependencies = [
        ("onestop", "0025_words_by_halves"),
        ("people", "0002_seen"),
    ]

    operations = [
        migrations.AddField(
            model_name="dossier",
            name="declared_name",
            field=models.CharField(db_default="", editable=False, max_length=200),
        ),
        migrations.RunSQL(DECLARE, migrations.RunSQL.noop),
        migrations.RunSQL(SEE, migrations.RunSQL.noop),
        migrations.RunPython(find_by_both_names, migrations.RunPython.noop),
    ]
