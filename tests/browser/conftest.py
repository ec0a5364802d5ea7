"""One newsroom and one browser for all browser tests; skipped, with the reason, where there is no browser."""

import pytest
from chromium import console_errors, find_browser, requests_elsewhere, start_chromium
from desk_visits import Desk
from newsroom_process import RunningNewsroom, ScriptClock, found_newsroom, start_process, until
from reserved_port import reserved_address
from selenium import webdriver

from wireroom.runner.demo.script import examples_folder, load_wire
from wireroom.runner.demo.wire_server import WireServer

INSTALLED = find_browser()


@pytest.fixture(scope="session")
def chromium(tmp_path_factory):
    """The browser process."""
    if INSTALLED is None:
        pytest.skip("no Chromium with chromedriver is installed here")
    started = start_chromium(*INSTALLED, profile=tmp_path_factory.mktemp("profile"))
    yield started
    started.quit()


@pytest.fixture(scope="session")
def newsroom(chromium, tmp_path_factory):
    """A newsroom that runs and serves, with the beginning of the sample wire published."""
    home = tmp_path_factory.mktemp("browser") / "newsroom"
    script = ScriptClock()
    with reserved_address() as address, WireServer(load_wire(examples_folder()), clock=script) as server:
        password = found_newsroom(home, server, address)
        process = start_process(home, address)
        running = RunningNewsroom(home, f"http://{address}", password, script)
        try:
            until(lambda _: process.poll() is not None or _answers(running), "the server's first answer")
            assert process.poll() is None, (home / "log.jsonl").read_text("utf-8")
            running.remember_paths()
            yield running
        finally:
            process.terminate()
            process.wait(20)


@pytest.fixture
def browser(chromium, newsroom):
    """The browser as a new visitor has it. Whatever a test visits: no script fails, nothing is asked of other hosts."""
    chromium.execute_cdp_cmd("Network.clearBrowserCookies", {})
    console_errors(chromium)
    requests_elsewhere(chromium, newsroom.base_url)
    yield chromium
    _undo_emulation(chromium)
    assert console_errors(chromium) == []
    assert requests_elsewhere(chromium, newsroom.base_url) == []


@pytest.fixture
def desk(browser, newsroom) -> Desk:
    """The desk, an administrator logged in."""
    visited = Desk(browser, newsroom)
    visited.log_in()
    return visited


def _answers(running: RunningNewsroom) -> bool:
    try:
        return running.get("/en/").status == 200
    except OSError:
        return False


def _undo_emulation(chromium: webdriver.Chrome) -> None:
    chromium.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    chromium.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "", "features": []})
    chromium.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})
