from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("onestop", "0014_search_by_parts"),
    ]

    operations = [
        migrations.CreateModel(
            name="PublishedFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("span", models.CharField(max_length=6)),
                ("kind", models.CharField(choices=[("csv", "CSV"), ("json", "JSON")], max_length=4)),
                ("content", models.BinaryField()),
                ("digest", models.CharField(max_length=64)),
                ("drawn_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("span", "kind"), name="onestop_published_file_once"),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["csv", "json"])), name="onestop_published_file_kind"
                    ),
                ],
            },
        ),
    ]
