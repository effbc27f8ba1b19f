"""Somebody at the keys: no mouse, every stroke counted, at the pace of a person or as fast as the browser takes it."""

import unicodedata

from playwright.sync_api import Page

FURTHEST = 60  # stops of the Tab key on one page
CARD = "079190000123|023456789|Nguyễn Thị Ánh|02031990|Nữ|12 Ba Vân, Phường 14, Tân Bình, TP. Hồ Chí Minh|01012022"
# what is typed after the scan, by field, for `cham-dut-giam-ho`: ten questions, five of them answered by the card
GUARDIANSHIP = (
    ("phone", "0901234567"),
    ("ward_name", "Trần Gia Bảo"),
    ("entry_number", "12/2015"),
    ("entry_date", "04/05/2015"),
)


class Typist:
    """A person typing. `pace` is milliseconds a stroke, `scanner` milliseconds a character of a hand scanner.

    Strokes are those of the Telex method: a letter with a mark is the letter, its shape and its tone.
    """

    def __init__(self, page: Page, *, pace: float = 0, scanner: float = 0) -> None:
        self.page, self.pace, self.scanner = page, pace, scanner
        self.strokes = 0

    def scan(self, text: str) -> None:
        """Let the scanner type what it reads, with the Enter it ends with; a person presses nothing."""
        self.page.keyboard.type(text, delay=self.scanner)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def press(self, key: str) -> None:
        """Press one key."""
        self._count(1)
        self.page.keyboard.press(key)

    def type(self, text: str) -> None:
        """Type words into what has the focus."""
        for letter in text:
            self._count(strokes_of(letter))
            self.page.keyboard.type(letter)

    def go_to(self, name: str) -> None:
        """Press Tab until the field of this name has the focus."""
        for _ in range(FURTHEST):
            if self.page.evaluate("document.activeElement.name") == name:
                return
            self.press("Tab")
        raise AssertionError(f"The Tab key does not lead to {name}.")

    def _count(self, strokes: int) -> None:
        self.strokes += strokes
        if self.pace:
            self.page.wait_for_timeout(self.pace * strokes)


def strokes_of(letter: str) -> int:
    """Return how many keys Telex needs for a letter: ễ is e, e, x; đ is d, d; a capital takes Shift as well."""
    plain = unicodedata.normalize("NFD", letter)
    return len(plain) + (letter in "đĐ") + plain[0].isupper()


def enter_guardianship(keys: Typist) -> None:
    """Enter the end of a guardianship at the counter, from the open page to the printed receipt's link."""
    keys.scan(CARD)
    for name, answer in GUARDIANSHIP:
        keys.go_to(name)
        keys.type(answer)
    keys.go_to("ground")
    keys.press("Space")
    keys.go_to("truthful")
    keys.press("Space")
    with keys.page.expect_navigation():
        keys.press("Enter")
