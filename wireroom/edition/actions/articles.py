"""Writing article pages, and what search knows of them: live, gone or held; and asking for places that show them."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import fields, replace
from datetime import datetime
from hashlib import blake2b

from django.db import connection, transaction
from django.db.models import Max

from wireroom.edition.actions.actor_places import places_of_actors
from wireroom.edition.actions.announcing import expect_announcements
from wireroom.edition.actions.delivering import ask_deliveries
from wireroom.edition.actions.manifest import Sheaf
from wireroom.edition.actions.story_places import Placing, ask_for_stories_of, find_placings, places_of
from wireroom.edition.gather import article_views, gone_view, load_articles
from wireroom.edition.models import ListEntry
from wireroom.edition.places import Place, article_page, listings_of, page_holding, places_showing
from wireroom.edition.press import Press
from wireroom.edition.values import ArticleView, GoneView, MovedView, PictureView
from wireroom.pictures.models import Rendition
from wireroom.publishing.actions import articles_naming, linked_articles, record_named, record_receipts, refresh_article
from wireroom.publishing.models import Article, Receipt
from wireroom.searching.actions import describe_articles, index_articles
from wireroom.tasks.actions import CALM, enqueue

BESIDE_BODY = tuple(column.name for column in fields(ArticleView) if column.name != "body_html")


def write_articles(article_ids: Collection[int], press: Press, *, now: datetime) -> int:
    """Bring the pages of some articles to what is decided of them. Returns how many files were written.

    Reads once, writes files, then stores manifest, list places and receipts in one transaction: doing it
    again after a crash writes the same bytes.
    """
    articles = load_articles(article_ids)
    sheaf = Sheaf(press.disk)
    sheaf.look_up(path for a in articles for path in (article_page(a.path), _notice(a), _signpost(a)))
    before = {article.id: _standing(article, sheaf) for article in articles}
    # An article in a language the settings lost is being decided anew; until then it only leaves the site.
    live = [a for a in articles if a.state == Article.State.LIVE and a.language in press.languages]
    views = article_views(live, press)
    changed, renewed, count = [], set(), 0
    kept: dict[int, list[str]] = {}
    for article in articles:
        if view := views.get(article.id):
            kept[article.id] = _picture_names(view)
            for name in kept[article.id]:
                press.disk.show_picture(name)
            # What feeds need is at hand now; they are written next.
            alone = replace(view, story=None, related=(), comments=(), said=(), later=(), marked_html="")
            page, shown = article_page(article.path), _shown(alone)
            press.feeds.keep(article.id, shown, alone)
            if page not in sheaf.known:
                changed.append(article)
            elif sheaf.known[page].shown != shown:
                changed.append(article)
                renewed.add(article.id)
            count += sheaf.add(page, "article", press.renderer.article(view), now=now, shown=shown)
            sheaf.drop(_notice(article))
            sheaf.drop(_signpost(article))
        else:
            sheaf.drop(article_page(article.path))
            if article.state == Article.State.MOVED:
                sheaf.drop(_notice(article))
                count += sheaf.add(_signpost(article), "moved", _signpost_page(article, press), now=now)
            else:
                sheaf.drop(_signpost(article))
            if article.state == Article.State.GONE:
                count += sheaf.add(_notice(article), "gone", press.renderer.gone(_notice_view(article, press)), now=now)
            # Lists are written from rows: they may show what the manifest never had a page of.
            if before[article.id] != article.state or article.state == Article.State.HELD:
                changed.append(article)
    hidden = _hide_pictures(articles, kept, press)
    found = describe_articles([article for article in changed if article.id in views])
    with transaction.atomic():
        sheaf.store()
        record_named({a.id: _named(views[a.id]) if a.id in views else () for a in articles}, now=now)
        _enter_lists([a for a in articles if a.id in views], press)
        orders = _orders(articles)
        told = changed + [a for a in articles if a.id in orders and a not in changed]
        placings = find_placings(articles)
        _announce(told, before, press, now=now, orders=orders, placings=placings)
        ask_for_stories_of(articles, placings, now=now)
        # A headline that is no longer so stands wherever its article does.
        refresh_article(set().union(*articles_naming(renewed).values()), now=now, priority=CALM)
        _record_pictures(orders, hidden, kept, now)
        index_articles(found, [a for a in articles if a.id not in views])
        _record_search([a for a in articles if a.id in orders], orders, now)
        paths = [article.path for article in articles]
        Receipt.objects.filter(place__in=paths, at=None).update(at=now)
    return count


def _notice(article: Article) -> str:
    return f"{article.path}gone.html"


def _signpost(article: Article) -> str:
    return f"{article.path}moved.html"


def _signpost_page(article: Article, press: Press) -> bytes:
    """The page that leads on to where the copy stands now. Without the headline, which may be corrected or killed."""
    return press.renderer.moved(MovedView(article.moved_to.path, article.language, ""))


def _notice_view(article: Article, press: Press) -> GoneView:
    """The notice, in the site's first language where the page's own is no longer one of the site's."""
    view = gone_view(article)
    return view if view.language in press.languages else replace(view, language=press.languages[0])


