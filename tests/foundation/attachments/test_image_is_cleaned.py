"""Pictures are kept upright, as pixels only."""

import io

import pytest
from PIL import Image, ImageCms
from PIL.PngImagePlugin import PngInfo

from motcua.foundation.attachments import content
from motcua.foundation.attachments.models import StoredFile
from tests.factories.attachments import make_image, make_jpeg, make_stored_file

pytestmark = pytest.mark.django_db


def _kept(stored: StoredFile) -> bytes:
    with content.open_content(stored) as file:
        return file.read()


def _opened(stored: StoredFile) -> Image.Image:
    return Image.open(io.BytesIO(_kept(stored)))


def test_the_place_and_the_maker_of_a_photograph_are_gone() -> None:
    stored = make_stored_file(make_jpeg(), name="cccd.jpg")
    assert dict(_opened(stored).getexif()) == {}
    assert b"Dien thoai bi mat" not in _kept(stored)
    assert b"Exif" not in _kept(stored)


@pytest.mark.parametrize(("orientation", "size"), [(1, (640, 480)), (3, (640, 480)), (6, (480, 640)), (8, (480, 640))])
def test_a_photograph_is_turned_as_its_camera_says(orientation: int, size: tuple[int, int]) -> None:
    stored = make_stored_file(make_jpeg(orientation=orientation), name="cccd.jpg")
    assert _opened(stored).size == size


def test_a_turned_photograph_has_its_left_half_where_it_belongs() -> None:
    pixel = _opened(make_stored_file(make_jpeg(orientation=3), name="cccd.jpg")).getpixel((100, 100))
    assert isinstance(pixel, tuple)
    assert pixel[2] > 200
    assert pixel[0] < 60


def test_texts_and_profiles_of_a_png_are_gone_and_its_pixels_stay() -> None:
    words = PngInfo()
    words.add_text("Author", "Nguyễn Văn A")
    out = io.BytesIO()
    original = Image.open(io.BytesIO(make_image()))
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    original.save(out, "PNG", pnginfo=words, icc_profile=profile)
    kept = _opened(make_stored_file(out.getvalue(), name="a.png"))
    assert kept.info == {}
    assert kept.tobytes() == original.tobytes()


def test_what_hangs_on_behind_a_picture_is_cut_off() -> None:
    stored = make_stored_file(make_jpeg() + b"<?php system('id'); ?>", name="a.jpg")
    assert b"<?php" not in _kept(stored)


def test_a_very_large_photograph_is_kept_at_half_its_size() -> None:
    stored = make_stored_file(make_image("JPEG", size=(8000, 4000)), name="a.jpg")
    assert _opened(stored).size == (4000, 2000)


def test_a_scan_of_many_pages_becomes_a_pdf() -> None:
    out = io.BytesIO()
    pages = [Image.new("1", (1700, 2200), 1) for _page in range(3)]
    pages[0].save(out, "TIFF", save_all=True, append_images=pages[1:], dpi=(200, 200), compression="group4")
    stored = make_stored_file(out.getvalue(), name="quet.tiff")
    assert (stored.media_type, stored.pages, stored.download_name) == ("application/pdf", 3, "quet.pdf")
