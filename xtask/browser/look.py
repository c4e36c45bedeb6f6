"""How pages are looked at: from the file system, wide and narrow, light and dark. Nothing
may fail, nothing may come from elsewhere, and what axe knows of readers must hold.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import ConsoleMessage, Page, Request, sync_playwright

# What moves comes to rest: two frames in which it may begin, then its end.
AT_REST = """
async () => {
  for (let i = 0; i < 2; i += 1) await new Promise(requestAnimationFrame);
  const ends = animation => animation.effect.getComputedTiming().endTime < Infinity;
  const moving = document.getAnimations().filter(ends);
  await Promise.allSettled(moving.map(animation => animation.finished));
}
"""

WIDTHS = {"wide": 1300, "narrow": 400}


class Looks:
    """A browser, and what was found wrong in it."""

    def __init__(self, new_page: Callable[..., Page]) -> None:
        self.new_page = new_page
        self.wrong: list[str] = []

    def pages(self, width: int) -> Iterator[Page]:
        """A page of this width in each of the two colors."""
        for scheme in ("light", "dark"):
            page = self.new_page(
                color_scheme=scheme, viewport={"width": width, "height": 900}
            )
            self.watch(page)
            yield page
            page.close()

    def watch(self, page: Page) -> None:
        """Notes what fails, and what is asked of the network."""

        def told(message: ConsoleMessage) -> None:
            if message.type == "error":
                self.wrong.append(f"{page.url}: {message.text}")

        def asked(request: Request) -> None:
            if not request.url.startswith(("file:", "data:", "blob:", "about:")):
                self.wrong.append(f"{page.url} asks for {request.url}")

        page.on("pageerror", lambda error: self.wrong.append(f"{page.url}: {error}"))
        page.on("console", told)
        page.on("request", asked)

    def check(self, page: Page, without: tuple[str, ...] = ()) -> None:
        """Asks axe about the page as it is now, but for some rules: contrast, names of
        controls, headings. It loads nothing itself, which a page of a file must not.
        Colors are those at rest.
        """
        page.evaluate(AT_REST)
        rules = {rule: {"enabled": False} for rule in without}
        options = {"resultTypes": ["violations"], "preload": False, "rules": rules}
        for violation in Axe().run(page, options=options).response["violations"]:
            places = [" ".join(map(str, node["target"])) for node in violation["nodes"]]
            told = f"{violation['id']} ({violation['help']})"
            self.wrong.append(f"{page.url}: {told}: {', '.join(places[:5])}")


def visit(page: Page, path: Path) -> None:
    """Opens a page, which is no wider than the window."""
    page.goto(path.as_uri())
    width = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert width <= 0, f"{path.name} is {width} pixels too wide"


@contextmanager
def looks(chromium: str) -> Iterator[Looks]:
    """Starts a browser; at the end tells all that is wrong."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox"]
        )
        looks = Looks(browser.new_page)
        yield looks
        browser.close()
    if looks.wrong:
        raise SystemExit("\n".join(dict.fromkeys(looks.wrong)))
