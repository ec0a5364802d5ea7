"""A visitor reads: through the site by mouse and keyboard, in any window, by night, with and without script."""

import re

import pytest
from desk_visits import find, follow, shown
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support import expected_conditions as expected
from selenium.webdriver.support.wait import WebDriverWait

PHONE = {"width": 360, "height": 740, "deviceScaleFactor": 2, "mobile": True}
PARTS = ("kicker", "headline", "credit", "disclosure", "body", "made", "related", "comments", "top")
FERRY = "Ferry with 231 aboard"


def path(browser, newsroom) -> str:
    return browser.current_url.removeprefix(newsroom.base_url)


def test_a_visitor_goes_from_the_front_page_through_the_site(browser, newsroom):
    browser.get(f"{newsroom.base_url}/en/")
    lead = find(browser, ".lead .teaser-headline a")
    headline = lead.text
    follow(browser, lead)
    assert find(browser, "h1").text == headline
    assert "Copy from" in find(browser, '[data-part="disclosure"]').text

    browser.get(newsroom.base_url + newsroom.path_of(FERRY))
    related = find(browser, '[data-part="related"] h3 a')
    headline = related.text
    follow(browser, related)
    assert find(browser, "h1").text == headline

    follow(browser, find(browser, ".switch a"))
    assert path(browser, newsroom) == "/ja/"
    assert find(browser, "html").get_attribute("lang") == "ja"

    follow(browser, next(link for link in browser.find_elements(By.CSS_SELECTOR, ".sections a") if link.text == "地域"))
    assert find(browser, "h1").text == "地域"
    assert browser.find_elements(By.CSS_SELECTOR, "main .teaser")

    browser.get(f"{newsroom.base_url}/en/")
    day = find(browser, ".days a")
    follow(browser, day)
    assert re.fullmatch(r"/en/\d{4}/\d\d/\d\d/", path(browser, newsroom))
    assert browser.find_elements(By.CSS_SELECTOR, "main .teaser")


def test_the_first_address_leads_to_the_first_language(browser, newsroom):
    browser.get(f"{newsroom.base_url}/")
    WebDriverWait(browser, 20).until(expected.url_to_be(f"{newsroom.base_url}/en/"))


def test_a_page_has_all_its_parts_and_pictures_that_load(browser, newsroom):
    browser.get(newsroom.base_url + newsroom.path_of(FERRY))
    for part in PARTS:
        assert find(browser, f'[data-part="{part}"]').text.strip(), part
    picture = find(browser, ".lead-picture img")
    WebDriverWait(browser, 20).until(lambda _: picture.get_property("naturalWidth"), "the picture")
    assert find(browser, ".lead-picture figcaption").text


def test_the_keyboard_skips_to_the_content(browser, newsroom):
    browser.get(newsroom.base_url + newsroom.path_of(FERRY))
    find(browser, "body").send_keys(Keys.TAB)
    skip = browser.switch_to.active_element
    assert skip.get_attribute("class") == "skip"
    box = browser.execute_script("const r = arguments[0].getBoundingClientRect(); return [r.top, r.left]", skip)
    assert min(box) >= 0, "it is seen when it has the focus"
    skip.send_keys(Keys.ENTER)
    assert browser.switch_to.active_element.get_attribute("id") == "main"


def test_back_to_top_goes_to_the_top(browser, newsroom):
    browser.get(newsroom.base_url + newsroom.path_of(FERRY))
    link = find(browser, '[data-part="top"]')
    browser.execute_script("arguments[0].scrollIntoView()", link)
    assert browser.execute_script("return window.scrollY") > 0
    link.click()
    WebDriverWait(browser, 20).until(lambda _: browser.execute_script("return window.scrollY") == 0)


@pytest.mark.parametrize("headline", [FERRY, "The last keeper of Farrow Light"])
def test_page_style_and_script_are_small(newsroom, headline):
    page = newsroom.get(newsroom.path_of(headline)).body
    files = re.findall(r'<link rel="stylesheet" href="([^"]+)"|<script src="([^"]+)"', page)
    paths = [style or script for style, script in files]
    assert any(name.endswith(".css") for name in paths)
    size = len(page.encode()) + sum(len(newsroom.get(name).body.encode()) for name in paths)
    assert size < 100 * 1024


def test_everything_is_there_without_script(browser, newsroom):
    browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    browser.get(f"{newsroom.base_url}/en/")
    follow(browser, find(browser, ".lead .teaser-headline a"))
    for part in ("headline", "disclosure", "body", "made", "comments"):
        assert find(browser, f'[data-part="{part}"]').is_displayed(), part
    assert find(browser, 'input[name="opened_at"]').get_attribute("value") == "", "no script ran"
    assert find(browser, 'form[action="/comments/"] button').is_displayed()


def test_hostile_copy_runs_no_script_and_keeps_its_words(browser, newsroom):
    browser.get(newsroom.base_url + newsroom.path_of("Port Elmsey's Quay Street market"))
    body = find(browser, '[data-part="body"]')
    assert "market" in body.text
    assert (
        body.find_elements(By.CSS_SELECTOR, "script, iframe, form, style, object, [onclick], [onerror], [style]") == []
    )
    hrefs = [link.get_dom_attribute("href") for link in body.find_elements(By.CSS_SELECTOR, "a[href]")]
    assert hrefs
    assert all(href.startswith(("http://", "https://", "/", "#", "mailto:")) for href in hrefs)


PAGES = ("/en/", "/ja/", "/en/section/business/", "/en/no-such-page/", "/comments/?article=none")
SEARCHES = ("/search?q=ferry", f"/search?q={'x' * 200}&from={'9' * 40}", f"/search?q=ferry+{'y' * 150}&lang=en")


@pytest.mark.parametrize(
    "place", [*PAGES, *SEARCHES, FERRY, "Port Elmsey's Quay Street market", "The last keeper of Farrow Light"]
)
def test_a_phone_never_scrolls_sideways(browser, newsroom, place):
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", PHONE)
    browser.get(newsroom.base_url + (place if place.startswith("/") else newsroom.path_of(place)))
    wide, window = browser.execute_script("return [document.documentElement.scrollWidth, window.innerWidth]")
    assert (wide, window) == (360, 360)


def test_by_night_the_page_is_dark(browser, newsroom):
    browser.get(newsroom.base_url + newsroom.path_of(FERRY))
    day = _brightness(browser)
    night = [{"name": "prefers-color-scheme", "value": "dark"}]
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": night})
    dark = _brightness(browser)
    assert day["ground"] > 200 > 100 > day["text"]
    assert dark["ground"] < 60 < 150 < dark["text"]


def test_on_paper_there_are_no_forms(browser, newsroom):
    browser.get(newsroom.base_url + newsroom.path_of(FERRY))
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    assert not find(browser, 'form[action="/comments/"]').is_displayed()
    assert find(browser, '[data-part="made"]').is_displayed()


def test_a_wrong_address_says_so_in_its_language(browser, newsroom):
    assert newsroom.get("/ja/2024/01/01/nothing/").status == 404
    browser.get(f"{newsroom.base_url}/ja/2024/01/01/nothing/")
    assert "ページが見つかりません" in shown(browser)


def _brightness(browser) -> dict[str, float]:
    """Mean of red, green and blue (0 to 255) of the page's ground and of its headline."""
    script = """
    const mean = colour => colour.match(/[\\d.]+/g).slice(0, 3).reduce((sum, part) => sum + Number(part), 0) / 3;
    return {ground: mean(getComputedStyle(document.documentElement).backgroundColor),
            text: mean(getComputedStyle(document.querySelector("h1")).color)};"""
    return browser.execute_script(script)
