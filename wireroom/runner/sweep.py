"""Finding work that no row asks for, as after a crash, a full disk or a restored backup. Does none of it, but
takes away pages nobody answers for."""

import os
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Value
from django.db.models.functions import Concat

from wireroom.comments.actions import erase_emails
from wireroom.config.newsroom import Newsroom
from wireroom.destinations.actions import ask_undone
from wireroom.edition.actions import ask_for_everything, find_damage, find_unannounced
from wireroom.edition.models import Page
from wireroom.edition.places import Place
from wireroom.pictures.models import Picture
from wireroom.publishing.actions.ledger import ask_to_read, unread_versions
from wireroom.publishing.actions.purging import unfinished_purges
from wireroom.publishing.models import Article, Carrier, Hold
from wireroom.runner.strays import ARTICLE_FILES, clear_strays
from wireroom.stories.actions.shares import prune_counts
from wireroom.stories.models import Match
from wireroom.tasks.actions import enqueue
from wireroom.tasks.models import Task
from wireroom.wire.models import PUSH, Feed, Fetch, Item, Subscription

# What writes rows or files again from rows: buried work of these may always be tried once more.
REPEATABLE = ("decide", "edition", "places", "deliver", "read")
CHUNK = 300


def sweep(newsroom: Newsroom, *, now: datetime) -> None:
    """Ask for everything that rows and files show as undone. Cheap when nothing is."""
    sweep_rows(newsroom, now=now)
    _sweep_edition(newsroom, now)


def sweep_rows(newsroom: Newsroom, *, now: datetime) -> None:
    """Ask for everything that the rows show as undone, whatever is on the site."""
    waiting = Task.objects.filter(step="fetch").values_list("key", flat=True)
    active = Feed.objects.filter(state=Feed.State.ACTIVE).exclude(url__startswith=PUSH)
    enqueue("fetch", sorted(set(active.values_list("id", flat=True)) - {int(key) for key in waiting}), now=now)
    if newsroom.takes_hints:
        for subscription in Subscription.objects.filter(ask_at__isnull=False):
            enqueue("subscribe", [subscription.id], now=now, due_at=max(now, subscription.ask_at))
    enqueue("announce", find_unannounced(), now=now)
    ask_undone(newsroom.destinations, now=now)
    untaken = Fetch.objects.filter(taken_at=None, outcome=Fetch.Outcome.FETCHED).exclude(raw_hash="")
    enqueue("take", untaken.values_list("id", flat=True), now=now, priority=3)
    enqueue("picture", Picture.objects.filter(state=Picture.State.WANTED).values_list("id", flat=True), now=now)
    undecided = Item.objects.filter(
        ~Exists(Carrier.objects.filter(item=OuterRef("pk"))), ~Exists(Hold.objects.filter(item=OuterRef("pk")))
    )
    prune_counts()
    unmatched = Item.objects.filter(~Exists(Match.objects.filter(item=OuterRef("pk"))), carrier__isnull=False)
    enqueue("decide", unmatched.values_list("id", flat=True), now=now)
    opened = Hold.objects.filter(until__lte=now)
    enqueue("decide", undecided.values_list("id", flat=True), now=now)
    expired = Article.objects.filter(state=Article.State.LIVE, expires_at__lte=now)
    enqueue("decide", opened.values_list("item_id", flat=True), now=now, priority=0)
    enqueue("decide", expired.values_list("item_id", flat=True), now=now, priority=0)
    foreign = Article.objects.filter(state=Article.State.LIVE).exclude(language__in=newsroom.languages)
    enqueue("decide", foreign.values_list("item_id", flat=True), now=now)
    enqueue("purge", unfinished_purges(), now=now)
    ask_to_read(unread_versions(), now=now)
    for step in REPEATABLE:
        buried = Task.objects.filter(step=step, dead_at__isnull=False)
        enqueue(step, list(buried.values_list("key", flat=True)), now=now)
    for hold in Hold.objects.filter(until__gt=now):
        enqueue("decide", [hold.item_id], now=now, due_at=hold.until, priority=0)


def forget_emails(newsroom: Newsroom, *, now: datetime) -> None:
    """Erase commenters' addresses that no moderator needs any more, as the comment policy promises."""
    erase_emails(now - timedelta(days=newsroom.comments.erase_days), now=now)


def _sweep_edition(newsroom: Newsroom, now: datetime) -> None:
    """Pages that the manifest lacks, files that differ from it, and the furniture of every language."""
    root = str(newsroom.site)

    def size_of(path: str) -> int | None:
        try:
            return os.stat(root + path).st_size
        except OSError:
            return None

    if damaged := find_damage(size_of):
        for start in range(0, len(damaged), CHUNK):
            Page.objects.filter(path__in=damaged[start : start + CHUNK]).delete()
        ask_for_everything(now=now)
    ask_for_unwritten(now=now)
    clear_strays(newsroom.site, now=now)
    ask_for_furniture(newsroom, now=now)


def ask_for_unwritten(*, now: datetime) -> bool:
    """Ask for the pages that the manifest lacks; whether there are any."""
    lacking = []
    for state, name in ARTICLE_FILES.items():
        page = Page.objects.filter(path=Concat(OuterRef("path"), Value(name)))
        lacking += Article.objects.filter(~Exists(page), state=state).values_list("id", flat=True)
    enqueue("edition", lacking, now=now)
    return bool(lacking)


def ask_for_furniture(newsroom: Newsroom, *, now: datetime) -> None:
    """Ask for what every language of the site has, also one that has no article (any more)."""
    furniture = [Place("furniture").key, Place("index").key]
    homes = Page.objects.filter(kind="home").values_list("path", flat=True)
    for language in {*newsroom.languages, *(path.split("/")[1] for path in homes)}:
        furniture += [Place(kind, language).key for kind in ("home", "feeds", "news")]
    enqueue("places", sorted(furniture), now=now)
