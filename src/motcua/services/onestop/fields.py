"""Which fields (lĩnh vực) of the national catalogue do our procedures belong to?"""

from collections.abc import Mapping

from motcua.foundation.forms.definition import Text

FIELDS: Mapping[str, Text] = {
    "civil_status": Text(vi="Hộ tịch", en="Civil status"),
    "certification": Text(vi="Chứng thực", en="Certification"),
    "construction": Text(vi="Hoạt động xây dựng", en="Construction"),
    "planning": Text(vi="Quy hoạch xây dựng, kiến trúc", en="Planning and architecture"),
    "business": Text(vi="Thành lập và hoạt động của hộ kinh doanh", en="Household businesses"),
    "trade": Text(vi="Lưu thông hàng hóa trong nước", en="Domestic trade"),
    "land": Text(vi="Đất đai", en="Land"),
    "insurance": Text(vi="Bảo hiểm y tế", en="Health insurance"),
    "merit": Text(vi="Người có công", en="People with merit"),
    "environment": Text(vi="Môi trường", en="Environment"),
    "local_government": Text(vi="Chính quyền địa phương", en="Local government"),
    "social_protection": Text(vi="Bảo trợ xã hội", en="Social protection"),
    "education": Text(vi="Giáo dục và đào tạo", en="Education"),
    "food_safety": Text(vi="An toàn thực phẩm", en="Food safety"),
    "tax": Text(vi="Thuế", en="Tax"),
}
