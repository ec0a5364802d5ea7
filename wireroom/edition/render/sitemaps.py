"""Sitemaps, the Google News sitemap and robots.txt. Which pages belong in them is decided before.

Sources: sitemaps.org protocol 0.9; Google News sitemap 0.9 (at most 1,000 articles of two days).
"""

from collections.abc import Iterable, Sequence

from wireroom.edition.render.escaping import xml_text
from wireroom.edition.values import SitemapEntry

SITEMAP_LIMIT = 50_000
NEWS_LIMIT = 1_000
_XML = '<?xml version="1.0" encoding="utf-8"?>\n'
_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
_NEWS = "http://www.google.com/schemas/sitemap-news/0.9"


def write_sitemap(entries: Sequence[SitemapEntry], base_url: str) -> bytes:
    """One sitemap. Raises ValueError for more entries than one may hold."""
    if len(entries) > SITEMAP_LIMIT:
        raise ValueError(f"a sitemap holds at most {SITEMAP_LIMIT} addresses, not {len(entries)}: split it")
    return _locations("urlset", "url", entries, base_url)


def write_sitemap_index(sitemaps: Iterable[SitemapEntry], base_url: str) -> bytes:
    """The index of sitemaps; `url` of each is a sitemap's path."""
    return _locations("sitemapindex", "sitemap", sitemaps, base_url)


def write_news_sitemap(entries: Iterable[SitemapEntry], site_name: str, base_url: str) -> bytes:
    """The newest 1,000 of `entries` for Google News; the caller gives only those of the last two days."""
    newest = sorted(entries, key=lambda entry: entry.published or entry.updated, reverse=True)[:NEWS_LIMIT]
    name = xml_text(site_name)
    urls = "".join(
        f"<url><loc>{xml_text(base_url + entry.url)}</loc><news:news><news:publication><news:name>{name}</news:name>"
        f"<news:language>{xml_text(entry.language)}</news:language></news:publication>"
        f"<news:publication_date>{(entry.published or entry.updated).isoformat(timespec='seconds')}"
        f"</news:publication_date><news:title>{xml_text(entry.headline)}</news:title></news:news></url>\n"
        for entry in newest
    )
    return f'{_XML}<urlset xmlns="{_NAMESPACE}" xmlns:news="{_NEWS}">\n{urls}</urlset>\n'.encode()


def write_robots(sitemaps: Iterable[str], base_url: str) -> bytes:
    """robots.txt: everything of the edition may be read; live addresses and the desk are not for crawlers."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in ("/desk/", "/comments/", "/complaints/", "/search"))]
    lines.append("")
    lines.extend(f"Sitemap: {base_url}{path}" for path in sitemaps)
    return ("\n".join(lines) + "\n").encode()


def _locations(root: str, element: str, entries: Iterable[SitemapEntry], base_url: str) -> bytes:
    rows = "".join(
        f"<{element}><loc>{xml_text(base_url + entry.url)}</loc>{_changed(entry)}</{element}>\n" for entry in entries
    )
    return f'{_XML}<{root} xmlns="{_NAMESPACE}">\n{rows}</{root}>\n'.encode()


def _changed(entry: SitemapEntry) -> str:
    return f"<lastmod>{entry.updated.isoformat(timespec='seconds')}</lastmod>" if entry.updated else ""
