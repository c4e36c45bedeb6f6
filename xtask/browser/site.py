"""Looks at the site: the choice of a language is kept, search finds, and the playground
answers.
usage: site.py SITE CHROMIUM
"""

import re
import sys
from pathlib import Path

import playground
from look import WIDTHS, looks, visit
from playwright.sync_api import Page, expect

# The theme's own: it names the parts of its navigation alike, and leaves tables that are
# too wide to the browser, which scrolls them by the keyboard.
NOT_OURS = ("landmark-unique", "scrollable-region-focusable")


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


def language_is_in_the_address(page: Page, site: Path) -> None:
    """A choice stands in the address, and an address makes a choice, on a page of a file."""
    visit(page, site / "types" / "Version.html")
    page.get_by_text("Command line", exact=True).first.click()
    page.wait_for_url(re.compile(r"/Version\.html\?lang=command-line(#|$)"))
    expect(page.get_by_text("polyatom sort 1.10").first).to_be_visible()
    page.goto(f"{(site / 'cookbook.html').as_uri()}?lang=rust#cookbook")
    expect(page.get_by_text("use polyatom_repo::").first).to_be_visible()
    assert page.url.endswith("?lang=rust#cookbook"), page.url
    # What is chosen then is remembered, too.
    visit(page, site / "types" / "Version.html")
    expect(page.get_by_text("use polyatom::Version;").first).to_be_visible()


def search_finds(page: Page, site: Path) -> None:
    """Search is opened, asked and followed by the keyboard alone."""
    visit(page, site / "index.html")
    page.keyboard.press("Control+k")
    page.keyboard.type("missing_operator")
    expect(page.get_by_role("option").first).to_contain_text("missing_operator")
    page.keyboard.press("Enter")
    page.wait_for_url("**/errors/missing_operator.html*")


def main() -> None:
    """Looks at one page of each kind."""
    site = Path(sys.argv[1]).resolve()
    with looks(sys.argv[2]) as browser:
        for name, width in WIDTHS.items():
            for page in browser.pages(width):
                for kind in ("index", "cookbook", "types/Version", "pms", "speed"):
                    visit(page, site / f"{kind}.html")
                    browser.check(page, NOT_OURS)
                playground.look(browser, page, site, name == "wide", NOT_OURS)
                if name == "wide":
                    language_is_kept(page, site)
                    language_is_in_the_address(page, site)
                    search_finds(page, site)


if __name__ == "__main__":
    main()
