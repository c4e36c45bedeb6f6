"""Looks at the playground: it answers whatever is typed, flags can be clicked, and the
links of the site open in it what they say.
"""

import base64
import json
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from urllib.parse import parse_qsl

from look import Looks, visit
from playwright.sync_api import Page, expect

ANSWER = "document.getElementById('answer').dataset"
# What an address writes by its number.
ESCAPED = re.compile(r"\$(0A|0C|0D|22|24|5C)")
LINK = re.compile(r'href="[^"#]*playground\.html#([^"]+)"')


def is_there(site: Path) -> bool:
    """Whether the library could be built for the site."""
    return "wasm:" in (site / "assets" / "playground-core.js").read_text()[:100]


def shows(page: Page, address: str) -> None:
    """Shows what an address says, on the page that is open, and waits for the answer."""
    page.evaluate(f"delete {ANSWER}.answers")
    page.evaluate("address => { location.hash = address }", address)
    page.wait_for_function(f"{ANSWER}.answers")


def opened(page: Page, site: Path) -> None:
    """Opens the page, which answers about an atom of its own."""
    visit(page, site / "playground.html")
    expect(page.locator("#answer")).to_contain_text("this version or a higher one")


def mistakes_are_pointed_at(page: Page) -> None:
    """What is typed is read at once; carets stand under what is wrong, counted as
    JavaScript counts, and a button marks it.
    """
    shows(page, "atom=a/b&eapi=8")
    expect(page.locator(".mistake")).to_have_count(0)
    page.get_by_label("Text", exact=True).fill("𝄞/b")
    expect(page.locator(".mistake")).to_contain_text("Invalid atom")
    page.get_by_label("Text", exact=True).fill("dev-lang/python-3.11")
    expect(page.locator("[data-code=missing_operator]")).to_be_visible()
    assert "atom=dev-lang%2Fpython-3.11" in page.url, page.url
    mark = page.locator(".mistake mark")
    expect(mark).to_have_text("-3.11")
    expect(mark).to_have_attribute("data-carets", "^^^^^")
    expect(page.locator("#typed [role=status]")).to_have_text(
        "Invalid atom: version without an operator"
    )
    page.get_by_role("button", name="Show the place").press("Enter")
    marked = page.evaluate(
        "(text => text.value.slice(text.selectionStart, text.selectionEnd))"
        "(document.activeElement)"
    )
    assert marked == "-3.11", marked
    expect(page.get_by_text("Hint: =dev-lang/python-3.11 for")).to_be_visible()


def packages_match(page: Page) -> None:
    """Each package is told why it does not match."""
    shows(page, "atom=%3Ea/b-1:0[x]&packages=a/b-2:0[x]+a/b-1:0[x]+a/b-3:1[x]+a/b-4:0")
    rows = page.locator("#answer tbody").first.locator("tr")
    for row, said in enumerate(("the newest that does", "version", "slot", "flag x")):
        expect(rows.nth(row)).to_contain_text(said)


def other_fields_are_read(page: Page) -> None:
    """What is wrong besides the text is told, too: packages, IUSE, flags."""
    for known in ("packages=a/b", "iuse=!", "use=!"):
        shows(page, f"depend=a/b&{known}")
        expect(page.locator(".mistake pre")).to_contain_text("invalid ")


def flags_are_clicked(page: Page) -> None:
    """A REQUIRED_USE follows its flags, and the fewest changes can be made."""
    shows(page, "required_use=^^+(+a+b+)+c?+(+a+)&eapi=8&use=c")
    verdict = page.locator(".verdict h2")
    expect(verdict).to_contain_text("do not meet")
    page.locator(".chip", has_text="b").first.click()
    expect(page.locator(".chip[aria-pressed=true]")).to_have_count(2)
    expect(page.locator(".verdict")).to_contain_text("c needs a: enable a or disable c")
    assert "use=c+b" in page.url, page.url
    page.get_by_role("button", name="Make them").click()
    expect(verdict).to_contain_text("The flags meet it")


def a_query_finds(page: Page) -> None:
    """A query is asked of files that are typed, too, and what is wrong in them is told."""
    entry = "---+metadata/md5-cache/a/b-1$0ASLOT=0$0AEAPI=8$0ADESCRIPTION=Lamp"
    shows(page, f"query=slot+==+0&files={entry}")
    expect(page.locator("#answer tbody").first).to_contain_text("a/b-1Lamp")
    shows(page, f"query=visible&files={entry}")
    expect(page.locator("[data-code=query_needs_configuration]")).to_be_visible()
    shows(page, f"repository={entry}$0ARDEPEND=a/b-2&ask=package+a/b-3")
    expect(page.locator("[data-code=no_package]")).to_be_visible()
    page.get_by_label("What to ask besides").fill("")
    expect(page.locator("li[data-code=missing_operator]")).to_be_visible()


def the_tree_is_walked(page: Page) -> None:
    """The tree is drawn, and the keyboard goes through it and turns a flag."""
    shows(page, "rdepend=a/b+x?+(+||+(+c/d+e/f+)+)&packages=a/b-1+e/f-1")
    parts = page.get_by_role("treeitem")
    expect(parts).to_have_count(5)
    expect(parts.nth(2)).to_have_accessible_name(re.compile("not there"))
    parts.first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(parts.nth(4)).to_have_accessible_name(
        "e/f, satisfied, the member that counts"
    )
    # It is still where it was.
    expect(parts.nth(1)).to_be_focused()
    boxes = page.evaluate(
        "[...document.querySelectorAll('.tree rect')].map(r => r.getBoundingClientRect())"
        ".map(({x, y, right, bottom}) => [x, y, right, bottom])"
    )
    for index, (x, y, right, bottom) in enumerate(boxes):
        for left, top, end, floor in boxes[index + 1 :]:
            assert x >= end or left >= right or y >= floor or top >= bottom, boxes


