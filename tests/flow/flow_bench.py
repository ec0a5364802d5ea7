"""A newsroom for one test: its folder, the real pipeline, a wire that serves bytes, a clock that is told the time."""

import dataclasses
import logging
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

from django.conf import settings
from PIL import Image

from wireroom.core.errors import FetchError
from wireroom.core.formats.parsed import ParsedFeed, ParsedItem
from wireroom.core.ports import FetchRequest, FetchResponse
from wireroom.edge.disk import SiteDisk
from wireroom.edge.files import RawStore
from wireroom.edge.salvage import salvage
from wireroom.publishing.actions import By, SiteTerms
from wireroom.publishing.models import Article, Hold, Receipt
from wireroom.publishing.queries import killed_among
from wireroom.runner.loop import Loop
from wireroom.runner.works import Works, open_press
from wireroom.tasks.models import Task
from wireroom.wire.actions import FetchedDocument, SourceTerms, add_feed, record_fetch, take_document
from wireroom.wire.models import Feed, Item

NOON = datetime(2024, 10, 18, 3, 0, tzinfo=UTC)  # noon in Tokyo
DESK = By("Mori")


class Bench:
    """The newsroom as a test drives it: what the wire says, what time it is, and what then stands on the site."""

    def __init__(self, home: Path):
        self.now = NOON
        self.answers: dict[str, FetchResponse | FetchError] = {}
        self.newsroom = dataclasses.replace(settings.NEWSROOM, home=home)
        for folder in (self.newsroom.raw, self.newsroom.pictures, self.newsroom.site):
            folder.mkdir(parents=True)
        disk = SiteDisk(self.newsroom.site, self.newsroom.pictures)
        self.works = Works(
            newsroom=self.newsroom,
            fetch=self._fetch,
            salvage=salvage,
            raw=RawStore(self.newsroom.raw, durable=False),
            disk=disk,
            press=open_press(self.newsroom, disk),
            terms=SiteTerms(self.newsroom.languages, self.newsroom.zone),
            clock=lambda: self.now,
            log=logging.getLogger("wireroom"),
            pause=lambda seconds: None,
        )

    def _fetch(self, request: FetchRequest) -> FetchResponse:
        answer = self.answers.get(request.url, FetchResponse(request.url, 404))
        if isinstance(answer, FetchError):
            raise answer
        return answer

    # The wire's side.

    def subscribe(self, url: str = "https://wire.example/feed", **terms) -> Feed:
        """Add a feed (terms as in SourceTerms)."""
        terms = {"provider": "Harbour Press", **terms}
        return add_feed(url, SourceTerms(**terms), now=self.now)[0]

    def serve(self, body: bytes, url: str = "https://wire.example/feed", *, status: int = 200) -> None:
        """What the wire answers at an address from now on."""
        self.answers[url] = FetchResponse(url, status, body=body)

    def break_down(self, url: str = "https://wire.example/feed") -> None:
        """From now on the address does not answer."""
        self.answers[url] = FetchError(f"{url}: no answer")

    def send(self, *items: ParsedItem, feed: Feed | None = None) -> None:
        """A wire document whose format can say more than feeds can (embargoes), taken in as if parsed."""
        feed = feed or Feed.objects.first() or self.subscribe()
        document = FetchedDocument(feed.url, "fetched", 200)
        fetch = record_fetch(feed, document, now=self.now)
        take_document(fetch, ParsedFeed("ninjs", items), closed=killed_among, now=self.now)

    # Time.

    def run(self) -> None:
        """Do everything that is due, as a started `run --once` does; nothing may fail."""
        Loop(self.works).run(once=True)
        failed = Task.objects.exclude(last_error="").exclude(step="picture")
        assert [(task.step, task.key, task.last_error) for task in failed] == []

    def wait(self, **span: float) -> None:
        """Let time pass while the process is down."""
        self.now += timedelta(**span)

    def poll(self) -> None:
        """Ask every active feed once more, when it is next due."""
        due = Feed.objects.filter(state="active").values_list("next_fetch_at", flat=True)
        self.now = max([self.now, *(at for at in due if at)]) + timedelta(seconds=1)
        self.run()

    def receive(self, body: bytes, url: str = "https://wire.example/feed") -> None:
        """The wire changes, and is asked."""
        if not Feed.objects.filter(url=url).exists():
            self.subscribe(url)
        self.serve(body, url)
        self.poll()

    # What stands on the site.

    def item(self, guid: str) -> Item:
        return Item.objects.get(guid=guid)

    def article(self, guid: str) -> Article:
        return Article.objects.get(item__guid=guid)

    def hold(self, guid: str) -> Hold | None:
        return Hold.objects.filter(item__guid=guid).first()

    def page(self, guid: str) -> str:
        """The text of an item's page; "" when there is none."""
        article = Article.objects.filter(item__guid=guid).first()
        return self.text(f"{article.path}index.html") if article else ""

    def text(self, path: str) -> str:
        """A file of the site as text; "" when there is none."""
        file = self.newsroom.site / path.lstrip("/")
        return file.read_text("utf-8") if file.is_file() else ""

    def files(self) -> dict[str, bytes]:
        """Every file of the site, by path."""
        site = self.newsroom.site
        return {
            f"/{path.relative_to(site).as_posix()}": path.read_bytes() for path in site.rglob("*") if path.is_file()
        }

    def saying(self, words: str) -> list[str]:
        """Files of the site that hold some words, also where quotation marks and the like are escaped."""
        return sorted(path for path, body in self.files().items() if words.encode() in body)

    def headlines(self) -> list[str]:
        """Headlines of all live articles, newest first."""
        live = Article.objects.filter(state="live").order_by("-sort_at", "key")
        return list(live.values_list("current__headline", flat=True))

    def waiting_receipts(self) -> list[tuple[str, str]]:
        return list(Receipt.objects.filter(at=None).values_list("surface", "place"))


def draw_png(colour: str = "navy", *, width: int = 640) -> bytes:
    """A picture's bytes."""
    buffer = BytesIO()
    Image.new("RGB", (width, width // 2), colour).save(buffer, "PNG")
    return buffer.getvalue()
