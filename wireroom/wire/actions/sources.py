"""Setting up sources: providers with their terms, and their feeds. Fetches nothing."""

import re
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify

from wireroom.core.errors import SettingError
from wireroom.core.fetching import MOST_PAGES
from wireroom.tasks.actions import enqueue
from wireroom.wire.models import Feed, Provider

_SECRET = re.compile(r"\w[\w-]{0,99}\Z")
# Terms that say what may be published; the rest changes nothing of what was decided.
_DECIDING = (
    *("rights", "policy", "contract", "credit_line", "may_show_pictures", "may_index", "copyright_holder"),
    *("canonical_to_source", "keep_days", "territories", "tdm_reserved", "delicate", "shows_statements"),
)
_TERMS = (*_DECIDING, "home_url", "deletions")
_ACCESS = ("auth", "auth_name", "secret", "max_pages")
_RUN = ("state", "stop_reason", "alert", "failures", "etag", "last_modified", "last_error", "next_fetch_at")


@dataclass(frozen=True, slots=True)
class SourceTerms:
    """A provider's name and terms, as the operator gives them; None leaves what is there (or the default).

    `keep_days`: 0 means for ever.
    """

    provider: str | None = None
    language: str | None = None
    rights: str | None = None
    policy: str | None = None
    contract: bool | None = None
    credit_line: str | None = None
    home_url: str | None = None
    may_show_pictures: bool | None = None
    may_index: bool | None = None
    copyright_holder: str | None = None
    canonical_to_source: bool | None = None
    keep_days: int | None = None
    territories: str | None = None
    tdm_reserved: bool | None = None
    deletions: str | None = None
    delicate: str | None = None
    shows_statements: bool | None = None


@dataclass(frozen=True, slots=True)
class FeedAccess:
    """How a feed's address is asked, as Feed's fields of these names say; None leaves what is there."""

    auth: str | None = None
    auth_name: str | None = None
    secret: str | None = None
    max_pages: int | None = None


def add_feed(url: str, terms: SourceTerms, *, access: FeedAccess | None = None, now: datetime) -> tuple[Feed, bool]:
    """Add a feed and, when new, its provider. Returns the feed and whether it is new; due at once.

    Adding a known address again updates the provider's terms and the access, and starts a feed that was stopped.
    Raises SettingError for an address that is neither http(s) nor file, and for an access that is incomplete.
    """
    try:
        parts = urlsplit(url)
    except ValueError as error:
        raise SettingError(f"{url}: {error}") from None
    if parts.scheme not in ("http", "https", "file") or (parts.scheme != "file" and not parts.hostname):
        raise SettingError(f"{url}: a feed's address starts with http://, https:// or file://")
    if parts.username or parts.password:
        raise SettingError("a feed's address must not hold a user name or password")
    name = (terms.provider or parts.hostname or parts.path.rstrip("/").rpartition("/")[2]).strip()
    with transaction.atomic():
        known = Feed.objects.select_related("provider").filter(url=url).first()
        provider = known.provider if known and not terms.provider else find_provider(name, terms, now=now)
        apply_terms(provider, terms, now=now)
        if known:
            known.provider = provider
            _reopen(known, access or FeedAccess(), now)
            return known, False
        feed = Feed(provider=provider, url=url, language=terms.language or "", created_at=now, next_fetch_at=now)
        _set_access(feed, access or FeedAccess())
        feed.save()
        enqueue("fetch", [feed.id], now=now)
        return feed, True


def _reopen(feed: Feed, access: FeedAccess, now: datetime) -> None:
    """Ask a known feed at once when it is asked in another way now, or was stopped."""
    changed = _set_access(feed, access)
    if changed or feed.state == Feed.State.STOPPED:
        feed.state, feed.stop_reason, feed.alert, feed.failures = Feed.State.ACTIVE, "", "", 0
        feed.etag = feed.last_modified = feed.last_error = ""
        feed.next_fetch_at = now
        enqueue("fetch", [feed.id], now=now)
    feed.save(update_fields=["provider", *_ACCESS, *_RUN])


def _set_access(feed: Feed, access: FeedAccess) -> bool:
    """Set what is given; whether anything changed. Raises SettingError naming the option that is wrong or missing."""
    before = [getattr(feed, name) for name in _ACCESS]
    for name in _ACCESS:
        if getattr(access, name) is not None:
            setattr(feed, name, getattr(access, name))
    if feed.auth == Feed.Auth.NONE:
        if access.auth_name or access.secret:
            raise SettingError("--auth-name and --secret go with --auth basic, bearer or query")
        feed.auth_name = feed.secret = ""
    after = [getattr(feed, name) for name in _ACCESS]
    if feed.url.startswith("file:") and after != ["none", "", "", 1]:
        raise SettingError(f"{feed.url}: a file or folder takes no --auth, --secret or --pages")
    if feed.auth not in Feed.Auth.values:
        raise SettingError(f"--auth is one of {', '.join(Feed.Auth.values)}: {feed.auth[:40]!r}")
    if feed.auth != Feed.Auth.NONE and not _SECRET.match(feed.secret):
        raise SettingError(f"--auth {feed.auth} needs --secret with the secret's name: letters, digits, _ and -")
    if feed.auth in (Feed.Auth.BASIC, Feed.Auth.QUERY) and not feed.auth_name:
        raise SettingError(f"--auth {feed.auth} needs --auth-name: the user's, or the parameter's name")
    if ":" in feed.auth_name or not feed.auth_name.isprintable():
        raise SettingError("--auth-name holds a colon or characters that cannot be sent")
    if not 1 <= feed.max_pages <= MOST_PAGES:
        raise SettingError(f"--pages is a number from 1 to {MOST_PAGES}: {feed.max_pages}")
    return after != before


def find_provider(name: str, terms: SourceTerms, *, now: datetime) -> Provider:
    """The provider of that name (by its slug), made when there is none."""
    slug = slugify(name, allow_unicode=True)[:80] or "provider"
    provider, _ = Provider.objects.get_or_create(
        slug=slug, defaults={"name": name, "language": terms.language or "", "created_at": now}
    )
    return provider


def apply_terms(provider: Provider, terms: SourceTerms, *, now: datetime) -> None:
    """Set the given terms. When one that decides on publication changes, what the provider sent is decided again."""
    given = {name: getattr(terms, name) for name in _TERMS if getattr(terms, name) is not None}
    if given.get("keep_days") == 0:
        given["keep_days"] = None
    changed = [name for name, value in given.items() if getattr(provider, name) != value]
    for name in changed:
        setattr(provider, name, given[name])
    try:
        provider.full_clean()
    except ValidationError as error:
        raise SettingError(f"{provider.name}: {'; '.join(error.messages)}") from None
    if changed:
        provider.save(update_fields=changed)
    if any(name in _DECIDING for name in changed):
        enqueue("decide", provider.items.values_list("id", flat=True), now=now)
