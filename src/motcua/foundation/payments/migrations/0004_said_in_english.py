from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("payments", "0003_successors_and_closed_orders"),
    ]

    operations = [
        migrations.AddField(
            model_name="charge",
            name="title_en",
            field=models.CharField(blank=True, default="", max_length=300),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="chargeline",
            name="label_en",
            field=models.CharField(blank=True, default="", max_length=300),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="chargeline",
            name="ground_en",
            field=models.CharField(blank=True, default="", max_length=700),
            preserve_default=False,
        ),
    ]
