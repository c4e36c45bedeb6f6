"""Looks at a report of the conformance suite, in which an adapter fails the first test of
the group version/first-number. usage: report.py PAGE CHROMIUM
"""

import sys
from pathlib import Path

from look import WIDTHS, looks, visit
from playwright.sync_api import Page, expect

GROUP = "version/first-number"


def shown(page: Page) -> int:
    """How many tests the line above the list counts."""
    words = (page.locator("#count").text_content() or "").split()
    return int(words[0]) if words[0].isdigit() else 0


def cells_choose(page: Page) -> None:
    """A cell of the matrix shows what its implementation failed there; Escape shows all."""
    everything = shown(page)
    assert everything > 0, "the report has no failure to look at"
    page.locator("button[data-adapter=good][data-area=version]").click()
    expect(page.locator("#adapter")).to_have_value("good")
    expect(page.locator("#count")).to_contain_text("Nothing to show")
    page.keyboard.press("Escape")
    assert shown(page) == everything


def filters_and_search_narrow(page: Page) -> None:
    """Search by the keyboard finds a group; it and the filters stand in the address."""
    everything = shown(page)
    page.keyboard.press("/")
    page.keyboard.type(GROUP + "/")
    expect(page.locator("#count")).to_contain_text("of 1 groups")
    assert 0 < shown(page) < everything
    page.locator("#level").select_option("must")
    assert "level=must" in page.url and "text=version" in page.url
    page.reload()
    expect(page.locator("#level")).to_have_value("must")


def a_test_tells_all(page: Page) -> None:
    """A line opens, and has the question, what was expected, and what came."""
    page.locator("#list details details > summary").first.click()
    told = page.locator("#list dl").first
    for term in ("in", "expected", "PMS", "again"):
        expect(told.locator("dt", has_text=term).first).to_be_visible()
    expect(told).to_contain_text("alg:version-comparison-numeric")


def main() -> None:
    """Looks at the page in every width and color."""
    path = Path(sys.argv[1]).resolve()
    with looks(sys.argv[2]) as browser:
        for width in WIDTHS.values():
            for page in browser.pages(width):
                visit(page, path)
                browser.check(page)
                cells_choose(page)
                filters_and_search_narrow(page)
                a_test_tells_all(page)
                browser.check(page)


if __name__ == "__main__":
    main()
