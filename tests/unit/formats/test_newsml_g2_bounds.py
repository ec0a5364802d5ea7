"""NewsML-G2: every character of a text survives, and no document keeps the reader busy or makes it fetch."""

import os
import subprocess
import sys
from html import escape
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wireroom.core.errors import ParseError
from wireroom.core.formats import parse_feed
from wireroom.edge.salvage import salvage

ROOT = Path(__file__).resolve().parents[3]
PAIRS = sorted((Path(__file__).parent / "wire").glob("g2-*.xml"))
NAR = 'xmlns="http://iptc.org/std/nar/2006-10-01/"'
SECONDS = 10
MEGABYTES = 200

# Letters, marks of punctuation, spaces, what must be escaped, scripts with and without case.
texts = st.text(st.sampled_from("abZ 0-.,;:!?'\"<>&\n\téßЖ北京ひらﻼ€…“”"), max_size=12)
names = st.sampled_from(["p", "b", "i", "em", "strong", "span", "div", "ul", "li", "h1", "blockquote", "Company", "q"])


@st.composite
def markup(draw, depth=0) -> tuple[str, str]:
    """Mark-up and the characters a reader sees of it."""
    written, seen = [], []
    for _ in range(draw(st.integers(0, 4 if depth else 6))):
        text = draw(texts)
        written.append(escape(text))
        seen.append(text)
        if depth < 4:
            name = draw(names)
            inner, inner_seen = draw(markup(depth + 1))
            written.append(f"<{name}>{inner}</{name}>")
            seen.append(inner_seen)
    return "".join(written), "".join(seen)


def visible(text: str | None) -> str:
    return "".join((text or "").split())


def document(body: str) -> bytes:
    return f'<newsItem {NAR} guid="a"><contentSet>{body}</contentSet></newsItem>'.encode()


@settings(deadline=None)
@given(markup())
def test_every_visible_character_of_a_page_is_in_the_text(pair):
    body, seen = pair
    page = f'<html xmlns="http://www.w3.org/1999/xhtml"><head><title>No</title></head><body>{body}</body></html>'
    (item,) = parse_feed(document(f"<inlineXML>{page}</inlineXML>"), salvage=salvage).items
    assert visible(item.content_text) == visible(seen)


@settings(deadline=None)
@given(markup())
def test_every_visible_character_of_a_nitf_is_in_the_text(pair):
    body, seen = pair
    story = f"<nitf><body><body.content>{body}</body.content></body></nitf>"
    (item,) = parse_feed(document(f"<inlineXML>{story}</inlineXML>"), salvage=salvage).items
    assert visible(item.content_text) == visible(seen)


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=("Cc", "Cs", "Cf", "Cn", "Co")), max_size=200))
def test_every_character_of_plain_text_is_in_the_text(text):
    text = text.replace("<", "")
    (item,) = parse_feed(document(f"<inlineData>{escape(text)}</inlineData>"), salvage=salvage).items
    assert visible(item.content_text) == visible(text)


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(PAIRS), st.integers(0, 4000), st.integers(0, 60), st.binary(max_size=30))
def test_a_damaged_document_is_read_or_refused_and_never_more_usable_than_it_says(path, start, length, junk):
    body = path.read_bytes()
    damaged = body[:start] + junk + body[start + length :]
    try:
        feed = parse_feed(damaged, salvage=salvage)
    except ParseError:
        return
    for item in feed.items:
        assert item.pub_status != "usable" or b"usable" in damaged


BOMB = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "ha" * 50}">' for n in range(12))
HOSTILE = {
    "an entity bomb": f"<!DOCTYPE newsItem [{BOMB}]>"
    f"<newsItem {NAR} guid='a'><contentMeta><headline>&a11;</headline></contentMeta></newsItem>",
    "an outer entity": '<!DOCTYPE newsItem [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    f"<newsItem {NAR} guid='a'><contentMeta><headline>x&e;y</headline></contentMeta></newsItem>",
    "an outer document type": '<!DOCTYPE newsItem SYSTEM "http://127.0.0.1:9/g2.dtd">'
    f"<newsItem {NAR} guid='a'><contentMeta><headline>xy</headline></contentMeta></newsItem>",
    "a hundred thousand elements in each other": f"<newsItem {NAR} guid='a'><contentSet><inlineXML>"
    + "<p>" * 100_000
    + "deep"
    + "</p>" * 100_000
    + "</inlineXML></contentSet></newsItem>",
    "a hundred thousand notes in each other": f"<newsItem {NAR} guid='a'><itemMeta><edNote>"
    + "<p>" * 100_000
    + "deep"
    + "</p>" * 100_000
    + "</edNote></itemMeta></newsItem>",
    "sixteen megabytes of text": f"<newsItem {NAR} guid='a'><contentSet><inlineData>"
    + "Lorem ipsum dolor. " * 840_000
    + "</inlineData></contentSet></newsItem>",
    "a hundred thousand subjects": f"<newsItem {NAR} guid='a'><contentMeta>"
    + "<subject><name>s</name></subject>" * 100_000
    + "</contentMeta></newsItem>",
    "a hundred thousand renditions": f"<newsItem {NAR} guid='a'><contentSet>"
    + "".join(f'<remoteContent href="https://i.example/{n}.jpg" rendition="r:{n}"/>' for n in range(100_000))
    + "</contentSet></newsItem>",
    "a hundred thousand aliases and signals": f"<newsItem {NAR} guid='a'><catalog>"
    + "".join(f'<scheme alias="a{n}" uri="http://a.example/{n}/"/>' for n in range(100_000))
    + "</catalog><itemMeta>"
    + '<signal qcode="z:z"/>' * 100_000
    + "</itemMeta></newsItem>",
}
# Reads standard input in a process of its own, which tells the processor's seconds and the most memory it took.
READER = """
import resource, sys, time
from wireroom.core.errors import ParseError
from wireroom.core.formats import parse_feed
from wireroom.edge.salvage import salvage
body = sys.stdin.buffer.read()
parse_feed(b"<rss><channel><item><title>warm</title></item></channel></rss>", salvage=salvage)
began, before = time.process_time(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
try:
    items = parse_feed(body, salvage=salvage).items
    print(" ".join((items[0].title or "", (items[0].content_text or "")[-40:])) if items else "")
except ParseError as error:
    print("refused:", error)
print(time.process_time() - began, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)
"""


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_document_is_answered_soon_within_bounded_memory_and_fetches_nothing(name):
    done = subprocess.run(
        [sys.executable, "-c", READER],
        input=HOSTILE[name].encode(),
        capture_output=True,
        timeout=6 * SECONDS,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=True,
    )
    told, cost = done.stdout.decode().rsplit("\n", 2)[:2]
    seconds, megabytes = cost.split()
    assert "root:" not in told
    assert "ha" * 200 not in told
    assert float(seconds) < SECONDS
    assert int(megabytes) < MEGABYTES
