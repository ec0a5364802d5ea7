"""Hostile HTML made safe, without a visible character lost."""

import re
from html.parser import HTMLParser
from pathlib import Path

import lxml.html
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wireroom.core.formats import parse_feed
from wireroom.core.text.sanitize import clean_html, text_of_clean, visible_text

SHARED = Path(__file__).resolve().parents[4] / "shared"
SAFE_SCHEMES = ("http:", "https:", "mailto:", "tel:")
ACTIVE = {
    "script",
    "style",
    "iframe",
    "object",
    "embed",
    "form",
    "input",
    "button",
    "select",
    "textarea",
    "base",
    "meta",
    "link",
    "svg",
    "math",
    "template",
    "noscript",
    "frame",
    "frameset",
    "applet",
    "video",
    "audio",
    "source",
    "portal",
}


class Audit(HTMLParser):
    """An independent reading of what came out: everything that could act."""

    def __init__(self, html: str):
        super().__init__()
        self.faults: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attributes):
        if tag in ACTIVE:
            self.faults.append(tag)
        for name, value in attributes:
            bare = re.sub(r"[\x00-\x20]", "", value or "").lower()
            if name.startswith("on") or name in (
                "style",
                "srcdoc",
                "action",
                "formaction",
                "id",
                "class",
                "name",
                "background",
            ):
                self.faults.append(name)
            if (
                name in ("href", "src", "cite")
                and re.match(r"[a-z][a-z0-9+.-]*:", bare)
                and not bare.startswith(SAFE_SCHEMES)
            ):
                self.faults.append(f"{name}={value}")

    def handle_comment(self, data):
        self.faults.append("comment")


def faults(html: str) -> list[str]:
    found = Audit(html).faults
    if html.strip():
        # And a second parser, which mends what the first reads as text.
        for element in lxml.html.fragment_fromstring(html, create_parent="div").iter():
            if element.tag in ACTIVE:
                found.append(str(element.tag))
            found += [name for name in element.attrib if name.lower().startswith("on")]
    return found


VECTORS = [
    "<script>alert(1)</script>",
    "<scr<script>ipt>alert(1)</script>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "<img src=x onerror=alert(1)>",
    "<img/src=x/onerror=alert(1)>",
    "<img src='x' onerror\n=alert(1)>",
    '<a href="javascript:alert(1)">x</a>',
    '<a href="java&#10;script:alert(1)">x</a>',
    '<a href="&#1;javascript:alert(1)">x</a>',
    '<a href="java\tscript:alert(1)">x</a>',
    '<a href=" JaVaScRiPt:alert(1)">x</a>',
    '<a href="data:text/html;base64,PHNjcmlwdD4=">x</a>',
    '<a href="vbscript:msgbox(1)">x</a>',
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><a xlink:href='javascript:alert(1)'><text>x</text></a></svg>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<math><mi//xlink:href='data:x,<script>alert(1)</script>'>",
    "<iframe src=javascript:alert(1)></iframe>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<object data=javascript:alert(1)><embed src=javascript:alert(1)></object>",
    "<form action=javascript:alert(1)><input type=submit autofocus onfocus=alert(1)></form>",
    "<base href=//evil.example/>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<style>@import '//evil.example/x.css'</style>",
    "<p style='background:url(javascript:alert(1))'>x</p>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<template><script>alert(1)</script></template>",
    "<textarea><img title='</textarea><img src=x onerror=alert(1)>'>",
    "<!--><img src=x onerror=alert(1)>-->",
    "<!-- --!><img src=x onerror=alert(1)> -->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<x onclick=alert(1)>y</x>",
    "<video><source onerror=alert(1)></video>",
    "<details open ontoggle=alert(1)>x</details>",
    "<img srcset='javascript:alert(1) 1x'>",
    "<img data-src='javascript:alert(1)'>",
    "<img data-src='\" onerror=alert(1) x=\"'>",
    "<iframe src='https://a.example/\"><script>alert(1)</script>'></iframe>",
    "<plaintext><script>alert(1)</script>",
    "<a title='\"><img src=x onerror=alert(1)>'>x</a>",
    "<table background=javascript:alert(1)><tr><td background=javascript:alert(1)>x</table>",
    "<body onload=alert(1)>x",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
]


@pytest.mark.parametrize("html", VECTORS)
def test_nothing_that_acts_comes_through(html):
    assert faults(clean_html(html)) == []
    assert faults(clean_html(html, base="https://a.example/")) == []


pieces = st.lists(
    st.one_of(
        st.sampled_from(VECTORS),
        st.sampled_from(
            ["<", ">", '"', "'", "=", "/", "&", "<!--", "-->", "]]>", "<![CDATA[", "</", "<a ", "<img ", "x", " "]
        ),
        st.text(max_size=8),
    ),
    max_size=8,
).map("".join)


