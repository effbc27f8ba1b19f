"""What a name becomes before anyone sees it or saves by it."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.foundation.attachments.names import extension_of, safe_name, trick_in, with_extension


@pytest.mark.parametrize(
    ("given_name", "shown"),
    [
        ("Tờ khai.pdf", "Tờ khai.pdf"),
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("..\\..\\windows\\system.pdf", "system.pdf"),
        ("/etc/passwd", "passwd.pdf"),
        ("C:\\Users\\Lan\\Giấy tờ\\CCCD.pdf", "CCCD.pdf"),
        ("anh\x00.pdf", "anh.pdf"),
        ("anh.exe\x00.pdf", "anh.exe.pdf"),
        ("hoa\u202efdp.exe", "hoafdp.exe"),
        ("\u2066anh\u2069\u200b.pdf", "anh.pdf"),
        ("a\r\nSet-Cookie: x.pdf", "a Set-Cookie_ x.pdf"),
        ('a"<b>|c?*.pdf', "a__b__c__.pdf"),
        ("con.pdf", "_con.pdf"),
        ("NUL", "_NUL.pdf"),
        ("lpt1.tar.pdf", "_lpt1.tar.pdf"),
        ("console.pdf", "console.pdf"),
        ("...", "tep.pdf"),
        ("", "tep.pdf"),
        (".htaccess", "htaccess.pdf"),
        ("  a   b  .pdf ", "a b.pdf"),
        ("To\u031b\u0300 khai.pdf", "Tờ khai.pdf"),
        ("x" * 300 + ".pdf", "x" * 116 + ".pdf"),
        ("khong duoi", "khong duoi.pdf"),
        ("a.pdf/", "tep.pdf"),
    ],
)
def test_a_tricky_name_becomes_a_plain_one(given_name: str, shown: str) -> None:
    assert safe_name(given_name, extension=".pdf") == shown


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("../../etc/passwd.pdf", "name_path"),
        ("..\\..\\windows\\system.pdf", "name_path"),
        ("/etc/passwd", "name_path"),
        ("C:\\Users\\Lan\\CCCD.pdf", "name_path"),
        ("C:CCCD.pdf", "name_path"),
        ("\\\\may-chu\\chung\\a.pdf", "name_path"),
        ("..", "name_path"),
        (" . ", "name_path"),
        ("a.pdf/", "name_path"),
        ("anh\x00.pdf", "name_control"),
        ("anh.exe\x00.pdf", "name_control"),
        ("a\r\nSet-Cookie: x.pdf", "name_control"),
        ("a\x85.pdf", "name_control"),
        ("hoa\u202efdp.exe", "name_direction"),
        ("\u2066anh\u2069.pdf", "name_direction"),
        ("con.pdf", "name_device"),
        ("NUL", "name_device"),
        ("Lpt1.tar.pdf", "name_device"),
        (" aux .pdf", ""),
        ("console.pdf", ""),
        ("Tờ khai.pdf", ""),
        ("Ảnh chụp màn hình 3.45\u202fPM.png", ""),
        ("giấy ủy quyền: bản 2.pdf", ""),
        ("tờ khai..pdf", ""),
        (".htaccess", ""),
        ("", ""),
    ],
)
def test_a_name_that_is_more_than_a_name_is_told(name: str, code: str) -> None:
    assert trick_in(name) == code


@given(st.text(max_size=400))
def test_a_name_made_safe_has_no_trick_left(name: str) -> None:
    assert trick_in(safe_name(name, extension=".pdf")) == ""


@given(st.text(max_size=400))
def test_every_name_becomes_safe_and_stays_so(name: str) -> None:
    made = safe_name(name, extension=".pdf")
    assert 0 < len(made) <= 121
    assert not set(made) & set('/\\<>:"|?*\0')
    assert not any(unicodedata.category(letter).startswith("C") for letter in made)
    assert made.strip(" .") == made
    assert safe_name(made, extension=".pdf") == made


def test_the_extension_is_read_and_changed() -> None:
    assert extension_of("IMG_1.HEIC") == ".heic"
    assert extension_of("khong duoi") == ""
    assert with_extension("IMG_1.HEIC", ".jpg") == "IMG_1.jpg"
    assert with_extension("khong duoi", ".jpg") == "khong duoi.jpg"
