"""Turns raw items into ParsedItems: cleans HTML, reads dates, resolves addresses, takes the digest. Reads no format."""

import re
from collections.abc import Container
from functools import lru_cache
from html import escape, unescape
from urllib.parse import urljoin

from wireroom.core.formats.digest import digest_of
from wireroom.core.formats.finish_wire import finish_wire
from wireroom.core.formats.parsed import Enclosure, ParsedFeed, ParsedItem, ParsedPicture, Problem
from wireroom.core.formats.raw import RawFeed, RawItem, Text, WireItem
from wireroom.core.text.characters import fold_space, settle_direction, settle_line
from wireroom.core.text.dates import parse_date
from wireroom.core.text.sanitize import clean_stripped_html, text_of_clean, visible_text

_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_LINK_SCHEMES = frozenset(("http", "https", "ftp", "mailto", "tel", "gopher", "nntp", "news", "gemini"))
# In a body any tag is markup; in a line only what cannot be a word about markup ("the <div> tag"): an end tag, a tag
# with attributes, one that stands alone.
_NAMES = "a|abbr|b|big|cite|code|del|div|em|font|h[1-6]|i|ins|mark|p|q|s|small|span|strike|strong|sub|sup|tt|u"
_BODY_TAG = re.compile(rf"</?(?:{_NAMES}|br|img|wbr)(?:\s[^<>]*)?/?>", re.IGNORECASE)
_LINE_TAG = re.compile(rf"</(?:{_NAMES})\s*>|<(?:{_NAMES})\s[^<>]*>|<(?:br|img|wbr)\b[^<>]*>", re.IGNORECASE)
_TAG = re.compile(r"^([A-Za-z]{2,3})((?:[-_][A-Za-z0-9]{1,8})*)$")


def finish_feed(raw: RawFeed, *, url: str | None, encoding: str, known: Container[bytes]) -> ParsedFeed:
    """The feed as a value. Items whose digest is in `known` come back `unchanged`, without their cleaned fields."""
    finisher = _Finisher(raw, url, known)
    return ParsedFeed(
        format=raw.format,
        items=tuple(finisher.finish(item) for item in raw.items),
        title=finish_line(raw.title) if raw.title else None,
        link=finisher.resolve(raw.link),
        language=language_tag(raw.language),
        encoding=encoding,
        self_url=finisher.resolve(raw.self_url),
        hubs=tuple(dict.fromkeys(finisher.resolve(hub) for hub in raw.hubs)),
        ttl=raw.ttl,
        skip_hours=tuple(raw.skip_hours),
        problems=tuple(raw.problems),
    )


class _Finisher:
    """Finishes the items of one feed; holds what they inherit from it."""

    def __init__(self, feed: RawFeed, url: str | None, known: Container[bytes]):
        self.feed = feed
        self.url = url
        self.known = known
        self.authors = tuple(_plain(name) for name in feed.authors)
        self.copyright_notice = finish_line(feed.copyright_notice) if feed.copyright_notice else None
        self.link = feed.link if _is_absolute(feed.link) else None
        inherited = (url, feed.link, feed.language, feed.usage_terms, feed.copyright_notice, *feed.authors)
        self.inherited = "\x1e".join(value or "" for value in inherited)

    def finish(self, raw: RawItem) -> ParsedItem:
        digest = digest_of(raw, self.inherited)
        problems = raw.problems
        base = raw.base if raw.base and _is_absolute(raw.base) else None
        link = raw.link.strip() if raw.link else None
        if link and not _is_settled(link):
            link = self._link(raw, base)
        title = finish_title(raw.title) if raw.title else None
        guid = raw.guid
        if guid is not None:
            if base and ":" not in guid:
                guid = _join(base, guid)
            elif not guid.isprintable() or "  " in guid:
                guid = fold_space(guid)
        # Without guid or link the item's identity comes from its words, so these must be read again.
        if digest in self.known and guid and link:
            return ParsedItem(guid=guid, title=title, link=link, raw_digest=digest, unchanged=True)
        published = updated = None
        if raw.published is not None and (published := parse_date(raw.published)) is None:
            problems.append(_bad_date(raw.published, "published"))
        if raw.updated is not None and (updated := parse_date(raw.updated)) is None:
            problems.append(_bad_date(raw.updated, "updated"))
        if published is None and updated is not None and raw.pub_status != "canceled":
            published = updated
            problems.append(
                Problem("published_assumed", "no publication date; the date of the update stands for it", "published")
            )
        content, text, summary = self._content(raw, base or link)
        feed = self.feed
        language = feed.language if raw.language is None else raw.language
        # In the order of the fields: names would cost a fifth of the making, and this is made for every item.
        item = ParsedItem(
            guid,
            title,
            link,
            published,
            updated,
            language_tag(language),
            tuple([_plain(name) for name in raw.authors]) if raw.authors else self.authors,
            summary,
            content,
            text,
            tuple([_plain(name) for name in raw.categories]) if raw.categories else (),
            tuple([self._picture(picture, base) for picture in raw.pictures]) if raw.pictures else (),
            tuple([self._enclosure(file, base) for file in raw.enclosures]) if raw.enclosures else (),
            raw.pub_status,
            finish_line(raw.ed_note) if raw.ed_note else None,
            raw.usage_terms or feed.usage_terms,
            finish_line(raw.copyright_notice) if raw.copyright_notice else self.copyright_notice,
            finish_line(raw.provider) if raw.provider else None,
            tuple(problems),
            digest,
        )
        return finish_wire(item, raw) if isinstance(raw, WireItem) else item

    def resolve(self, address: str | None, base: str | None = None) -> str | None:
        """An address made absolute against xml:base or the document's own address; as it is where there is neither."""
        if not address:
            return None
        address = address.strip()
        if _is_settled(address):
            return address
        if "\n" in address or "\t" in address or "\r" in address:
            address = "".join(address.split())
        if "&amp;" in address:
            # Escaped once too often; no address means these five characters.
            address = address.replace("&amp;", "&")
        if address[:4] == "http" and _is_absolute(address):
            return address
        against = base or self.url
        if not against or _SCHEME.match(address):
            return address
        return _join(against, address)

    def _link(self, raw: RawItem, base: str | None) -> str | None:
        if not raw.link:
            return None
        link = self.resolve(raw.link, base)
        if link[:8] == "https://" or link[:7] == "http://":
            return link
        scheme = _SCHEME.match(link)
        if scheme and scheme[1].lower() not in _LINK_SCHEMES:
            raw.problems.append(
                Problem("bad_link", f"a link with the scheme {scheme[1][:40]!r} is not followed", "link")
            )
            return None
        return link

    def _content(self, raw: RawItem, around: str | None) -> tuple[str | None, str | None, str | None]:
        """content_html, content_text and summary."""
        body, short = raw.body, raw.summary
        summary = None
        if body is None and short is None and raw.media_text is not None:
            body = raw.media_text
            raw.problems.append(
                Problem("media_text", "no body; the text is that of the picture or film", "content_html")
            )
        if body is None:
            body = short
        if body is None:
            return None, None, None
        value = body.value
        if body is short and "<" not in value and "&" not in value and ">" not in value and body.kind != "lines":
            # Most news items: a sentence or two, nothing to clean.
            text = settle_line(value)
            return (text if text == value else settle_direction(value.strip())) or None, text or None, text or None
        if not _is_absolute(around):
            around = self.link or self.url
        content = finish_html(body, around) or None
        text = text_of_clean(content) or None if content else None
        if short is not None:
            summary = text if short is body or short.value == body.value else _summary(short) or None
        if content is None and summary:
            content, text = finish_html(short, around) or None, summary
        return content, text, summary

    def _picture(self, picture: ParsedPicture, base: str | None) -> ParsedPicture:
        url = picture.url if _is_settled(picture.url) else self.resolve(picture.url, base)
        caption = finish_line(picture.caption) if picture.caption else None
        credit = finish_line(picture.credit) if picture.credit else None
        if url == picture.url and caption == picture.caption and credit == picture.credit:
            return picture
        return ParsedPicture(url, picture.type, picture.width, picture.height, caption, credit)

    def _enclosure(self, file: Enclosure, base: str | None) -> Enclosure:
        return file if _is_settled(file.url) else file._replace(url=self.resolve(file.url, base))