@given(pieces)
@settings(max_examples=500, deadline=None)
def test_no_mixture_lets_anything_through(html):
    assert faults(clean_html(html, base="https://a.example/")) == []


@given(pieces)
@settings(deadline=None)
def test_cleaning_what_is_clean_changes_nothing_that_is_seen(html):
    clean = clean_html(html)
    assert visible_text(clean) == text_of_clean(clean)


def test_the_vectors_of_the_suite_come_through_harmless():
    folder = SHARED / "feeds" / "xss"
    if not folder.is_dir():
        pytest.skip("the shared feeds are not here")
    paths = [path for path in folder.iterdir() if path.suffix == ".xml"]
    assert paths
    for path in paths:
        for item in parse_feed(path.read_bytes(), salvage=lambda text: {}).items:
            assert faults(item.content_html or "") == []


TAGS = [
    "p",
    "div",
    "b",
    "em",
    "a href='https://a.example/'",
    "span style='x'",
    "unknown",
    "o:p",
    "center",
    "font color=red",
    "svg",
    "math",
    "mi",
    "noscript",
    "template",
    "select",
    "option",
    "form",
    "button",
    "label",
    "table",
    "td",
    "ul",
    "li",
    "iframe",
    "object",
    "video",
    "blockquote",
    "h2",
    "ruby",
    "rt",
    "section",
    "nav",
    "marquee",
    "body",
    "html",
    "head",
]
words = st.text(alphabet="abcdefghij漢字かな", min_size=1, max_size=6)
bodies = st.recursive(
    words,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=4).map(" ".join),
        st.tuples(st.sampled_from(TAGS), inner).map(lambda pair: f"<{pair[0]}> {pair[1]} </{pair[0].split()[0]}>"),
        st.tuples(st.sampled_from(TAGS), inner).map(lambda pair: f"<{pair[0]}> {pair[1]}"),
        st.tuples(st.sampled_from(["< ", "a<1 ", "<!-- x --> ", "<br/>", "&lt; ", " <3 "]), inner).map("".join),
    ),
    max_leaves=12,
)


@given(bodies)
@settings(max_examples=400, deadline=None)
def test_every_word_that_goes_in_comes_out_once(body):
    without_tags = re.sub(r"<!--.*?-->|</?[a-z][^<>]*>", " ", body)
    expected = sorted(re.findall(r"[a-j漢字かな]+", without_tags.replace("&lt;", " ")))
    assert sorted(re.findall(r"[a-j漢字かな]+", visible_text(body))) == expected
    assert sorted(re.findall(r"[a-j漢字かな]+", text_of_clean(clean_html(body)))) == expected


@given(st.text(alphabet=st.characters(exclude_categories=("Cc", "Cs", "Zs", "Zl", "Zp")), max_size=80))
def test_plain_characters_come_out_as_they_went_in(text):
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    hidden = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFFFE, 0xFFFF])
    assert text_of_clean(clean_html(f"<p>{escaped}</p>")).translate(hidden) == text.translate(hidden)


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("a < b", "a < b"),
        ("a <b", "a <b"),
        ("x <y and z", "x <y and z"),
        ("1<2 and 3>2", "1<2 and 3>2"),
        ("mail <me@there.example> now", "mail <me@there.example> now"),
        ("see <https://there.example/> now", "see <https://there.example/> now"),
        ("a<br>b<p>c</p>d", "a\nb\nc\nd"),
        ("<ul><li>a<li>b</ul>", "a\nb"),
        ("<table><tr><td>a</td><td>b</td></tr></table>", "a b"),
        ("<noscript>a <img src=x></noscript>b", "a\nb"),
        ("<svg><text>a</text></svg><math><mi>b</mi></math>", "ab"),
        ("<textarea>a &amp; b</textarea>", "a & b"),
        ("<script src=x /><p>a</p>", "a"),
        ("<!-- never closed <p>a</p>", "a"),
        ("<![CDATA[<p>a</p>]]>", "a"),
        ("a\u00a0 \n b", "a b"),
        ("&amp;amp; &lt;p&gt;", "&amp; <p>"),
        ("<style>p{}</style>a<script>b</script>", "a"),
        ("it&#146;s", "it’s"),
        ("<ruby>漢<rt>かん</rt></ruby>", "漢かん"),
    ],
)
def test_visible_text(html, text):
    assert visible_text(html) == text
    assert text_of_clean(clean_html(html)) == text


def test_what_may_stay_stays():
    html = (
        '<figure><img src="https://p.example/a.jpg" alt="Quay" width="6" height="4">'
        "<figcaption>Ito</figcaption></figure>"
        '<blockquote cite="https://q.example/"><p dir="rtl" lang="ar">س</p></blockquote>'
        '<table><tbody><tr><th scope="row">a</th><td colspan="2">b</td></tr></tbody></table>'
        "<ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp></ruby><bdi>x</bdi>"
    )
    assert clean_html(html) == html


