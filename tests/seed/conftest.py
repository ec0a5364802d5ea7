"""The seed's article, taken in by the real command from a feed file and published to a Japanese site."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from lxml import html as lxml_html
from seed_article import GUID, PROVIDER, SeedArticle, read_seed, write_feed

ROOT = Path(__file__).resolve().parents[2]
SEEDS = sorted((ROOT.parent / "shared" / "seed").glob("*.txt"))


@pytest.fixture(scope="session", params=SEEDS or [None], ids=lambda path: path.stem if path else "none")
def seed(request) -> SeedArticle:
    if request.param is None:
        pytest.skip("the seed's page is not here (../shared/seed)")
    return read_seed(request.param)


@pytest.fixture(scope="session")
def newsroom(seed, tmp_path_factory) -> Path:
    """A newsroom in Japanese and English that has taken in the seed's feed once."""
    folder = tmp_path_factory.mktemp("seed")
    (folder / "feed.xml").write_bytes(write_feed(seed))
    home = folder / "newsroom"
    _wireroom(home, "init", "--name", "試験新聞", "--language", "ja,en", "--timezone", "Asia/Tokyo")
    _wireroom(home, "feed", "add", str(folder / "feed.xml"), "--provider", PROVIDER, "--language", "ja")
    _wireroom(home, "run", "--once")
    return home


@pytest.fixture(scope="session")
def article(newsroom, seed):
    """The article's page, parsed."""
    found = [page for page in _articles(newsroom) if page.findtext(".//h1").strip() == seed.headline]
    assert len(found) == 1, f"{len(found)} pages carry the seed's headline"
    return found[0]


@pytest.fixture(scope="session")
def withdrawn(newsroom, article):
    """The notice that stands where the article stood, once it was killed; asked for last."""
    _wireroom(newsroom, "kill", GUID, "--reason", "配信元による取り消し")
    notices = list((newsroom / "site" / "ja" / "2024").rglob("gone.html"))
    assert len(notices) == 1
    return lxml_html.parse(str(notices[0]), lxml_html.HTMLParser(encoding="utf-8")).getroot()


def _articles(home: Path):
    for path in (home / "site" / "ja").glob("[0-9]*/*/*/*/index.html"):
        yield lxml_html.parse(str(path), lxml_html.HTMLParser(encoding="utf-8")).getroot()


def _wireroom(home: Path, *arguments: str) -> None:
    environment = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    command = [sys.executable, "-m", "wireroom", "--home", str(home), *arguments]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, f"{' '.join(arguments)}: {done.stdout}{done.stderr}"
