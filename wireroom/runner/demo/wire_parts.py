"""The values of a sample wire: providers, feeds, items and their states; nothing is read or written here."""

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class WirePicture:
    """A picture file that is served as it lies; sizes in pixels, `length` in bytes."""

    name: str
    content_type: str
    width: int
    height: int
    length: int


@dataclass(frozen=True, slots=True)
class PictureUse:
    """A picture as one item carries it."""

    picture: WirePicture
    caption: str
    credit: str


@dataclass(frozen=True, slots=True)
class WireState:
    """An item from one moment on. `at` and `published` count from the demo's start; negative is before.

    `published` None: the source gives no date. `action`: "show"; "leave" (drops out of the feed without
    a word); "kill" (the provider withdraws it, `note` says why). `markup`: "text" (see body.py) or "html",
    sent to the feed as it stands, however hostile. Texts may hold moments (see moments.py).
    """

    at: timedelta
    action: str
    headline: str
    published: timedelta | None
    summary: str = ""
    body: str = ""
    markup: str = "text"
    byline: str = ""
    note: str = ""
    pictures: tuple[PictureUse, ...] = ()


@dataclass(frozen=True, slots=True)
class WireItem:
    """A story as its provider tells it over time; `states` are in order and each is complete."""

    id: str
    guid: str
    provider: str
    feed: str
    language: str
    categories: tuple[str, ...]
    states: tuple[WireState, ...]


@dataclass(frozen=True, slots=True)
class WireFeed:
    """One feed of a provider. `format`: rss20, atom10 or json11; `path` is served below the server's root."""

    path: str
    title: str
    format: str
    encoding: str
    language: str


@dataclass(frozen=True, slots=True)
class WireProvider:
    """Who sends it, and what set-up must know. `rights`: full, excerpt or headline; `policy`: publish or hold.

    `language` is the main one; feeds and items may differ. `contract`: a missing status holds.
    """

    slug: str
    name: str
    language: str
    rights: str
    policy: str
    contract: bool
    credit_line: str
    usage_terms: str
    feeds: tuple[WireFeed, ...]


@dataclass(frozen=True, slots=True)
class Wire:
    """A whole sample wire; `pictures_folder` is where the picture files lie."""

    providers: tuple[WireProvider, ...]
    items: tuple[WireItem, ...]
    pictures: tuple[WirePicture, ...]
    pictures_folder: str

    def provider(self, slug: str) -> WireProvider:
        """The provider of that slug; StopIteration for none, which load_wire rules out for its items."""
        return next(provider for provider in self.providers if provider.slug == slug)


@dataclass(frozen=True, slots=True)
class StandingItem:
    """An item as it stands at one moment, every time absolute and every moment in its texts written out.

    `body_html` is what the feed carries. `shown_since` is when this state began.
    """

    item: WireItem
    state: WireState
    headline: str
    summary: str
    body_html: str
    published: datetime | None
    shown_since: datetime


@dataclass(frozen=True, slots=True)
class FeedDocument:
    """A feed as it stands: `path` without leading slash; `changed_at` is when its bytes last changed."""

    path: str
    content_type: str
    body: bytes
    changed_at: datetime
