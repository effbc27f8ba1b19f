"""Letters as the one-stop fills them."""

from datetime import date, datetime

from motcua.foundation.documents.letters import (
    Applicant,
    Contact,
    HandoverData,
    Heading,
    LookUp,
    PaperLine,
    ReceiptData,
    RefusalData,
    SupplementData,
)
from motcua.foundation.documents.official_forms import form_on
from motcua.foundation.worktime.clock import ZONE

LOOK_UP_URL = "https://motcua.tanbinh.hochiminhcity.gov.vn/tra-cuu/7K3M-9QXA-T2VE-0B5H"
RECEIVED = datetime(2019, 4, 9, 8, 5, tzinfo=ZONE)


def make_heading(*, day: date = date(2019, 4, 9)) -> Heading:
    """The heading of a district office."""
    return Heading(
        superior="Ủy ban nhân dân thành phố Hồ Chí Minh",
        agency="Ủy ban nhân dân quận Tân Bình",
        number="0123/TNHS",
        place="Tân Bình",
        day=day,
    )


def make_applicant(name: str = "Nguyễn Thị Ngọc Huyền") -> Applicant:
    """A citizen of Ward 4."""
    return Applicant(name, "12/3 Hoàng Văn Thụ, Phường 4, quận Tân Bình", "0901234567", "huyen@example.vn")


def make_papers() -> tuple[PaperLine, ...]:
    """Three papers of a building permit."""
    return (
        PaperLine("Đơn đề nghị cấp giấy phép xây dựng", "Bản chính"),
        PaperLine("Giấy chứng nhận quyền sử dụng đất", "Bản sao chứng thực", note="Thiếu trang bổ sung"),
        PaperLine("Bản vẽ thiết kế xây dựng", "Bản chính", copies=2),
    )


def make_look_up(url: str = LOOK_UP_URL) -> LookUp:
    """A look-up link with a token of 16 characters."""
    return LookUp(url, "7K3M-9QXA-T2VE-0B5H")


def make_receipt(
    *, day: date = date(2019, 4, 9), name: str = "Nguyễn Thị Ngọc Huyền", papers: tuple[PaperLine, ...] | None = None
) -> ReceiptData:
    """A receipt for a building permit under the circular in force on `day`."""
    return ReceiptData(
        heading=make_heading(day=day),
        form=form_on("receipt", day),
        code="000.00.04.G18-190409-0001",
        reception="Bộ phận Tiếp nhận và Trả kết quả quận Tân Bình",
        applicant=make_applicant(name),
        request="Cấp giấy phép xây dựng nhà ở riêng lẻ",
        papers=make_papers() if papers is None else papers,
        limit="15 ngày làm việc",
        received_at=RECEIVED,
        due_at=datetime(2019, 5, 2, 8, 5, tzinfo=ZONE),
        delivery="Bộ phận Tiếp nhận và Trả kết quả",
        look_up=make_look_up(),
        fee="75.000 đồng",
        book="01/2019",
        entry="0456",
        receiver="Trần Văn Đức",
        contact=Contact(phone="028 3844 0000"),
    )


def make_supplement() -> SupplementData:
    """A request for two papers."""
    return SupplementData(
        heading=make_heading(),
        form=form_on("supplement", date(2019, 4, 9)),
        code="000.00.04.G18-190409-0001",
        applicant=make_applicant(),
        request="Cấp giấy phép xây dựng nhà ở riêng lẻ",
        papers=make_papers()[1:],
        reason="Giấy chứng nhận chưa có trang bổ sung ghi nhận biến động.",
        contact=Contact("Trần Văn Đức", "028 3844 0000", "motcua.tanbinh.gov.vn"),
        signer="Trần Văn Đức",
        look_up=make_look_up(),
    )


def make_refusal() -> RefusalData:
    """A refusal with its legal ground."""
    return RefusalData(
        heading=make_heading(),
        form=form_on("refusal", date(2019, 4, 9)),
        code="000.00.04.G18-190409-0001",
        applicant=make_applicant(),
        request="Cấp giấy phép xây dựng nhà ở riêng lẻ",
        reason="Thửa đất thuộc hành lang bảo vệ kênh, không đủ điều kiện xây dựng.",
        ground="Điều 93 Luật Xây dựng số 50/2014/QH13",
        contact=Contact(),
        signer="Lê Thị Ánh",
    )


def make_handover() -> HandoverData:
    """A result collected by the applicant."""
    return HandoverData(
        heading=make_heading(),
        code="000.00.04.G18-190409-0001",
        applicant=make_applicant(),
        request="Cấp giấy phép xây dựng nhà ở riêng lẻ",
        results=(PaperLine("Giấy phép xây dựng số 88/GPXD", "Bản chính"),),
        handed_at=datetime(2019, 4, 26, 14, 0, tzinfo=ZONE),
        receiver="Nguyễn Thị Ngọc Huyền",
        receiver_identity="CCCD số ••••••••1234",
        officer="Trần Văn Đức",
    )
