"""What does a demo resident write where a question asks for words? By the question, as its form has it."""

from collections.abc import Mapping
from typing import Final

PAPERS: Final = ("Bằng tốt nghiệp", "Giấy khai sinh", "Căn cước công dân", "Giấy chứng nhận kết hôn")
PURPOSES: Final = ("Bổ túc hồ sơ xin việc", "Làm hồ sơ nhập học", "Nộp ngân hàng", "Sử dụng theo nhu cầu cá nhân")
_CONTRACTS = ("Hợp đồng mua bán xe", "Hợp đồng ủy quyền", "Hợp đồng thuê nhà", "Hợp đồng tặng cho quyền sử dụng đất")
_HOSPITALS = ("Bệnh viện Thống Nhất", "Bệnh viện quận Tân Bình", "Bệnh viện Chợ Rẫy", "Bệnh viện Nhân dân Gia Định")
_BIRTH_PLACES = ("Bệnh viện Từ Dũ", "Bệnh viện Hùng Vương", "Bệnh viện Mỹ Đức, quận Tân Bình")
_REGISTRIES = ("Ủy ban nhân dân Phường 2, quận Tân Bình", "Ủy ban nhân dân xã Tân Thông Hội, huyện Củ Chi")
_DEATH_PLACES = ("Tại nhà riêng", *_HOSPITALS)
_SCHOOLS = ("Trường THCS Ngô Quyền", "Trường THCS Trường Chinh", "Trường THCS Âu Lạc", "Trường THCS Nguyễn Gia Thiều")
_BUSINESSES = ("Tạp hóa Minh Châu", "Quán cơm Hoa Sen", "Cửa hàng Phương Nam", "Tiệm may Ngọc Lan")
_TRADERS = ("Hộ kinh doanh Thành Đạt", "Công ty TNHH Bách Việt", "Hộ kinh doanh Hòa Bình")
_RELATIVES = ("Nguyễn Thị Hoa", "Trần Văn Nam", "Lê Minh Khang", "Phạm Thị Thu Vân")
_FOREIGNERS = ("Kim Min Jun", "Sato Kenji", "Smith John David", "Chen Wei Ting")
_LOSSES = ("Mất trong khi chuyển nhà", "Thất lạc khi đi đường, đã trình báo công an phường", "Bị hư hỏng do ngập nước")

