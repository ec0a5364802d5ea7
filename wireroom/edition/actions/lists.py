"""What list pages show: home, sections and days, newest and numbered. Reads rows; renders and writes nothing.

Each list costs the same however large the site is: its entries have fixed places, its ends are found by index.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Max

from wireroom.core.addresses import section_path
from wireroom.edition.gather import newest_live
from wireroom.edition.models import ListEntry
from wireroom.edition.places import PAGE_SIZE, Place, day_bounds, page_number, place_path
from wireroom.edition.press import Press
from wireroom.edition.story_links import running_stories
from wireroom.edition.teasers import Listed, listed_articles, section_link
from wireroom.edition.values import Link, ListView, Teaser
from wireroom.publishing.models import Article

GROUPS, GROUP_SIZE, DAYS = 6, 4, 10
HOME_LOOKS_AT = 150
LEAD_AMONG = 6
CHUNK = 500


@dataclass(frozen=True, slots=True)
class ReadList:
    """A list's place with its articles, newest first, and the last position its listing has (None: empty)."""

    place: Place
    listed: tuple[Listed, ...]
    last: int | None


def read_lists(places: Iterable[Place], press: Press) -> list[ReadList]:
    """The rows of some list pages."""
    places = list(places)
    last: dict[str, int | None] = {}
    for listing in {place.listing for place in places}:
        # One listing at a time: only then a database goes straight to the end of the index.
        last[listing] = ListEntry.objects.filter(listing=listing).aggregate(last=Max("position"))["last"]
    numbered = _read_numbered([place for place in places if place.number])
    return [
        ReadList(place, numbered[place] if place.number else tuple(_newest(place, press)), last[place.listing])
        for place in places
    ]


def list_view(read: ReadList, teasers: Mapping[int, Teaser], press: Press) -> ListView:
    """The page of a list, given the teasers of its articles by id."""
    return _numbered_view(read, teasers) if read.place.number else _newest_view(read, teasers, press)


def _read_numbered(places: Iterable[Place]) -> dict[Place, tuple[Listed, ...]]:
    """The live articles of numbered pages. An article stands in several lists, but its row is read once."""
    ids: dict[Place, list[int]] = {}
    for place in places:
        first = (place.number - 1) * PAGE_SIZE
        rows = ListEntry.objects.filter(listing=place.listing, position__range=(first, first + PAGE_SIZE - 1))
        ids[place] = list(rows.values_list("article_id", flat=True))
    wanted = sorted({article_id for group in ids.values() for article_id in group})
    live: dict[int, Listed] = {}
    for start in range(0, len(wanted), CHUNK):
        found = Article.objects.filter(id__in=wanted[start : start + CHUNK], state=Article.State.LIVE)
        live |= {article.id: article for article in listed_articles(found)}
    return {place: _newest_first(live[i] for i in group if i in live) for place, group in ids.items()}


def _newest_first(listed: Iterable[Listed]) -> tuple[Listed, ...]:
    by_key = sorted(listed, key=lambda article: article.key)
    return tuple(sorted(by_key, key=lambda article: article.sort_at, reverse=True))


def _newest(place: Place, press: Press) -> list[Listed]:
    where: dict[str, object] = {}
    if place.kind == "section":
        where = {"section": place.name}
    if place.kind == "day":
        start, end = day_bounds(date.fromisoformat(place.name), press.zone)
        where = {"sort_at__gte": start, "sort_at__lt": end}
    return newest_live(place.language, HOME_LOOKS_AT if place.kind == "home" else PAGE_SIZE, **where)


def _numbered_view(read: ReadList, teasers: Mapping[int, Teaser]) -> ListView:
    place = read.place
    later = read.last is not None and read.last >= place.number * PAGE_SIZE
    return ListView(
        kind=place.kind,
        language=place.language,
        url=place_path(place),
        teasers=_chosen(read.listed, teasers),
        title=_title(read),
        number=place.number,
        older=place_path(_page(place, place.number - 1)) if place.number > 1 else None,
        newer=place_path(_page(place, place.number + 1 if later else 0)),
        day=date.fromisoformat(place.name) if place.kind == "day" else None,
        **_own_feeds(place),
    )


def _newest_view(read: ReadList, teasers: Mapping[int, Teaser], press: Press) -> ListView:
    place, listed = read.place, read.listed
    home = place.kind == "home"
    beyond = read.last is not None and read.last >= PAGE_SIZE
    if home:
        listed = _lead_first(listed, teasers)
    days = sorted({article.sort_at.astimezone(press.zone).date() for article in listed}, reverse=True)
    return ListView(
        kind=place.kind,
        language=place.language,
        url=place_path(place),
        teasers=_chosen(listed[:PAGE_SIZE], teasers),
        title=_title(read),
        older=place_path(_page(place, page_number(place, read.last))) if beyond else None,
        day=date.fromisoformat(place.name) if place.kind == "day" else None,
        groups=_groups(listed, teasers) if home else (),
        days=tuple(days[:DAYS]) if home else (),
        running=running_stories(place.language, press) if home else (),
        **_own_feeds(place),
    )


def _chosen(listed: Sequence[Listed], teasers: Mapping[int, Teaser]) -> tuple[Teaser, ...]:
    return tuple(teasers[article.id] for article in listed)


def _lead_first(listed: tuple[Listed, ...], teasers: Mapping[int, Teaser]) -> tuple[Listed, ...]:
    """The newest story with a picture leads the front page, if one of the newest few has any."""
    pictured = [bool(teaser.picture) for teaser in _chosen(listed[:LEAD_AMONG], teasers)]
    if True not in pictured:
        return listed
    lead = pictured.index(True)
    return (listed[lead], *listed[:lead], *listed[lead + 1 :])


def _own_feeds(place: Place) -> dict[str, str]:
    if place.kind != "section":
        return {}
    base = section_path(place.language, place.name)
    return {"rss_url": f"{base}feed.rss", "atom_url": f"{base}feed.atom"}


def _page(place: Place, number: int) -> Place:
    return Place(place.kind, place.language, place.name, number)


def _title(read: ReadList) -> str | None:
    if read.place.kind != "section":
        return None
    return read.listed[0].section_name if read.listed else read.place.name


def _groups(listed: Sequence[Listed], teasers: Mapping[int, Teaser]) -> tuple[tuple[Link, tuple[Teaser, ...]], ...]:
    """The home page's blocks: the sections with most of the newest articles, from what the top does not show."""
    by_section: dict[str, list[Listed]] = {}
    for article in listed[5:]:
        if article.section:
            by_section.setdefault(article.section, []).append(article)
    largest = sorted(by_section.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    chosen = [group[:GROUP_SIZE] for _, group in largest if len(group) > 1][:GROUPS]
    return tuple((section_link(group[0]), _chosen(group, teasers)) for group in chosen)
