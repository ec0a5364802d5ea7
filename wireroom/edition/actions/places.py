"""Writing list pages, feeds, sitemaps and furniture. Each place costs the same however large the site is."""

from collections.abc import Callable, Collection
from datetime import UTC, date, datetime, timedelta

from django.db import transaction
from django.db.models import Max

from wireroom.core.addresses import section_path
from wireroom.edition.actions.manifest import Sheaf
from wireroom.edition.actions.rebuilding import ask_for_everything
from wireroom.edition.gather import article_views, gone_view, newest_copy, newest_live, teasers, with_copy, with_teaser
from wireroom.edition.models import ListEntry, Page
from wireroom.edition.places import PAGE_SIZE, SITEMAP_SIZE, Place, day_bounds, page_number, parse_place, place_path
from wireroom.edition.press import Press
from wireroom.edition.values import FeedView, Link, ListView, SitemapEntry
from wireroom.publishing.models import Article, Receipt
from wireroom.tasks.actions import enqueue

FEED_SIZE = 50
TOMBSTONES = timedelta(days=7)
# An empty feed must name a time too; the time of writing would make a rebuild differ.
NEVER = datetime(1970, 1, 1, tzinfo=UTC)
NEWS_AGE = timedelta(days=2)
NEWS_SIZE = 1000
GROUPS, GROUP_SIZE, DAYS = 6, 4, 10
HOME_LOOKS_AT = 150
LEAD_AMONG = 6


def write_places(keys: Collection[str], press: Press, *, now: datetime) -> int:
    """Bring some places to what is published now. Returns how many files were written."""
    sheaf, count = Sheaf(press.disk), 0
    places = [parse_place(key) for key in keys]
    for place in places:
        count += WRITERS[place.kind](place, press, sheaf, now)
    with transaction.atomic():
        sheaf.store()
        Receipt.objects.filter(place__in=list(keys), at=None).update(at=now)
    return count


def _add(sheaf: Sheaf, path: str, kind: str, body: bytes, now: datetime, shown: str = "") -> int:
    sheaf.look_up([path])
    return int(sheaf.add(path, kind, body, now=now, shown=shown))


def _write_list(place: Place, press: Press, sheaf: Sheaf, now: datetime) -> int:
    if place.language not in press.languages:
        return 0
    view = _numbered(place) if place.number else _newest(place, press)
    return _add(sheaf, f"{view.url}index.html", place.kind, press.renderer.listing(view), now)


def _numbered(place: Place) -> ListView:
    first = (place.number - 1) * PAGE_SIZE
    rows = ListEntry.objects.filter(listing=place.listing, position__range=(first, first + PAGE_SIZE - 1))
    ids = list(rows.values_list("article_id", flat=True))
    live = Article.objects.filter(id__in=ids, state=Article.State.LIVE)
    articles = list(with_teaser(live).order_by("-sort_at", "key"))
    later = ListEntry.objects.filter(listing=place.listing, position__gte=first + PAGE_SIZE).exists()
    older = place_path(_page(place, place.number - 1)) if place.number > 1 else None
    return ListView(
        kind=place.kind,
        language=place.language,
        url=place_path(place),
        teasers=tuple(teasers(articles)),
        title=_title(place, articles),
        number=place.number,
        older=older,
        newer=place_path(_page(place, place.number + 1 if later else 0)),
        day=date.fromisoformat(place.name) if place.kind == "day" else None,
        **_own_feeds(place),
    )


def _newest(place: Place, press: Press) -> ListView:
    home = place.kind == "home"
    articles = newest_live(place.language, HOME_LOOKS_AT if home else PAGE_SIZE, **_where(place, press))
    last = ListEntry.objects.filter(listing=place.listing).aggregate(last=Max("position"))["last"]
    beyond = last is not None and last >= PAGE_SIZE
    if home:
        articles = _lead_first(articles)
    days = sorted({article.sort_at.astimezone(press.zone).date() for article in articles}, reverse=True)
    return ListView(
        kind=place.kind,
        language=place.language,
        url=place_path(place),
        teasers=tuple(teasers(articles[:PAGE_SIZE])),
        title=_title(place, articles),
        older=place_path(_page(place, page_number(place, last))) if beyond else None,
        day=date.fromisoformat(place.name) if place.kind == "day" else None,
        groups=_groups(articles) if home else (),
        days=tuple(days[:DAYS]) if home else (),
        **_own_feeds(place),
    )


def _lead_first(articles: list[Article]) -> list[Article]:
    """The newest story with a picture leads the front page, if one of the newest few has any."""
    pictured = [bool(teaser.picture) for teaser in teasers(articles[:LEAD_AMONG])]
    if True not in pictured:
        return articles
    lead = pictured.index(True)
    return [articles[lead], *articles[:lead], *articles[lead + 1 :]]


def _where(place: Place, press: Press) -> dict[str, object]:
    if place.kind == "section":
        return {"section": place.name}
    if place.kind == "day":
        start, end = day_bounds(date.fromisoformat(place.name), press.zone)
        return {"sort_at__gte": start, "sort_at__lt": end}
    return {}


def _own_feeds(place: Place) -> dict[str, str]:
    if place.kind != "section":
        return {}
    base = section_path(place.language, place.name)
    return {"rss_url": f"{base}feed.rss", "atom_url": f"{base}feed.atom"}


def _page(place: Place, number: int) -> Place:
    return Place(place.kind, place.language, place.name, number)


def _title(place: Place, articles: list[Article]) -> str | None:
    if place.kind != "section":
        return None
    return articles[0].section_name if articles else place.name


