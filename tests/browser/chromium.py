"""Starts Chromium and reads what it reported: console messages and requests. Knows nothing of newsrooms."""

import json
import shutil
from pathlib import Path
from urllib.parse import urlsplit

from selenium import webdriver
from selenium.webdriver.chrome.service import Service

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
_SWITCHES = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-default-apps",
    "--force-prefers-reduced-motion",  # smooth scrolling would move what is about to be clicked
    "--window-size=1280,900",
)
# A page that says 404, 410 or 422 is what some tests ask for; the console reports it as an error all the same.
_REFUSED = "Failed to load resource: the server responded with a status of 4"


def find_browser() -> tuple[str, str] | None:
    """The browser and its driver, where both are installed."""
    browser = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    driver = shutil.which("chromedriver")
    return (browser, driver) if browser and driver else None


def start_chromium(browser: str, driver: str, *, profile: Path, language: str = "en") -> webdriver.Chrome:
    """A browser with a fresh profile that reports its console and its network."""
    options = webdriver.ChromeOptions()
    options.binary_location = browser
    for switch in (*_SWITCHES, f"--user-data-dir={profile}", f"--lang={language}"):
        options.add_argument(switch)
    options.add_experimental_option("prefs", {"intl.accept_languages": language})
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    chromium = webdriver.Chrome(options=options, service=Service(driver))
    chromium.set_page_load_timeout(30)
    return chromium


def console_errors(chromium: webdriver.Chrome) -> list[str]:
    """What the console reported as an error since it was last asked."""
    entries = [entry for entry in chromium.get_log("browser") if entry["level"] == "SEVERE"]
    return [entry["message"] for entry in entries if _REFUSED not in entry["message"]]


def requests_elsewhere(chromium: webdriver.Chrome, base_url: str) -> list[str]:
    """Addresses on other hosts that were asked for since it was last asked."""
    ours = urlsplit(base_url).netloc
    messages = (json.loads(entry["message"])["message"] for entry in chromium.get_log("performance"))
    asked = (m["params"]["request"]["url"] for m in messages if m["method"] == "Network.requestWillBeSent")
    parts = ((url, urlsplit(url)) for url in asked)
    return [url for url, part in parts if part.scheme in ("http", "https", "ws", "wss") and part.netloc != ours]
