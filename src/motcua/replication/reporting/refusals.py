"""Why a report says no."""

from datetime import date

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit.refusal import Refused
from motcua.foundation.ui.filters import date_vn


class ReportIsSigned(Refused):
    """A signed report stays as it is."""

    def __init__(self) -> None:
        super().__init__(
            "report_is_signed", _("Báo cáo đã ký nên không sửa được nữa. Điều cần thêm hãy ghi vào báo cáo kỳ sau.")
        )


class WrittenMeanwhile(Refused):
    """Somebody else saved the same section first; `theirs` is what they wrote, `name` who they are."""

    def __init__(self, theirs: str, name: str) -> None:
        super().__init__(
            "written_meanwhile",
            _("Có người vừa lưu mục này trước anh/chị. Chưa ghi đè: hãy so hai bản bên dưới rồi lưu lại."),
        )
        self.theirs, self.name = theirs, name


class AdoptionUnrecorded(Refused):
    """A service runs that no adoption accounts for, so the table of models would say less than is true."""

    def __init__(self, count: int) -> None:
        super().__init__(
            "adoption_unrecorded",
            format_lazy(
                _(
                    "Có {count} dịch vụ đang chạy mà chưa ghi việc áp dụng mô hình, nên bảng mô hình của báo cáo "
                    "thiếu. Chưa ký; dự thảo được giữ nguyên: hãy ghi việc áp dụng rồi ký lại."
                ),
                count=count,
            ),
        )


class PeriodIsOpen(Refused):
    """It is too early: by the rule that `source` names, the report may be signed from `first` on."""

    def __init__(self, first: date, source: str) -> None:
        super().__init__(
            "period_is_open",
            format_lazy(
                _(
                    "Báo cáo này ký được từ ngày {first} (căn cứ: {source}). Chưa ký; dự thảo và lời đã viết được giữ "
                    "nguyên."
                ),
                first=date_vn(first),
                source=source,
            ),
        )


class NoSummaryOfUnit(Refused):
    """Only an authority sums up what its units report."""

    def __init__(self) -> None:
        super().__init__(
            "no_summary_of_unit",
            _("Báo cáo tổng hợp quý chỉ lập cho Ủy ban nhân dân. Chưa lập gì; hãy chọn một Ủy ban nhân dân."),
        )


class NoSuchPeriod(Refused):
    """The period does not exist for this kind of report."""

    def __init__(self) -> None:
        super().__init__("no_such_period", _("Kỳ báo cáo không đúng: 6 tháng là kỳ 1 hoặc 2, quý là từ 1 đến 4."))
