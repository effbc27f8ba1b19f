"""A hand that has a keyboard and nothing else. Each stop must be seen: on screen, uncovered, ringed."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import FilePayload, Locator, Page

from tests.browser.checks import assert_accessible, assert_fits

MOST_STOPS = 120
# of the element in focus or, when it is drawn by its label, of that: what is wrong with how it shows its focus
STOP = """async (target) => {
  const one = document.activeElement;
  if (!one || one === document.body) return [false, ""];
  const shapes = [one, ...(one.labels ?? [])];
  const isSeen = () => shapes.some((shape) => [...shape.getClientRects()].some((box) => {
    const left = Math.max(0, box.left), right = Math.min(innerWidth, box.right);
    const top = Math.max(0, box.top), bottom = Math.min(innerHeight, box.bottom);
    if (right - left < 2 || bottom - top < 2) return false;
    const there = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
    return there && (shape.contains(there) || there.contains(shape));
  }));
  let seen = isSeen();
  for (let frame = 0; frame < 60 && !seen; frame += 1) {  // the page scrolls to it
    await new Promise(requestAnimationFrame);
    seen = isSeen();
  }
  const ringed = shapes.some((shape) => {
    const style = getComputedStyle(shape);
    return (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== "none";
  });
  const fault = !seen ? "cannot be seen" : !ringed ? "does not show its focus" : "";
  return [one === target, fault && `${fault}: ${one.outerHTML.slice(0, 200)}`];
}"""
NAME = "document.activeElement.name"


class Keyboard:
    """Goes through pages by Tab, arrows, Space and Enter; every page it comes to fits and is accessible."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.type = page.keyboard.type
        self.press = page.keyboard.press
        # somebody listens from the start: Chromium is told so while it runs, and a choice opened before that is lost
        page.on("filechooser", lambda _chooser: None)

    def look(self) -> None:
        """Check the page as it stands."""
        assert_accessible(self.page)
        assert_fits(self.page)

    def walk_to(self, target: Locator) -> None:
        """Press Tab until the target has the focus."""
        wanted = target.locator("visible=true").first.element_handle()
        for stop in range(MOST_STOPS):
            is_there, fault = self.page.evaluate(STOP, wanted)
            if fault:
                raise AssertionError(f"{self.page.url}: after {stop} stops, {fault}")
            if is_there:
                return
            self.press("Tab")
        raise AssertionError(f"{self.page.url}: no way by Tab to {target}")

    def follow(self, target: Locator) -> None:
        """Walk to a link or button, press Enter and look at the page it leads to."""
        self.walk_to(target)
        with self.leads_on():
            self.press("Enter")

    def button(self, name: str) -> None:
        """Follow the button with this name."""
        self.follow(self.page.get_by_role("button", name=re.compile(f"^{re.escape(name)}")))

    def link(self, name: str) -> None:
        """Follow the last link with this name."""
        self.follow(self.page.get_by_role("link", name=name, exact=True).last)

    def fill(self, target: Locator, text: str) -> None:
        """Walk to a field and type."""
        self.walk_to(target)
        self.type(text)

    def tick(self, target: Locator) -> None:
        """Walk to a box and tick it."""
        self.walk_to(target)
        self.press("Space")
        assert target.is_checked()

    def choose(self, target: Locator) -> None:
        """Go into the group of a radio button and by the arrows to this one."""
        name = target.get_attribute("name")
        for _stop in range(MOST_STOPS):
            if self.page.evaluate(NAME) == name:
                break
            self.press("Tab")
        self.press("Space")
        for _stop in range(MOST_STOPS):
            if target.is_checked():
                break
            self.press("ArrowDown")
        self.walk_to(target)  # it has the focus, and shows it

    def attach(self, target: Locator, file: FilePayload) -> None:
        """Open the choice of a file by Space."""
        self.walk_to(target)
        with self.page.expect_file_chooser() as opened:
            self.press("Space")
        opened.value.set_files(file)

    @contextmanager
    def leads_on(self) -> Iterator[None]:
        """Look at the page that what is done inside leads to."""
        with self.page.expect_navigation():
            yield
        self.look()
