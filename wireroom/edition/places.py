"""Names of the site's list pages, feeds and sitemaps, and which of them an article stands in. Pure."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from wireroom.core.addresses import actor_path, day_path, section_path, story_path

PAGE_SIZE = 30
SITEMAP_SIZE = 1000
INDEX = "index:::0"
_FILE = re.compile(
    r"/(?P<language>[A-Za-z-]+)(?:/(?P<kind>story|actor|section)/(?P<name>[^/:]+)|/(?P<day>\d{4}/\d\d/\d\d))?"
    r"(?:/page/(?P<number>[1-9]\d{0,8}))?/(?:(?:index|gone|moved)\.html|(?P<feed>feed\.(?:rss|atom|json)))\Z"
)
LIST_KINDS = frozenset({"home", "section", "day"})
SURFACES = {
    "feeds": "feeds",
    "sitemap": "sitemap",
    "stories": "sitemap",
    "actors": "sitemap",
    "news": "sitemap",
    "story": "story",
}


@dataclass(frozen=True, slots=True)
class Place:
    """A list page, feed or sitemap. `number` 0 is the newest page, from 1 on the pages counted from the oldest.

    kinds: home, section, day, feeds (RSS, Atom and JSON at once), story (all pages of one, by its key),
    actor (all pages of somebody quoted, by key), sitemap, stories and actors (sitemaps of their pages), news,
    furniture, index (of the sitemaps, and robots.txt).
    """

    kind: str
    language: str = ""
    name: str = ""
    number: int = 0

    @property
    def key(self) -> str:
        """The work key; parse_place reads it back."""
        return f"{self.kind}:{self.language}:{self.name}:{self.number}"

    @property
    def listing(self) -> str:
        """The list whose entries this page shows, as ListEntry names it."""
        return f"{self.kind}:{self.language}:{self.name}"

    @property
    def surface(self) -> str:
        """The surface that receipts name."""
        return SURFACES.get(self.kind, "lists")


def parse_place(key: str) -> Place:
    """The place of a work key. Raises ValueError."""
    kind, language, name, number = key.split(":")
    return Place(kind, language, name, int(number))


def listings_of(language: str, section: str, day: date) -> tuple[Place, ...]:
    """The lists an article enters at first publication."""
    sections = (Place("section", language, section),) if section else ()
    return (Place("home", language), *sections, Place("day", language, day.isoformat()), Place("sitemap", language))


def story_place(language: str, key: str) -> Place:
    """The place of a story's page in a language, by the story's key."""
    return Place("story", language, key)


def actor_place(language: str, key: str) -> Place:
    """The place of an actor's page in a language, by the actor's key."""
    return Place("actor", language, key)


def page_number(place: Place, position: int) -> int:
    """The page of a list that holds a position counted from 0."""
    return position // (SITEMAP_SIZE if place.kind == "sitemap" else PAGE_SIZE) + 1


def page_holding(listing: str, position: int) -> Place:
    """The numbered page of a list, as ListEntry names it, that holds a position."""
    place = parse_place(f"{listing}:0")
    return Place(place.kind, place.language, place.name, page_number(place, position))


def places_showing(
    language: str, section: str, pages: tuple[Place, ...], *, stories: tuple[Place, ...] = ()
) -> tuple[Place, ...]:
    """Every place that shows an article, given the numbered pages and the stories' pages it stands on."""
    newest = tuple(Place(page.kind, page.language, page.name) for page in pages if page.kind != "sitemap")
    feeds = (Place("feeds", language), *((Place("feeds", language, section),) if section else ()))
    return (*newest, *pages, *stories, *feeds, Place("news", language))


def place_path(place: Place) -> str:
    """The address of a place's first file: a page's folder, a sitemap's file, a feed's RSS."""
    base = {
        "home": f"/{place.language}/",
        "section": section_path(place.language, place.name),
        "feeds": section_path(place.language, place.name) if place.name else f"/{place.language}/",
        "story": story_path(place.language, place.name),
        "actor": actor_path(place.language, place.name),
    }.get(place.kind, "")
    if place.kind == "day":
        base = day_path(place.language, date.fromisoformat(place.name))
    if place.kind == "feeds":
        return f"{base}feed.rss"
    if place.kind == "sitemap":
        return f"/{place.language}/sitemap-{place.number}.xml"
    if place.kind in ("stories", "actors"):
        return f"/{place.language}/sitemap-{place.kind}-{place.number}.xml"
    if place.kind == "news":
        return f"/{place.language}/sitemap-news.xml"
    return f"{base}page/{place.number}/" if place.number else base


def article_page(path: str) -> str:
    """The file of a live article's page, by its address."""
    return f"{path}index.html"


def place_files(place: Place) -> tuple[str, ...]:
    """The files of a list page, feed or sitemap; of the furniture none, as the look of the site decides them."""
    if place.kind == "furniture":
        return ()
    if place.kind == "index":
        return ("/sitemap.xml", "/robots.txt")
    path = place_path(place)
    if place.kind in ("story", "actor"):
        return (f"{path}index.html", f"{path}gone.html", f"{path}moved.html")
    if place.kind == "feeds":
        return tuple(f"{path.removesuffix('rss')}{suffix}" for suffix in ("rss", "atom", "json"))
    return (f"{path}index.html" if place.kind in LIST_KINDS else path,)


def find_place(path: str) -> Place | None:
    """The list page, story, actor or section's feed that a file of the site belongs to; None for any other file."""
    found = _FILE.match(path)
    if found is None:
        return None
    language, number = found["language"], int(found["number"] or 0)
    if found["kind"] in ("story", "actor"):
        return Place(found["kind"], language, found["name"])
    if found["day"]:
        return Place("day", language, found["day"].replace("/", "-"), number)
    if found["kind"] == "section":
        return Place("feeds" if found["feed"] else "section", language, found["name"], number)
    return Place("home", language, "", number) if number else None


def feed_place(path: str) -> Place:
    """The place of a feed's file, the other way round from place_files."""
    _, language, *section = path.split("/")[:-1]
    return Place("feeds", language, section[1] if section else "")


def day_bounds(day: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """Beginning of the day and of the next one, in the site's zone."""
    start = datetime(day.year, day.month, day.day, tzinfo=zone)
    following = date.fromordinal(day.toordinal() + 1)
    return start, datetime(following.year, following.month, following.day, tzinfo=zone)
