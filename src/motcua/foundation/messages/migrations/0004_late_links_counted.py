from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("outbox", "0003_late_link"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="outboxmessage",
            index=models.Index(
                condition=models.Q(("link_kind", ""), _negated=True),
                fields=["link_kind", "unit", "created_at"],
                name="outbox_late_links",
            ),
        ),
    ]
