"""Documents that are not well-formed: what is repaired, what is salvaged, and that no bytes bring the parser down."""

import gzip

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wireroom.core.errors import ParseError
from wireroom.core.formats import parse_feed
from wireroom.core.formats.parsed import ParsedFeed
from wireroom.edge.salvage import SalvageWorker, salvage

# What no repair of ours makes XML of.
TWICE = 'a="1" a="2"'


def refuse(text: str) -> dict:
    raise ParseError("nothing to be had")


def parse(document: str) -> ParsedFeed:
    return parse_feed(document.encode(), salvage=refuse)


def rss(inside: str) -> str:
    return f"<rss><channel><title>W</title>{inside}</channel></rss>"


@pytest.mark.parametrize(
    ("document", "titles"),
    [
        (rss("<item><title>Caf&eacute;&nbsp;1</title></item>"), ["Café 1"]),
        (rss("<item><title>A & B</title></item>"), ["A & B"]),
        (rss("<item><title>A&#1;B &#55296; C</title></item>"), ["AB C"]),
        (rss("<item><title>it&#146;s</title></item>"), ["it’s"]),
        (rss("<item><dc:title>no name</dc:title></item>"), ["no name"]),
        ("Warning: mysql in x.php\n" + rss("<item><title>a</title></item>"), ["a"]),
        (rss("<item><title>a</title></item>") + "\ntrailing words", ["a"]),
        ("<rss><channel><item><title>a</title></item><item><title>b is cut", ["a", "b is cut"]),
        ("<rss><channel><item><title>a</title></item><item><title><![CDATA[b & <i>is</i>", ["a", "b & is"]),
        ("<rss><channel><item><title>a</title></item><item><ti", ["a", None]),
        (rss("<item><title><![CDATA[open</title></item><item><title>b</title></item>"), ["open", "b"]),
    ],
)
def test_what_is_repaired_without_help(document, titles):
    feed = parse(document)
    assert [item.title for item in feed.items] == titles


def test_a_repair_is_told():
    assert [problem.code for problem in parse(rss("<item><title>A & B</title></item>")).problems] == ["not_well_formed"]


def test_soup_is_salvaged_by_the_worker_and_says_so():
    soup = rss(f"<item {TWICE}><title>one</title><link>https://a.example/1</link><guid>7</guid></item>")
    (item,) = parse_feed(soup.encode(), salvage=salvage).items
    assert (item.title, item.link, item.guid) == ("one", "https://a.example/1", "7")
    assert [problem.code for problem in item.problems] == ["salvaged"]


@pytest.mark.parametrize(
    ("inside", "title", "text"),
    [
        ("<title>one</tilte><description>two</description>", "one", "two"),
        ("<title>one</title><description>two <b>three</description>", "one", "two three"),
        ("<title>one</title><description>two<br>three <img src=x.jpg alt>four</description>", "one", "two\nthree four"),
        ("<title>1 < 2</title><description>two</description></p>", "1 < 2", "two"),
    ],
)
def test_tags_that_do_not_match_are_made_to_and_the_item_says_so(inside, title, text):
    (item, after) = parse(rss(f"<item>{inside}</item><item><title>after</title></item>")).items
    assert (item.title, item.content_text) == (title, text)
    assert [problem.code for problem in item.problems] == ["salvaged"]
    assert after.title == "after"


def test_what_the_worker_returns_is_cleaned_like_all_else():
    entries = [{"title": "a", "link": "javascript:x", "content": [{"value": "<p onclick=x>b<script>c</script></p>"}]}]
    soup = rss(f"<item {TWICE}/>")
    (item,) = parse_feed(soup.encode(), salvage=lambda text: {"version": "rss20", "entries": entries}).items
    assert (item.content_html, item.link) == ("<p>b</p>", None)


@pytest.mark.parametrize(
    "entries", [None, 7, [7, None, "x"], [{"title": 7, "links": "x", "authors": [1], "content": {}}]]
)
def test_nothing_the_worker_returns_can_hurt(entries):
    answer = {"version": 1, "feed": [], "entries": entries}
    feed = parse_feed(rss(f"<item {TWICE}/>").encode(), salvage=lambda text: answer)
    assert all(item.title is None for item in feed.items)


def test_a_worker_over_its_time_is_ended_and_the_next_document_read():
    slow = rss("<item " + "".join(f'a{n}="{n}" ' for n in range(60_000)) + "/>")
    worker = SalvageWorker(cpu_seconds=20, wall_seconds=0.001)
    with pytest.raises(ParseError, match="limits"):
        worker(slow)
    worker.close()
    worker = SalvageWorker(cpu_seconds=1)
    with pytest.raises(ParseError):
        worker(slow)
    assert worker(rss("<item><title>a</title></item>"))["entries"][0]["title"] == "a"
    worker.close()


