"""The editor's verbs from the shell: find the item, decide, and carry it to the last surface before answering."""

import getpass
import os
import time
from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from wireroom.config.newsroom import Newsroom
from wireroom.core.errors import WireroomError
from wireroom.core.identity import steady_guid
from wireroom.edge.clock import system_clock
from wireroom.edition.actions.announcing import SURFACE as ANNOUNCED
from wireroom.edition.actions.delivering import SURFACE as DELIVERED
from wireroom.publishing.actions import By
from wireroom.publishing.models import Article, Carrier, Hold, Receipt
from wireroom.runner.loop import Loop
from wireroom.runner.works import open_works
from wireroom.tasks.actions import CALM, is_held_elsewhere
from wireroom.tasks.models import Task
from wireroom.tasks.queries import is_any_urgent
from wireroom.wire.models import GuidAlias, Item, Provider

ARTICLE_STEPS = ("decide", "edition", "places")
# Surfaces that others must be asked for: they are told of as still to come.
SENT_OUT = (ANNOUNCED, DELIVERED)
LOOK_EVERY_S, PATIENCE_S = 0.1, 30


def find_item(guid: str, *, provider: str | None = None) -> Item:
    """The item of a guid, a page's address or an article key. Raises WireroomError when none or several match."""
    items = Item.objects.select_related("provider", "current")
    if provider:
        items = items.filter(provider__slug=provider) | items.filter(provider__name=provider)
    found = list(items.filter(guid=guid)[:2]) or list(items.filter(guid=steady_guid(guid))[:2])
    if not found:
        found = list(items.filter(id__in=GuidAlias.objects.filter(guid=guid).values("item_id"))[:2])
    if not found:
        path = "/" + guid.split("://")[-1].partition("/")[2] if "://" in guid else guid
        named = Article.objects.filter(path__in=[path, f"{path}/"]) | Article.objects.filter(key=guid)
        found = list(items.filter(id__in=named.values("item_id"))[:2])
    if not found:
        raise WireroomError(f"no item has the guid, address or key {guid!r}")
    if len(found) > 1:
        names = ", ".join(item.provider.slug for item in found)
        raise WireroomError(f"several providers have the guid {guid!r} ({names}, …): add --provider")
    return found[0]


def expect_item(guid: str, *, provider: str | None, now: datetime) -> Item:
    """The item of a guid, or a place for it when it has not arrived: a kill may come before its story.

    Raises WireroomError when it is unknown and no single provider is meant.
    """
    guid = steady_guid(guid)
    try:
        return find_item(guid, provider=provider)
    except WireroomError:
        providers = Provider.objects.all()
        if provider:
            providers = providers.filter(slug=provider) | providers.filter(name=provider)
        meant = list(providers[:2])
        if len(meant) != 1 or Item.objects.filter(guid=guid, provider=meant[0]).exists():
            raise
        with transaction.atomic():
            return Item.objects.create(provider=meant[0], guid=guid[:1000], first_received_at=now)


def carry_out(
    newsroom: Newsroom,
    item: Item,
    decide: Callable[[By], object],
    *,
    pause: Callable[[float], None] = time.sleep,
    patience_s: float = PATIENCE_S,
) -> str:
    """Decide on an item and write every surface it stands on. Returns a sentence saying where it stands now.

    What a running newsroom has taken in hand of it is waited for, `patience_s` at most, with a `pause` between looks;
    what else that has to do is left to it. Raises WireroomError when it is not carried out by then: what was decided
    stands, and the newsroom goes on with it.
    """
    begun, ends_at = system_clock(), time.monotonic() + patience_s

    def is_enough() -> bool:
        return time.monotonic() >= ends_at or _is_others_turn(item, since=begun)

    decide(By(who_types()))
    with open_works(newsroom) as works:
        loop = Loop(works)
        loop.finish_steps(ARTICLE_STEPS, until=is_enough)
        while (left := _left_to_do(item, since=begun)) and time.monotonic() < ends_at:
            pause(LOOK_EVERY_S)
            loop.finish_steps(ARTICLE_STEPS, until=is_enough)
    if left:
        raise WireroomError(
            f"{item.guid}: ordered, but after {patience_s:g} s not carried out everywhere; still to do: {left}"
        )
    return _standing(newsroom, item)


def _standing(newsroom: Newsroom, item: Item) -> str:
    """A sentence saying where an item stands."""
    item.refresh_from_db()
    carrier = Carrier.objects.filter(item=item).select_related("article").first()
    article = carrier.article if carrier else Article.objects.filter(Q(item=item) | Q(origin=item)).first()
    hold = Hold.objects.filter(item=item).first()
    if hold and hold.gate not in ("killed", "killed_copy"):
        until = f" until {hold.until:%Y-%m-%d %H:%M %Z}" if hold.until else ""
        return f"{item.guid}: held{until}: {hold.reason}"
    if article is None:
        return (
            f"{item.guid}: killed; it was never published and will not be"
            if hold
            else f"{item.guid}: waiting to be decided"
        )
    address = f"{newsroom.base_url}{article.path}"
    overdue = Receipt.objects.filter(article=article, at=None).count()
    reached = Receipt.objects.filter(article=article, state=article.state).exclude(at=None).count()
    told = {"live": "live", "gone": "killed, the page answers 410", "held": "held", "moved": "moved"}[article.state]
    surfaces = f"; reached {reached} surfaces" + (f", {overdue} still to come" if overdue else "") if reached else ""
    return f"{item.guid}: {told}: {address}{surfaces}"


def who_types() -> str:
    """The person at the shell, for the record; in a container a user may have a number only."""
    try:
        name = getpass.getuser()
    except (KeyError, OSError):
        name = f"user {os.getuid()}"
    return f"{name} (shell)"


def _is_others_turn(item: Item, *, since: datetime) -> bool:
    """Whether what is left to do is nothing of the item's, nothing urgent, and in other hands."""
    now = system_clock()
    is_others = is_held_elsewhere(*ARTICLE_STEPS, now=now)
    return is_others and not is_any_urgent(ARTICLE_STEPS, now=now) and not _left_to_do(item, since=since)


def _left_to_do(item: Item, *, since: datetime) -> str:
    """What of that which was asked for since is not done yet here, not decided, written or recorded; "" if nothing."""
    articles = list(
        Article.objects.filter(Q(item=item) | Q(origin=item) | Q(carriers__item=item)).values_list("id", flat=True)
    )
    # A calm row is asked for by others' copy, which may stand beside it.
    page = Q(step="edition", key__in=articles, priority__lt=CALM)
    asked = Task.objects.filter(Q(step="decide", key=item.id) | page)
    # One that failed waits until it is tried again, or is dead: it is not done either.
    row = asked.filter(Q(due_at__lte=system_clock()) | Q(attempts__gt=0)).first()
    if row:
        return f"{row.step} {row.key}" + (f" failed: {row.last_error}" if row.last_error else " is in hand")
    wanting = Receipt.objects.filter(article__in=articles, at=None, asked_at__gte=since).exclude(surface__in=SENT_OUT)
    return ", ".join(sorted(set(wanting.values_list("surface", flat=True))))
