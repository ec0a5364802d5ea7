"""Reads the page that started this into its parts, and writes the feed that would have carried its article."""

import html
import re
from dataclasses import dataclass
from pathlib import Path

PROVIDER = "連合通信"
ORIGINAL = "https://rengo.example/2024/10/18/troops.html"
GUID = "tag:rengo.example,2024:troops"
# The day of the seed's "Friday", at half past eight in the evening in Tokyo.
SENT = "Fri, 18 Oct 2024 11:30:00 GMT"
_GENERATED = "これはシンジケート"


@dataclass(frozen=True, slots=True)
class SeedArticle:
    """What the seed's page says: category, headline, paragraphs, the line on how it was made, the furniture below."""

    category: str
    headline: str
    paragraphs: tuple[str, ...]
    generated: str
    furniture: tuple[str, ...]


def read_seed(path: Path) -> SeedArticle:
    """The parts of the seed's text file, one block a line, blank lines between."""
    category, headline, *rest = [line.strip() for line in path.read_text("utf-8").splitlines() if line.strip()]
    end = next(number for number, line in enumerate(rest) if _GENERATED in line)
    return SeedArticle(category, headline, tuple(rest[:end]), rest[end], tuple(rest[end + 1 :]))


def fold(text: str) -> str:
    """Text with every run of white space as one space."""
    return re.sub(r"\s+", " ", text).strip()


def write_feed(seed: SeedArticle) -> bytes:
    """RSS 2.0 as an agency sends it: the seed's article, and another one on the same events."""
    items = [
        _item(seed.headline, seed.paragraphs, seed.category, GUID, ORIGINAL, SENT),
        _item(
            "北朝鮮のロシア派兵、韓国が警戒を強化",
            ("韓国政府は、北朝鮮によるロシアへの派兵を受けて、警戒を強めている。",),
            seed.category,
            "tag:rengo.example,2024:alert",
            "https://rengo.example/2024/10/18/alert.html",
            "Fri, 18 Oct 2024 09:00:00 GMT",
        ),
    ]
    return (
        '<?xml version="1.0" encoding="utf-8"?>'
        '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
        f"<title>{PROVIDER}</title><link>https://rengo.example/</link><description>{PROVIDER}</description>"
        f"<language>ja</language>{''.join(items)}</channel></rss>"
    ).encode()


def _item(headline: str, paragraphs: tuple[str, ...], *details: str) -> str:
    category, guid, link, sent = details
    body = "".join(f"<p>{html.escape(paragraph, quote=False)}</p>" for paragraph in paragraphs)
    return (
        f"<item><title>{html.escape(headline)}</title><link>{link}</link>"
        f'<guid isPermaLink="false">{guid}</guid><pubDate>{sent}</pubDate><category>{category}</category>'
        f"<content:encoded><![CDATA[{body}]]></content:encoded></item>"
    )
