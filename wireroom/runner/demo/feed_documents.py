"""Writes RSS 2.0, Atom 1.0 and JSON Feed 1.1 from standing items; decides nothing about what stands."""

import html
import json
from datetime import datetime
from email.utils import format_datetime

from lxml import etree

from wireroom.runner.demo.moments import LOCAL
from wireroom.runner.demo.standing import article_path
from wireroom.runner.demo.wire_parts import FeedDocument, PictureUse, StandingItem, WireFeed, WireProvider

_ATOM = "http://www.w3.org/2005/Atom"
_AT = "http://purl.org/atompub/tombstones/1.0"
_DC = "http://purl.org/dc/elements/1.1/"
_DCTERMS = "http://purl.org/dc/terms/"
_CONTENT = "http://purl.org/rss/1.0/modules/content/"
_MEDIA = "http://search.yahoo.com/mrss/"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def write_rss(
    feed: WireFeed, *, provider: WireProvider, items: tuple[StandingItem, ...], changed_at: datetime, base_url: str
) -> FeedDocument:
    """RSS 2.0 with content:encoded, Media RSS, dc and dcterms, in the encoding the feed declares."""
    rss = etree.Element(
        "rss",
        version="2.0",
        nsmap={"content": _CONTENT, "media": _MEDIA, "dc": _DC, "dcterms": _DCTERMS, "atom": _ATOM},
    )
    channel = etree.SubElement(rss, "channel")
    _add(channel, "title", feed.title)
    _add(channel, "link", f"{base_url}/")
    _add(channel, "description", feed.title)
    _add(channel, "language", feed.language)
    _add(channel, "copyright", provider.usage_terms)
    _add(channel, "lastBuildDate", format_datetime(changed_at.astimezone(LOCAL)))
    _add(channel, f"{{{_ATOM}}}link", rel="self", href=f"{base_url}/{feed.path}", type="application/rss+xml")
    for standing in items:
        _add_rss_item(channel, standing, base_url=base_url, cdata=feed.encoding == "UTF-8")
    return FeedDocument(feed.path, f"application/rss+xml; charset={feed.encoding}", _encode(rss, feed), changed_at)


def write_atom(
    feed: WireFeed, *, provider: WireProvider, items: tuple[StandingItem, ...], changed_at: datetime, base_url: str
) -> FeedDocument:
    """Atom 1.0 with Media RSS for pictures and a deleted-entry (RFC 6721) for every killed item."""
    root = etree.Element(f"{{{_ATOM}}}feed", nsmap={None: _ATOM, "at": _AT, "media": _MEDIA})
    root.set(_XML_LANG, feed.language)
    _add(root, f"{{{_ATOM}}}id", f"tag:{provider.slug}.example,2024:{feed.path}")
    _add(root, f"{{{_ATOM}}}title", feed.title)
    _add(root, f"{{{_ATOM}}}updated", _iso(changed_at))
    _add(root, f"{{{_ATOM}}}rights", provider.usage_terms)
    _add(_add(root, f"{{{_ATOM}}}author"), f"{{{_ATOM}}}name", provider.name)
    _add(root, f"{{{_ATOM}}}link", rel="self", href=f"{base_url}/{feed.path}")
    for standing in items:
        if standing.state.action == "kill":
            _add_deleted_entry(root, standing, provider=provider, base_url=base_url)
        else:
            _add_entry(root, standing, feed=feed, base_url=base_url)
    return FeedDocument(feed.path, "application/atom+xml; charset=utf-8", _encode(root, feed), changed_at)


def write_json_feed(
    feed: WireFeed, *, provider: WireProvider, items: tuple[StandingItem, ...], changed_at: datetime, base_url: str
) -> FeedDocument:
    """JSON Feed 1.1; a picture goes in as image, as attachment and, with its credit, as figure in the body."""
    document = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": f"{base_url}/",
        "feed_url": f"{base_url}/{feed.path}",
        "language": feed.language,
        "authors": [{"name": provider.name}],
        "items": [_json_item(standing, base_url=base_url) for standing in items],
    }
    body = json.dumps(document, ensure_ascii=False, indent=1).encode()
    return FeedDocument(feed.path, "application/feed+json; charset=utf-8", body, changed_at)


def _add_rss_item(channel, standing: StandingItem, *, base_url: str, cdata: bool) -> None:
    item, state = standing.item, standing.state
    entry = etree.SubElement(channel, "item")
    _add(entry, "title", standing.headline)
    _add(entry, "link", f"{base_url}/{article_path(item)}")
    _add(entry, "guid", item.guid, isPermaLink="false")
    if standing.published is not None:
        _add(entry, "pubDate", format_datetime(standing.published.astimezone(LOCAL)))
        if state is not item.states[0]:
            _add(entry, f"{{{_DCTERMS}}}modified", _iso(standing.shown_since))
    if state.byline:
        _add(entry, f"{{{_DC}}}creator", state.byline)
    for category in item.categories:
        _add(entry, "category", category)
    if standing.summary:
        _add(entry, "description", standing.summary)
    if standing.body_html:
        encoded = etree.CDATA(standing.body_html) if cdata else standing.body_html
        _add(entry, f"{{{_CONTENT}}}encoded", encoded)
    for use in state.pictures:
        _add_media(entry, use, base_url=base_url)


