"""What a citizen does in the browser, for several tests."""

from playwright.sync_api import FilePayload, Page, expect

from tests.factories.attachments import make_jpeg
from tests.factories.onestop import Office


def photo(name: str = "Đơn đề nghị.jpg") -> FilePayload:
    """Return a photographed paper."""
    return {"name": name, "mimeType": "image/jpeg", "buffer": make_jpeg()}


def go_on(page: Page) -> None:
    """Save the page and go to the next."""
    page.get_by_role("button", name="Lưu và tiếp tục").click()


def start(page: Page, office: Office) -> None:
    """Go from the catalogue, found without diacritics, to the first section."""
    page.goto("/thu-tuc/")
    page.get_by_label("Tìm thủ tục").fill("cap giay phep")
    page.get_by_role("button", name="Tìm").click()
    page.locator(f'a[href="/thu-tuc/{office.slug}/"]').click()
    page.get_by_role("link", name="Nộp hồ sơ trực tuyến").last.click()
    page.get_by_role("button", name="Bắt đầu").click()


def fill_person(page: Page) -> None:
    """Answer the first section."""
    page.locator('[name="full_name"]').fill("Nguyễn Thị Ánh")
    page.locator('[name="identity_number"]').fill("079190012345")
    page.locator('[name="phone"]').fill("0901234567")
    go_on(page)


def fill_matter(page: Page) -> None:
    """Answer the second section."""
    page.locator('[name="is_renewal"][value="no"]').check()
    page.locator('[name="purpose"]').fill("Bán lẻ")
    go_on(page)


def upload(page: Page) -> None:
    """Attach the only paper and see it proven back."""
    page.locator("#file-request").set_input_files(photo())
    page.get_by_role("button", name="Tải lên").click()
    expect(page.get_by_text("SHA-256:")).to_be_visible()


def send(page: Page) -> None:
    """Give the last word and send."""
    page.get_by_label("Tôi cam đoan").check()
    page.get_by_role("button", name="Gửi hồ sơ").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Đã nhận hồ sơ")
