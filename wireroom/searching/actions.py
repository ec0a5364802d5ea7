"""Keeping the index: what stands on the site and what only the desk sees, put in and taken out. Searches nothing."""

import unicodedata
from collections.abc import Collection, Iterable, Sequence
from itertools import chain

from django.db import connection
from django.db.models import Exists, OuterRef

from wireroom.core.searching.folding import fold_text
from wireroom.core.searching.places import DESK, entry_place
from wireroom.core.searching.spelling import words_to_know
from wireroom.core.searching.tokens import REVISION, write_tokens
from wireroom.core.text.sanitize import text_of_clean
from wireroom.publishing.models import Article, ArticleVersion
from wireroom.searching.models import Entry
from wireroom.wire.models import Item

CHUNK = 300
# A text this long is a list or a mistake; what comes after is not looked up.
LONGEST_TEXT = 200_000

# The columns of Entry: place, what it was made of, headline, byline, body.
Row = tuple[int, str | None, str, str, str]


def describe_articles(shown: Iterable[Article]) -> list[Row]:
    """What the site's shelf is to say of articles with their current copy, but for those of which it says so already.
    It takes its time: make it before the transaction, which holds up every other writer."""
    articles = {_article_place(article): article for article in shown}
    places, standing = list(articles), {}
    for start in range(0, len(places), CHUNK):
        entries = Entry.objects.filter(place__in=places[start : start + CHUNK])
        standing |= dict(entries.values_list("place", "made_of"))
    return [
        _article_row(place, article.current)
        for place, article in articles.items()
        if standing.get(place) != _made_of(article.current)
    ]


def index_articles(rows: Sequence[Row], hidden: Iterable[Article] = ()) -> None:
    """Bring the site's shelf to what stands on the site: `rows` of describe_articles, none of `hidden` articles.

    Call it in the transaction that records their pages.
    """
    _replace([row[0] for row in rows] + [_article_place(article) for article in hidden], rows)


def index_items(item_ids: Collection[int]) -> None:
    """Bring the desk's shelf to some items: there stands what no page shows in full, unless it was purged."""
    items = Item.objects.filter(id__in=list(item_ids))
    shown = Article.objects.filter(item=OuterRef("pk"), state=Article.State.LIVE, current__extent="full")
    columns = ("id", "first_received_at", "current__purged_at", "on_site")
    places, wanted = [], []
    for id, received_at, purged_at, on_site in items.annotate(on_site=Exists(shown)).values_list(*columns):
        places.append(entry_place(received_at, id, shelf=DESK))
        if not on_site and purged_at is None:
            wanted.append(id)
    _replace(places, [_item_row(item) for item in _unshown(wanted)])


def forget_items(item_ids: Collection[int]) -> None:
    """Take every word of some items out, from both shelves; scrub_index takes it out of the database's own files."""
    ids = list(item_ids)
    articles = Article.objects.filter(versions__version__item__in=ids).distinct().values_list("sort_at", "id")
    items = Item.objects.filter(id__in=ids).values_list("first_received_at", "id")
    _replace([entry_place(at, id) for at, id in articles] + [entry_place(at, id, shelf=DESK) for at, id in items], [])


def scrub_index() -> None:
    """Leave no word of a removed entry in the index itself: SQLite keeps them until parts of it are merged.

    Nor among the words known. Costs as much as writing the index anew. On PostgreSQL the vacuum that follows a purge
    does the first.
    """
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("INSERT INTO searching_index(searching_index) VALUES ('optimize')")
            cursor.execute("DELETE FROM searching_word WHERE text NOT IN (SELECT term FROM searching_words)")
        else:
            cursor.execute(
                "DELETE FROM searching_word WHERE text NOT IN"
                " (SELECT word FROM ts_stat('SELECT words FROM searching_entry'))"
            )


def _replace(places: Sequence[int], rows: Sequence[Row]) -> None:
    """Have these places say what `rows` say. What they say already stays: indexing costs far more than reading."""
    wanted = {row[0]: row for row in rows}
    stale: list[int] = []
    same: list[tuple[str | None, int]] = []
    for start in range(0, len(places), CHUNK):
        standing = Entry.objects.filter(place__in=places[start : start + CHUNK])
        for place, *texts in standing.values_list("place", "headline", "byline", "body"):
            if place in wanted and wanted[place][2:] == tuple(texts):
                same.append((wanted.pop(place)[1], place))
            else:
                stale.append(place)
    for start in range(0, len(stale), CHUNK):
        Entry.objects.filter(place__in=stale[start : start + CHUNK]).delete()
    rows = list(wanted.values())
    with connection.cursor() as cursor:
        cursor.executemany("UPDATE searching_entry SET made_of = %s WHERE place = %s", same)
        for start in range(0, len(rows), CHUNK):
            some = rows[start : start + CHUNK]
            # Many rows a statement: SQLite's index writes what it has gathered to disk at the end of each.
            cursor.execute(
                "INSERT INTO searching_entry (place, made_of, headline, byline, body)"
                f" VALUES {', '.join(['(%s, %s, %s, %s, %s)'] * len(some))}",
                list(chain.from_iterable(some)),
            )
    _know_words(rows)


def _know_words(rows: Sequence[Row]) -> None:
    known: set[str] = set()
    for row in rows:
        for tokens in row[2:]:
            known |= words_to_know(tokens.split())
    # In order: on PostgreSQL two transactions with new words in common then wait, and do not wait for each other.
    words = sorted(known)
    with connection.cursor() as cursor:
        for start in range(0, len(words), CHUNK):
            some = words[start : start + CHUNK]
            cursor.execute(
                f"INSERT INTO searching_word (text) VALUES {', '.join(['(%s)'] * len(some))} ON CONFLICT DO NOTHING",
                some,
            )


def _article_place(article: Article) -> int:
    return entry_place(article.sort_at, article.id)


def _article_row(place: int, copy: ArticleVersion) -> Row:
    told = text_of_clean(copy.body) if copy.body else ""
    texts = (copy.headline, copy.version.byline, f"{copy.standfirst}\n{told}" if copy.standfirst else told)
    return (place, _made_of(copy), *map(_tokens, texts))


def _made_of(copy: ArticleVersion) -> str:
    """What an entry depends on: its copy, which never changes, and the rules by which words are made of it."""
    return f"{copy.id}:{REVISION}:{unicodedata.unidata_version}"


def _unshown(ids: list[int]) -> Iterable[Item]:
    for start in range(0, len(ids), CHUNK):
        rows = Item.objects.filter(id__in=ids[start : start + CHUNK], current__isnull=False).select_related("current")
        yield from rows


def _item_row(item: Item) -> Row:
    version = item.current
    told = text_of_clean(version.body) if version.body else ""
    body = "\n".join((version.summary, told, version.slugline, version.ed_note))
    place = entry_place(item.first_received_at, item.id, shelf=DESK)
    return (place, None, *map(_tokens, (version.headline, version.byline, body)))


def _tokens(text: str) -> str:
    return write_tokens(fold_text(text[:LONGEST_TEXT])) if text else ""
