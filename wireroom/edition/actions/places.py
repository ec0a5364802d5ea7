"""Writing list pages, feeds, sitemaps and furniture. Each place costs the same however large the site is."""

from collections.abc import Callable, Collection
from datetime import UTC, datetime, timedelta

from django.db import transaction

from wireroom.core.addresses import actor_path, section_path, story_path
from wireroom.core.text.headlines import shorten_headline
from wireroom.edition.actions.actors import drop_actors, write_actors
from wireroom.edition.actions.announcing import ask_announcements
from wireroom.edition.actions.lists import list_view, read_lists
from wireroom.edition.actions.manifest import Sheaf
from wireroom.edition.actions.rebuilding import ask_for_everything
from wireroom.edition.actions.stories import drop_stories, write_stories
from wireroom.edition.feed_copy import shown_hashes
from wireroom.edition.gather import article_views, gone_view, load_articles, newest_copy, newest_live
from wireroom.edition.models import ActorPage, ListEntry, Page, StoryPage
from wireroom.edition.places import (
    INDEX,
    LIST_KINDS,
    SITEMAP_SIZE,
    Place,
    article_page,
    parse_place,
    place_files,
    place_path,
)
from wireroom.edition.press import Press
from wireroom.edition.values import ArticleView, FeedView, SitemapEntry
from wireroom.publishing.models import Article, Receipt
from wireroom.tasks.actions import CALM, enqueue

FEED_SIZE = 50
TOMBSTONES = timedelta(days=7)
# An empty feed must name a time too; the time of writing would make a rebuild differ.
NEVER = datetime(1970, 1, 1, tzinfo=UTC)
NEWS_AGE = timedelta(days=2)
NEWS_SIZE = 1000
CHUNK = 300
GONE_COLUMNS = ("key", "path", "language", "gone_at", "first_published_at", "item__provider__name")
SITEMAP_KINDS = ("sitemap", "news")


def write_places(keys: Collection[str], press: Press, *, now: datetime) -> int:
    """Bring some places to what is published now. Returns how many files were written."""
    sheaf = Sheaf(press.disk)
    places = [parse_place(key) for key in keys]
    sheaf.look_up(path for place in places for path in place_files(place))
    own = [place for place in places if not place.language or place.language in press.languages]
    count = write_stories([place for place in own if place.kind == "story"], press, sheaf, now=now)
    count += write_actors([place for place in own if place.kind == "actor"], press, sheaf, now=now)
    lists = read_lists([p for p in places if p.kind in LIST_KINDS and p.language in press.languages], press)
    listed = {article.id: article for read in lists for article in read.listed}
    teasers = dict(zip(listed, press.teasers.teasers(list(listed.values())), strict=True))
    empty = _empty_sections(places, press)
    for read in lists:
        if (read.place.language, read.place.name) in empty:
            continue
        view = list_view(read, teasers, press)
        count += _add(sheaf, f"{view.url}index.html", read.place.kind, press.renderer.listing(view), now)
    # Places of a language that is no longer in the settings leave the site with it.
    foreign = [place for place in places if place.language and place.language not in press.languages]
    for path in (path for place in foreign for path in place_files(place)):
        sheaf.drop(path)
    drop_stories([place for place in foreign if place.kind == "story"], sheaf)
    drop_actors([place for place in foreign if place.kind == "actor"], sheaf)
    for place in (place for place in places if (place.language, place.name) in empty):
        _drop(place, sheaf)
    for place, views in _read_feeds([place for place in own if place.kind == "feeds"], press).items():
        count += _write_feeds(place, views, press, sheaf, now=now)
    for place in own:
        if place.kind in WRITERS:
            count += WRITERS[place.kind](place, press, sheaf, now)
    with transaction.atomic():
        sheaf.store()
        if foreign or any(page.kind in SITEMAP_KINDS for page in sheaf.written):
            enqueue("places", [INDEX], now=now, priority=CALM)
        Receipt.objects.filter(place__in=list(keys), at=None).update(at=now)
        if press.hub:
            ask_announcements(own, sheaf, now=now)
    return count


def _empty_sections(places: Collection[Place], press: Press) -> set[tuple[str, str]]:
    """Sections (language, slug) without a live article that no navigation names: a name that only what is held or
    killed ever had must not stay on the site."""
    asked = {(place.language, place.name) for place in places if place.name and place.kind in ("section", "feeds")}
    linked = {
        link.url
        for language in press.languages
        for link in press.renderer.furniture_by_language[language].site.sections
    }
    asked = {pair for pair in asked if section_path(*pair) not in linked}
    return {
        (language, name)
        for language, name in asked
        if not Article.objects.filter(language=language, section=name, state=Article.State.LIVE).exists()
    }


def _drop(place: Place, sheaf: Sheaf) -> None:
    sheaf.look_up(place_files(place))
    for path in place_files(place):
        sheaf.drop(path)


def _add(sheaf: Sheaf, path: str, kind: str, body: bytes, now: datetime, shown: str = "") -> int:
    sheaf.look_up([path])
    return int(sheaf.add(path, kind, body, now=now, shown=shown))


def _read_feeds(places: Collection[Place], press: Press) -> dict[Place, tuple[ArticleView, ...]]:
    """The newest articles of some feeds; only views of articles that changed since are made anew."""
    listed = {
        place: newest_live(place.language, FEED_SIZE, **({"section": place.name} if place.name else {}))
        for place in places
    }
    articles = {article.id: article for group in listed.values() for article in group}
    shown = shown_hashes({article_page(article.path): article.id for article in articles.values()})
    views = press.feeds.find(shown)
    missing = [article_id for article_id in articles if article_id not in views]
    for start in range(0, len(missing), CHUNK):
        made = article_views(load_articles(missing[start : start + CHUNK]), press, full=False)
        for article_id, view in made.items():
            press.feeds.keep(article_id, shown.get(article_id, ""), view)
        views |= made
    return {
        place: tuple(views[article.id] for article in group if article.id in views) for place, group in listed.items()
    }


