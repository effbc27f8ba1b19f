"""Letters that the font has not must not stop a letter from being printed."""

from hypothesis import given
from hypothesis import strategies as st

from motcua.foundation.documents.glyphs import STAND_IN, covered_by, drawable, drawable_data
from motcua.foundation.documents.pdf import FONT_FILE

_COVERED = covered_by(FONT_FILE)
_VIETNAMESE = "aăâeêioôơuưy"
_TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")


def test_every_vietnamese_letter_is_drawn() -> None:
    letters = "".join(vowel + tone for vowel in _VIETNAMESE for tone in _TONES) + "đbcghklmnpqrstvx"
    whole = letters + letters.upper() + "0123456789.,;:!?()“”‘’–…/@#%&+-•□₫"
    assert STAND_IN not in drawable(whole.replace(STAND_IN, ""), _COVERED)


def test_other_letters_get_a_stand_in_and_controls_go() -> None:
    assert drawable("Lê 中 😀\x00\u202e\nB", _COVERED) == "Lê □ □\nB"


def test_every_text_inside_data_is_treated() -> None:
    data = {"a": ["中", {"b": ("😀", 1, None, True)}]}
    assert drawable_data(data, _COVERED) == {"a": ["□", {"b": ["□", 1, None, True]}]}


@given(st.text())
def test_whatever_comes_out_can_be_drawn(text: str) -> None:
    assert all(letter == "\n" or ord(letter) in _COVERED for letter in drawable(text, _COVERED))
