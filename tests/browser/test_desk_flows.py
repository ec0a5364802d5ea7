"""An editor at the desk: the door, a kill, a release, versions side by side; and what the wire itself withdraws."""

import json
from xml.etree import ElementTree

from desk_visits import find, follow, send, shown
from newsroom_process import HELD_HEADLINE, until
from selenium.webdriver.common.by import By

DELETED = "{http://purl.org/atompub/tombstones/1.0}deleted-entry"
KILLED = "Sailing-Blue Petrel wins"
RATE = "Bank of Corvane holds key rate"
CAPTAIN = "座礁フェリーの船長を逮捕"


def tombstones(newsroom, language: str) -> int:
    return len(ElementTree.fromstring(newsroom.get(f"/{language}/feed.atom").body.encode()).findall(DELETED))


def titles(newsroom, language: str) -> list[str]:
    return [item["title"] for item in json.loads(newsroom.get(f"/{language}/feed.json").body)["items"]]


def test_the_desk_opens_only_to_who_belongs(browser, newsroom, desk):
    assert "Incoming wire" in shown(browser)
    send(browser, find(browser, 'form[action="/desk/logout/"]'))
    desk.log_in(password="not the password")
    assert "The name or the password is wrong." in shown(browser)
    desk.open("holds/")
    assert browser.current_url.endswith("/desk/login/?next=%2Fdesk%2Fholds%2F")


def test_a_kill_reaches_every_surface(browser, newsroom, desk):
    article = newsroom.path_of(KILLED)
    before = tombstones(newsroom, "en")
    desk.open_item(KILLED)
    desk.decide("kill", "The result was annulled.")
    assert "Recorded. The site follows within seconds." in shown(browser)

    answer = newsroom.wait_for_status(article, 410)
    assert KILLED not in answer.body
    until(lambda _: tombstones(newsroom, "en") == before + 1, "the tombstone in the feed")
    browser.get(newsroom.base_url + article)
    assert "This article has been withdrawn" in shown(browser)
    desk.open_item(KILLED)
    until(lambda _: "not yet" not in _reloaded(browser), "all receipts")
    assert "The result was annulled." in shown(browser)
    for place in ("/en/", "/en/section/sport/", "/en/feed.rss", "/en/sitemap-1.xml", "/en/sitemap-news.xml"):
        answer = newsroom.get(place)
        assert answer.status == 200, place
        assert KILLED not in answer.body, place
        assert article not in answer.body, place


def test_a_held_item_is_published_once_released(browser, newsroom, desk):
    assert HELD_HEADLINE not in titles(newsroom, "en")
    desk.open("holds/")
    card = desk.card(HELD_HEADLINE)
    follow(browser, card.find_element(By.CSS_SELECTOR, '[data-key="r"]'))
    until(lambda _: HELD_HEADLINE in titles(newsroom, "en"), "the released article")
    newsroom.remember_paths()
    browser.get(newsroom.base_url + newsroom.path_of(HELD_HEADLINE))
    assert find(browser, "h1").text == HELD_HEADLINE
    assert "released by noor" in find(browser, '[data-part="disclosure"]').text


def test_a_correction_is_logged_on_the_page_and_compared_at_the_desk(browser, newsroom, desk):
    article = newsroom.path_of(RATE)
    newsroom.script.set_to(60)
    until(lambda _: 'data-part="corrections"' in newsroom.get(article).body, "the correction on the page")
    browser.get(newsroom.base_url + article)
    assert "2.1%" in find(browser, "h1").text
    log = find(browser, '[data-part="corrections"]').text
    assert "2.7%" in log
    assert "2.1%" in log

    desk.open_item("CORRECTED: Bank of Corvane")
    changed = browser.find_elements(By.CSS_SELECTOR, ".compare tbody.changed")
    removed = " ".join(piece.text for row in changed for piece in row.find_elements(By.TAG_NAME, "del"))
    added = " ".join(piece.text for row in changed for piece in row.find_elements(By.TAG_NAME, "ins"))
    assert "2.7" in removed or "7" in removed
    assert "CORRECTED" in added
    form = find(browser, "form.filter")
    numbers = [option.get_attribute("value") for option in form.find_elements(By.CSS_SELECTOR, "#a option")]
    assert sorted(numbers) == ["1", "2"]


def test_what_the_wire_withdraws_is_gone_without_anybody(browser, newsroom):
    article = newsroom.path_of(CAPTAIN)
    assert newsroom.get(article).status == 200
    newsroom.script.set_to(100)
    newsroom.wait_for_status(article, 410)
    browser.get(newsroom.base_url + article)
    assert "この記事は取り下げられました" in shown(browser)
    assert "船長" not in shown(browser)
    until(lambda _: tombstones(newsroom, "ja") == 1, "the tombstone in the feed")
    until(lambda _: CAPTAIN not in newsroom.get("/ja/").body, "the front page without it")


def test_the_keys_work(browser, desk):
    body = find(browser, "body")
    body.send_keys("j")
    assert browser.switch_to.active_element.get_attribute("id").startswith("item-")
    body.send_keys("g", "h")
    until(lambda _: browser.current_url.endswith("/desk/holds/"), "the holds")
    find(browser, "body").send_keys("?")
    assert find(browser, "dialog#keys").is_displayed()


def _reloaded(browser) -> str:
    browser.refresh()
    return shown(browser)
