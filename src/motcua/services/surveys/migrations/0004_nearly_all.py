from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("surveys", "0003_a_row_a_quarter"),
    ]

    operations = [
        migrations.AddField(
            model_name="publishedvoice",
            name="nearly_all",
            field=models.CharField(
                blank=True,
                choices=[
                    ("satisfied", "Hài lòng"),
                    ("fair", "Bình thường"),
                    ("unsatisfied", "Không hài lòng"),
                ],
                default="",
                max_length=12,
            ),
            preserve_default=False,
        ),
        migrations.AddConstraint(
            model_name="publishedvoice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("nearly_all", ""),
                    models.Q(
                        ("fair__isnull", True),
                        ("nearly_all__in", ["satisfied", "fair", "unsatisfied"]),
                        ("satisfied__isnull", True),
                        ("total__gte", 9),
                        ("unsatisfied__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="surveys_nearly_all_beside_hidden",
            ),
        ),
    ]
