"""Looks at the site in a browser, from the file system: nothing fails, nothing comes from
elsewhere, the choice of a language is kept, and search finds. usage: browser.py SITE CHROMIUM
"""

import sys
from pathlib import Path

from playwright.sync_api import (
    ConsoleMessage,
    Page,
    Request,
    expect,
    sync_playwright,
)

WIDTHS = {"wide": 1300, "narrow": 400}


def watch(page: Page, wrong: list[str]) -> None:
    """Notes what fails, and what is asked of the network."""

    def told(message: ConsoleMessage) -> None:
        if message.type == "error":
            wrong.append(f"{page.url}: {message.text}")

    def asked(request: Request) -> None:
        if not request.url.startswith(("file:", "data:", "blob:", "about:")):
            wrong.append(f"{page.url} asks for {request.url}")

    page.on("pageerror", lambda error: wrong.append(f"{page.url}: {error}"))
    page.on("console", told)
    page.on("request", asked)


def visit(page: Page, path: Path) -> None:
    """Opens a page, which is no wider than the window."""
    page.goto(path.as_uri())
    width = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert width <= 0, f"{path.name} is {width} pixels too wide"


def language_is_kept(page: Page, site: Path) -> None:
    """A language that is chosen on one page is shown on another, and after the page is
    loaded again.
    """
    visit(page, site / "first-minute.html")
    page.get_by_text("Ruby", exact=True).first.click()
    expect(page.get_by_text("gem install").first).to_be_visible()
    visit(page, site / "types" / "Atom.html")
    expect(page.get_by_text("class Polyatom::Atom").first).to_be_visible()
    page.reload()
    expect(page.get_by_text("class Polyatom::Atom").first).to_be_visible()


def search_finds(page: Page, site: Path) -> None:
    """Search is opened, asked and followed by the keyboard alone."""
    visit(page, site / "index.html")
    page.keyboard.press("Control+k")
    page.keyboard.type("missing_operator")
    expect(page.get_by_role("option").first).to_contain_text("missing_operator")
    page.keyboard.press("Enter")
    page.wait_for_url("**/errors/missing_operator.html*")


def main() -> None:
    """Looks at all pages, and tells what is wrong."""
    site, chromium = Path(sys.argv[1]).resolve(), sys.argv[2]
    wrong: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox"]
        )
        for width in WIDTHS.values():
            for is_dark in (False, True):
                page = browser.new_page(
                    color_scheme="dark" if is_dark else "light",
                    viewport={"width": width, "height": 900},
                )
                watch(page, wrong)
                for name in ("index", "cookbook", "types/Version", "pms", "speed"):
                    visit(page, site / f"{name}.html")
                if width > 1000:
                    language_is_kept(page, site)
                    search_finds(page, site)
                page.close()
        browser.close()
    if wrong:
        raise SystemExit("\n".join(wrong))


if __name__ == "__main__":
    main()
