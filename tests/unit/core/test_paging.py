"""Next links: where headers name them, and which of them are followed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wireroom.core.fetching import decide_next_page, find_next_in_headers, find_origin

PAGE = "https://wire.example/feed?page=1"
WITHIN = {find_origin(PAGE)}


@pytest.mark.parametrize(
    ("value", "link"),
    [
        ('</feed?page=2>; rel="next"', "/feed?page=2"),
        ("<?page=2>; rel=next", "?page=2"),
        ('<a>; rel="prev", <b>; rel="next"', "b"),
        ('<a,b;c>; title="x, <z>; rel=next"; rel="last NEXT"', "a,b;c"),
        ('<a>; rel="next-archive"', None),
        ("<a>", None),
        ("a; rel=next", None),
        ("<>; rel=next", None),
        ("", None),
    ],
)
def test_a_link_header_names_the_next_page(value, link):
    assert find_next_in_headers((("content-type", "x"), ("link", value))) == link


def test_the_first_of_several_headers_counts():
    assert (
        find_next_in_headers((("link", "<a>; rel=self"), ("link", "<b>; rel=next"), ("link", "<c>; rel=next"))) == "b"
    )


@pytest.mark.parametrize(
    ("link", "address"),
    [
        ("?page=2", "https://wire.example/feed?page=2"),
        ("/older#top", "https://wire.example/older"),
        ("https://wire.example:443/older", "https://wire.example:443/older"),
        ("https://WIRE.example/older", "https://WIRE.example/older"),
        ("http://wire.example/older", None),
        ("https://wire.example:8443/older", None),
        ("https://wire.example.evil.test/older", None),
        ("//evil.test/older", None),
        ("https://desk:word@wire.example/older", None),
        ("javascript:alert(1)", None),
        ("file:///etc/passwd", None),
        ("https://[", None),
        ("?page=1", None),
        ("", None),
        (None, None),
    ],
)
def test_a_next_page_is_asked_for_at_the_same_origin_only_and_once(link, address):
    assert decide_next_page(link, page=PAGE, within=WITHIN, seen={PAGE}) == address


@given(st.text(max_size=60))
def test_no_link_leads_out_of_the_origin(link):
    address = decide_next_page(link, page=PAGE, within=WITHIN, seen=())
    assert address is None or find_origin(address) == ("https", "wire.example", 443)


@given(st.text(max_size=200))
def test_no_header_is_too_strange_to_be_read(value):
    assert find_next_in_headers((("link", value),)) is None or "next" in value.lower()
