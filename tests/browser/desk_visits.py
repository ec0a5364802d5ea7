"""What an editor does at the desk, in an editor's words, and how any page is waited for."""

from newsroom_process import LOGIN, RunningNewsroom
from selenium import webdriver
from selenium.common.exceptions import WebDriverException
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support import expected_conditions as expected
from selenium.webdriver.support.wait import WebDriverWait

SECONDS = 20
# Read in one go: these screens refresh themselves, and an element found a moment ago may be gone.
_FIND_ITEM = """
const links = [...document.querySelectorAll("#rows a[data-open]")];
return (links.find(link => link.textContent.startsWith(arguments[0])) || {}).href;"""
_READ_CARD = """
const cards = [...document.querySelectorAll("main .card")];
return (cards.find(card => card.innerText.includes(arguments[0])) || {innerText: ""}).innerText;"""


def find(browser: webdriver.Chrome, css: str) -> WebElement:
    """The first element, once it is there."""
    return WebDriverWait(browser, SECONDS).until(expected.presence_of_element_located((By.CSS_SELECTOR, css)), css)


def shown(browser: webdriver.Chrome) -> str:
    """The text of the page's main part."""
    return find(browser, "main").text


def follow(browser: webdriver.Chrome, element: WebElement) -> None:
    """Click what leads to another page, and wait until the other page is there."""
    browser.execute_script("window.isLeft = true")
    element.click()
    # Between two pages the driver has answers of many kinds, none of them a fault.
    wait = WebDriverWait(browser, SECONDS, ignored_exceptions=(WebDriverException,))
    wait.until(
        lambda _: browser.execute_script("return !window.isLeft && document.readyState === 'complete'"), "another page"
    )


def fill(browser: webdriver.Chrome, form: str, **fields: str) -> WebElement:
    """Type into a form's fields by name. The form."""
    found = find(browser, form)
    for name, text in fields.items():
        field = found.find_element(By.CSS_SELECTOR, f'[name="{name}"]')
        field.clear()
        field.send_keys(text)
    return found


def send(browser: webdriver.Chrome, form: WebElement) -> None:
    """Press the form's button and wait for the answer."""
    follow(browser, form.find_element(By.CSS_SELECTOR, 'button[type="submit"]'))


class Desk:
    """The desk in one browser."""

    def __init__(self, browser: webdriver.Chrome, newsroom: RunningNewsroom):
        self.browser = browser
        self._newsroom = newsroom

    def open(self, path: str = "") -> None:
        """Go to one of the desk's screens."""
        self.browser.get(f"{self._newsroom.base_url}/desk/{path}")

    def log_in(self, password: str | None = None) -> None:
        """Log in, and wait for what comes."""
        self.open()
        form = fill(
            self.browser, 'form[action="/desk/login/"]', name=LOGIN, password=password or self._newsroom.password
        )
        send(self.browser, form)

    def open_item(self, headline: str) -> None:
        """Open the item of the wire whose headline begins so."""
        self.open()
        while not (address := self.browser.execute_script(_FIND_ITEM, headline)):
            follow(self.browser, find(self.browser, '#rows a[rel="next"]'))
        self.browser.get(address)

    def decide(self, verb: str, reason: str) -> None:
        """Use one of the verbs on the item that is open."""
        form = fill(self.browser, f'form[action$="/{verb}/"]', reason=reason)
        send(self.browser, form)

    def card(self, text: str) -> WebElement:
        """The comment, complaint or hold that says so."""
        return next(card for card in self.browser.find_elements(By.CSS_SELECTOR, "main .card") if text in card.text)

    def text_of_card(self, text: str) -> str:
        """All that the card says which says so; "" when there is none. For screens that change while they are read."""
        return self.browser.execute_script(_READ_CARD, text)
