"""A reader writes: a comment with faults, one that an editor approves, a complaint; the e-mail address stays inside."""

import pytest
from desk_visits import fill, find, follow, send, shown
from newsroom_process import until
from selenium.webdriver.common.by import By

COMMENT_FORM = 'form[action="/comments/"]'
COMPLAINT_FORM = 'form[action="/complaints/"]'
EMAIL = "reader.of.the.herald@mail.example"
RECALL = "Lumen & Hart recalls"
EELS = "Tagged eels cross"
DOLPHINS = "A pod of 14 dolphins"


def surfaces_with(newsroom, text: str) -> list[str]:
    """Files of the site that hold a text."""
    files = (path for path in (newsroom.home / "site").rglob("*") if path.is_file())
    return [str(path) for path in files if text.encode() in path.read_bytes()]


def test_what_was_typed_stays_when_something_is_wrong(browser, newsroom):
    browser.get(newsroom.base_url + newsroom.path_of(RECALL))
    form = fill(browser, COMMENT_FORM, name="Ada Quill", email="not an address", text="Mine got hot as well.")
    send(browser, form)
    field = find(browser, f'{COMMENT_FORM} [name="email"]')
    assert field.get_attribute("value") == "not an address"
    assert field.get_attribute("aria-invalid") == "true"
    error = find(browser, f"#{field.get_attribute('aria-describedby')}")
    assert "not an e-mail address" in error.text
    assert find(browser, f'{COMMENT_FORM} [name="name"]').get_attribute("value") == "Ada Quill"
    assert find(browser, f'{COMMENT_FORM} [name="text"]').get_attribute("value") == "Mine got hot as well."

    send(browser, fill(browser, COMMENT_FORM, email=EMAIL))
    assert "Thank you for your comment" in shown(browser)
    follow(
        browser, next(link for link in browser.find_elements(By.TAG_NAME, "a") if link.text == "Back to the article")
    )
    assert "Mine got hot as well." not in shown(browser), "nobody has read it yet"


def test_errors_are_said_in_the_pages_language(browser, newsroom):
    browser.get(f"{newsroom.base_url}/ja/")
    follow(browser, find(browser, ".lead .teaser-headline a"))
    send(browser, fill(browser, COMMENT_FORM, name="", email="", text=""))
    assert find(browser, "html").get_attribute("lang") == "ja"
    errors = [error.text for error in browser.find_elements(By.CSS_SELECTOR, "p.error[id]")]
    assert errors == ["この欄を入力してください。"] * 3


def test_a_comment_appears_once_an_editor_approves_it_and_the_address_never(browser, newsroom, desk):
    article = newsroom.path_of(EELS)
    told = "I saw them from the pier. <b>Bold</b> <script>alert(1)</script>"
    browser.get(newsroom.base_url + article)
    send(browser, fill(browser, COMMENT_FORM, name="Bryn Teller", email=EMAIL, text=told))

    desk.open("comments/")
    card = desk.card("I saw them from the pier.")
    assert EMAIL in card.text
    card.find_element(By.CSS_SELECTOR, '[data-key="a"]').click()
    until(lambda _: "approved" in desk.text_of_card("I saw them from the pier."), "the approval")

    until(lambda _: "I saw them from the pier." in newsroom.get(article).body, "the comment on its page")
    browser.get(newsroom.base_url + article)
    comments = browser.find_elements(By.CSS_SELECTOR, ".comment-text")
    assert [comment.text for comment in comments] == [told], "its markup is shown as typed"
    assert "Bryn Teller" in find(browser, '[data-part="comments"]').text
    assert surfaces_with(newsroom, "I saw them from the pier.")
    assert surfaces_with(newsroom, EMAIL) == []
    assert EMAIL not in (newsroom.home / "log.jsonl").read_text("utf-8")


def test_a_comment_works_without_script(browser, newsroom):
    browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    browser.get(newsroom.base_url + newsroom.path_of(DOLPHINS))
    send(browser, fill(browser, COMMENT_FORM, name="Cora Finch", email=EMAIL, text="There were fifteen of them."))
    assert "Thank you for your comment" in shown(browser)


@pytest.mark.parametrize("language", ["en", "ja"])
def test_a_complaint_reaches_the_desk_and_is_answered(browser, newsroom, desk, language):
    words = {"en": "The third figure is wrong.", "ja": "三番目の数字が違います。"}[language]
    browser.get(f"{newsroom.base_url}/{language}/")
    follow(browser, find(browser, ".lead .teaser-headline a"))
    find(browser, "details.complaint summary").click()
    send(browser, fill(browser, COMPLAINT_FORM, text=words, email=EMAIL))
    assert {"en": "with the editors", "ja": "編集部に届きました"}[language] in shown(browser)

    desk.open("complaints/")
    form = desk.card(words).find_element(By.TAG_NAME, "form")
    form.find_element(By.NAME, "answer").send_keys("Put right.")
    send(browser, form)
    assert words not in shown(browser)
    desk.open("complaints/?answered=1")
    assert "Put right." in desk.card(words).text
