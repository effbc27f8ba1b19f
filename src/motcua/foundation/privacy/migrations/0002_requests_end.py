from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("privacy", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="subjectrequest",
            name="destroyed_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddConstraint(
            model_name="subjectrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("destroyed_at__isnull", True),
                    models.Q(("code_hash__isnull", True), ("destroyed_at__gte", models.F("answered_at")), ("text", "")),
                    _connector="OR",
                ),
                name="privacy_request_destroyed_whole",
            ),
        ),
    ]
