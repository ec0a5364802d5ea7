"""Beginning a delivery: what a destination is to show of an article now, against what it was sent. Sends nothing.

What is begun is written down before it is sent: whoever comes after a crash knows that its outcome is unknown.
"""

import json
from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction

from wireroom.core.destinations import (
    AFTERMATH,
    Destination,
    Kind,
    Wish,
    delivery_id,
    delivery_key,
    find_digest,
)
from wireroom.destinations.models import Delivery, Outlet
from wireroom.edition.actions.delivering import STEP, SURFACE
from wireroom.edition.outgoing import outgoing_stories, removed_stories
from wireroom.edition.press import Press
from wireroom.edition.render.newsml_g2 import newsml_g2_document
from wireroom.edition.render.ninjs import ninjs_document
from wireroom.edition.render.wordpress import wordpress_post
from wireroom.edition.values import OutgoingStory
from wireroom.publishing.models import Article, Receipt
from wireroom.tasks.actions import enqueue

SETTLED = (Delivery.State.SENT, Delivery.State.REMOVED)


@dataclass(frozen=True, slots=True)
class Job:
    """One attempt: the documents to send of a story as it is wished.

    `receipts` are what success proves; `remote_id` its name over there as far as known, `unsure` that it may stand
    there under another one as well. `picture` is the one to go along, `drop` those to be taken away.
    """

    destination: Destination
    article: int
    serial: int
    asked_at: datetime
    wish: Wish
    story: OutgoingStory
    documents: tuple[bytes, ...]
    id: str
    event: str
    urgent: bool
    unsure: bool
    remote_id: str = ""
    picture: str = ""
    drop: tuple[str, ...] = ()
    receipts: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class _State:
    """What a destination is to show of an article: the wish, the story that says so, its documents and picture."""

    wish: Wish
    story: OutgoingStory
    documents: tuple[bytes, ...]
    picture: str
    digest: str


def begin_delivery(destination: Destination, article_id: int, press: Press, *, now: datetime) -> Job | None:
    """The next attempt, written down as begun; None when nothing is to be sent, or not yet (then it is asked later)."""
    with transaction.atomic():
        # Before the state is read: a later order is none that this attempt can prove.
        receipts = tuple(_expected(destination.name, article_id).values_list("id", flat=True))
        article = Article.objects.get(id=article_id)
        live = article.state == Article.State.LIVE and article.language in press.languages
        taken = live and destination.takes(article.language, published=article.first_published_at)
        row = Delivery.objects.select_for_update().filter(destination=destination.name, article=article_id).first()
        if not taken and (row is None or not row.asked_digest):
            # It never left: there is nothing to take back.
            Delivery.objects.filter(destination=destination.name, article=article_id).delete()
            _confirm(receipts, now)
            return None
        row = row or Delivery(destination=destination.name, article=article)
        row.waiting_since = row.waiting_since or now
        urgent = bool(receipts) or not taken
        outlet = find_outlet(destination, now=now)
        pause = outlet.urgent_at if urgent else outlet.ask_at
        if outlet.ended_at or (pause and pause > now):
            row.save()
            _postpone(row, None if outlet.ended_at else pause, urgent=urgent, now=now)
            return None
        state = _read_state(destination, article_id, press, taken=taken)
        if row.asked_digest == state.digest:
            if row.state in SETTLED and (row.check_at is None or row.check_at > now):
                row.waiting_since = None
                row.save(update_fields=["waiting_since"])
                _confirm(receipts, now)
                return None
            if row.ask_at and row.ask_at > now:
                _postpone(row, row.ask_at, urgent=urgent, now=now)
                return None
        return _begin(destination, row, state, receipts, now=now)


def find_outlet(destination: Destination, *, now: datetime) -> Outlet:
    """The destination's row. At another address it is another destination: all is to be sent there anew."""
    place = find_digest((f"{destination.kind} {destination.url}".encode(),))
    outlet, _ = Outlet.objects.get_or_create(name=destination.name, defaults={"place": place})
    if outlet.place != place:
        outlet.delete()
        outlet = Outlet.objects.create(name=destination.name, place=place)
        sent = Delivery.objects.filter(destination=destination.name).exclude(state=Delivery.State.REMOVED)
        sent.update(state=Delivery.State.WAITING, waiting_since=now, remote_id="", sent_digest="")
    return outlet


