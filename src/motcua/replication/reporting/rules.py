"""Which period does a report cover, when may it be signed, which sections does it have? Pure."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit.refusal import StrOrPromise
from motcua.foundation.forms.definition import Text
from motcua.replication.reporting.models import ReportKind
from motcua.replication.reporting.refusals import NoSuchPeriod

MONTHS: Final = {ReportKind.HALF_YEAR: 6, ReportKind.QUARTER: 3}
MONTHS_A_YEAR: Final = 12
NUMERALS: Final = ("I", "II", "III", "IV")
LOOKING_BACK: Final = 31  # days
DEPUTY: Final = "Phó "


@dataclass(frozen=True)
class Period:
    """A span of days [first, end) with its name ("6 tháng đầu năm 2019", "Quý II năm 2019")."""

    kind: ReportKind
    year: int
    part: int

    @property
    def first(self) -> date:
        """Return the first day."""
        return date(self.year, (self.part - 1) * MONTHS[self.kind] + 1, 1)

    @property
    def end(self) -> date:
        """Return the day after the last."""
        month = self.part * MONTHS[self.kind] + 1
        return date(self.year + (month > MONTHS_A_YEAR), (month - 1) % MONTHS_A_YEAR + 1, 1)

    @property
    def last(self) -> date:
        """Return the last day."""
        return self.end - date.resolution

    @property
    def name(self) -> str:
        """Return the name as an official writes it; reports are in Vietnamese."""
        if self.kind is ReportKind.QUARTER:
            return f"quý {NUMERALS[self.part - 1]} năm {self.year}"
        return f"6 tháng {('đầu', 'cuối')[self.part - 1]} năm {self.year}"

    @property
    def title(self) -> str:
        """Return the name as it begins a line, in the language of the reader."""
        if self.kind is ReportKind.QUARTER:
            return gettext("Quý %(number)s năm %(year)s") % {"number": NUMERALS[self.part - 1], "year": self.year}
        sentence = gettext("6 tháng đầu năm %(year)s") if self.part == 1 else gettext("6 tháng cuối năm %(year)s")
        return sentence % {"year": self.year}

    @property
    def before(self) -> "Period":
        """Return the period before this one, with which its figures are compared."""
        parts = MONTHS_A_YEAR // MONTHS[self.kind]
        if self.part > 1:
            return Period(self.kind, self.year, self.part - 1)
        return Period(self.kind, self.year - 1, parts)


@dataclass(frozen=True)
class SigningRule:
    """From when reports may be signed: so many days before the end of their period.

    It holds for periods that end on a day in [valid_from, valid_to). `document` and `article` say where it is written,
    `note` how they were read; `verified` is False for our reading.
    """

    kind: ReportKind
    valid_from: date
    valid_to: date | None
    days_before_end: int
    document: str
    article: str
    note: Text
    verified: bool

    @property
    def source(self) -> str:
        """Return where it is written, in words."""
        return ", ".join(part for part in (self.document, self.article) if part)

    def is_valid_on(self, day: date) -> bool:
        """Tell whether the rule holds for a period that ends on `day`."""
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)

    def first_day(self, period: Period) -> date:
        """Return the first day on which the report of the period may be signed."""
        return period.end - timedelta(days=self.days_before_end)


def period(kind: ReportKind, year: int, part: int) -> Period:
    """Return the period `part` (1 or 2, 1 to 4) of a year; raise NoSuchPeriod."""
    if not 1 <= part <= MONTHS_A_YEAR // MONTHS[kind] or not date.min.year < year < date.max.year:
        raise NoSuchPeriod
    return Period(kind, year, part)


def period_from(kind: ReportKind, first: date) -> Period:
    """Return the period that begins on `first`."""
    return Period(kind, first.year, (first.month - 1) // MONTHS[kind] + 1)


def period_of_day(kind: ReportKind, day: date) -> Period:
    """Return the period in which `day` lies."""
    return Period(kind, day.year, (day.month - 1) // MONTHS[kind] + 1)


def period_to_report(kind: ReportKind, day: date) -> Period:
    """Return the period that people most likely report on `day`: in the first month of a period, the one before."""
    return period_of_day(kind, day - timedelta(days=LOOKING_BACK))


def signing_lines(title: str, *, is_authority: bool) -> str:
    """Return what stands above a signature, a line each: for whom, in whose place, as what.

    A People's Committee signs as a body, a deputy in the place of the head (NĐ 30/2020/NĐ-CP, Phụ lục I, II.7). Without
    a `title` it is the head's: that of a draft.
    """
    title = title or ("Chủ tịch" if is_authority else "Thủ trưởng đơn vị")
    lines = ["TM. Ủy ban nhân dân"] if is_authority else []
    if title.startswith(DEPUTY):
        head = title.removeprefix(DEPUTY)
        lines.append(f"KT. {head[:1].upper()}{head[1:]}")
    return "\n".join([*lines, title])


@dataclass(frozen=True)
class SectionKind:
    """A section: its key, its title in the letter, what people are asked to write there."""

    key: str
    title: str
    asks: StrOrPromise


SECTIONS: Final = {
    ReportKind.HALF_YEAR: (
        SectionKind("general", "Đánh giá chung", _("Việc chỉ đạo, phổ biến tới cán bộ, công chức; điểm nổi bật.")),
        SectionKind("models", "Kết quả nhân rộng, áp dụng mô hình", _("Cách làm, điều chỉnh so với kế hoạch.")),
        SectionKind("figures", "Số liệu từ các dịch vụ đang vận hành", _("Giải thích số tăng, giảm bất thường.")),
        SectionKind("tasks", "Nhiệm vụ được giao", _("Lý do việc chậm, cam kết ngày xong.")),
        SectionKind("obstacles", "Khó khăn, vướng mắc", _("Nguyên nhân, việc đã làm để tháo gỡ.")),
        SectionKind("proposals", "Đề xuất, kiến nghị", _("Kiến nghị với cấp trên; mô hình mới nhập ở bên dưới.")),
    ),
    ReportKind.QUARTER: (
        SectionKind("general", "Tình hình chung", _("Việc chỉ đạo, đôn đốc trong quý; điểm nổi bật.")),
        SectionKind("models", "Kết quả nhân rộng theo mô hình", _("Mô hình lan nhanh, mô hình dừng lại và vì sao.")),
        SectionKind("units", "Kết quả theo đơn vị", _("Đơn vị làm tốt, đơn vị cần hỗ trợ.")),
        SectionKind("tasks", "Thực hiện nhiệm vụ chỉ đạo", _("Lý do việc chậm theo nhóm đơn vị.")),
        SectionKind("obstacles", "Khó khăn, vướng mắc và việc tháo gỡ", _("Việc đã tháo gỡ, việc cần cấp trên quyết.")),
        SectionKind("behind", "Đơn vị chưa triển khai hoặc triển khai chưa hiệu quả", _("Đề xuất xử lý.")),
        SectionKind("reports", "Báo cáo và đề xuất của các đơn vị", _("Nhận xét chung về chất lượng báo cáo.")),
        SectionKind("proposals", "Đề xuất, kiến nghị", _("Nội dung trình Ủy ban nhân dân xem xét.")),
    ),
}
