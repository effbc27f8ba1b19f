"""The words of a contest: its states, its rounds, what stands in its log, how ties end."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """Where a contest stands."""

    DRAFT = "draft", _("Đang soạn thể lệ")
    OPEN = "open", _("Đang nhận bài")
    READING = "reading", _("Chấm sơ khảo")
    FINAL = "final", _("Chung kết")
    PROVISIONAL = "provisional", _("Kết quả tạm công bố")
    ANNOUNCED = "announced", _("Đã thông báo kết quả")


class Round(models.TextChoices):
    """The written round, and the three parts of the final."""

    PRELIMINARY = "preliminary", _("Sơ khảo (thi viết)")
    GREETING = "greeting", _("Chào hỏi")
    KNOWLEDGE = "knowledge", _("Kiến thức cải cách hành chính")
    INITIATIVE = "initiative", _("Sáng kiến cải cách hành chính")


PARTS = (Round.GREETING, Round.KNOWLEDGE, Round.INITIATIVE)
# rounds whose scores come from people with a rubric; the knowledge test is scored by its key
JUDGED = (Round.PRELIMINARY, Round.GREETING, Round.INITIATIVE)
FINAL = "final"


class Kind(models.TextChoices):
    """What an event of the log says."""

    ENTERED = "entered", _("Được dự thi")
    ASSIGNED = "assigned", _("Phân công chấm")
    BARRED = "barred", _("Không chấm bài này nữa")
    SCORED = "scored", _("Cho điểm")
    COMMITTED = "committed", _("Gửi phiếu chấm")
    FINALIST = "finalist", _("Vào chung kết")
    ANSWERED = "answered", _("Trả lời câu hỏi")
    VOIDED = "voided", _("Hủy câu hỏi")
    LEFT = "left", _("Rời hội thi")
    LOT = "lot", _("Bốc thăm")
    OPENED = "opened", _("Mở phần thi")
    CLOSED = "closed", _("Đóng phần thi")


class Tie(models.TextChoices):
    """What decides between equal totals; read in the order that the call fixed."""

    CRITERION = "criterion", _("Điểm cao hơn ở tiêu chí")
    INITIATIVE = "initiative", _("Điểm cao hơn ở phần sáng kiến")
    KNOWLEDGE = "knowledge", _("Điểm cao hơn ở phần kiến thức")
    GREETING = "greeting", _("Điểm cao hơn ở phần chào hỏi")
    OTHER_TOTAL = "other_total", _("Cao hơn ở cách tính còn lại (thô hoặc điều chỉnh)")
    AGREEMENT = "agreement", _("Giám khảo chấm gần nhau hơn")
    LOT = "lot", _("Bốc thăm công khai")


class Basis(models.TextChoices):
    """Which total decides; the other one stands beside it."""

    RAW = "raw", _("Điểm trung bình")
    ADJUSTED = "adjusted", _("Điểm đã điều chỉnh độ chặt, nới của giám khảo")
