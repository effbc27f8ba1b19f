import django.db.models.fields.json
import django.db.models.functions.comparison
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("onestop", "0007_lists_end_with_what_rests"),
        ("people", "0001_initial"),
        ("registers", "0001_initial"),
        ("units", "0002_coordinator"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="dossier",
            name="onestop_state_in_table",
        ),
        migrations.RemoveConstraint(
            model_name="dossier",
            name="onestop_paused_when_state_says",
        ),
        migrations.RemoveConstraint(
            model_name="dossier",
            name="onestop_state_after_acceptance",
        ),
        migrations.RemoveConstraint(
            model_name="dossier",
            name="onestop_one_due_time",
        ),
        migrations.RemoveConstraint(
            model_name="dossierevent",
            name="onestop_event_kind",
        ),
        migrations.RemoveConstraint(
            model_name="dossierevent",
            name="onestop_event_state",
        ),
        migrations.AddField(
            model_name="dossier",
            name="apology_drafted_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="dossier",
            name="extended_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="dossier",
            name="rescheduled_to",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AlterField(
            model_name="dossier",
            name="state",
            field=models.CharField(
                choices=[
                    ("submitted", "Mới đăng ký"),
                    ("accepted", "Được tiếp nhận"),
                    ("rejected", "Không được tiếp nhận"),
                    ("in_process", "Đang xử lý"),
                    ("awaiting_supplement", "Yêu cầu bổ sung giấy tờ"),
                    ("awaiting_payment", "Yêu cầu thực hiện nghĩa vụ tài chính"),
                    ("on_hold", "Đang xử lý, tạm dừng tính thời hạn"),
                    ("withdrawn", "Công dân yêu cầu rút hồ sơ"),
                    ("stopped", "Dừng xử lý"),
                    ("decided", "Đã xử lý xong"),
                    ("returned", "Đã trả kết quả"),
                ],
                max_length=24,
            ),
        ),
        migrations.AlterField(
            model_name="dossierevent",
            name="from_state",
            field=models.CharField(
                blank=True,
                choices=[
                    ("submitted", "Mới đăng ký"),
                    ("accepted", "Được tiếp nhận"),
                    ("rejected", "Không được tiếp nhận"),
                    ("in_process", "Đang xử lý"),
                    ("awaiting_supplement", "Yêu cầu bổ sung giấy tờ"),
                    ("awaiting_payment", "Yêu cầu thực hiện nghĩa vụ tài chính"),
                    ("on_hold", "Đang xử lý, tạm dừng tính thời hạn"),
                    ("withdrawn", "Công dân yêu cầu rút hồ sơ"),
                    ("stopped", "Dừng xử lý"),
                    ("decided", "Đã xử lý xong"),
                    ("returned", "Đã trả kết quả"),
                ],
                max_length=24,
            ),
        ),
        migrations.AlterField(
            model_name="dossierevent",
            name="kind",
            field=models.CharField(
                choices=[
                    ("submit", "Nộp hồ sơ"),
                    ("accept", "Tiếp nhận hồ sơ"),
                    ("reject", "Từ chối tiếp nhận"),
                    ("request_supplement", "Yêu cầu bổ sung"),
                    ("allow_supplement", "Cho phép yêu cầu bổ sung thêm lần nữa"),
                    ("receive_supplement", "Nhận hồ sơ bổ sung"),
                    ("request_payment", "Yêu cầu thực hiện nghĩa vụ tài chính"),
                    ("confirm_payment", "Xác nhận đã thực hiện nghĩa vụ tài chính"),
                    ("pause", "Tạm dừng tính thời hạn"),
                    ("resume", "Tính tiếp thời hạn"),
                    ("extend", "Gia hạn giải quyết"),
                    ("draft_apology", "Soạn văn bản xin lỗi, hẹn lại"),
                    ("apologise", "Xin lỗi, hẹn lại ngày trả kết quả"),
                    ("allow_delay", "Cho phép hẹn lại thêm lần nữa"),
                    ("recount", "Tính lại thời hạn theo lịch làm việc mới"),
                    ("hand_over", "Chuyển bước"),
                    ("take", "Nhận xử lý"),
                    ("release", "Trả lại danh sách chung"),
                    ("note", "Ghi chú"),
                    ("decide", "Ký kết quả"),
                    ("return", "Trả kết quả"),
                    ("withdraw", "Rút hồ sơ"),
                    ("stop", "Dừng giải quyết"),
                    ("move_unit", "Chuyển sang đơn vị kế thừa"),
                ],
                max_length=24,
            ),
        ),
        migrations.AlterField(
            model_name="dossierevent",
            name="to_state",
            field=models.CharField(
                choices=[
                    ("submitted", "Mới đăng ký"),
                    ("accepted", "Được tiếp nhận"),
                    ("rejected", "Không được tiếp nhận"),
                    ("in_process", "Đang xử lý"),
                    ("awaiting_supplement", "Yêu cầu bổ sung giấy tờ"),
                    ("awaiting_payment", "Yêu cầu thực hiện nghĩa vụ tài chính"),
                    ("on_hold", "Đang xử lý, tạm dừng tính thời hạn"),
                    ("withdrawn", "Công dân yêu cầu rút hồ sơ"),
                    ("stopped", "Dừng xử lý"),
                    ("decided", "Đã xử lý xong"),
                    ("returned", "Đã trả kết quả"),
                ],
                max_length=24,
            ),
        ),
        migrations.AlterField(
            model_name="pause",
            name="cause",
            field=models.CharField(
                choices=[
                    ("supplement", "Chờ bổ sung hồ sơ"),
                    ("payment", "Chờ thực hiện nghĩa vụ tài chính"),
                    ("posting", "Niêm yết công khai"),
                    ("other_agency", "Chờ cơ quan khác"),
                    ("force_majeure", "Sự kiện bất khả kháng"),
                ],
                max_length=16,
            ),
        ),
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(
                condition=models.Q(("apology_drafted_at__isnull", False)),
                fields=["apology_drafted_at"],
                name="onestop_apology_drafted",
            ),
        ),
        migrations.AddConstraint(
            model_name="dossier",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            "submitted",
                            "accepted",
                            "rejected",
                            "in_process",
                            "awaiting_supplement",
                            "awaiting_payment",
                            "on_hold",
                            "withdrawn",
                            "stopped",
                            "decided",
                            "returned",
                        ],
                    )
                ),
                name="onestop_state_in_table",
            ),
        ),
        migrations.AddConstraint(
            model_name="dossier",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("paused_since__isnull", False),
                        ("state__in", ["awaiting_payment", "awaiting_supplement", "on_hold"]),
                    ),
                    models.Q(
                        ("paused_since__isnull", True),
                        models.Q(("state__in", ["awaiting_payment", "awaiting_supplement", "on_hold"]), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="onestop_paused_when_state_says",
            ),
        ),
        migrations.AddConstraint(
            model_name="dossier",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("accepted_at__isnull", True),
                    (
                        "state__in",
                        ["accepted", "awaiting_payment", "decided", "in_process", "on_hold", "returned", "stopped"],
                    ),
                    _negated=True,
                ),
                name="onestop_state_after_acceptance",
            ),
        ),
        migrations.AddConstraint(
            model_name="dossier",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("due_at__isnull", True),
                    ("next_due_at", django.db.models.functions.comparison.Greatest("due_at", "rescheduled_to")),
                    _connector="OR",
                ),
                name="onestop_one_due_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="dossier",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("accepted_at__isnull", False),
                    models.Q(
                        ("apology_drafted_at__isnull", True),
                        ("extended_at__isnull", True),
                        ("rescheduled_to__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="onestop_only_what_is_accepted_is_delayed",
            ),
        ),
        migrations.AddConstraint(
            model_name="dossierevent",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "submit",
                            "accept",
                            "reject",
                            "request_supplement",
                            "allow_supplement",
                            "receive_supplement",
                            "request_payment",
                            "confirm_payment",
                            "pause",
                            "resume",
                            "extend",
                            "draft_apology",
                            "apologise",
                            "allow_delay",
                            "recount",
                            "hand_over",
                            "take",
                            "release",
                            "note",
                            "decide",
                            "return",
                            "withdraw",
                            "stop",
                            "move_unit",
                        ],
                    )
                ),
                name="onestop_event_kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="dossierevent",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "to_state__in",
                        [
                            "submitted",
                            "accepted",
                            "rejected",
                            "in_process",
                            "awaiting_supplement",
                            "awaiting_payment",
                            "on_hold",
                            "withdrawn",
                            "stopped",
                            "decided",
                            "returned",
                        ],
                    )
                ),
                name="onestop_event_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="dossierevent",
            constraint=models.UniqueConstraint(
                condition=models.Q(("kind", "extend")), fields=("dossier",), name="onestop_extended_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="dossierevent",
            constraint=models.UniqueConstraint(
                models.F("dossier"),
                django.db.models.fields.json.KeyTextTransform("waiver", "payload"),
                condition=models.Q(("kind", "apologise")),
                name="onestop_delayed_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="dossierevent",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "apologise"), _negated=True), ("payload__has_key", "waiver"), _connector="OR"
                ),
                name="onestop_delay_names_its_waiver",
            ),
        ),
        migrations.AddConstraint(
            model_name="pause",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("cause__in", ["supplement", "payment", "posting", "other_agency", "force_majeure"])
                ),
                name="onestop_pause_cause",
            ),
        ),
    ]
