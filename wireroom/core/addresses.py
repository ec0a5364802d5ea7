"""Addresses of articles, sections and days: pure, permanent, and the same on every rebuild."""

import re
import unicodedata
from base64 import b32encode
from datetime import date
from hashlib import blake2b

from wireroom.core.text.letters import PLAIN_LETTERS

NOT_SLUG = re.compile(r"[^a-z0-9]+")
SLUG_LENGTH = 60
NOT_SECTION = re.compile(r"[^\w]+")


def article_key(provider: str, guid: str) -> str:
    """The ten characters that name an article to the outside; from the identity alone, so order never matters."""
    digest = blake2b(f"{provider}\x1f{guid}".encode("utf-8", "replace"), digest_size=8).digest()
    return b32encode(digest).decode("ascii").lower().rstrip("=")[:10]


def article_path(language: str, day: date, *, headline: str, key: str) -> str:
    """The address at first publication; words only where the headline is in Latin letters."""
    slug = decide_slug(headline)
    return f"/{language}/{day:%Y/%m/%d}/{slug + '-' if slug else ''}{key}/"


def decide_slug(headline: str) -> str:
    """Latin letters and digits of a headline, at most 60; "" when most of it would be lost."""
    ascii_only = headline
    if not headline.isascii():
        plain = headline.lower().translate(PLAIN_LETTERS)
        ascii_only = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode("ascii")
        if sum(c.isalnum() for c in ascii_only) < 0.7 * sum(c.isalnum() for c in headline):
            return ""
    slug = NOT_SLUG.sub("-", ascii_only.lower()).strip("-")
    if len(slug) > SLUG_LENGTH:
        slug = slug[: SLUG_LENGTH + 1].rpartition("-")[0] or slug[:SLUG_LENGTH]
    return slug


def section_slug(name: str) -> str:
    """A section's part of the address; letters of any script stay."""
    return NOT_SECTION.sub("-", unicodedata.normalize("NFKC", name).casefold()).strip("-_")[:60]


def day_path(language: str, day: date) -> str:
    return f"/{language}/{day:%Y/%m/%d}/"


def section_path(language: str, slug: str) -> str:
    return f"/{language}/section/{slug}/"


def actor_path(language: str, key: str) -> str:
    """The address of the page of somebody who is quoted, by the key that names them for ever."""
    return f"/{language}/actor/{key}/"


def story_path(language: str, key: str) -> str:
    """The address of a story's page, by the key that names the story for ever."""
    return f"/{language}/story/{key}/"