def finish_html(text: Text, base: str | None) -> str:
    """A body as safe HTML: markup cleaned, characters escaped, lines as paragraphs. `base` if the text has none."""
    if text.kind == "html" or (text.kind == "either" and _looks_like_html(text.value)):
        return clean_stripped_html(text.value.strip(), base=text.base if _is_absolute(text.base) else base)
    value = settle_direction(text.value.strip())
    if text.kind == "lines" and "\n" in value:
        paragraphs = re.split(r"\s*\n\s*\n\s*", value)
        return "\n".join("<p>" + escape(part, quote=False).replace("\n", "<br>\n") + "</p>" for part in paragraphs)
    return escape(value, quote=False)


def finish_title(text: Text) -> str | None:
    """A title as one line of plain text."""
    if text.kind == "either":
        return finish_line(text.value)
    return settle_line(visible_text(text.value) if text.kind == "html" else text.value) or None


def finish_line(value: str) -> str | None:
    """One line of plain text of what may be HTML or characters."""
    if "&" in value or "<" in value:
        value = visible_text(value) if _LINE_TAG.search(value) else unescape(value)
    return settle_line(value) or None


@lru_cache(maxsize=256)
def language_tag(language: str | None) -> str | None:
    """A BCP 47 tag in its usual writing ("pt-BR", "zh-Hant"), None for what is none."""
    found = _TAG.match(language.strip()) if language else None
    if not found:
        return None
    parts = [part for part in found[2].replace("_", "-").split("-") if part]
    parts = [part.upper() if len(part) == 2 else part.title() if len(part) == 4 else part.lower() for part in parts]
    return "-".join([found[1].lower(), *parts])


def _bad_date(text: str, field: str) -> Problem:
    return Problem("bad_date", f"no date, or two possible ones: {text.strip()[:200]!r}", field)


def _looks_like_html(value: str) -> bool:
    return ("<" in value and bool(_BODY_TAG.search(value))) or ("&" in value and unescape(value) != value)


def _plain(value: str) -> str:
    return fold_space(unescape(value)) if "&" in value else value


def _summary(short: Text) -> str:
    if short.kind in ("html", "either"):
        return text_of_clean(clean_stripped_html(short.value))
    return _plain_lines(short.value)


def _plain_lines(value: str) -> str:
    return settle_direction("\n".join(fold_space(line) for line in value.splitlines() if line.strip()))


def _is_settled(address: str) -> bool:
    """Whether nothing is to be done to an address: absolute, no white space, not escaped once too often."""
    return (address[:8] == "https://" or address[:7] == "http://") and address.isprintable() and "&amp;" not in address


def _join(base: str, address: str) -> str:
    try:
        return urljoin(base, address)
    except ValueError:
        return address


def _is_absolute(address: str | None) -> bool:
    if not address:
        return False
    start = address[:8]
    return start == "https://" or start[:7] == "http://" or start.lower().startswith(("http://", "https://"))
