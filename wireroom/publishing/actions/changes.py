"""What deciding a batch of items will write, gathered item by item and stored at the end in few statements."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db import connection

from wireroom.publishing.actions.dossiers import Dossier
from wireroom.publishing.actions.ledger import ask_to_read
from wireroom.publishing.actions.naming import articles_naming
from wireroom.publishing.actions.refreshing import record_receipts, refresh_article
from wireroom.publishing.actions.relating import SHOWN, linked_articles
from wireroom.publishing.models import Article, ArticleVersion, Carrier, Correction, Hold, Receipt
from wireroom.reading.actions import leave_ledger
from wireroom.tasks.actions import CALM, enqueue
from wireroom.wire.actions import insert_rows, set_columns

CHUNK = 300
# Words that were killed stand on these pages.
AT_ONCE = 1
STATE = ("state", "gone_at", "gone_reason", "item", "moved_to")
RULED = ("may_index", "may_show_pictures", "tdm_reserved", "expires_at")


@dataclass(slots=True)
class Changes:
    """New and changed rows of a batch. `orders` are states that every surface of an article must reach, and since when
    (Receipt.state); `expiring` the items whose rights end at a time to come. `read` are articles that were there before
    and whose copy the ledger lacks, `unread` the items that nobody reads on the site. `carriers` are what Carrier's
    rows hold."""

    articles: list[tuple[Article, ArticleVersion]] = field(default_factory=list)
    versions: list[ArticleVersion] = field(default_factory=list)
    corrections: list[Correction] = field(default_factory=list)
    states: list[Article] = field(default_factory=list)
    holds: list[Hold] = field(default_factory=list)
    lifted: list[int] = field(default_factory=list)
    pages: set[int] = field(default_factory=set)
    urgent: set[int] = field(default_factory=set)
    relate: list[Article] = field(default_factory=list)
    neighbours: set[int] = field(default_factory=set)
    orders: list[tuple[Article, str, datetime]] = field(default_factory=list)
    expiring: list[tuple[int, datetime]] = field(default_factory=list)
    carriers: list[tuple[int, Article, bool]] = field(default_factory=list)
    uncarried: list[Carrier] = field(default_factory=list)
    read: list[Article] = field(default_factory=list)
    unread: set[int] = field(default_factory=set)

    def carry(self, dossier: Dossier, article: Article, *, leads: bool) -> None:
        """The item's copy is what the article shows, in its own words where it `leads`."""
        known = dossier.carrier
        if known and article.id and (known.article_id, known.leads) == (article.id, leads):
            return
        self.carriers.append((dossier.item.id, article, leads))
        if article.id:
            self.pages.add(article.id)

    def uncarry(self, dossier: Dossier) -> None:
        """The item's copy is on no page any more."""
        if dossier.carrier:
            self.uncarried.append(dossier.carrier)
            self.pages.add(dossier.carrier.article_id)


def store_changes(changes: Changes, *, now: datetime) -> None:
    """Write a batch's rows and ask for the pages that follow from them. Call it in a transaction."""
    insert_rows([article for article, _ in changes.articles])
    for article, first in changes.articles:
        first.article = article
    made = [first for _, first in changes.articles] + changes.versions
    insert_rows(made)
    for version in made:
        version.article.current = version
    set_columns([version.article for version in made], ["current"])
    set_columns(changes.states, [*STATE, *RULED])
    _store_carriers(changes)
    # Set before their article had an id.
    for correction in changes.corrections:
        correction.article, correction.article_version = correction.article, correction.article_version
    insert_rows(changes.corrections)
    _store_holds(changes)
    _await_times(changes, now)
    # After the rows of their articles: a reading under way waits for these.
    leave_ledger(changes.unread)
    new = [article for article, _ in changes.articles]
    ask_to_read([article.current.version_id for article in new], now=now)
    ask_to_read([article.current.version_id for article in changes.read], now=now, again=True)
    _order(changes)
    _expect_silence(changes, now)
    # What is new, or told anew, comes to the pages it is nearest to.
    told = {article.id for article in new}.union(version.article_id for version in changes.versions)
    moving = linked_articles(told, nearest=SHOWN)
    # A headline that is no longer so stands wherever its article does.
    touched = moving | linked_articles(changes.neighbours | {article.id for article in changes.relate})
    urgent = changes.urgent | {article.id for article, _, _ in changes.orders}
    refresh_article(urgent, now=now, priority=0)
    refresh_article(changes.pages | {article.id for article in new}, now=now)
    refresh_article(touched - urgent, now=now, priority=4 if changes.urgent else CALM)


def _store_holds(changes: Changes) -> None:
    if changes.lifted:
        Hold.objects.filter(id__in=changes.lifted).delete()
    Hold.objects.bulk_create(
        changes.holds,
        batch_size=CHUNK,
        update_conflicts=True,
        unique_fields=["item"],
        update_fields=["gate", "reason", "until"],
    )


def _store_carriers(changes: Changes) -> None:
    if changes.uncarried:
        Carrier.objects.filter(id__in=[row.id for row in changes.uncarried]).delete()
    if changes.carriers:
        with connection.cursor() as cursor:
            cursor.executemany(
                "INSERT INTO publishing_carrier (item_id, article_id, leads) VALUES (%s, %s, %s)"
                " ON CONFLICT (item_id) DO UPDATE SET article_id = excluded.article_id, leads = excluded.leads",
                # An article has its id only since its row was stored.
                [(item_id, article.id, leads) for item_id, article, leads in changes.carriers],
            )


def _await_times(changes: Changes, now: datetime) -> None:
    """Decide again when a hold opens by itself, and when the rights end."""
    times = [(hold.item_id, hold.until) for hold in changes.holds if hold.until] + changes.expiring
    for moment in {moment for _, moment in times}:
        waiting: Iterable[int] = [item_id for item_id, at in times if at == moment]
        enqueue("decide", waiting, now=now, due_at=moment, priority=0)


def _order(changes: Changes) -> None:
    """Expect the page to reach each state ordered; the edition expects the other surfaces when it writes the page."""
    record_receipts(
        Receipt(article=article, state=state, surface="page", place=article.path, asked_at=since)
        for article, state, since in changes.orders
    )


def _expect_silence(changes: Changes, now: datetime) -> None:
    """What was killed or held leaves the pages that name it, each with a receipt."""
    off = [order for order in changes.orders if order[1] in (Article.State.HELD, Article.State.GONE)]
    naming = articles_naming({article.id for article, _, _ in off})
    pages = Article.objects.in_bulk(set().union(*naming.values()))
    record_receipts(
        Receipt(article=article, state=state, surface="related", place=pages[id].path, asked_at=since)
        for article, state, since in off
        for id in sorted(naming.get(article.id, ()))
    )
    refresh_article(pages, now=now, priority=AT_ONCE)
