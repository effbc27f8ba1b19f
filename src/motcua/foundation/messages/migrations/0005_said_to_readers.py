from django.db import migrations

import motcua.foundation.ui.each_language


class Migration(migrations.Migration):
    dependencies = [
        ("outbox", "0004_late_links_counted"),
    ]

    operations = [
        migrations.AddField(
            model_name="outboxmessage",
            name="subject_said",
            field=motcua.foundation.ui.each_language.SaidField(
                blank=True, default=motcua.foundation.ui.each_language.Said
            ),
        ),
        migrations.AddField(
            model_name="outboxmessage",
            name="body_said",
            field=motcua.foundation.ui.each_language.SaidField(
                blank=True, default=motcua.foundation.ui.each_language.Said
            ),
        ),
    ]
