"""Takes the README's pictures from a newsroom over the sample wire: `python tests/browser/take_screenshot.py`.

Needs Chromium and its driver. Writes docs/images/; tests do not run it.
"""

import sys
import tempfile
from base64 import b64decode
from io import BytesIO
from pathlib import Path

from chromium import find_browser, start_chromium
from desk_visits import Desk, find
from newsroom_process import ROOT, RunningNewsroom, ScriptClock, found_newsroom, start_process, until
from PIL import Image
from selenium import webdriver
from selenium.webdriver.support.wait import WebDriverWait

sys.path.append(str(Path(__file__).resolve().parent.parent))

from reserved_port import reserved_address

from wireroom.runner.demo.script import examples_folder, load_wire
from wireroom.runner.demo.wire_server import WireServer

IMAGES = ROOT / "docs" / "images"
ARTICLE = "Ferry with 231 aboard"
SCRIPT_SECONDS = 180


def main() -> int:
    """Make the newsroom, let the wire's script run to its end, take the pictures. Exit code 2 without a browser."""
    installed = find_browser()
    if installed is None:
        print("no Chromium with chromedriver is installed here", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as folder:
        chromium = start_chromium(*installed, profile=Path(folder) / "profile")
        try:
            _take_all(chromium, Path(folder) / "newsroom")
        finally:
            chromium.quit()
    return 0


def _take_all(chromium: webdriver.Chrome, home: Path) -> None:
    script = ScriptClock()
    with reserved_address() as address, WireServer(load_wire(examples_folder()), clock=script) as server:
        password = found_newsroom(home, server, address)
        process = start_process(home, address)
        newsroom = RunningNewsroom(home, f"http://{address}", password, script)
        try:
            until(lambda _: (home / "log.jsonl").read_text("utf-8").count("serving"), "the server")
            newsroom.remember_paths()
            script.set_to(SCRIPT_SECONDS)
            article = newsroom.path_of(ARTICLE)
            until(lambda _: "UPDATE 2" in newsroom.get(article).body, "the second update", seconds=60)
            _take(chromium, newsroom.base_url + article, "article.png", height=1500)
            _take(chromium, f"{newsroom.base_url}/ja/", "front-page-ja.png", height=1200)
            desk = Desk(chromium, newsroom)
            desk.log_in()
            desk.open_item("UPDATE 2")
            _save(chromium, "desk.png", height=1000)
        finally:
            process.terminate()
            process.wait(20)


def _take(chromium: webdriver.Chrome, address: str, name: str, *, height: int) -> None:
    chromium.get(address)
    for picture in chromium.find_elements("css selector", "img"):
        chromium.execute_script("arguments[0].loading = 'eager'", picture)
    loaded = "return [...document.images].every(image => image.complete && image.naturalWidth)"
    WebDriverWait(chromium, 20).until(lambda _: chromium.execute_script(loaded), f"the pictures of {address}")
    _save(chromium, name, height=height)


def _save(chromium: webdriver.Chrome, name: str, *, height: int) -> None:
    find(chromium, "main")
    size = {"width": 1200, "height": height, "deviceScaleFactor": 1, "mobile": False}
    chromium.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    chromium.execute_cdp_cmd("Emulation.setScrollbarsHidden", {"hidden": True})
    taken = b64decode(chromium.execute_cdp_cmd("Page.captureScreenshot", {"format": "png"})["data"])
    IMAGES.mkdir(parents=True, exist_ok=True)
    # A palette keeps the repository small; the difference is not seen on a page of type.
    Image.open(BytesIO(taken)).convert("RGB").quantize(192, dither=Image.Dither.FLOYDSTEINBERG).save(
        IMAGES / name, optimize=True
    )
    print(IMAGES / name)


if __name__ == "__main__":
    sys.exit(main())