def _add_entry(root, standing: StandingItem, *, feed: WireFeed, base_url: str) -> None:
    item, state = standing.item, standing.state
    entry = etree.SubElement(root, f"{{{_ATOM}}}entry")
    if item.language != feed.language:
        entry.set(_XML_LANG, item.language)
    _add(entry, f"{{{_ATOM}}}id", item.guid)
    _add(entry, f"{{{_ATOM}}}title", standing.headline)
    _add(entry, f"{{{_ATOM}}}link", rel="alternate", type="text/html", href=f"{base_url}/{article_path(item)}")
    if standing.published is not None:
        _add(entry, f"{{{_ATOM}}}published", _iso(standing.published))
    # Atom wants a date here whatever happens; an update is dated by the state, first copy by its publication.
    first = state is item.states[0] and standing.published is not None
    _add(entry, f"{{{_ATOM}}}updated", _iso(standing.published if first else standing.shown_since))
    if state.byline:
        _add(_add(entry, f"{{{_ATOM}}}author"), f"{{{_ATOM}}}name", state.byline)
    for category in item.categories:
        _add(entry, f"{{{_ATOM}}}category", term=category)
    if standing.summary:
        _add(entry, f"{{{_ATOM}}}summary", standing.summary)
    if standing.body_html:
        _add(entry, f"{{{_ATOM}}}content", standing.body_html, type="html")
    for use in state.pictures:
        _add_media(entry, use, base_url=base_url)


def _add_deleted_entry(root, standing: StandingItem, *, provider: WireProvider, base_url: str) -> None:
    deleted = etree.SubElement(root, f"{{{_AT}}}deleted-entry", ref=standing.item.guid, when=_iso(standing.shown_since))
    _add(_add(deleted, f"{{{_AT}}}by"), f"{{{_ATOM}}}name", provider.name)
    _add(deleted, f"{{{_AT}}}comment", standing.state.note)
    _add(deleted, f"{{{_ATOM}}}link", rel="alternate", href=f"{base_url}/{article_path(standing.item)}")


def _add_media(entry, use: PictureUse, *, base_url: str) -> None:
    picture = use.picture
    media = _add(
        entry,
        f"{{{_MEDIA}}}content",
        url=f"{base_url}/pictures/{picture.name}",
        type=picture.content_type,
        medium="image",
        width=str(picture.width),
        height=str(picture.height),
        fileSize=str(picture.length),
    )
    _add(media, f"{{{_MEDIA}}}description", use.caption, type="plain")
    _add(media, f"{{{_MEDIA}}}credit", use.credit, role="artist")


def _json_item(standing: StandingItem, *, base_url: str) -> dict:
    item, state = standing.item, standing.state
    figures = (_figure(use, base_url=base_url) for use in state.pictures)
    entry = {
        "id": item.guid,
        "url": f"{base_url}/{article_path(item)}",
        "title": standing.headline,
        "language": item.language,
        "tags": list(item.categories),
        "content_html": "\n".join((*figures, standing.body_html)),
    }
    if standing.summary:
        entry["summary"] = standing.summary
    if state.byline:
        entry["authors"] = [{"name": state.byline}]
    if standing.published is not None:
        entry["date_published"] = _iso(standing.published)
        if state is not item.states[0]:
            entry["date_modified"] = _iso(standing.shown_since)
    if state.pictures:
        entry["image"] = f"{base_url}/pictures/{state.pictures[0].picture.name}"
        entry["attachments"] = [_attachment(use, base_url=base_url) for use in state.pictures]
    return entry


def _attachment(use: PictureUse, *, base_url: str) -> dict:
    picture = use.picture
    return {
        "url": f"{base_url}/pictures/{picture.name}",
        "mime_type": picture.content_type,
        "title": use.caption,
        "size_in_bytes": picture.length,
    }


def _figure(use: PictureUse, *, base_url: str) -> str:
    picture, caption = use.picture, html.escape(f"{use.caption} {use.credit}", quote=False)
    return (
        f'<figure><img src="{base_url}/pictures/{picture.name}" width="{picture.width}" height="{picture.height}" '
        f'alt="{html.escape(use.caption)}"><figcaption>{caption}</figcaption></figure>'
    )


def _add(parent, tag: str, text: str | etree.CDATA | None = None, **attributes: str):
    element = etree.SubElement(parent, tag, **attributes)
    element.text = text
    return element


def _encode(root, feed: WireFeed) -> bytes:
    # Encoded by Python, not by libxml2, whose table of encodings differs from build to build.
    text = etree.tostring(root, encoding="unicode", pretty_print=True)
    return f'<?xml version="1.0" encoding="{feed.encoding}"?>\n{text}'.encode(feed.encoding, "xmlcharrefreplace")


def _iso(moment: datetime) -> str:
    return moment.astimezone(LOCAL).isoformat(timespec="seconds")
