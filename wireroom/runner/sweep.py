"""Finding work that no row asks for, as after a crash or a restored backup. Does none of it."""

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef

from wireroom.comments.actions import erase_emails
from wireroom.config.newsroom import Newsroom
from wireroom.edition.actions import ask_for_everything, find_damage
from wireroom.edition.models import Page
from wireroom.edition.places import Place
from wireroom.pictures.models import Picture
from wireroom.publishing.models import Article, Hold
from wireroom.tasks.actions import enqueue
from wireroom.tasks.models import Task
from wireroom.wire.models import Feed, Fetch, Item


def sweep(newsroom: Newsroom, *, now: datetime) -> None:
    """Ask for everything that the rows show as undone. Cheap when nothing is."""
    waiting = Task.objects.filter(step="fetch").values_list("key", flat=True)
    active = set(Feed.objects.filter(state=Feed.State.ACTIVE).values_list("id", flat=True))
    enqueue("fetch", sorted(active - {int(key) for key in waiting}), now=now)
    untaken = Fetch.objects.filter(taken_at=None, outcome=Fetch.Outcome.FETCHED).exclude(raw_hash="")
    enqueue("take", untaken.values_list("id", flat=True), now=now, priority=3)
    enqueue("picture", Picture.objects.filter(state=Picture.State.WANTED).values_list("id", flat=True), now=now)
    undecided = Item.objects.filter(
        ~Exists(Article.objects.filter(item=OuterRef("pk"))), ~Exists(Hold.objects.filter(item=OuterRef("pk")))
    )
    opened = Hold.objects.filter(until__lte=now)
    enqueue("decide", undecided.values_list("id", flat=True), now=now)
    enqueue("decide", opened.values_list("item_id", flat=True), now=now, priority=0)
    for hold in Hold.objects.filter(until__gt=now):
        enqueue("decide", [hold.item_id], now=now, due_at=hold.until, priority=0)
    _sweep_edition(newsroom, now)


def forget_emails(newsroom: Newsroom, *, now: datetime) -> None:
    """Erase commenters' addresses that no moderator needs any more, as the comment policy promises."""
    erase_emails(now - timedelta(days=newsroom.comments.erase_days), now=now)


def _sweep_edition(newsroom: Newsroom, now: datetime) -> None:
    """Pages that the manifest lacks, files that differ from it, and the furniture of every language."""

    def size_of(path: str) -> int | None:
        try:
            return (newsroom.site / path.lstrip("/")).stat().st_size
        except OSError:
            return None

    if damaged := find_damage(size_of):
        Page.objects.filter(path__in=damaged).delete()
        ask_for_everything(now=now)
    furniture = [Place("furniture").key, Place("index").key]
    for language in newsroom.languages:
        furniture += [Place(kind, language).key for kind in ("home", "feeds", "news")]
    enqueue("places", furniture, now=now)
