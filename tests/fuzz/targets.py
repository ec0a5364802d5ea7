"""What is fuzzed: each parser with its seeds, and what must hold of its answer whatever it is given.

A check raises for a breach: an error that is not the parser's own, text no page can hold, HTML that is not clean.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, fields, is_dataclass
from datetime import UTC, datetime
from pathlib import Path

from wireroom.core.advisories import find_advisory
from wireroom.core.errors import FetchError, ParseError, PictureError
from wireroom.core.fetching import FeedHistory, decide_outcome
from wireroom.core.formats import parse_feed
from wireroom.core.formats.next_link import find_next_link
from wireroom.core.formats.opml import parse_opml
from wireroom.core.formats.parsed import ParsedFeed
from wireroom.core.identity import link_key, text_key
from wireroom.core.links import find_links
from wireroom.core.ports import FetchResponse
from wireroom.core.rights.terms import find_terms
from wireroom.core.robots import find_tdm_in_headers, may_fetch, parse_robots, parse_tdm_file
from wireroom.core.text.dates import parse_date
from wireroom.core.text.decode import decode_feed
from wireroom.core.text.language import decide_language
from wireroom.core.text.sanitize import clean_html, text_of_clean, visible_text
from wireroom.core.traces import Telling, find_traces, trace_finder
from wireroom.core.versions import content_hash
from wireroom.edge.http.decoding import decode_body
from wireroom.edge.images import make_renditions
from wireroom.edge.salvage import salvage

HERE = Path(__file__).parent
SEEDS, FOUND = HERE / "seeds", HERE / "found"
# Documents that the tests of the wire formats keep.
WIRE = HERE.parent / "unit" / "formats" / "wire"
UNWANTED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
TAG = re.compile("<([a-z0-9]+)([^>]*)>")
ATTRIBUTE = re.compile(r'\s([a-z-]+)="([^"]*)"')
ACTING = frozenset(
    ("script", "style", "iframe", "object", "embed", "form", "input", "button", "svg", "math", "base", "meta", "link")
)
SCHEME = re.compile(r"[\s\x00-\x20]*(?:javascript|vbscript|data)\s*:", re.IGNORECASE)
NOW = datetime(2024, 10, 18, 3, tzinfo=UTC)
CODINGS = (None, "gzip", "deflate", "br", "zstd")


@dataclass(frozen=True, slots=True)
class Target:
    """A parser: its name, which seeds begin its documents, and the check of one document."""

    name: str
    patterns: tuple[str, ...]
    check: Callable[[bytes], None]

    def seeds(self) -> list[Path]:
        """Its documents to begin with."""
        return sorted(path for pattern in self.patterns for path in (*SEEDS.glob(pattern), *WIRE.glob(pattern)))


def check_feed(body: bytes) -> None:
    """A feed or wire document, without the salvager."""
    check_parsed(body, lambda text: {"version": "", "entries": []})


def check_salvaged(body: bytes) -> None:
    """The same, read by the salvager where it is broken; here without its limits, so kept short."""
    check_parsed(body[:20_000], salvage)


def check_parsed(body: bytes, salvager: Callable[[str], dict]) -> None:
    """Only ParseError comes out; all text is fit for a page; the HTML is clean."""
    with suppress(ParseError):
        find_next_link(body)
    try:
        document = parse_feed(body, salvage=salvager, url="https://wire.example/feed", content_type=None)
    except ParseError:
        return
    check_document(document)


def check_document(document: ParsedFeed) -> None:
    """What core.formats.parsed promises of every value."""
    for text in strings(document):
        found = UNWANTED.search(text)
        assert not found, f"text with {found[0]!r}: {text[max(0, found.start() - 20) : found.end() + 20]!r}"
    for problem in document.problems + tuple(problem for item in document.items for problem in item.problems):
        assert problem.code
        assert 0 < len(problem.message) <= 300, f"a message of {len(problem.message)} characters"
    for item in document.items:
        html = item.content_html
        # A space that does not break may stand as itself or as its name.
        assert not html or clean_html(html).replace("&nbsp;", "\xa0") == html.replace("&nbsp;", "\xa0"), html[:2000]
        assert not html or UNWANTED.search(text_of_clean(html)) is None
        for at in (item.published, item.updated, item.embargoed_until, item.expires_at):
            assert at is None or at.utcoffset() is not None, f"a time without a zone: {at}"
        assert len(item.raw_digest) in (0, 16)
        link_key(item.link), text_key(item.title, item.content_text or "")
        assert len(content_hash(item)) == 32


def strings(value: object) -> Iterator[str]:
    """Every text in a value, however deep."""
    if isinstance(value, str):
        yield value
    elif is_dataclass(value):
        for field in fields(value):
            yield from strings(getattr(value, field.name))
    elif isinstance(value, tuple | list | set | frozenset):
        for each in value:
            yield from strings(each)


def check_text(body: bytes) -> None:
    """The readers of texts: dates, languages, advisories, terms, traces. None of them may raise at all."""
    text = body.decode("utf-8", "replace")
    at = parse_date(text)
    assert at is None or (at.utcoffset() is not None and 1 <= at.year <= 9999)
    for line in text.splitlines()[:50]:
        parse_date(line)
    decide_language(text, declared=text[:20] or None)
    find_advisory(text[:200], text, slugline=text[:40], ed_note=text[-200:])
    find_terms(text)
    trace_finder(find_traces([text[:60]], [Telling(text[:60], text)]))(text)


def check_html(body: bytes) -> None:
    """The sanitizer is done after one pass, and what is visible is fit for a page."""
    html = body.decode("utf-8", "replace")
    for base in (None, "https://wire.example/a/"):
        clean = clean_html(html, base=base)
        assert clean_html(clean, base=base) == clean, "cleaned twice is not cleaned once"
        assert not UNWANTED.search(clean)
        for tag, attributes in TAG.findall(clean):
            assert tag not in ACTING, f"an element that acts: {tag}"
            for name, value in ATTRIBUTE.findall(attributes):
                assert not name.startswith("on"), f"an attribute that acts: {attributes}"
                assert not SCHEME.match(value) or name not in ("href", "src", "cite"), f"an address that acts: {value}"
    assert not UNWANTED.search(visible_text(html))


def check_decode(body: bytes) -> None:
    """Any bytes under any label: text without what no text may hold."""
    label, _, rest = body.partition(b"\n")
    for said in (None, label.decode("latin-1")):
        with suppress(ParseError):
            assert not UNWANTED.search(decode_feed(rest, label=said).text)


def check_opml(body: bytes) -> None:
    """A subscription list."""
    with suppress(ParseError):
        assert all(isinstance(address, str) and address for address in parse_opml(body))


def check_answer(body: bytes) -> None:
    """An HTTP answer: header lines, then a coded body."""
    head, _, rest = body.partition(b"\n\n")
    lines = [line.partition(":") for line in head.decode("latin-1").splitlines()]
    headers = tuple((name.strip().lower(), value.strip()) for name, _, value in lines)
    history = FeedHistory("https://wire.example/feed", None, None, None, 0)
    for status in (200, 301, 304, 410, 429, 503):
        response = FetchResponse("https://wire.example/feed", status, headers, rest)
        outcome = decide_outcome(response, history=history, changed=True, now=NOW)
        for span in (outcome.fresh_for, outcome.retry_after):
            assert span is None or span.total_seconds() >= 0
    find_tdm_in_headers(headers)
    find_links(headers, "hub", base="https://wire.example/feed")
    for coding in CODINGS:
        with suppress(FetchError):
            assert len(decode_body([rest[:100], rest[100:]], coding=coding, max_bytes=1_000_000)) <= 1_000_000


def check_robots(body: bytes) -> None:
    """robots.txt and the file that reserves text and data mining."""
    robots = parse_robots(body.decode("utf-8", "replace"))
    for path in ("/", "/a/b.html?x=1", "/" + body[:50].decode("latin-1")):
        may_fetch(robots, "wireroom", path)
    with suppress(ParseError):
        parse_tdm_file(body, "/a/b.html")


def check_picture(body: bytes) -> None:
    """A picture: its sizes, or PictureError."""
    with suppress(PictureError):
        for rendition in make_renditions(body):
            assert 0 < rendition.width <= 20_000
            assert rendition.body


TARGETS = {
    target.name: target
    for target in (
        Target("feed", ("feed-*.xml", "feed-*.json"), check_feed),
        Target("wire", ("g2-*.xml", "newsml*.xml", "nitf-*.xml", "ninjs-*[a-z].json", "wire-*"), check_feed),
        Target("salvaged", ("feed-*.xml", "broken-*"), check_salvaged),
        Target("html", ("html-*",), check_html),
        Target("text", ("text-*",), check_text),
        Target("decode", ("decode-*", "feed-*.xml"), check_decode),
        Target("opml", ("opml-*",), check_opml),
        Target("answer", ("answer-*",), check_answer),
        Target("robots", ("robots-*", "tdm-*"), check_robots),
        Target("picture", ("picture-*",), check_picture),
    )
}
