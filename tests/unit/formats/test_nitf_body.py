"""The body of a NITF story as HTML: every visible character, in its place; and the names its mark-up marks."""

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from wireroom.core.formats.nitf_body import find_names, nitf_body_html
from wireroom.core.formats.parsed import NameHint
from wireroom.core.text.sanitize import clean_html, visible_text

SAMPLES = Path(__file__).resolve().parents[3].parent / "shared" / "wire"


def body_of(inside: str):
    return etree.fromstring(f"<body.content>{inside}</body.content>")


def html_of(inside: str) -> str:
    return clean_html(nitf_body_html(body_of(inside)))


@pytest.mark.parametrize(
    ("nitf", "html"),
    [
        ("<p>The mayor <strong>denied</strong> it.</p>", "<p>The mayor <strong>denied</strong> it.</p>"),
        ("<hl2>Later</hl2><block><p>a</p></block>", "<h3>Later</h3><div><p>a</p></div>"),
        (
            "<bq><block><p>No.</p></block><credit>A. Moreau</credit></bq>",
            "<blockquote><div><p>No.</p></div><p><cite>A. Moreau</cite></p></blockquote>",
        ),
        ("<p>H<sub>2</sub>O, <q>so</q>, <em>un<strong>able</strong></em></p>",) * 2,
        ("<ul><li>one</li></ul><dl><dt>a</dt><dd>b</dd></dl>",) * 2,
        ("<p>a<br/>b</p><hr/><pre>1  2\n3</pre>", "<p>a<br>b</p><hr><pre>1  2\n3</pre>"),
        (
            "<table><caption>Seats</caption><tr><th>Party</th><td colspan='2'>9</td></tr></table>",
            '<table><caption>Seats</caption><tbody><tr><th>Party</th><td colspan="2">9</td></tr></tbody></table>',
        ),
        (
            "<nitf-table><nitf-table-metadata><nitf-table-summary>Goals</nitf-table-summary></nitf-table-metadata>"
            "<table><tr><td>3</td></tr></table></nitf-table>",
            "<p>Goals</p><table><tbody><tr><td>3</td></tr></tbody></table>",
        ),
        (
            '<media media-type="image"><media-reference source="a.jpg"/><media-object encoding="base64">QUJD'
            "</media-object><media-caption>The quay</media-caption><media-producer>L. Roy</media-producer></media>",
            "<figure> <figcaption>The quay</figcaption><figcaption>L. Roy</figcaption></figure>",
        ),
        (
            "<p><person><name.given>Ana</name.given><name.family>Silva</name.family></person>, <function>pilot"
            "</function>, of <location><city>Faro</city>, <country>Portugal</country></location></p>",
            "<p>Ana Silva, pilot, of Faro, Portugal</p>",
        ),
        (
            "<p><money unit='EUR'>3 million</money> on <chron norm='20240102'>Tuesday</chron></p>",
            "<p>3 million on Tuesday</p>",
        ),
        (
            "<p>3<frac><numer>1</numer><denom>2</denom></frac> or "
            "<frac><numer>3</numer><frac-sep>/</frac-sep><denom>4</denom></frac></p>",
            "<p>3 1/2 or 3/4</p>",
        ),
        ("<p>a<unheard.of x='1'>b<p2>c</p2></unheard.of>d</p>", "<p>abcd</p>"),
        (
            "<fn><p>1 As of May</p></fn><note>Not final</note>",
            "<aside><p>1 As of May</p></aside><aside>Not final</aside>",
        ),
        (
            "<p><a href='https://a.example/x'>there</a></p>",
            '<p><a href="https://a.example/x" rel="noopener noreferrer">there</a></p>',
        ),
        ("<p>1 &lt; 2 &amp; <x>3</x></p>", "<p>1 &lt; 2 &amp; 3</p>"),
    ],
)
def test_mark_up_becomes_html_and_loses_no_word(nitf, html):
    assert html_of(nitf) == html


def test_a_whole_story_gives_its_contents_and_its_end_but_not_its_head():
    story = etree.fromstring(
        '<nitf xmlns="urn:x"><head><title>T</title></head><body><body.head><hedline><hl1>H</hl1></hedline></body.head>'
        "<body.content><p>One</p></body.content><body.content><p>Two</p></body.content>"
        "<body.end><tagline>ab/cd</tagline><bibliography>A book</bibliography></body.end></body></nitf>"
    )
    assert clean_html(nitf_body_html(story)) == "<p>One</p><p>Two</p><p>ab/cd</p><p>A book</p>"


def test_an_address_that_runs_code_is_gone_after_cleaning():
    assert "javascript" not in html_of("<p><a href='javascript:x()'>go</a></p><script>x()</script>")


def test_names_are_found_as_marked():
    body = body_of(
        "<p><person>Ana Silva<function>pilot</function></person> of <org>Sky Ltd</org>, <org>Sky Ltd</org> in "
        "<location><city>Faro</city>, <country>Portugal</country></location> and <location>Lisbon</location>"
        "<person/></p>"
    )
    assert find_names(body) == [
        NameHint("Ana Silva", "person"),
        NameHint("Sky Ltd", "organisation"),
        NameHint("Faro", "place"),
        NameHint("Portugal", "place"),
        NameHint("Lisbon", "place"),
    ]


NAMES = st.sampled_from(
    """p hl1 hl2 block bq credit media media-caption media-producer media-reference fn note ul ol li dl dt dd table tr
    td th caption thead tbody nitf-table nitf-table-metadata nitf-table-summary em strong b i q pre hr br a person org
    location city function object.title num sub sup lang pronounce chron event money copyrite virtloc postaddr
    addressee delivery.point classifier body.content custom-table x unheard.of select option title nitf""".split()  # noqa: SIM905
)
TEXTS = st.text(st.characters(exclude_categories=("C", "Z"), exclude_characters="\ufdd0\ufdd1\ufdd2"), max_size=6)


@st.composite
def trees(draw, depth=0):
    node = etree.Element(draw(NAMES) if depth else "body.content")
    node.text, node.tail = draw(TEXTS), draw(TEXTS) if depth else None
    if depth < 5:
        node.extend(draw(st.lists(trees(depth + 1), max_size=3)))
    return node


def characters(text: str) -> Counter:
    return Counter("".join(text.split()))


@settings(deadline=None)
@given(trees())
def test_every_visible_character_that_goes_in_comes_out(tree):
    assert characters(visible_text(nitf_body_html(tree))) == characters("".join(tree.itertext()))


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the shared wire samples are not here")
def test_every_visible_character_of_every_sample_comes_out():
    bodies = 0
    for path in sorted(SAMPLES.glob("*/*")):
        if path.suffix.lower() != ".xml":
            continue
        root = etree.parse(path, etree.XMLParser(recover=True, load_dtd=False, no_network=True, remove_comments=True))
        for body in root.iter("{*}body.content"):
            bodies += 1
            assert characters(visible_text(nitf_body_html(body))) == characters("".join(body.itertext())), path.name
    assert bodies >= 15
