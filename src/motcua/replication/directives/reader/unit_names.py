"""How are names of units written? Without diacritics, abbreviations written out, the office for its officer."""

import re
from functools import lru_cache

from motcua.foundation.ui.text import fold

Words = tuple[str, ...]

_ABBREVIATIONS = (
    (r"ubmttqvn|ubmttq(?: viet nam| vn)?|mttq(?: viet nam| vn)?", "uy ban mat tran to quoc viet nam"),
    (r"ttub", "thuong truc uy ban nhan dan"),
    (r"tt\.?\s*qu", "thuong truc quan uy"),
    (r"ubnd", "uy ban nhan dan"),
    (r"hdnd", "hoi dong nhan dan"),
    (r"vpdkdd", "van phong dang ky dat dai"),
    (r"vp", "van phong"),
    (r"tp\.?\s*hcm|tphcm", "thanh pho ho chi minh"),
    (r"tp", "thanh pho"),
    (r"thcs", "trung hoc co so"),
    (r"bhxh", "bao hiem xa hoi"),
    (r"gd\s*(?:&|-|va)?\s*dt", "giao duc dao tao"),
    (r"ld\s*-?\s*tb\s*(?:&|-|va)?\s*xh|ldtbxh", "lao dong thuong binh xa hoi"),
    (r"tn\s*(?:&|-|va)?\s*mt", "tai nguyen moi truong"),
    (r"tc\s*-\s*kh", "tai chinh ke hoach"),
    (r"qldt", "quan ly do thi"),
    (r"csxh", "chinh sach xa hoi"),
    (r"gdnn\s*-?\s*gdtx", "giao duc nghe nghiep giao duc thuong xuyen"),
    (r"lhpn", "lien hiep phu nu"),
    (r"ccb", "cuu chien binh"),
    (r"ldld", "lien doan lao dong"),
    (r"q(?=\.|\s+tan|$|/)", "quan"),
    (r"p(?=\.?\s*\d)", "phuong "),
)
_WRITTEN_OUT = [(re.compile(rf"(?<![a-z])(?:{short})(?![a-z])\.?"), f" {long} ") for short, long in _ABBREVIATIONS]
_WORD = re.compile(r"[a-z]+|\d+")
_SILENT = frozenset({"va", "cua", "o"})
# whoever leads a body is written to as the body
_OFFICERS = (
    "thuong truc",
    "dong chi",
    "thu truong",
    "lanh dao",
    "chu tich",
    "giam doc",
    "chi cuc truong",
    "doi truong",
    "hieu truong",
    "bi thu",
    "chi huy truong",
    "vien truong",
    "chanh an",
    "truong ban",
)
_LEADS = re.compile(rf"^(?:(?:cac )?(?:{'|'.join(_OFFICERS)}) )+")
_HEAD_OF = re.compile(r"^(?:cac )?(?:truong (?=phong|cong an)|chanh (?=van phong|thanh tra))")


@lru_cache(maxsize=8192)
def words(text: str) -> Words:
    """Return the words of a name: abbreviations written out, "và" and "của" left out."""
    plain = fold(text)
    for short, long in _WRITTEN_OUT:
        plain = short.sub(long, plain)
    return tuple(word for word in _WORD.findall(plain) if word not in _SILENT)


def body_words(text: str) -> Words:
    """Return the words of the body that a name or the title of its leader means."""
    plain = _LEADS.sub("", " ".join(words(text)) + " ")
    return tuple(_HEAD_OF.sub("", plain).split())