def _standing(article: Article, sheaf: Sheaf) -> str:
    """What the site said of the article until now: live, gone, or held when there was nothing."""
    if article_page(article.path) in sheaf.known:
        return Article.State.LIVE
    return Article.State.GONE if _notice(article) in sheaf.known else Article.State.HELD


def _shown(alone: ArticleView) -> str:
    """A hash of all that lists and feeds take from an article: everything but what stands around it on its page."""
    # The body as it is: of a long text repr takes its time, as it looks at every character.
    told = repr([getattr(alone, name) for name in BESIDE_BODY]) + alone.body_html
    return blake2b(told.encode("utf-8", "replace"), digest_size=16).hexdigest()


def _named(view: ArticleView) -> set[tuple[int, int]]:
    """The articles that a page names, and their copies by which it does."""
    return {(one.article_id, one.copy_id) for one in (*view.related, *view.later)}


def _picture_names(view: ArticleView) -> list[str]:
    lead: tuple[PictureView, ...] = (view.picture,) if view.picture else ()
    teased = tuple(teaser.picture for teaser in view.related if teaser.picture)
    names = [source.url.rpartition("/")[2] for picture in (*lead, *teased) for source in picture.sources]
    if 'src="/pictures/' in view.body_html:
        names += [part.split(" ")[0].split('"')[0] for part in view.body_html.split("/pictures/")[1:]]
    return list(dict.fromkeys(names))


def _hide_pictures(articles: Collection[Article], kept: dict[int, list[str]], press: Press) -> dict[int, list[str]]:
    """Take pictures these articles do not show (any more), and no other live one may, off the site; by article."""
    ids = {article.item_id: article.id for article in articles}
    unused: dict[str, list[int]] = defaultdict(list)
    rows = Rendition.objects.filter(picture__uses__item__in=list(ids))
    for item_id, name in rows.values_list("picture__uses__item", "name").distinct():
        if item_id in ids and name not in kept.get(ids[item_id], ()):
            unused[name].append(ids[item_id])
    elsewhere = Article.objects.filter(
        state=Article.State.LIVE, current__extent="full", may_show_pictures=True
    ).exclude(id__in=list(ids.values()))
    shown = set(
        Rendition.objects.filter(name__in=list(unused), picture__uses__item__shown_by__in=elsewhere).values_list(
            "name", flat=True
        )
    ).union(*kept.values())
    hidden: dict[int, list[str]] = defaultdict(list)
    for name in sorted(set(unused) - shown):
        press.disk.hide_picture(name)
        for article_id in unused[name]:
            hidden[article_id].append(name)
    return hidden


def _enter_lists(articles: Collection[Article], press: Press) -> None:
    """Give new articles their place in every list, in order of their dates."""
    entered = set(ListEntry.objects.filter(article__in=[a.id for a in articles]).values_list("article_id", flat=True))
    new = sorted((a for a in articles if a.id not in entered), key=lambda a: (a.sort_at, a.key))
    wanted: dict[str, list[Article]] = defaultdict(list)
    for article in new:
        for place in _listings(article, press):
            wanted[place.listing].append(article)
    rows = [
        (listing, position, article.id)
        for listing, group in wanted.items()
        for position, article in enumerate(group, start=_next_position(listing))
    ]
    with connection.cursor() as cursor:
        cursor.executemany("INSERT INTO edition_listentry (listing, position, article_id) VALUES (%s, %s, %s)", rows)


