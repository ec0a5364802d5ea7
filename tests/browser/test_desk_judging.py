"""An editor judges a pair of items and splits their story, with keys and with ticks, in a real browser."""

import pytest
from desk_visits import fill, find, follow, send, shown
from newsroom_process import until, wireroom
from selenium.webdriver.common.by import By
from test_accessibility import faults

# Different beginnings and one end: the machine is not sure whether it is one copy.
BACKGROUND = (
    "The lighthouse on Gannet Rock was built in 1874 and burned oil until the war. Its last keeper left in 1983, when "
    "a lamp that needs nobody was put in. Since then gulls have nested on the gallery and the door has been opened "
    "twice "
    "a year. The board pays for the paint, the county for the road, and nobody for the stairs."
)
COUNTY = (
    "The county will open the Gannet Rock lighthouse to visitors next summer, its council decided on Tuesday by eleven "
    "votes to nine. Tickets are to cost four crowns, and no more than thirty people a day may climb the hundred and "
    "twelve steps. "
)
BOARD = (
    "Gannet Rock's lighthouse needs a new staircase before anyone may be let in, an engineer told the board. He found "
    "rust through half of the treads and wants them replaced in bronze, which would cost as much as a small trawler. "
)
FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>{name}</title><link>https://{name}.example/</link>
<description>{name}</description><language>en</language><item><title>{headline}</title>
<guid isPermaLink="false">{name}-1</guid><link>https://{name}.example/1</link><description>{text}</description>
</item></channel></rss>"""
OPENED, STAIRS = "Gannet Rock lighthouse to open to visitors", "Lighthouse stairs rusted through, engineer says"


@pytest.fixture(scope="module")
def lighthouse(newsroom):
    """Two items on one lighthouse arrive while the newsroom runs."""
    for name, headline, text in (("county", OPENED, COUNTY), ("board", STAIRS, BOARD)):
        file = newsroom.home / f"{name}.xml"
        file.write_text(FEED.format(name=name, headline=headline, text=text + BACKGROUND), "utf-8")
        wireroom(newsroom.home, "feed", "add", str(file), "--provider", name.title())
        until(lambda _, words=headline: words in newsroom.get("/en/").body, f"the article on {headline}")


def test_a_pair_is_judged_and_its_story_split(browser, newsroom, desk, lighthouse):
    desk.open("copies/")
    card = desk.card(OPENED)
    assert STAIRS in card.text
    assert faults(browser) == []
    follow(browser, card.find_element(By.CSS_SELECTOR, "a[data-open]"))
    assert faults(browser) == []
    assert "Gannet Rock was built in 1874" in shown(browser)
    desk.open("copies/")
    find(browser, "body").send_keys("j")
    assert OPENED in browser.switch_to.active_element.text
    follow_key(browser, "n")
    assert "Recorded. The site follows within seconds." in shown(browser)
    assert "No pair waits." in shown(browser)

    desk.open_item(STAIRS)
    assert "not the same copy" in shown(browser)
    follow(browser, find(browser, 'a[href^="/desk/stories/"]:not([data-go])'))
    assert faults(browser) == []
    send(browser, fill(browser, 'form[action$="/name/"]', name="The lighthouse"))
    assert find(browser, "h1").text == "The lighthouse"
    key = browser.current_url.rstrip("/").rpartition("/")[2]
    until(lambda _: "The lighthouse" in newsroom.get(f"/en/story/{key}/").body, "the story's page under its name")

    row = next(row for row in browser.find_elements(By.CSS_SELECTOR, "tr[data-row]") if STAIRS in row.text)
    row.find_element(By.CSS_SELECTOR, 'input[type="checkbox"]').click()
    follow(browser, find(browser, "#ticked .verbs button"))
    items = find(browser, "#ticked").text
    assert OPENED in items
    assert STAIRS not in items
    assert "different stories" in shown(browser)
    until(lambda _: STAIRS not in newsroom.get(f"/en/story/{key}/").body, "the story's page without what was split off")
    desk.open("stories/")
    assert faults(browser) == []


def follow_key(browser, key: str) -> None:
    """Press a key that sends a form, and wait for the answer."""
    browser.execute_script("window.isLeft = true")
    browser.switch_to.active_element.send_keys(key)
    until(lambda _: browser.execute_script("return !window.isLeft && document.readyState === 'complete'"), "the answer")
