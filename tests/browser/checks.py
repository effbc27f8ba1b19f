"""What must hold on every page, whatever it shows."""

from functools import cache
from pathlib import Path

from playwright.sync_api import Page

DESK, PHONE = 1280, 320  # pixels: a desk, and the narrowest phone, which is also a desk at 400 % zoom
AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = """async (tags) => {
  const options = { runOnly: { type: "tag", values: tags }, resultTypes: ["violations"] };
  const found = await axe.run(document, options);
  const places = (one) => one.nodes.map((node) => node.html).join("\\n  ");
  return found.violations.map((one) => `${one.id}: ${one.help}\\n  ${places(one)}`);
}"""


@cache
def _axe() -> str:
    return AXE.read_text(encoding="utf-8")


def assert_sound(page: Page) -> None:
    """Accessible, and nothing over the edge: as a desk shows the page, and then as the narrowest phone does."""
    for width in (DESK, PHONE):
        page.set_viewport_size({"width": width, "height": 900})
        assert_accessible(page)
        assert_fits(page)


def assert_accessible(page: Page) -> None:
    """Run axe on the page as it stands; every finding fails, with the elements it is about."""
    page.wait_for_load_state()
    if not page.evaluate("'axe' in window"):
        page.evaluate(_axe())
    _nothing(page.evaluate(RUN, TAGS), f"axe on {page.url}")


def assert_fits(page: Page) -> None:
    """Nothing but what scrolls by itself reaches over the right edge: a narrow page scrolls in one direction only."""
    page.wait_for_load_state()
    wide: list[str] = page.evaluate(
        """() => [...document.querySelectorAll("body *")]
          .filter((one) => one.getBoundingClientRect().right > document.documentElement.clientWidth + 1
                           && one.checkVisibility()  // what is folded away takes its place when it opens
                           && !one.closest(".table-scroll, .visually-hidden, .skip-link"))
          .map((one) => one.outerHTML.slice(0, 120))"""
    )
    if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
        wide.append("the page scrolls sideways")
    _nothing(wide, f"width of {page.url}")


def assert_rows_fit(page: Page) -> None:
    """What a row is decided by is in view: the tables whose rows are cards on a phone do not scroll by themselves."""
    page.wait_for_load_state()
    wide: list[str] = page.evaluate(
        """() => [...document.querySelectorAll(".table-scroll:has(.stacked)")]
          .filter((one) => one.scrollWidth > one.clientWidth)
          .map((one) => one.querySelector("caption").textContent)"""
    )
    _nothing(wide, f"tables that scroll on {page.url}")


def _nothing(found: list[str], what: str) -> None:
    """Fail with the whole list, which a comparison would shorten."""
    if found:
        raise AssertionError(f"{what}:\n" + "\n".join(found))
