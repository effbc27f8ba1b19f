"""Who lives in the demo? Invented residents with plausible names, numbers and addresses; nobody real.

Identity numbers follow the shape of the law: three digits of the place of birth registration, one of century and sex,
two of the birth year, six free ones.
"""

import random
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

FAMILY_NAMES: Final = (
    *("Nguyễn",) * 38,
    *("Trần",) * 12,
    *("Lê",) * 10,
    *("Phạm",) * 7,
    *("Huỳnh",) * 5,
    *("Võ",) * 4,
    *("Phan",) * 4,
    *("Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương", "Lý", "Trương", "Đinh", "Lâm", "Mai", "Tô", "Châu", "Quách"),
)
MIDDLE_NAMES: Final = {
    "male": ("Văn", "Hữu", "Minh", "Quốc", "Thành", "Đức", "Anh", "Gia", "Hoàng", "Xuân", "Ngọc", "Tấn", "Công"),
    "female": ("Thị", "Thị Mỹ", "Thị Thu", "Ngọc", "Thị Kim", "Thanh", "Bảo", "Thị Hồng", "Phương", "Thùy", "Thị Ngọc"),
}
GIVEN_NAMES: Final = {
    "male": (
        *("An", "Bình", "Cường", "Dũng", "Đạt", "Hải", "Hiếu", "Hùng", "Huy", "Khang", "Khoa", "Long", "Lộc", "Nam"),
        *("Nghĩa", "Phúc", "Phước", "Quân", "Sơn", "Tài", "Tâm", "Thắng", "Thịnh", "Trung", "Tuấn", "Việt", "Vinh"),
    ),
    "female": (
        *("Anh", "Châu", "Chi", "Dung", "Đào", "Giang", "Hà", "Hạnh", "Hằng", "Hoa", "Huệ", "Hương", "Lan", "Liên"),
        *(
            "Linh",
            "Loan",
            "Mai",
            "My",
            "Nga",
            "Ngân",
            "Nhung",
            "Oanh",
            "Phượng",
            "Thảo",
            "Trang",
            "Tuyết",
            "Vân",
            "Yến",
        ),
    ),
}
STREETS: Final = (
    *("Cộng Hòa", "Trường Chinh", "Hoàng Văn Thụ", "Lý Thường Kiệt", "Âu Cơ", "Lạc Long Quân", "Phạm Văn Hai"),
    *("Bùi Thị Xuân", "Nguyễn Thái Bình", "Út Tịch", "Hoàng Hoa Thám", "Nguyễn Hồng Đào", "Ba Vân", "Bàu Cát"),
    *("Đồng Đen", "Trương Công Định", "Võ Thành Trang", "Phan Huy Ích", "Phạm Phú Thứ", "Nghĩa Phát", "Lê Minh Xuân"),
)
BIRTH_PLACES: Final = (*("079",) * 14, "077", "074", "075", "080", "082", "083", "087", "052", "049", "001", "040")
OLDEST: Final = 82
YOUNGEST: Final = 18
FIRST_YEAR_OF_CENTURY: Final = 2000
SHARE_WITH_EMAIL: Final = 0.4


@dataclass(frozen=True)
class Resident:
    """An invented adult."""

    full_name: str
    sex: str
    birth_date: date
    identity_number: str
    phone: str
    email: str
    house: str
    street: str


def full_name(chance: random.Random, sex: str) -> str:
    """Return a family name, a middle name and a given name."""
    return f"{chance.choice(FAMILY_NAMES)} {chance.choice(MIDDLE_NAMES[sex])} {chance.choice(GIVEN_NAMES[sex])}"


def resident(chance: random.Random, on: date) -> Resident:
    """Return an adult as of `on`; the same `chance` state gives the same person."""
    sex = chance.choice(("male", "female"))
    born = on - timedelta(days=chance.randint(YOUNGEST * 366, OLDEST * 365))
    number = chance.randrange(10**6)
    century = (0 if born.year < FIRST_YEAR_OF_CENTURY else 2) + (sex == "female")
    return Resident(
        full_name=full_name(chance, sex),
        sex=sex,
        birth_date=born,
        identity_number=f"{chance.choice(BIRTH_PLACES)}{century}{born.year % 100:02d}{number:06d}",
        phone=f"0901{chance.randrange(10**6):06d}",
        email=f"nguoi.dan.{number:06d}@vidu.invalid" if chance.random() < SHARE_WITH_EMAIL else "",
        house=f"{chance.randint(1, 690)}{chance.choice(('', '', '/' + str(chance.randint(1, 60))))}",
        street=chance.choice(STREETS),
    )
