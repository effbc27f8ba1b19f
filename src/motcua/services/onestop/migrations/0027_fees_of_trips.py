from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("onestop", "0026_declared_names")]

    operations = [
        migrations.AddField(
            model_name="parcelevent",
            name="fee",
            field=models.PositiveIntegerField(blank=True, null=True),
        ),
    ]
