"""Feeds as providers send them, written out from a few values: RSS, and Atom with its tombstones. Test material."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from html import escape


@dataclass(frozen=True, slots=True)
class Story:
    """One entry of a feed. Empty or None fields are left out of the document."""

    guid: str = ""
    headline: str = ""
    text: str = ""
    link: str = ""
    at: datetime | None = None
    section: str = ""
    picture: str = ""
    withheld: bool = False
    changed: datetime | None = None


@dataclass(frozen=True, slots=True)
class Gone:
    """A tombstone (RFC 6721): the provider withdraws the entry with this id."""

    guid: str
    when: datetime = field(default_factory=lambda: datetime(2024, 10, 18, 4, tzinfo=UTC))


def rss(*stories: Story, language: str = "en", title: str = "Harbour Press") -> bytes:
    """An RSS 2.0 document."""
    items = "".join(
        "<item>"
        + _element("title", story.headline)
        + _element("link", story.link)
        + (f'<guid isPermaLink="false">{escape(story.guid)}</guid>' if story.guid else "")
        + _element("pubDate", format_datetime(story.at) if story.at else "")
        + _element("category", story.section)
        + _element("description", story.text)
        + (f'<enclosure url="{escape(story.picture)}" type="image/png" length="1"/>' if story.picture else "")
        + "</item>"
        for story in stories
    )
    head = f"<title>{title}</title><link>https://wire.example/</link><language>{language}</language>"
    return f'<?xml version="1.0"?><rss version="2.0"><channel>{head}{items}</channel></rss>'.encode()


def atom(*entries: Story | Gone, language: str = "en") -> bytes:
    """An Atom document; tombstones stand where they are given."""
    return (
        f'<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{language}"'
        ' xmlns:at="http://purl.org/atompub/tombstones/1.0" xmlns:app="http://www.w3.org/2007/app">'
        "<id>urn:feed</id><title>Harbour Press</title>"
        + "".join(_tombstone(entry) if isinstance(entry, Gone) else _entry(entry) for entry in entries)
        + "</feed>"
    ).encode()


def _tombstone(gone: Gone) -> str:
    return f'<at:deleted-entry ref="{escape(gone.guid)}" when="{gone.when.isoformat()}"/>'


def _entry(story: Story) -> str:
    return (
        "<entry>"
        + _element("id", story.guid)
        + _element("title", story.headline)
        + (f'<link rel="alternate" href="{escape(story.link)}"/>' if story.link else "")
        + _element("published", story.at.isoformat() if story.at else "")
        + _element("updated", story.changed.isoformat() if story.changed else "")
        + (f'<category term="{escape(story.section)}"/>' if story.section else "")
        + ("<app:control><app:draft>yes</app:draft></app:control>" if story.withheld else "")
        + (f'<content type="html">{escape(story.text)}</content>' if story.text else "")
        + "</entry>"
    )


def _element(name: str, text: str) -> str:
    return f"<{name}>{escape(text)}</{name}>" if text else ""
