"""An outgoing feed as Atom, with a tombstone for each withdrawn article.

Sources: RFC 4287 (Atom), RFC 6721 (deleted-entry), RFC 4287 link relation "via" for the original.
"""

from datetime import UTC, datetime
from functools import lru_cache

from wireroom.core.text.headlines import shorten_headline
from wireroom.edition.render.escaping import web_address, xml_text
from wireroom.edition.render.feed_text import KEPT, feed_body, feed_summary
from wireroom.edition.render.furniture import Furniture
from wireroom.edition.values import ArticleView, FeedView, GoneView


def write_atom(feed: FeedView, furniture: Furniture) -> bytes:
    """The feed's bytes: well-formed whatever the texts hold."""
    own = xml_text(furniture.absolute(feed.url))
    parts = [
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom"'
        ' xmlns:at="http://purl.org/atompub/tombstones/1.0" xmlns:dcterms="http://purl.org/dc/terms/"'
        f' xml:lang="{xml_text(feed.language)}">\n',
        f"<id>{own}</id>\n<title>{xml_text(feed.title)}</title>\n<updated>{_rfc3339(feed.updated)}</updated>\n",
        f"<author><name>{xml_text(furniture.site.name)}</name></author>\n",
        f'<link rel="self" type="application/atom+xml" href="{own}"/>\n',
        f'<link rel="alternate" type="text/html" href="{xml_text(furniture.absolute(feed.home))}"/>\n',
    ]
    if feed.hub:
        parts.append(f'<link rel="hub" href="{xml_text(feed.hub)}"/>\n')
    parts.append("<generator>Wireroom</generator>\n")
    parts.extend(_entry(view, furniture) for view in feed.articles)
    parts.extend(_tombstone(gone, furniture) for gone in feed.gone)
    parts.append("</feed>\n")
    return "".join(parts).encode()


@lru_cache(maxsize=KEPT)
def _entry(view: ArticleView, furniture: Furniture) -> str:
    parts = [
        f'<entry xml:lang="{xml_text(view.language)}">\n<id>{xml_text(view.guid)}</id>\n',
        f"<title>{xml_text(shorten_headline(view.headline))}</title>\n",
        f'<link rel="alternate" type="text/html" href="{xml_text(furniture.absolute(view.url))}"/>\n',
        f"<published>{_rfc3339(view.published)}</published>\n<updated>{_rfc3339(view.updated)}</updated>\n",
        f"<author><name>{xml_text(view.byline or view.provider_name)}</name></author>\n",
    ]
    if original := web_address(view.original_url):
        parts.append(f'<link rel="via" href="{original}"/>\n')
    if view.picture and view.picture.sources:
        largest = view.picture.sources[-1]
        parts.append(
            f'<link rel="enclosure" type="{xml_text(largest.type)}" length="{largest.size}"'
            f' href="{xml_text(furniture.absolute(largest.url))}"/>\n'
        )
    labels = ((view.section.label,) if view.section else ()) + view.subjects
    parts.extend(f'<category term="{xml_text(label)}"/>\n' for label in dict.fromkeys(labels))
    if view.copyright_notice:
        parts.append(f"<rights>{xml_text(view.copyright_notice)}</rights>\n")
    parts.append(_source(view))
    provenance = furniture.wording.short_sentence(view.disclosure)
    parts.append(f"<dcterms:provenance>{xml_text(provenance)}</dcterms:provenance>\n")
    parts.append(f'<summary type="text">{xml_text(feed_summary(view, furniture))}</summary>\n')
    if view.extent == "full":
        parts.append(f'<content type="html">{xml_text(feed_body(view, furniture))}</content>\n')
    parts.append("</entry>\n")
    return "".join(parts)


def _source(view: ArticleView) -> str:
    provider = web_address(view.provider_url)
    link = f'<link rel="alternate" href="{provider}"/>' if provider else ""
    return f"<source><title>{xml_text(view.provider_name)}</title>{link}</source>\n"


def _tombstone(gone: GoneView, furniture: Furniture) -> str:
    reason = gone.reason or furniture.wording.catalog.gettext("This article has been withdrawn")
    return (
        f'<at:deleted-entry ref="{xml_text(gone.guid)}" when="{_rfc3339(gone.gone_at)}">'
        f"<at:comment>{xml_text(reason)}</at:comment>"
        f'<link rel="alternate" href="{xml_text(furniture.absolute(gone.url))}"/></at:deleted-entry>\n'
    )


def _rfc3339(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def forget_entries() -> None:
    """Drop the entries kept as written."""
    _entry.cache_clear()