def _write_feeds(place: Place, ordered: tuple[ArticleView, ...], press: Press, sheaf: Sheaf, *, now: datetime) -> int:
    where = {"section": place.name} if place.name else {}
    gone = Article.objects.filter(
        language=place.language, state=Article.State.GONE, gone_at__gte=now - TOMBSTONES, **where
    )
    gone = gone.select_related("item__provider").only(*GONE_COLUMNS).order_by("-gone_at", "key")
    notices = tuple(gone_view(article) for article in gone[:200])
    if place.name and not ordered and not notices:
        return 0
    times = [view.updated for view in ordered] + [notice.gone_at for notice in notices]
    base = place_path(place).rpartition("/")[0]
    title = f" – {ordered[0].section.label}" if place.name and ordered and ordered[0].section else ""
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
    return _add(sheaf, place_path(place), "sitemap", press.renderer.sitemap(entries), now, _newest_time(entries))


def _write_stories_sitemap(place: Place, press: Press, sheaf: Sheaf, now: datetime) -> int:
    first = (place.number - 1) * SITEMAP_SIZE
    rows = StoryPage.objects.filter(
        id__range=(first, first + SITEMAP_SIZE - 1),
        language=place.language,
        state=StoryPage.State.LIVE,
        may_index=True,
    )
    entries = [
        SitemapEntry(story_path(place.language, key), updated)
        for key, updated in rows.order_by("id").values_list("story__key", "updated_at")
    ]
    return _add(sheaf, place_path(place), "sitemap", press.renderer.sitemap(entries), now, _newest_time(entries))


def _write_actors_sitemap(place: Place, press: Press, sheaf: Sheaf, now: datetime) -> int:
    first = (place.number - 1) * SITEMAP_SIZE
    ids = (first, first + SITEMAP_SIZE - 1)
    rows = ActorPage.objects.filter(id__range=ids, language=place.language, state=StoryPage.State.LIVE, may_index=True)
    entries = [
        SitemapEntry(actor_path(place.language, key), updated)
        for key, updated in rows.order_by("id").values_list("key", "updated_at")
    ]
    return _add(sheaf, place_path(place), "sitemap", press.renderer.sitemap(entries), now, _newest_time(entries))


def _newest_time(entries: Collection[SitemapEntry]) -> str:
    """The newest change in a sitemap, as its manifest row keeps it for the index: no time of writing, so that a
    rebuild gives the same index."""
    return max(entry.updated for entry in entries).isoformat(timespec="seconds") if entries else ""


def _write_index(place: Place, press: Press, sheaf: Sheaf, now: datetime) -> int:
    known = dict(Page.objects.filter(kind__in=SITEMAP_KINDS).values_list("path", "shown"))
    known |= {page.path: page.shown for page in sheaf.written if page.kind in SITEMAP_KINDS}
    index = [SitemapEntry(path, datetime.fromisoformat(newest) if newest else None) for path, newest in known.items()]
    index.sort(key=lambda entry: entry.url)
    count = _add(sheaf, "/sitemap.xml", "sitemaps", press.renderer.sitemap_index(index), now)
    robots = press.renderer.robots(["/sitemap.xml", *(entry.url for entry in index if "news" in entry.url)])
    return count + _add(sheaf, "/robots.txt", "robots", robots, now)


def _write_news(place: Place, press: Press, sheaf: Sheaf, now: datetime) -> int:
    articles = newest_copy(place.language, NEWS_SIZE, may_index=True, sort_at__gte=now - NEWS_AGE)
    entries = [
        SitemapEntry(a.path, a.current.made_at, shorten_headline(a.current.headline), a.language, a.sort_at)
        for a in articles
    ]
    if entries:
        oldest = min(article.sort_at for article in articles)
        enqueue("places", [place.key], now=now, due_at=oldest + NEWS_AGE + timedelta(seconds=1), priority=CALM)
    return _add(sheaf, place_path(place), "news", press.renderer.news_sitemap(entries), now, _newest_time(entries))


def _write_furniture(place: Place, press: Press, sheaf: Sheaf, now: datetime) -> int:
    """Assets, the landing page and each language's 404 page. When assets changed, every page must follow."""
    assets = press.renderer.assets()
    sheaf.look_up([asset.path for asset in assets])
    # On a site without any, as at first or in a rebuild, no page names older ones.
    renewed = any(asset.path not in sheaf.known for asset in assets) and Page.objects.filter(kind="asset").exists()
    count = sum(int(sheaf.add(asset.path, "asset", asset.body, now=now)) for asset in assets)
    for language in press.languages:
        count += _add(sheaf, f"/{language}/404.html", "furniture", press.renderer.not_found(language), now)
    count += _add(sheaf, "/index.html", "furniture", press.renderer.landing(), now)
    if renewed:
        ask_for_everything(now=now)
    return count


WRITERS: dict[str, Callable[[Place, Press, Sheaf, datetime], int]] = {
    "sitemap": _write_sitemap,
    "stories": _write_stories_sitemap,
    "actors": _write_actors_sitemap,
    "news": _write_news,
    "furniture": _write_furniture,
    "index": _write_index,
}
