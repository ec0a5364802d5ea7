"""Where hubs call back: their questions are answered from rows, their deliveries are hints. Takes no copy from them.

csrf_exempt: a hub has no cookie; the address is hard to guess and a delivery is signed.
"""

import logging

from django.conf import settings
from django.db import Error as DatabaseError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from wireroom.core.signatures import is_signed, parse_signature
from wireroom.core.text.characters import fold_space, strip_controls
from wireroom.core.websub import hint_key, parse_lease
from wireroom.public.push import read_pieces
from wireroom.wire.actions import (
    confirm_subscription,
    find_subscription,
    ignore_hint,
    may_confirm,
    refuse_subscription,
    take_hint,
)
from wireroom.wire.models import Feed, Subscription

_LONGEST_CHALLENGE = 2000
_RETRY_S = 30
_OPEN = (Subscription.State.WANTED, Subscription.State.LIVE)
_log = logging.getLogger("wireroom.websub")


@csrf_exempt
@require_http_methods(["GET", "POST"])
def call_back(request: HttpRequest, token: str) -> HttpResponse:
    """GET: a hub asks whether we meant it, or says no. POST: it has something. 410 where we want nothing any more."""
    try:
        subscription = find_subscription(token)
        if subscription is None:
            return _plain(404, "unknown")
        return _verify(request, subscription) if request.method == "GET" else _hint(request, subscription)
    except DatabaseError as error:
        _log.error("websub: %s", error)
        return HttpResponse(status=503, headers={"Retry-After": str(_RETRY_S)})


def _verify(request: HttpRequest, subscription: Subscription) -> HttpResponse:
    """The challenge is given back only for what we asked for of late; everything else is a no (404)."""
    asked, now = request.GET, timezone.now()
    mode, topic, challenge = (asked.get(f"hub.{name}", "") for name in ("mode", "topic", "challenge"))
    if mode == "subscribe" and may_confirm(subscription, topic, now=now) and 0 < len(challenge) <= _LONGEST_CHALLENGE:
        confirm_subscription(subscription, parse_lease(asked.get("hub.lease_seconds", "")), now=now)
        return _plain(200, challenge)
    if mode == "denied" and topic == subscription.topic and subscription.state in _OPEN:
        reason = fold_space(strip_controls(asked.get("hub.reason", "")))[:300]
        error = f"the hub says no: {reason}" if reason else "the hub says no"
        _log.error("feed %s: not subscribed: %s", subscription.feed.url, error)
        refuse_subscription(subscription, error, now=now)
        return _plain(200, "")
    return _plain(404, "not asked for")


def _hint(request: HttpRequest, subscription: Subscription) -> HttpResponse:
    """Signed or not, the answer is the same 202: only a signed one makes the feed due."""
    if subscription.state not in _OPEN or subscription.feed.state != Feed.State.ACTIVE:
        return _plain(410, "gone")
    claimed = parse_signature(request.headers.get("X-Hub-Signature", ""))
    key = hint_key(settings.SECRET_KEY, subscription.feed_id, token=subscription.token)
    if is_signed(read_pieces(request), (key,), claimed=claimed):
        take_hint(subscription, now=timezone.now())
    else:
        ignore_hint(subscription)
    return _plain(202, "")


def _plain(status: int, text: str) -> HttpResponse:
    return HttpResponse(text, status=status, content_type="text/plain; charset=utf-8")
