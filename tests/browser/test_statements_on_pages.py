"""A visitor sees who says what: the panel, the marks in the text on demand, the page of who is quoted; no script."""

import re

from desk_visits import find
from newsroom_process import until
from selenium.webdriver.common.by import By
from selenium.webdriver.support.wait import WebDriverWait

QUOTED = re.compile(r'class="speaker" href="([^"]+)"')


def read_page(newsroom) -> str:
    """An article that was read and quotes somebody who has a page."""
    paths = [path for path in newsroom.paths.values() if path.startswith("/en/")]
    return next((path for path in paths if QUOTED.search(newsroom.get(path).body)), "")


def test_marks_are_shown_on_demand_and_the_panel_leads_to_them(browser, newsroom):
    path = until(lambda _: read_page(newsroom), "an article that was read", seconds=120)
    browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    browser.get(newsroom.base_url + path)
    mark = find(browser, ".body mark")
    before = mark.value_of_css_property("background-color")
    find(browser, 'label[for="show-said"]').click()
    WebDriverWait(browser, 20).until(lambda _: mark.value_of_css_property("background-color") != before, "the marks")
    link = find(browser, '[data-part="statements"] a[href^="#said-"]')
    place = link.get_attribute("href").partition("#")[2]
    link.click()
    assert browser.current_url.endswith(f"#{place}")
    assert browser.find_elements(By.ID, place)


def test_whoever_is_quoted_leads_to_all_they_said_and_back_to_where(browser, newsroom):
    path = until(lambda _: read_page(newsroom), "an article that was read", seconds=120)
    browser.get(newsroom.base_url + path)
    speaker = find(browser, '[data-part="statements"] a.speaker')
    name = speaker.text
    browser.get(speaker.get_attribute("href"))
    assert find(browser, "h1").text == name
    lines = browser.find_elements(By.CSS_SELECTOR, '[data-part="statements"] > li')
    assert len(lines) >= 2
    where = lines[0].find_element(By.CSS_SELECTOR, "a").get_attribute("href")
    browser.get(where)
    assert browser.find_elements(By.ID, where.partition("#")[2])
