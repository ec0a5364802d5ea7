"""Bytes of a feed to values: parse_feed. Knows no file, network or database; a Salvage port reads what is broken."""

from collections.abc import Container

from wireroom.core.errors import ParseError
from wireroom.core.formats.detect import read_json, read_xml
from wireroom.core.formats.finish import finish_feed
from wireroom.core.formats.parsed import ParsedFeed, Problem
from wireroom.core.formats.raw import RawFeed
from wireroom.core.formats.salvaged import SALVAGED, read_salvaged
from wireroom.core.formats.xml import NotWellFormed, parse_usual, parse_xml
from wireroom.core.ports import Salvage
from wireroom.core.text.decode import decode_feed

_BEGINNINGS = ("<rss", "<feed", "<rdf:rdf", "<channel", "<item", "<entry", ":rss", ":feed")


def parse_feed(
    body: bytes,
    *,
    salvage: Salvage,
    url: str | None = None,
    content_type: str | None = None,
    known: Container[bytes] = (),
) -> ParsedFeed:
    """A feed document as values: every item, in order, with what could not be read as Problems.

    `url` is where it came from (relative addresses stand against it), `content_type` the header as received, `known`
    digests of items that are not to be cleaned again: those with guid and link come back `unchanged`, with these, title
    and digest. Raises ParseError for bytes that are no feed.

    RSS 0.9x, 1.0, 2.0; Atom 0.3, 1.0, RFC 6721; JSON Feed 1.0, 1.1.
    """
    tree = parse_usual(body)
    if tree is not None:
        return finish_feed(read_xml(tree), url=url, encoding="utf-8", known=known)
    decoded = decode_feed(body, label=content_type)
    text = decoded.text.strip("\ufeff \t\r\n")
    if not text:
        raise ParseError("the document is empty")
    raw = read_json(text) if text[0] in "{[" else _read_markup(text, salvage)
    raw.problems.extend(Problem(*damage) for damage in decoded.damage)
    return finish_feed(raw, url=url, encoding=decoded.encoding, known=known)


def _read_markup(text: str, salvage: Salvage) -> RawFeed:
    try:
        tree = parse_xml(text)
    except NotWellFormed as error:
        lowered = text.lower()
        if not any(mark in lowered for mark in _BEGINNINGS):
            raise ParseError(f"neither XML nor JSON of a feed: {error}") from error
        result = salvage(text)
        raw = read_salvaged(result)
        if not raw.items and not result.get("version"):
            raise ParseError(f"nothing of a feed could be read: {error}") from error
        if not raw.items and "<html" in lowered[:2000]:
            raise ParseError("a page, not a feed") from error
        return raw
    raw = read_xml(tree)
    if tree.guessed:
        for item in raw.items:
            item.problems.append(SALVAGED)
    if tree.repaired:
        raw.problems.append(Problem("not_well_formed", "the XML had to be repaired before reading"))
    return raw
