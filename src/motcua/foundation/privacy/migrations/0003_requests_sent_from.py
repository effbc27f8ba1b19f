import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0001_initial"),
        ("privacy", "0002_requests_end"),
        ("units", "0002_coordinator"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="subjectrequest",
            name="as_asked",
        ),
        migrations.RemoveConstraint(
            model_name="subjectrequest",
            name="privacy_one_waiting_request",
        ),
        migrations.RemoveConstraint(
            model_name="subjectrequest",
            name="privacy_request_received_by",
        ),
        migrations.AddField(
            model_name="subjectrequest",
            name="sent_from",
            field=models.CharField(blank=True, max_length=60),
        ),
        migrations.AlterField(
            model_name="subjectrequest",
            name="proof",
            field=models.CharField(
                choices=[
                    ("identity_card", "Đối chiếu giấy tờ tùy thân"),
                    ("authorisation", "Giấy ủy quyền và giấy tờ tùy thân"),
                    ("look_up", "Mã tra cứu và số giấy tờ tùy thân"),
                    ("number_alone", "Chưa đối chiếu: số giấy tờ do người nộp trên mạng tự khai"),
                ],
                max_length=16,
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="subjectrequest",
            trigger=pgtrigger.compiler.Trigger(
                name="as_asked",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."person_id" IS DISTINCT FROM (NEW."person_id") OR OLD."unit_id" IS DISTINCT FROM (NEW."unit_id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."channel" IS DISTINCT FROM (NEW."channel") OR OLD."proof" IS DISTINCT FROM (NEW."proof") OR OLD."sent_from" IS DISTINCT FROM (NEW."sent_from") OR OLD."text" IS DISTINCT FROM (NEW."text") OR OLD."received_at" IS DISTINCT FROM (NEW."received_at") OR OLD."due_at" IS DISTINCT FROM (NEW."due_at"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="746d01f0214283a994a4cab6df3c459116cc8a55",
                    operation="UPDATE",
                    pgid="pgtrigger_as_asked_0e840",
                    table="privacy_subjectrequest",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="subjectrequest",
            constraint=models.UniqueConstraint(
                condition=models.Q(("answered_at__isnull", True)),
                fields=("person", "unit", "kind", "sent_from"),
                name="privacy_one_waiting_request",
            ),
        ),
        migrations.AddConstraint(
            model_name="subjectrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("channel", "counter"), ("received_by__isnull", False), ("sent_from", "")),
                    models.Q(
                        ("channel", "online"), ("proof__in", ("look_up", "number_alone")), ("received_by__isnull", True)
                    ),
                    _connector="OR",
                ),
                name="privacy_request_received_by",
            ),
        ),
    ]
