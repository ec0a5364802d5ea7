"""An outgoing feed as JSON Feed 1.1, with disclosure, corrections and withdrawals in an extension named _wireroom.

Source: jsonfeed.org/version/1.1. The extension is described in docs/pages.md.
"""

import json
from functools import lru_cache

from wireroom.core.disclosure import Point
from wireroom.core.text.headlines import shorten_headline
from wireroom.edition.render.escaping import cut_uncarriable, web_address
from wireroom.edition.render.feed_text import KEPT, feed_body, feed_summary
from wireroom.edition.render.furniture import Furniture
from wireroom.edition.render.wording import Line
from wireroom.edition.values import ArticleView, FeedView

_FORM = "https://jsonfeed.org/version/1.1"


def write_json_feed(feed: FeedView, furniture: Furniture) -> bytes:
    """The feed's bytes, UTF-8."""
    site, dates = furniture.site, furniture.dates
    head = {
        "version": _FORM,
        "title": feed.title,
        "home_page_url": furniture.absolute(feed.home),
        "feed_url": furniture.absolute(feed.url),
        "language": feed.language,
        "authors": [{"name": site.name, "url": f"{site.base_url}/"}],
    }
    if feed.hub:
        head["hubs"] = [{"type": "WebSub", "url": feed.hub}]
    head["_wireroom"] = {
        "updated": dates.iso(feed.updated),
        "gone": [
            {
                "id": gone.guid,
                "url": furniture.absolute(gone.url),
                "gone_at": dates.iso(gone.gone_at),
                "provider": gone.provider_name,
                "reason": gone.reason or None,
            }
            for gone in feed.gone
        ],
    }
    items = ",\n".join(_item(view, furniture) for view in feed.articles)
    opening = _dump(head)[:-1]
    return f'{opening},"items":[{items}]}}\n'.encode()


@lru_cache(maxsize=KEPT)
def _item(view: ArticleView, furniture: Furniture) -> str:
    dates, wording = furniture.dates, furniture.wording
    item = {
        "id": view.guid,
        "url": furniture.absolute(view.url),
        "title": shorten_headline(view.headline),
        "summary": feed_summary(view, furniture),
        "date_published": dates.iso(view.published),
        "date_modified": dates.iso(view.updated),
        "authors": [{"name": view.byline or view.provider_name}],
        "language": view.language,
    }
    if view.extent == "full":
        item["content_html"] = feed_body(view, furniture)
    else:
        item["content_text"] = feed_summary(view, furniture)
    if web_address(view.original_url):
        item["external_url"] = view.original_url
    if tags := list(dict.fromkeys(((view.section.label,) if view.section else ()) + view.subjects)):
        item["tags"] = tags
    if view.picture and view.picture.sources:
        item["image"] = furniture.absolute(view.picture.sources[-1].url)
    item["_wireroom"] = {
        "about": f"{furniture.site.base_url}{view.url}#made",
        "provider": view.provider_name,
        "extent": view.extent,
        "credit": view.credit,
        "copyright_notice": view.copyright_notice,
        "copyright_holder": view.copyright_holder,
        "line": wording.short_sentence(view.disclosure),
        "disclosure": [
            {"key": point.key, "text": line.text}
            | ({"value": point.text} if point.text else {})
            | ({"at": dates.iso(point.at)} if point.at else {})
            | ({"count": point.count} if point.count is not None else {})
            | ({"url": point.url} if point.url else {})
            for point, line in _points(view, furniture)
        ],
        "corrections": [
            {
                "at": dates.iso(entry.at),
                "kind": entry.kind,
                "note": entry.note,
                "before": entry.before,
                "after": entry.after,
            }
            for entry in view.corrections
        ],
    }
    return _dump(item)


def _points(view: ArticleView, furniture: Furniture) -> list[tuple[Point, Line]]:
    return list(zip(view.disclosure.full, furniture.wording.full(view.disclosure), strict=True))


def _dump(value: object) -> str:
    return cut_uncarriable(json.dumps(value, ensure_ascii=False, separators=(",", ":")))


def forget_entries() -> None:
    """Drop the entries kept as written."""
    _item.cache_clear()
