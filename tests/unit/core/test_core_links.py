"""Link headers: which addresses they name for a relation, whatever stands around."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wireroom.core.links import find_links

BASE = "https://wire.example/feeds/all.rss"


@pytest.mark.parametrize(
    ("value", "hubs"),
    [
        ('<https://hub.example/>; rel="hub"', ("https://hub.example/",)),
        ("<https://hub.example/>;rel=hub", ("https://hub.example/",)),
        ('<https://hub.example/>; REL="HUB"', ("https://hub.example/",)),
        ('<https://hub.example/> ; rel = "hub"', ("https://hub.example/",)),
        (
            '<https://a.example/>; rel="hub", <https://b.example/>; rel=hub',
            ("https://a.example/", "https://b.example/"),
        ),
        ('<https://a.example/>; rel=hub, <https://a.example/>; rel="hub"', ("https://a.example/",)),
        ('<https://a.example/>; rel="self hub"', ("https://a.example/",)),
        ('<https://a.example/>; title="a, b; rel=hub"; rel=self', ()),
        ('<https://a.example/>; title="\\"; rel=hub"; rel=hub', ("https://a.example/",)),
        ('<https://a.example/>; rel=self; rel="hub"', ()),
        ('<https://a.example/?a=1,2;b>; rel="hub"', ("https://a.example/?a=1,2;b",)),
        ("</hub>; rel=hub", ("https://wire.example/hub",)),
        ("<hub>; rel=hub", ("https://wire.example/feeds/hub",)),
        ("<>; rel=hub", (BASE,)),
        ("<https://a.example/>; rel=hubs", ()),
        ("<https://a.example/>; rel", ()),
        ("https://a.example/; rel=hub", ()),
        ("<https://a.example/; rel=hub", ()),
        ("<https://[::1/>; rel=hub", ()),
        ("", ()),
    ],
)
def test_a_link_header_names_its_hubs(value, hubs):
    assert find_links([("link", value)], "hub", base=BASE) == hubs


def test_every_link_header_counts_and_no_other_header():
    headers = [("link", "</a>; rel=next"), ("location", "</b>; rel=next"), ("link", "</c>; rel=next")]
    assert find_links(headers, "next", base=BASE) == ("https://wire.example/a", "https://wire.example/c")


@given(st.text(alphabet='<>;="\\ ,aehlru', max_size=300))
def test_any_header_is_read(value):
    assert all(address.startswith("https:") for address in find_links([("link", value)], "hub", base=BASE))
