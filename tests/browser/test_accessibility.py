"""What assistive technology needs of every page: landmarks, headings, names, labels. Contrast: see unit tests."""

import re

import pytest
from desk_visits import fill, find, send
from newsroom_process import until
from selenium.webdriver.common.by import By

ARTICLE = "Ferry with 231 aboard"
PAGES = (
    *("/en/", "/ja/", "/en/page/1/", "/en/section/business/", "/ja/no-such-page/"),
    *("/complaints/", "/comments/", ARTICLE),
    *("/search", "/search?q=ferry", "/search?q=ferry+horse&lang=en", "/search?q=フェリー&lang=ja&order=best"),
)
SCREENS = (
    "",
    "holds/",
    "copies/",
    "search/?q=ferry",
    "stories/",
    "actors/",
    "comments/",
    "complaints/",
    "feeds/",
    "users/",
    "password/",
    "keys/",
)
# Every check returns what is wrong, each with the element's own text, so that a failure names its place.
_SCRIPT = r"""
const wrong = [], all = css => [...document.querySelectorAll(css)];
const outline = element => element.outerHTML.slice(0, 120);
const hidden = element => element.closest('[aria-hidden="true"]') !== null || element.type === "hidden";
const name = element => (element.getAttribute("aria-label") || element.textContent || "").trim()
  || all("img").filter(img => element.contains(img)).map(img => img.alt).join(" ").trim();
if (!document.documentElement.lang) wrong.push("the page has no language");
if (!document.title.trim()) wrong.push("the page has no title");
if (all("main").length !== 1) wrong.push(`${all("main").length} main landmarks`);
if (all("h1").length !== 1) wrong.push(`${all("h1").length} main headings`);
let level = 0;
for (const heading of all("h1, h2, h3, h4, h5, h6")) {
  const next = Number(heading.tagName[1]);
  if (heading.closest("dialog:not([open])")) continue;
  if (level && next > level + 1) wrong.push(`h${next} after h${level}: ${outline(heading)}`);
  level = next;
}
for (const field of all("input, select, textarea")) {
  if (hidden(field) || field.hidden) continue;
  if (!field.labels.length && !field.getAttribute("aria-label")) wrong.push(`no label: ${outline(field)}`);
}
for (const image of all("img")) if (!image.hasAttribute("alt")) wrong.push(`no alternative: ${outline(image)}`);
for (const link of all("a, button")) if (!hidden(link) && !name(link)) wrong.push(`no name: ${outline(link)}`);
const regions = all("nav");
if (regions.length > 1) for (const nav of regions)
  if (!nav.getAttribute("aria-label") && !nav.getAttribute("aria-labelledby")) wrong.push(`unnamed: ${outline(nav)}`);
const ids = all("[id]").map(element => element.id);
for (const id of new Set(ids.filter((id, at) => ids.indexOf(id) !== at))) wrong.push(`id twice: ${id}`);
for (const element of all("[aria-labelledby], [aria-describedby]"))
  for (const id of (element.getAttribute("aria-labelledby") || element.getAttribute("aria-describedby")).split(" "))
    if (!document.getElementById(id)) wrong.push(`names a missing id: ${outline(element)}`);
for (const element of all('[tabindex]')) if (element.tabIndex > 0) wrong.push(`tab order: ${outline(element)}`);
return wrong;
"""


def faults(browser) -> list[str]:
    return browser.execute_script(_SCRIPT)


@pytest.mark.parametrize("page", PAGES)
def test_a_readers_page(browser, newsroom, page):
    browser.get(newsroom.base_url + (page if page.startswith("/") else newsroom.path_of(page)))
    assert faults(browser) == []


@pytest.mark.parametrize("kind", ["story", "actor"])
def test_pages_that_gather_what_articles_say(browser, newsroom, kind):
    """A story's page with its drawings, and a speaker's."""
    link = re.compile(rf'href="(/en/{kind}/[a-z2-7]+/)"')
    articles = [path for path in newsroom.paths.values() if path.startswith("/en/")]
    found = until(
        lambda _: {one for path in articles for one in link.findall(newsroom.get(path).body)}, kind, seconds=120
    )
    for path in sorted(found)[:5]:
        browser.get(newsroom.base_url + path)
        assert faults(browser) == []


def test_a_form_with_faults(browser, newsroom):
    browser.get(newsroom.base_url + newsroom.path_of(ARTICLE))
    send(browser, fill(browser, 'form[action="/comments/"]', name="", email="x", text=""))
    assert len(browser.find_elements(By.CSS_SELECTOR, '[aria-invalid="true"]')) == 3
    assert faults(browser) == []


def test_every_screen_of_the_desk(browser, desk):
    found = {}
    for screen in SCREENS:
        desk.open(screen)
        found[screen] = faults(browser)
    assert {screen: wrong for screen, wrong in found.items() if wrong} == {}


def test_the_log_in(browser, newsroom):
    browser.get(f"{newsroom.base_url}/desk/")
    assert faults(browser) == []


def test_an_item_at_the_desk(browser, desk):
    desk.open_item("Lumen & Hart recalls")
    assert faults(browser) == []


def test_landmarks_of_an_article(browser, newsroom):
    browser.get(newsroom.base_url + newsroom.path_of(ARTICLE))
    assert find(browser, "body > header nav[aria-label]")
    assert find(browser, "main article h1")
    assert find(browser, "body > footer")
    assert find(browser, "main aside[aria-label]")


def test_what_has_the_focus_is_seen(browser, newsroom):
    browser.get(newsroom.base_url + newsroom.path_of(ARTICLE))
    script = """
    const seen = [];
    for (const element of document.querySelectorAll("main a, main button, main input:not([type=hidden]), summary")) {
      if (element.closest('[aria-hidden="true"], details:not([open]) form')) continue;
      element.focus({focusVisible: true});
      const style = getComputedStyle(element);
      if (style.outlineStyle === "none" && style.boxShadow === "none") seen.push(element.outerHTML.slice(0, 120));
    }
    return seen;"""
    assert browser.execute_script(script) == []
