from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("onestop", "0020_paper_results"),
    ]

    operations = [
        migrations.AddField(
            model_name="advisoryteam",
            name="name_en",
            field=models.CharField(blank=True, default="", max_length=120),
            preserve_default=False,
        ),
    ]
