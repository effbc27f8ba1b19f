"""QR codes for pages, mails and letters."""

import io
import re

import pytest
import zxingcpp
from PIL import Image

from motcua.foundation.documents.qr import QUIET_ZONE, matrix, qr_modules, qr_png, qr_svg
from tests.factories.documents import LOOK_UP_URL


@pytest.mark.parametrize("scale", [2, 3, 8])
def test_the_picture_reads_back(scale: int) -> None:
    (found,) = zxingcpp.read_barcodes(Image.open(io.BytesIO(qr_png(LOOK_UP_URL, scale))).convert("L"))
    assert (found.text, str(found.ec_level)) == (LOOK_UP_URL, "M")


def test_the_drawing_obeys_the_content_security_policy() -> None:
    drawing = qr_svg(LOOK_UP_URL, title="Mã QR")
    assert drawing.startswith("<svg ")
    assert "style=" not in drawing
    assert "<style" not in drawing
    assert "<script" not in drawing
    assert 'class="qr"' in drawing
    assert "<title>Mã QR</title>" in drawing


def test_a_hostile_title_is_escaped() -> None:
    assert "<script" not in qr_svg("x", title="<script>alert(1)</script>")


def test_the_drawing_has_a_quiet_zone_of_four_modules() -> None:
    side = len(matrix(LOOK_UP_URL))
    found = re.search(r'viewBox="0 0 (\d+) (\d+)"', qr_svg(LOOK_UP_URL))
    assert found is not None
    assert {int(found[1]), int(found[2])} == {side + 2 * QUIET_ZONE}


def test_the_bars_for_the_letters_are_the_matrix() -> None:
    code = qr_modules(LOOK_UP_URL)
    drawn = [[False] * code["size"] for _row in range(code["size"])]
    for x, y, width in code["bars"]:
        for column in range(x, x + width):
            assert not drawn[y][column]
            drawn[y][column] = True
    assert drawn == matrix(LOOK_UP_URL)
