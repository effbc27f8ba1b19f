"""A hand that signs in the frame for the receiver of a result."""

from playwright.sync_api import Page

# places on the way of the pen, as shares of the frame
_WAY = ((0.1, 0.6), (0.3, 0.2), (0.4, 0.8), (0.6, 0.3), (0.9, 0.5))


def sign(page: Page) -> None:
    """Draw a signature with the mouse."""
    frame = page.locator("canvas")
    frame.scroll_into_view_if_needed()
    box = frame.bounding_box()
    assert box is not None
    places = [(box["x"] + box["width"] * across, box["y"] + box["height"] * down) for across, down in _WAY]
    page.mouse.move(*places[0])
    page.mouse.down()
    for place in places[1:]:
        page.mouse.move(*place, steps=5)
    page.mouse.up()
