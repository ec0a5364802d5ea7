"""An outgoing feed as RSS 2.0. Withdrawn articles are absent: RSS has no tombstone; Atom and JSON Feed carry them.

Sources: rssboard.org/rss-specification, Media RSS, RFC 5005's atom:link use, Dublin Core terms (dcterms:provenance).
"""

from datetime import UTC, datetime
from email.utils import format_datetime
from functools import lru_cache

from wireroom.core.text.headlines import shorten_headline
from wireroom.edition.render.escaping import xml_text
from wireroom.edition.render.feed_text import KEPT, feed_body, feed_summary
from wireroom.edition.render.furniture import Furniture
from wireroom.edition.values import ArticleView, FeedView, PictureView

_OPENING = (
    '<?xml version="1.0" encoding="utf-8"?>\n'
    '<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"'
    ' xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    ' xmlns:dcterms="http://purl.org/dc/terms/" xmlns:media="http://search.yahoo.com/mrss/">\n<channel>\n'
)


def write_rss(feed: FeedView, furniture: Furniture) -> bytes:
    """The feed's bytes: well-formed whatever the texts hold."""
    words = furniture.wording.catalog
    description = words.gettext("%(name)s: the latest articles, each with how it was made", name=furniture.site.name)
    parts = [
        _OPENING,
        f"<title>{xml_text(feed.title)}</title>\n",
        f"<link>{xml_text(furniture.absolute(feed.home))}</link>\n",
        f"<description>{xml_text(description)}</description>\n",
        f"<language>{xml_text(feed.language)}</language>\n",
        f"<lastBuildDate>{_rfc822(feed.updated)}</lastBuildDate>\n",
        f'<atom:link rel="self" type="application/rss+xml" href="{xml_text(furniture.absolute(feed.url))}"/>\n',
    ]
    if feed.hub:
        parts.append(f'<atom:link rel="hub" href="{xml_text(feed.hub)}"/>\n')
    parts.extend(_item(view, furniture) for view in feed.articles)
    parts.append("</channel>\n</rss>\n")
    return "".join(parts).encode()


@lru_cache(maxsize=KEPT)
def _item(view: ArticleView, furniture: Furniture) -> str:
    wording = furniture.wording
    parts = [
        "<item>\n",
        f"<title>{xml_text(shorten_headline(view.headline))}</title>\n",
        f"<link>{xml_text(furniture.absolute(view.url))}</link>\n",
        f'<guid isPermaLink="false">{xml_text(view.guid)}</guid>\n',
        f"<pubDate>{_rfc822(view.published)}</pubDate>\n",
        f"<atom:updated>{furniture.dates.iso(view.updated)}</atom:updated>\n",
        f"<dc:creator>{xml_text(view.byline or view.provider_name)}</dc:creator>\n",
        f"<dc:publisher>{xml_text(furniture.site.name)}</dc:publisher>\n",
        f"<dc:language>{xml_text(view.language)}</dc:language>\n",
    ]
    labels = ((view.section.label,) if view.section else ()) + view.subjects
    parts.extend(f"<category>{xml_text(label)}</category>\n" for label in dict.fromkeys(labels))
    if view.copyright_notice:
        parts.append(f"<dc:rights>{xml_text(view.copyright_notice)}</dc:rights>\n")
    if view.copyright_holder:
        parts.append(f"<dcterms:rightsHolder>{xml_text(view.copyright_holder)}</dcterms:rightsHolder>\n")
    parts.append(f"<dc:source>{xml_text(view.original_url or view.provider_name)}</dc:source>\n")
    parts.append(f"<dcterms:provenance>{xml_text(wording.short_sentence(view.disclosure))}</dcterms:provenance>\n")
    parts.append(f"<description>{xml_text(feed_summary(view, furniture))}</description>\n")
    if view.extent == "full":
        parts.append(f"<content:encoded>{xml_text(feed_body(view, furniture))}</content:encoded>\n")
    if view.picture and view.picture.sources:
        parts.append(_media(view.picture, furniture))
    parts.append("</item>\n")
    return "".join(parts)


def _media(picture: PictureView, furniture: Furniture) -> str:
    largest = picture.sources[-1]
    inner = ""
    if picture.caption:
        inner += f'<media:description type="plain">{xml_text(picture.caption)}</media:description>'
    if picture.credit:
        inner += f"<media:credit>{xml_text(picture.credit)}</media:credit>"
    return (
        f'<media:content url="{xml_text(furniture.absolute(largest.url))}" type="{xml_text(largest.type)}"'
        f' medium="image" width="{largest.width}" height="{largest.height}" fileSize="{largest.size}">'
        f"{inner}</media:content>\n"
    )


def _rfc822(at: datetime) -> str:
    return format_datetime(at.astimezone(UTC), usegmt=True)


def forget_entries() -> None:
    """Drop the entries kept as written."""
    _item.cache_clear()