def everything_is_read(page: Page) -> None:
    """Whatever may be chosen is read, and says what it is called if it is wrong."""
    for option in page.locator("select[name=as] option").all():
        read = option.get_attribute("value")
        shows(page, f"{read}=%00")
        said = re.compile("Invalid|neither a directory|no database")
        expect(page.locator(".mistake")).to_contain_text(said)


def everything_stands_in_the_address(page: Page, site: Path) -> None:
    """Whatever is typed is there again when the page is loaded again, and nothing fails:
    quotes, backslashes, and what looks as if the address had written it by its number.
    """
    text = 'a/b "\\\n$0A%0A $ 𝄞 +~&#='
    page.get_by_label("Text", exact=True).fill(text)
    page.reload()
    expect(page.get_by_label("Text", exact=True)).to_have_value(text)
    visit(page, site / "playground.html")


def module(told: str) -> bytes:
    """A library that traps when it is asked, as after a panic that said this."""

    def section(kind: int, *items: bytes) -> bytes:
        body = bytes([len(items)]) + b"".join(items)
        return bytes([kind, len(body)]) + body

    def named(name: str, kind: int, index: int) -> bytes:
        return bytes([len(name)]) + name.encode() + bytes([kind, index])

    names = ("room", "ask", "answer", "answer_length")
    exports = [named(name, 0, index) for index, name in enumerate(names)]
    bodies = (b"\x41\x3f", b"\x00", b"\x41\x00", bytes([0x41, len(told)]))
    return b"".join(
        (
            b"\0asm\x01\0\0\0",
            section(1, b"\x60\x01\x7f\x01\x7f", b"\x60\0\0", b"\x60\0\x01\x7f"),
            section(3, b"\0", b"\x01", b"\x02", b"\x02"),
            section(5, b"\0\x01"),
            section(7, named("memory", 2, 0), *exports),
            section(10, *(bytes([len(b) + 2, 0]) + b + b"\x0b" for b in bodies)),
            section(11, b"\0\x41\0\x0b" + bytes([len(told)]) + told.encode()),
        )
    )


def a_trap_is_an_answer(page: Page) -> None:
    """A panic of the library is told, and it answers again afterwards."""
    wasm = base64.b64encode(module("panicked at x")).decode()
    asked = "wasm => new Promise(give => new Library(wasm).ask({}, give))"
    for _ in range(2):
        answer = page.evaluate(asked, wasm)
        expected = "the library failed: panicked at x"
        assert answer["error"]["message"] == expected, answer


def links(site: Path) -> Iterator[tuple[str, str]]:
    """The links of the site to the playground, with the names of their pages."""
    for path in sorted(site.rglob("*.html")):
        for address in LINK.findall(path.read_text()):
            yield path.stem, unescape(address)


def links_open_mistakes(page: Page, site: Path) -> None:
    """A page of an error has a link, which opens its text, and there is that error."""
    found = list(links(site))
    errors = [link for link in found if (site / "errors" / f"{link[0]}.html").exists()]
    assert len({code for code, _ in errors}) > 150, len(errors)
    for code, address in errors:
        shows(page, address)
        text = parse_qsl(address, keep_blank_values=True)[0][1]
        text = ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
        typed = page.get_by_label("Text", exact=True).input_value()
        assert typed == text, f"{code}: {json.dumps(typed)} of {address}"
        expect(page.locator(f"[data-code={code}]").first).to_be_visible()
    for name, address in found:
        if (name, address) not in errors and name != "playground":
            shows(page, address)
            expect(page.locator(".mistake[data-code]")).to_be_visible()
    visit(page, site / "errors" / "missing_operator.html")
    page.get_by_role("main").get_by_role("link", name="a/b-1").first.click()
    page.wait_for_url("**/playground.html#*")
    expect(page.locator("[data-code=missing_operator]")).to_be_visible()
    page.get_by_role("link", name="More about missing_operator").click()
    page.wait_for_url("**/errors/missing_operator.html")


def look(
    browser: Looks, page: Page, site: Path, is_wide: bool, rules: tuple[str, ...]
) -> None:
    """Looks at the playground in one width and color."""
    if not is_there(site):
        visit(page, site / "playground.html")
        expect(page.locator("#answer")).to_contain_text("There is no library")
        return
    opened(page, site)
    browser.check(page, rules)
    for check in (
        packages_match,
        mistakes_are_pointed_at,
        flags_are_clicked,
        a_query_finds,
        the_tree_is_walked,
    ):
        check(page)
        browser.check(page, rules)
    width = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert width <= 0, f"the playground is {width} pixels too wide"
    if is_wide and page.evaluate("matchMedia('(prefers-color-scheme: light)').matches"):
        everything_is_read(page)
        other_fields_are_read(page)
        everything_stands_in_the_address(page, site)
        a_trap_is_an_answer(page)
        links_open_mistakes(page, site)
