"""A real newsroom over the sample wire: made by the commands, served by the command. Knows no browser."""

import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import quote
from urllib.request import urlopen

from selenium.webdriver.support.wait import WebDriverWait

from wireroom.runner.demo.wire_server import WireServer

ROOT = Path(__file__).resolve().parents[2]
LOGIN = "noor"
# The wire's script begins this long ago, so that no step of it lies in the future for the newsroom.
SCRIPT_AGE = timedelta(minutes=10)
HELD_HEADLINE = "Harbour board to vote on a night ferry"
HELD_FEED = f"""<?xml version="1.0"?><rss version="2.0"><channel><title>Elmsey Post</title>
<link>https://post.example/</link><description>Elmsey Post</description><language>en</language><item>
<title>{HELD_HEADLINE}</title><guid isPermaLink="false">elmsey-post-1</guid><category>Local</category>
<link>https://post.example/1</link><description>The board meets on Monday. The ferry would run until one.</description>
</item></channel></rss>"""


class ScriptClock:
    """The wire's time: stands still until it is set forward."""

    def __init__(self) -> None:
        self.started_at = datetime.now(UTC) - SCRIPT_AGE
        self._now = self.started_at

    def __call__(self) -> datetime:
        return self._now

    def set_to(self, seconds: int) -> None:
        """Go to so many seconds after the script's beginning, never back."""
        self._now = max(self._now, self.started_at + timedelta(seconds=seconds))


@dataclass(frozen=True, slots=True)
class Answer:
    """What an address answered."""

    status: int
    body: str


@dataclass(frozen=True, slots=True)
class RunningNewsroom:
    """A newsroom that runs; addresses are paths below `base_url`. `paths`: of what it began with, by headline."""

    home: Path
    base_url: str
    password: str
    script: ScriptClock
    paths: dict[str, str] = field(default_factory=dict)

    def get(self, path: str) -> Answer:
        """Fetch an address without a browser."""
        address = self.base_url + quote(path, safe="/?=&%#")
        try:
            with urlopen(address, timeout=10) as response:
                return Answer(response.status, response.read().decode())
        except HTTPError as error:
            return Answer(error.code, error.read().decode())

    def remember_paths(self) -> None:
        """Keep where the articles stand now: headlines change, addresses never do."""
        for language in ("en", "ja"):
            for item in json.loads(self.get(f"/{language}/feed.json").body)["items"]:
                self.paths[item["title"]] = item["url"].removeprefix(self.base_url)

    def path_of(self, headline: str) -> str:
        """Where the article whose first headline begins so stands."""
        return next(path for title, path in self.paths.items() if title.startswith(headline))

    def wait_for_status(self, path: str, status: int) -> Answer:
        """The answer of an address once it has that status."""
        return until(lambda _: answer if (answer := self.get(path)).status == status else None, f"{path}: {status}")


def until(condition, what: str, *, seconds: float = 60):
    """The first true value of condition(None)."""
    return WebDriverWait(None, seconds, poll_frequency=0.1).until(condition, f"waited in vain for {what}")


def wireroom(home: Path, *arguments: str) -> str:
    """Run a command to its end; what it printed."""
    done = subprocess.run(
        _command(home, *arguments), cwd=ROOT, env=_environment(), capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, f"{' '.join(arguments)}: {done.stdout}{done.stderr}"
    return done.stdout


def found_newsroom(home: Path, server: WireServer, address: str) -> str:
    """Make the newsroom, add every feed and a login, take in what is there. The login's password."""
    wireroom(home, "init", "--name", "Selwyn Herald", "--language", "en,ja", "--timezone", "Asia/Tokyo",
             "--base-url", f"http://{address}")  # fmt: skip
    _set(home / "wireroom.toml", server)
    for provider in server.wire.providers:
        urls = [server.feed_url(feed) for feed in provider.feeds]
        wireroom(home, "feed", "add", *urls, "--provider", provider.name, "--language", provider.language,
                 "--rights", provider.rights, "--credit", provider.credit_line)  # fmt: skip
    held = home / "held.xml"
    held.write_text(HELD_FEED, "utf-8")
    wireroom(home, "feed", "add", str(held), "--provider", "Elmsey Post", "--policy", "hold")
    told = wireroom(home, "user", "add", LOGIN, "--role", "administrator")
    wireroom(home, "run", "--once")
    return re.search(r"password: (\S+)", told)[1]


def start_process(home: Path, address: str) -> subprocess.Popen:
    """`wireroom run`, serving."""
    log = (home / "log.jsonl").open("w")
    process = subprocess.Popen(
        _command(home, "run", "--serve", address), cwd=ROOT, env=_environment(), stdout=log, stderr=log
    )
    log.close()
    return process


def _set(settings: Path, server: WireServer) -> None:
    """Let the newsroom reach the wire's port, ask every second, and show sections."""
    text = settings.read_text("utf-8")
    for setting, value in {
        "open_hosts": f'["{server.base_url.removeprefix("http://")}"]',
        "fetch_every_s": "1",
        "fetch_floor_s": "1",
    }.items():
        text, count = re.subn(rf"(?m)^{setting} = .*$", f"{setting} = {value}", text)
        assert count == 1, f"wireroom.toml has {count} lines for {setting}"
    sections = '[sections]\nen = ["Politics", "Business", "Science", "Local"]\nja = ["政治", "経済", "科学", "地域"]\n'
    text, count = re.subn(r"(?m)^\[sections\].*$", sections, text)
    assert count == 1
    settings.write_text(text, "utf-8")


def _command(home: Path, *arguments: str) -> list[str]:
    return [sys.executable, "-m", "wireroom", "--home", str(home), *arguments]


def _environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