def forget_destination(name: str) -> None:
    """It is no longer in the settings: no receipt is awaited of it. What it was sent stays on record."""
    Receipt.objects.filter(surface=SURFACE, place=name, at=None).delete()


def _begin(destination: Destination, row: Delivery, state: _State, receipts: tuple[int, ...], *, now: datetime) -> Job:
    crashed = row.state == Delivery.State.ASKED
    unsure = crashed or row.check_at is not None
    if crashed and destination.kind is Kind.WORDPRESS:
        row.check_at = now + AFTERMATH
    if row.asked_digest != state.digest:
        row.number, row.attempts = row.number + 1, 0
    before = set(row.pictures)
    row.pictures = sorted(before | ({state.picture} if state.picture else set()))
    row.state, row.asked_digest, row.asked_at = Delivery.State.ASKED, state.digest, now
    row.serial, row.ask_at = row.serial + 1, None
    row.save()
    removing = state.wish is not Wish.USABLE
    return Job(
        destination=destination,
        article=row.article_id,
        serial=row.serial,
        asked_at=now,
        wish=state.wish,
        story=state.story,
        documents=state.documents,
        id=delivery_id(state.story.key, row.number, digest=state.digest),
        event="deleted" if removing else "updated" if row.sent_digest else "created",
        urgent=removing or bool(receipts),
        unsure=unsure,
        remote_id=row.remote_id,
        picture=state.picture,
        drop=_unshared(row, before - {state.picture}),
        receipts=receipts,
    )


def _read_state(destination: Destination, article_id: int, press: Press, *, taken: bool) -> _State:
    story = outgoing_stories([article_id], press).get(article_id) if taken else None
    story = story or removed_stories([article_id], press)[article_id]
    wish = Wish(story.status)
    documents = _documents(destination, story, wish)
    picture = _picture_name(story) if destination.kind is Kind.WORDPRESS else ""
    return _State(wish, story, documents, picture, find_digest((*documents, picture.encode())))


def _postpone(row: Delivery, until: datetime | None, *, urgent: bool, now: datetime) -> None:
    if until:
        key = delivery_key(row.destination, row.article_id)
        enqueue(STEP, [key], now=now, due_at=until, priority=0 if urgent else 5)


def _documents(destination: Destination, story: OutgoingStory, wish: Wish) -> tuple[bytes, ...]:
    if destination.kind is Kind.FOLDER:
        return ninjs_document(story), newsml_g2_document(story)
    if destination.kind is Kind.WEBHOOK:
        return (ninjs_document(story),)
    if wish is not Wish.USABLE:
        return ()
    post = asdict(wordpress_post(story)) | {"status": destination.status}
    if destination.category:
        post["categories"] = [destination.category]
    return (json.dumps(post, ensure_ascii=False, sort_keys=True).encode("utf-8", "replace"),)


def _picture_name(story: OutgoingStory) -> str:
    """The largest size of its picture that every WordPress takes, else the largest."""
    if story.picture is None or not story.picture.sources:
        return ""
    plain = [source for source in story.picture.sources if source.type in ("image/jpeg", "image/png", "image/gif")]
    return (plain or story.picture.sources)[-1].url.rpartition("/")[2]


def _unshared(row: Delivery, names: set[str]) -> tuple[str, ...]:
    """Those of some pictures that no other article needs there."""
    if not names:
        return ()
    others = Delivery.objects.filter(destination=row.destination).exclude(id=row.id).exclude(pictures=[])
    shared = {name for found in others.values_list("pictures", flat=True) for name in found}
    return tuple(sorted(names - shared))


def _expected(name: str, article_id: int):
    return Receipt.objects.filter(surface=SURFACE, place=name, article=article_id, at=None)


def _confirm(receipts: tuple[int, ...], now: datetime) -> None:
    Receipt.objects.filter(id__in=receipts, at=None).update(at=now)