def test_a_worker_over_its_memory_raises_and_the_next_document_is_read():
    worker = SalvageWorker(memory_bytes=300 * 1024 * 1024)
    with pytest.raises(ParseError):
        worker(rss("<item><title>" + "x<b>" * 12_000_000 + "</item>"))
    assert worker(rss("<item><title>a</title></item>"))["entries"][0]["title"] == "a"
    worker.close()


def test_too_large_a_body_is_refused_also_when_packed():
    large = b"<rss>" + b" " * (16 * 1024 * 1024)
    with pytest.raises(ParseError, match="limit"):
        parse_feed(large, salvage=refuse)
    with pytest.raises(ParseError, match="unpacks"):
        parse_feed(gzip.compress(large), salvage=refuse)
    packed = gzip.compress(rss("<item><title>a</title></item>").encode())
    assert parse_feed(packed, salvage=refuse).items[0].title == "a"


BOMB = '[<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]'


@pytest.mark.parametrize(
    "before",
    [
        "",
        "<!-- a -->",
        "<!-- <rss --> <!-- b -->",
        "<?php a > b ?>",
        "<?x?><!-- --><?y?>",
        "<!-- a --> - -->",
        "<!-->-->",
    ],
)
@pytest.mark.parametrize("after", ["", "<!-- c -->", "<?z?>"])
def test_no_entity_expands_whatever_stands_around_the_document_type(before, after):
    document = f"{before}<!DOCTYPE rss {BOMB}>{after}" + rss('<item a="&b;&b;"><title>x&b;</title></item>')
    try:
        (item,) = parse(document).items
    except ParseError:
        return
    assert "ha" not in (item.title or "")


def test_a_document_type_within_a_body_is_nothing_special():
    feed = parse(rss("<item><description><![CDATA[<!DOCTYPE html><p>a</p>]]></description></item>"))
    assert (feed.items[0].content_html, feed.problems) == ("<p>a</p>", ())


def test_three_hundred_levels_are_legal_and_two_hundred_thousand_do_no_harm():
    deep = rss("<item><title>a</title>" + "<x>" * 300 + "</x>" * 300 + "</item>")
    assert parse(deep).items[0].title == "a"
    with pytest.raises(ParseError):
        parse(rss("<item>" + "<x>" * 200_000 + "</x>" * 200_000 + "</item>"))


MARKS = (b"<", b">", b"]]>", b"&", b'"', b"</item>", b"<![CDATA[", b"<!--", b"&#55296;")
VALID = (
    rss("<item><guid>1</guid><title>a</title><description><![CDATA[<p>b</p>]]></description></item>"),
    '<feed xmlns="http://www.w3.org/2005/Atom" xml:base="http://a.example/"><entry xml:lang="en"><id>1</id>'
    '<title type="html">&lt;b&gt;</title><updated>2024-10-18T00:00:00Z</updated><link href="x"/>'
    '<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">c</div></content></entry></feed>',
    '{"version":"https://jsonfeed.org/version/1.1","items":[{"id":"1","title":"a","authors":[{"name":"b"}]}]}',
    '<!DOCTYPE rss [<!ENTITY a "b">]><rss><channel><item><title>&a;</title></item></channel></rss>',
)


@given(st.binary(max_size=400))
@settings(max_examples=200, deadline=None)
def test_no_bytes_raise_anything_but_parse_error(body):
    _survives(body)


@given(st.sampled_from(VALID), st.data())
@settings(max_examples=400, deadline=None)
def test_no_damage_to_a_feed_raises_anything_but_parse_error(document, data):
    body = bytearray(document.encode())
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(body)))
        end = data.draw(st.integers(at, min(len(body), at + 20)))
        body[at:end] = data.draw(st.one_of(st.binary(max_size=6), st.sampled_from(MARKS)))
    _survives(bytes(body))


def _survives(body: bytes) -> None:
    try:
        feed = parse_feed(body, salvage=refuse)
    except ParseError:
        return
    for item in feed.items:
        for value in (item.title, item.content_html, item.content_text, item.summary):
            # Stores and pages need it as UTF-8.
            assert value is None or "\x00" not in value.encode("utf-8").decode("utf-8")


def test_what_gives_nothing_even_when_salvaged_is_no_feed():
    with pytest.raises(ParseError, match="nothing of a feed"):
        parse_feed(f"<rss {TWICE}>".encode(), salvage=lambda text: {"version": "", "entries": []})
