"""What a file in a watched folder is, by name and by how it ends."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wireroom.core.fetching.arrival import is_copy_name, is_under_way, looks_cut


@pytest.mark.parametrize(
    "name", ["a.xml", "story.NITF", "news.json", "20241018T030000Z_minato", "日本.xml", "a.part.xml", "md5", "x.txt"]
)
def test_these_may_be_copy(name):
    assert is_copy_name(name)


@pytest.mark.parametrize(
    "name",
    [
        *(
            ".hidden.xml",
            "a.xml.tmp",
            "a.xml.part",
            "a.xml.filepart",
            "a.PARTIAL",
            "a.xml.crdownload",
            "a.lock",
            "a.xml~",
        ),
        *("picture.jpg", "PICTURE.JPG", "sound.mp3", "newsml.dtd", "a.xml.md5", "a.xml.ok", "all.zip"),
    ],
)
def test_these_are_left_alone(name):
    assert not is_copy_name(name)


def test_a_name_under_way_is_one_that_will_change():
    assert is_under_way("a.xml.filepart")
    assert is_under_way(".a.xml.x7Rq")
    assert not is_under_way("picture.jpg")


@pytest.mark.parametrize(
    "body",
    [
        b"<rss/>",
        b'<rss version="2.0" />\n',
        b"<rss><channel/></rss>",
        b"\xef\xbb\xbf<?xml version='1.0'?>\n<!-- <feed> --><rss></rss>\n<!-- made in 0.1 s -->\n",
        b"<!DOCTYPE nitf [<!ENTITY x 'y'>]><nitf><body/></nitf >",
        b"<n:newsItem xmlns:n='x'></n:newsItem>",
        b'{"items": []}\n',
        b"[1]",
        b"Ferry returns to Minato",
        "<rss></rss>".encode("utf-16"),
        b"<!-- nothing but words " + b"x" * 70_000,
    ],
)
def test_what_ends_as_it_should_or_cannot_be_judged_is_not_cut(body):
    assert not looks_cut(body)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b" \n",
        b"\0\0\0\0",
        b"<?xml version='1.0'?>",
        b"<rss",
        b"<rss><channel><item></item>",
        b"<rss><channel></channel></rs",
        b"<!-- <rss></rss> --><rss><channel>",
        b'{"items": [{"id": 1}',
        b"[1",
        b"<nitf><body>The </nitfy> is not the end",
    ],
)
def test_what_breaks_off_is_cut(body):
    assert looks_cut(body)


@given(st.integers(min_value=1, max_value=99))
def test_a_document_is_cut_wherever_it_breaks_off(at):
    whole = (
        b'<?xml version="1.0"?><rss version="2.0"><channel><title>Tide &amp; time</title><link>x</link></channel></rss>'
    )
    assert looks_cut(whole[:at]) == (at < len(whole.rstrip()))


@given(st.binary(max_size=300))
def test_no_bytes_are_too_strange_to_be_judged(body):
    assert looks_cut(body) in (True, False)
