"""Setting up sources: providers with their terms, and their feeds. Fetches nothing."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from django.db import transaction
from django.utils.text import slugify

from wireroom.core.errors import SettingError
from wireroom.tasks.actions import enqueue
from wireroom.wire.models import Feed, Provider


@dataclass(frozen=True, slots=True)
class SourceTerms:
    """A provider's name and terms, as the operator gives them; None leaves what is there (or the default)."""

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


def add_feed(url: str, terms: SourceTerms, *, now: datetime) -> tuple[Feed, bool]:
    """Add a feed and, when new, its provider. Returns the feed and whether it is new; due at once.

    Adding a known address again updates the provider's terms. Raises SettingError for an address that
    is neither http(s) nor file.
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
            if known.provider_id != provider.id:
                known.provider = provider
                known.save(update_fields=["provider"])
            return known, False
        feed = Feed.objects.create(
            provider=provider, url=url, language=terms.language or "", created_at=now, next_fetch_at=now
        )
        enqueue("fetch", [feed.id], now=now)
        return feed, True


def find_provider(name: str, terms: SourceTerms, *, now: datetime) -> Provider:
    """The provider of that name (by its slug), made when there is none."""
    slug = slugify(name, allow_unicode=True)[:80] or "provider"
    provider, _ = Provider.objects.get_or_create(
        slug=slug, defaults={"name": name, "language": terms.language or "", "created_at": now}
    )
    return provider


def apply_terms(provider: Provider, terms: SourceTerms, *, now: datetime) -> None:
    """Set the given terms; what the provider already sent is decided again under them."""
    given = {
        name: getattr(terms, name)
        for name in (
            "rights",
            "policy",
            "contract",
            "credit_line",
            "home_url",
            "may_show_pictures",
            "may_index",
            "copyright_holder",
        )
        if getattr(terms, name) is not None
    }
    for name, value in given.items():
        setattr(provider, name, value)
    provider.full_clean()
    if given:
        provider.save(update_fields=list(given))
        enqueue("decide", provider.items.values_list("id", flat=True), now=now)
