"""Real rows for tests that start from something published: one call, one item with its version and article."""

from datetime import UTC, datetime, timedelta
from itertools import count

from wireroom.core.addresses import article_key
from wireroom.publishing.models import Article, ArticleVersion, Carrier, Hold
from wireroom.wire.models import Feed, Fetch, Item, Provider, Version

NOON = datetime(2024, 10, 18, 3, 0, tzinfo=UTC)  # noon in Tokyo
_numbers = count(1)


def add_feed(*, name="Harbour Press", url="https://wire.example/feed", **fields) -> Feed:
    slug = name.lower().replace(" ", "-")
    provider, _ = Provider.objects.get_or_create(slug=slug, defaults={"name": name, "created_at": NOON})
    feed, _ = Feed.objects.get_or_create(url=url, defaults={"provider": provider, "created_at": NOON, **fields})
    return feed


def add_item(*, feed=None, guid="", headline="Ferry returns", body="<p>The ferry is back.</p>", at=NOON) -> Item:
    feed = feed or add_feed()
    item = Item.objects.create(
        provider=feed.provider, guid=guid or f"guid-{next(_numbers)}", first_received_at=at, current=None
    )
    add_version(item, feed=feed, headline=headline, body=body, at=at)
    return item


def add_version(
    item, *, feed=None, headline="Ferry returns", body="<p>The ferry is back.</p>", at=NOON, **fields
) -> Version:
    feed = feed or item.provider.feeds.first()
    fetch = Fetch.objects.create(feed=feed, at=at, url=feed.url, status=200, outcome="fetched")
    number = item.versions.count() + 1
    version = Version.objects.create(
        item=item,
        number=number,
        fetch=fetch,
        received_at=at,
        content_hash=f"{number:032x}",
        headline=headline,
        body=body,
        language="en",
        published=at,
        subjects=["Politics"],
        **fields,
    )
    item.current = version
    item.save(update_fields=["current"])
    return version


def add_article(*, item=None, state="live", language="en", headline="Ferry returns", at=NOON) -> Article:
    item = item or add_item(headline=headline, at=at)
    key = article_key(item.provider.slug, item.guid)
    article = Article.objects.create(
        origin=item,
        item=item,
        key=key,
        language=language,
        path=f"/{language}/2024/10/18/{key}/",
        section="politics",
        section_name="Politics",
        state=state,
        sort_at=at,
        first_published_at=at,
    )
    article.current = ArticleVersion.objects.create(
        article=article, version=item.current, number=1, made_at=at, headline=headline, body="<p>x</p>", extent="full"
    )
    article.save(update_fields=["current"])
    if state == "live":
        Carrier.objects.create(item=item, article=article, leads=True)
    return article


def add_hold(*, item=None, gate="policy", reason="the provider's copy is held until a person releases it", until=None):
    return Hold.objects.create(item=item or add_item(), gate=gate, reason=reason, until=until, since=NOON)


def minutes(number: float) -> timedelta:
    return timedelta(minutes=number)