def _next_position(listing: str) -> int:
    # One listing at a time: only then a database goes straight to the end of the index.
    last = ListEntry.objects.filter(listing=listing).aggregate(last=Max("position"))["last"]
    return 0 if last is None else last + 1


def _listings(article: Article, press: Press) -> tuple[Place, ...]:
    return listings_of(article.language, article.section, article.sort_at.astimezone(press.zone).date())


def _orders(articles: Collection[Article]) -> dict[int, list[Receipt]]:
    """States that some articles' surfaces are to reach and whose pages were not written since, by article."""
    orders: dict[int, list[Receipt]] = defaultdict(list)
    for receipt in Receipt.objects.filter(article__in=articles, surface="page", at=None):
        orders[receipt.article_id].append(receipt)
    return orders


def _announce(
    articles: Collection[Article],
    before: dict[int, str],
    press: Press,
    *,
    now: datetime,
    orders: dict[int, list[Receipt]],
    placings: dict[int, Placing],
) -> None:
    """Ask for the places that show changed articles; where a state was ordered, expect a receipt from each place."""
    entries: dict[int, list[Place]] = defaultdict(list)
    rows = ListEntry.objects.filter(article__in=[article.id for article in articles])
    for article_id, listing, position in rows.values_list("article_id", "listing", "position"):
        entries[article_id].append(page_holding(listing, position))
    quoting = places_of_actors(articles)
    receipts: list[Receipt] = []
    urgent: set[str] = set()
    calm: set[str] = set()
    for article in articles:
        pages = tuple(entries[article.id]) or tuple(p for p in _listings(article, press) if p.kind != "sitemap")
        stories = places_of(article, placings.get(article.id))
        besides = (*stories, *quoting.get(article.id, ()))
        places = places_showing(article.language, article.section, pages, stories=besides)
        joined = article.state == Article.State.LIVE and before[article.id] != Article.State.LIVE
        around = tuple(
            Place(page.kind, page.language, page.name, page.number - 1) for page in pages if joined and page.number > 1
        )
        ordered = article.id in orders
        (urgent if ordered or article.state != Article.State.LIVE else calm).update(p.key for p in (*places, *around))
        for order in orders.get(article.id, ()):
            receipts += _receipts(order, places)
        if ordered and press.hub:
            receipts += expect_announcements(article, places, now=now)
    receipts += ask_deliveries(articles, press, orders, now=now)
    record_receipts(receipts)
    enqueue("places", sorted(calm - urgent), now=now, priority=CALM)
    enqueue("places", sorted(urgent), now=now, priority=0)
    went = [article.id for article in articles if article.state != Article.State.LIVE]
    refresh_article(linked_articles(went), now=now, priority=1)


def _record_pictures(
    orders: dict[int, list[Receipt]], hidden: dict[int, list[str]], kept: dict[int, list[str]], now: datetime
) -> None:
    """Pictures went off, or came onto, the site with their page."""
    record_receipts(
        Receipt(
            article_id=article_id,
            state=order.state,
            surface="pictures",
            place=name,
            asked_at=order.asked_at,
            at=now,
        )
        for article_id, group in orders.items()
        for order in group
        for name in (hidden.get(article_id, []) if order.state != Article.State.LIVE else kept.get(article_id, []))
    )


def _record_search(articles: Iterable[Article], orders: dict[int, list[Receipt]], now: datetime) -> None:
    """The search index changed in this transaction, and is asked for live articles alone."""
    record_receipts(
        Receipt(
            article_id=article.id,
            state=order.state,
            surface="search",
            place=f"search:{article.language}",
            asked_at=order.asked_at,
            at=now,
        )
        for article in articles
        for order in orders[article.id]
    )


def _receipts(order: Receipt, places: Iterable[Place]) -> list[Receipt]:
    """What an ordered state must reach besides its page: lists, feeds, sitemaps, related blocks on other pages."""
    wanted = [(place.surface, place.key) for place in places]
    if order.state in (Article.State.HELD, Article.State.GONE):
        near = Article.objects.filter(id__in=linked_articles([order.article_id]))
        wanted += [("related", path) for path in near.order_by("id").values_list("path", flat=True)]
    return [
        Receipt(article_id=order.article_id, state=order.state, surface=surface, place=place, asked_at=order.asked_at)
        for surface, place in wanted
    ]