WORDS: Final[Mapping[str, tuple[str, ...]]] = {
    "Bị từ khi nào, nguyên nhân": ("Từ năm 2015, do tai nạn lao động", "Từ khi sinh ra", "Từ năm 2021, sau tai biến"),
    "Biện pháp xử lý": ("Bể tự hoại ba ngăn, thuê đơn vị thu gom chất thải rắn",),
    "Chức vụ": ("Giám đốc", "Chủ hộ kinh doanh", "Phó Giám đốc"),
    "Chỗ ghi sai": ("Số căn cước công dân của bên B ghi sai một chữ số", "Tên đường ghi thiếu dấu"),
    "Diễn biến và yêu cầu": ("Ranh giới hai thửa đất chưa rõ, đề nghị hòa giải và xác định lại mốc ranh",),
    "Ghi rõ mục đích": ("Bổ túc hồ sơ vay vốn ngân hàng", "Làm thủ tục mua bán nhà"),
    "Họ tên bên tranh chấp": _RELATIVES,
    "Họ tên các bên còn lại": _RELATIVES,
    "Họ và tên": _FOREIGNERS,
    "Họ và tên như trên hộ chiếu": _FOREIGNERS,
    "Họ và tên vợ hoặc chồng": _RELATIVES,
    "Kết hôn với ai": _RELATIVES,
    "Kỳ họp": ("Kỳ họp thứ nhất", "Kỳ họp thứ năm", "Kỳ họp bất thường"),
    "Loại giấy tờ": PAPERS,
    "Loại hình, công suất sản xuất": ("Sản xuất bao bì giấy, 2 tấn mỗi ngày", "May gia công, 500 sản phẩm mỗi ngày"),
    "Lý do": ("Chia cho con xây nhà ở riêng", "Nhu cầu sử dụng của gia đình", "Chuyển nhượng một phần thửa đất"),
    "Lý do chuyển trường": ("Gia đình chuyển nơi cư trú", "Để gần nơi làm việc của cha mẹ"),
    "Lý do chưa khởi công": ("Chưa thu xếp đủ vốn", "Chờ ngày khởi công theo ý gia đình"),
    "Lý do tạm ngừng": ("Sửa chữa cửa hàng", "Chủ hộ đi chữa bệnh dài ngày"),
    "Lý do đăng ký giám hộ": ("Cha mẹ của người được giám hộ đã mất", "Cha mẹ đi lao động ở nước ngoài"),
    "Mã số bảo hiểm xã hội": ("7912345678", "7923456781", "7934567812"),
    "Mất khi nào, trong trường hợp nào": _LOSSES,
    "Mất trong trường hợp nào": _LOSSES,
    "Mục đích đang sử dụng": ("Đất trồng cây lâu năm", "Đất trồng cây hằng năm khác"),
    "Nguyên nhân": ("Bệnh già", "Bệnh tim mạch", "Ung thư phổi", "Tai nạn giao thông"),
    "Nơi chết": _DEATH_PLACES,
    "Nơi cư trú hiện nay": ("Seoul, Hàn Quốc", "Osaka, Nhật Bản", "Đài Bắc, Đài Loan"),
    "Nơi mất": _DEATH_PLACES,
    "Nơi sinh": _BIRTH_PLACES,
    "Nơi đã đăng ký": _REGISTRIES,
    "Nơi đăng ký": _REGISTRIES,
    "Nơi đăng ký khai sinh": _REGISTRIES,
    "Nơi đăng ký khám chữa bệnh ban đầu": _HOSPITALS,
    "Nội dung khác": ("Đề nghị cung cấp thông tin lộ giới",),
    "Nội dung mới": ("Chuyển địa điểm kinh doanh đến 215 Âu Cơ", "Bổ sung ngành bán lẻ nước giải khát"),
    "Nội dung sửa đổi, lý do hủy bỏ": ("Kéo dài thời hạn thuê thêm một năm", "Hai bên thỏa thuận chấm dứt hợp đồng"),
    "Nội dung đang ghi": ("Chữ đệm ghi là “Thi”", "Năm sinh ghi là 1986"),
    "Nội dung đề nghị ghi": ("Chữ đệm là “Thị”", "Năm sinh là 1968"),
    "Nội dung ủy quyền": ("Nhận lương hưu hằng tháng", "Nộp và nhận kết quả hồ sơ nhà đất"),
    "Quan hệ với liệt sĩ": ("Con", "Cháu nội", "Em ruột"),
    "Quê quán": ("Tiền Giang", "Bến Tre", "Quảng Ngãi", "Long An"),
    "Số tài khoản nhận tiền, ngân hàng": ("0071000123456, Vietcombank", "1900202134567, Agribank"),
    "Sửa thành": ("079180012345", "Đường Hoàng Hoa Thám"),
    "Trường xin chuyển đến": _SCHOOLS,
    "Trường đang học": _SCHOOLS,
    "Tên cơ quan": ("Hội đồng nhân dân phường",),
    "Tên cơ sở": _BUSINESSES,
    "Tên cửa hàng": _BUSINESSES,
    "Tên dự án, cơ sở": ("Xưởng in Tân Tiến", "Cơ sở may Hồng Phát"),
    "Tên giấy tờ": PAPERS,
    "Tên hộ kinh doanh": _BUSINESSES,
    "Tên hợp đồng, giao dịch": _CONTRACTS,
    "Tên nhóm, lớp": ("Nhóm trẻ Hoa Hồng", "Lớp mẫu giáo Ong Vàng"),
    "Tên thương nhân": _TRADERS,
    "Tên tổ chức, hộ kinh doanh": _TRADERS,
    "Tên văn bản": ("Giấy ủy quyền", "Giấy cam kết", "Sơ yếu lý lịch"),
    "Đơn vị hoặc người thiết kế": ("Công ty TNHH Thiết kế Xây dựng An Gia", "Công ty Cổ phần Kiến trúc Sài Gòn Mới"),
    "Đối tượng trợ cấp": ("Người cao tuổi hưởng trợ cấp xã hội", "Người khuyết tật nặng"),
}
