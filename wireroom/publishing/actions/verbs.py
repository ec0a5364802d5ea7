"""The editor's verbs: each writes one Decision and asks for the item to be decided again, in one transaction."""

from datetime import datetime

from django.db import transaction

from wireroom.core.by import By
from wireroom.core.errors import WireroomError
from wireroom.publishing.models import Correction, Decision, Purge
from wireroom.tasks.actions import enqueue
from wireroom.wire.actions import newest_version
from wireroom.wire.models import Item


def kill_item(item: Item, *, reason: str, by: By, now: datetime) -> Decision:
    """Take an item off every surface for good. Raises WireroomError without a reason."""
    return _decide(item, Decision.Verb.KILL, _required(item, "kill", reason), by, now)


def withhold_item(item: Item, *, reason: str, by: By, now: datetime) -> Decision:
    """Take an item off the site until a person releases it. Raises WireroomError without a reason."""
    return _decide(item, Decision.Verb.WITHHOLD, _required(item, "withhold", reason), by, now)


def release_item(item: Item, *, reason: str, by: By, now: datetime) -> Decision:
    """Let a held or killed item through. An embargo with a date stays shut until its date.

    Raises WireroomError for an item that was purged: there is nothing left to show.
    """
    if Purge.objects.filter(item=item).exists():
        raise WireroomError(f"release {item.guid}: its words were purged; it stays killed")
    return _decide(item, Decision.Verb.RELEASE, reason.strip(), by, now)


def correct_item(item: Item, *, note: str, by: By, now: datetime) -> Decision:
    """Add an entry to the published correction log. Raises WireroomError without a note."""
    return _decide(item, Decision.Verb.CORRECT, _required(item, "correct", note), by, now)


def quiet_item(item: Item, *, reason: str, by: By, now: datetime) -> Decision:
    """Readers need not be told: the entries of the correction log so far leave page, feeds and metadata.

    Raises WireroomError without a reason, and where there is nothing that readers are told.
    """
    reason = _required(item, "quiet", reason)
    if not Correction.objects.filter(article__carriers__item=item, silenced_by=None).exists():
        raise WireroomError(f"quiet {item.guid}: its correction log tells readers nothing")
    return _decide(item, Decision.Verb.QUIET, reason, by, now)


def _required(item: Item, verb: str, text: str) -> str:
    if not text.strip():
        raise WireroomError(f"{verb} {item.guid}: say why; readers and the log need the reason")
    return text.strip()


def _decide(item: Item, verb: str, reason: str, by: By, now: datetime) -> Decision:
    with transaction.atomic():
        decision = Decision.objects.create(
            item=item,
            verb=verb,
            version_id=item.current_id,
            reason=reason,
            by_id=by.user_id,
            by_name=by.name,
            at=now,
            seen=newest_version(),
        )
        enqueue("decide", [item.id], now=now, priority=0)
    return decision