def test_links_are_kept_with_rel_and_made_absolute():
    assert clean_html('<a href="x?a=1&b=2" target=_blank onclick=x>y</a>', base="https://a.example/d/") == (
        '<a href="https://a.example/d/x?a=1&amp;b=2" rel="noopener noreferrer">y</a>'
    )
    assert 'src="https://a.example/p.png"' in clean_html("<img src=/p.png>", base="https://a.example/d/")
    assert 'href="https://c.example/"' in clean_html('<a href="//c.example/">y</a>')


@pytest.mark.parametrize(
    "beacon",
    [
        '<img src="https://t.example/p" width="1" height="1">',
        '<img src="https://t.example/p" height="0">',
        '<img src="https://t.example/p" width="1px">',
        '<img src="http://feeds.feedburner.com/~r/Wire/~4/abc">',
        '<img src="https://pixel.wp.com/b.gif?x=1">',
        '<img src="https://a.example/piwik.php?idsite=1">',
        "<img alt='nothing'>",
        "<img src='data:image/gif;base64,R0lGODlhAQABAAAAACw='>",
    ],
)
def test_beacons_and_empty_pictures_go(beacon):
    assert clean_html(f"<p>a{beacon}b</p>") == "<p>ab</p>"


def test_a_picture_loaded_late_is_found():
    html = "<img src='data:image/gif;base64,R0lGODlhAQ' data-src='/real.jpg' alt='a'>"
    assert clean_html(html, base="https://a.example/") == '<img src="https://a.example/real.jpg" alt="a">'
    assert (
        clean_html('<img srcset="/b.jpg 2x, /c.jpg 3x">', base="https://a.example/")
        == '<img src="https://a.example/b.jpg">'
    )


@pytest.mark.parametrize(
    "html",
    [
        '<iframe width=5 src="https://v.example/e/1?a=1&b=2"></iframe>',
        '<video src="https://v.example/e/1?a=1&amp;b=2"></video>',
        '<audio controls><source src="https://v.example/e/1?a=1&amp;b=2"></audio>',
        '<iframe src="//v.example/e/1?a=1&b=2"/>',
    ],
)
def test_frames_and_films_become_a_link_without_words(html):
    clean = clean_html(f"a{html}b")
    assert 'href="https://v.example/e/1?a=1&amp;b=2" title="v.example"' in clean
    assert text_of_clean(clean) == "ab"


def test_direction_cannot_be_turned_round():
    assert clean_html("<p>a\u202egnp.exe</p>") == "<p>agnp.exe</p>"
    assert clean_html("<p>a&#8238;b</p>") == "<p>ab</p>"
    assert clean_html("<p>\u2067شرق</p><p>after</p>") == "<p>شرق</p><p>after</p>"
    assert clean_html("<p>\u2067شرق\u2069 x</p>") == "<p>\u2067شرق\u2069 x</p>"
    assert clean_html("<p>\u200fشرق</p>") == "<p>\u200fشرق</p>"


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 30_000 + "a",
        "<b>" * 30_000 + "a",
        '<a "' * 50_000 + "a",
        "<!--" * 50_000 + "a",
        "<table><tr><td>" * 20_000 + "a",
        "<" * 100_000 + "a",
        "<i lang=x>" * 20_000 + "<p>" * 20_000 + "a",
        "<![CDATA[" * 50_000 + "a",
        "<svg " * 50_000 + "a",
    ],
)
def test_no_depth_and_no_repetition_blows_it_up(html):
    clean = clean_html(html)
    assert text_of_clean(clean).endswith("a")
    assert len(clean) < 40 * len(html)


@pytest.mark.parametrize("base", [None, "https://wire.example/a/", "file:///inbox/"])
@pytest.mark.parametrize(
    "between", ["&#x04;", "&#129;", "&#x9d;", "&#xfffe;", "\u202e", "\u202a", "\u2066", "&#x202d;", "&#10;"]
)
@pytest.mark.parametrize(
    "scheme", ["jav{}ascript:alert(1)", "{}javascript:alert(1)", "vb{}script:x", "da{}ta:text/html,x"]
)
def test_no_character_that_is_taken_out_hides_a_scheme_that_acts(scheme, between, base):
    address = scheme.format(between)
    for html in (
        f'<p>x <a href="{address}">b</a></p>',
        f'<p>x <img src="{address}"></p>',
        f'<q cite="{address}">x</q>',
    ):
        clean = clean_html(html, base=base)
        assert not re.search(r"(?:javascript|vbscript|data):", clean)
        assert clean_html(clean, base=base) == clean


@pytest.mark.parametrize(
    "text",
    ["<p>a\u202eb\u202c c</p>", "<p>\u202ax\u202ey\u202c</p>", "<p>\u202c\u202d</p>", "<p title='\u2066'>x</p>\u2069"],
)
def test_settling_directions_is_done_after_one_pass(text):
    clean = clean_html(text)
    assert "\u202e" not in clean
    assert clean_html(clean) == clean
