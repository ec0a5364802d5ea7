"""Where documents say their next page is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wireroom.core.formats.next_link import find_next_link

ATOM = '<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://wire.example/a/">{}</feed>'
RSS = '<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>x</title>{}</channel></rss>'


@pytest.mark.parametrize(
    ("document", "link"),
    [
        (ATOM.format('<link rel="self" href="x"/><link rel="next" href="?page=2"/>'), "https://wire.example/a/?page=2"),
        (
            ATOM.format('<link rel="http://www.iana.org/assignments/relation/next" href="/2"/>'),
            "https://wire.example/2",
        ),
        (ATOM.format('<entry><link rel="next" href="/chapter-2"/></entry>'), None),
        (ATOM.format('<link rel="prev-archive" href="/2"/><link rel="next"/>'), None),
        (RSS.format('<atom:link rel="next" href="https://wire.example/2"/>'), "https://wire.example/2"),
        (RSS.format("<link>https://wire.example/</link>"), None),
        (RSS.format('<item><atom:link rel="next" href="/2"/></item>'), None),
        ('<?xml version="1.0" encoding="shift_jis"?>' + RSS.format('<atom:link rel="next" href="/次"/>'), "/次"),
        (
            '{"version": "https://jsonfeed.org/version/1.1", "next_url": "https://wire.example/2"}',
            "https://wire.example/2",
        ),
        ('{"_links": {"next": {"href": "/2?size=50"}}}', "/2?size=50"),
        ('{"_links": {"next": [{"href": "/2"}]}}', "/2"),
        ('{"links": {"next": "?page=2"}}', "?page=2"),
        ('{"next": "https://wire.example/2", "items": []}', "https://wire.example/2"),
        ('{"meta": {"next": "/2"}}', "/2"),
        ('{"next": 2}', None),
        ('{"next": "eyJjdXJzb3IiOjJ9"}', None),
        ('{"next": null, "_links": []}', None),
        ('[{"next": "/2"}]', None),
        ('{"next": "/2"', None),
        ("<feed><link rel='next' href='/2'>", "/2"),
        ("", None),
    ],
)
def test_a_document_names_its_next_page_or_none(document, link):
    body = document.encode("shift_jis" if "shift_jis" in document else "utf-8")
    assert find_next_link(body) == link


@given(st.binary(max_size=200))
def test_no_bytes_are_too_strange(body):
    find_next_link(body)
    find_next_link(b"{" + body)