def _groups(articles: list[Article]):
    """The home page's blocks: the sections with most of the newest articles, from what the top does not show."""
    by_section: dict[str, list[Article]] = {}
    for article in articles[5:]:
        if article.section:
            by_section.setdefault(article.section, []).append(article)
    largest = sorted(by_section.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    chosen = [(section, group[:GROUP_SIZE]) for section, group in largest if len(group) > 1][:GROUPS]
    return tuple(
        (Link(group[0].section_name, section_path(group[0].language, section)), tuple(teasers(group)))
        for section, group in chosen
    )


def _write_feeds(place: Place, press: Press, sheaf: Sheaf, now: datetime) -> int:
    if place.language not in press.languages:
        return 0
    where = {"section": place.name} if place.name else {}
    articles = newest_copy(place.language, FEED_SIZE, **where)
    views = article_views(articles, press, full=False)
    gone = Article.objects.filter(
        language=place.language, state=Article.State.GONE, gone_at__gte=now - TOMBSTONES, **where
    )
    notices = tuple(gone_view(article) for article in with_copy(gone).order_by("-gone_at", "key")[:200])
    ordered = tuple(views[article.id] for article in articles)
    times = [view.updated for view in ordered] + [notice.gone_at for notice in notices]
    base = place_path(place).rpartition("/")[0]
    title = f" – {articles[0].section_name}" if place.name and articles else ""
    count = 0
    for suffix, render in (
        ("rss", press.renderer.rss),
        ("atom", press.renderer.atom),
        ("json", press.renderer.json_feed),
    ):
        path = f"{base}/feed.{suffix}"
        name = press.renderer.furniture_by_language[place.language].site.name + title
        feed = FeedView(
            language=place.language,
            url=path,
            home=f"{base}/",
            title=name,
            updated=max(times, default=NEVER),
            articles=ordered,
            gone=notices,
            hub=press.hub or None,
        )
        count += _add(sheaf, path, "feed", render(feed), now)
    return count


def _write_sitemap(place: Place, press: Press, sheaf: Sheaf, now: datetime) -> int:
    first = (place.number - 1) * SITEMAP_SIZE
    rows = ListEntry.objects.filter(listing=place.listing, position__range=(first, first + SITEMAP_SIZE - 1))
    live = Article.objects.filter(id__in=rows.values("article_id"), state=Article.State.LIVE, may_index=True)
    entries = [
        SitemapEntry(path, made_at) for path, made_at in live.order_by("path").values_list("path", "current__made_at")
    ]
    path = place_path(place)
    sheaf.look_up([path])
    new = path not in sheaf.known
    count = _add(sheaf, path, "sitemap", press.renderer.sitemap(entries), now, _newest_time(entries))
    return count + (_write_sitemap_index(press, sheaf, now) if new or count else 0)


def _newest_time(entries: Collection[SitemapEntry]) -> str:
    """The newest change in a sitemap, as its manifest row keeps it for the index: no time of writing, so that a
    rebuild gives the same index."""
    return max((entry.updated for entry in entries), default=NEVER).isoformat(timespec="seconds")


def _write_sitemap_index(press: Press, sheaf: Sheaf, now: datetime) -> int:
    known = dict(Page.objects.filter(kind__in=["sitemap", "news"]).values_list("path", "shown"))
    known |= {page.path: page.shown for page in sheaf.written if page.kind in ("sitemap", "news")}
    index = [SitemapEntry(path, datetime.fromisoformat(newest) if newest else NEVER) for path, newest in known.items()]
    index.sort(key=lambda entry: entry.url)
    count = _add(sheaf, "/sitemap.xml", "sitemaps", press.renderer.sitemap_index(index), now)
    robots = press.renderer.robots(["/sitemap.xml", *(entry.url for entry in index if "news" in entry.url)])
    return count + _add(sheaf, "/robots.txt", "robots", robots, now)


def _write_news(place: Place, press: Press, sheaf: Sheaf, now: datetime) -> int:
    articles = newest_copy(place.language, NEWS_SIZE, may_index=True, sort_at__gte=now - NEWS_AGE)
    entries = [SitemapEntry(a.path, a.current.made_at, a.current.headline, a.language, a.sort_at) for a in articles]
    if entries:
        oldest = min(article.sort_at for article in articles)
        enqueue("places", [place.key], now=now, due_at=oldest + NEWS_AGE + timedelta(seconds=1))
    count = _add(sheaf, place_path(place), "news", press.renderer.news_sitemap(entries), now, _newest_time(entries))
    return count + (_write_sitemap_index(press, sheaf, now) if count else 0)


def _write_furniture(place: Place, press: Press, sheaf: Sheaf, now: datetime) -> int:
    """Assets, the landing page and each language's 404 page. When assets changed, every page must follow."""
    assets = press.renderer.assets()
    sheaf.look_up([asset.path for asset in assets])
    renewed = any(asset.path not in sheaf.known for asset in assets)
    count = sum(int(sheaf.add(asset.path, "asset", asset.body, now=now)) for asset in assets)
    for language in press.languages:
        count += _add(sheaf, f"/{language}/404.html", "furniture", press.renderer.not_found(language), now)
    count += _add(sheaf, "/index.html", "furniture", press.renderer.landing(), now)
    if renewed:
        ask_for_everything(now=now)
    return count + _write_sitemap_index(press, sheaf, now)


WRITERS: dict[str, Callable[[Place, Press, Sheaf, datetime], int]] = {
    "home": _write_list,
    "section": _write_list,
    "day": _write_list,
    "feeds": _write_feeds,
    "sitemap": _write_sitemap,
    "news": _write_news,
    "furniture": _write_furniture,
}
