"""robots.txt and TDM reservations, as RFC 9309 and the TDM Reservation Protocol have them read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wireroom.core.errors import ParseError
from wireroom.core.ports import FetchResponse
from wireroom.core.robots import (
    Robots,
    TdmReservation,
    decide_reservation,
    find_robots,
    find_tdm_in_headers,
    may_fetch,
    parse_robots,
    parse_tdm_file,
)

AGENT = "Wireroom/0.1 (+https://news.test/about)"


def allowed(text: str, path: str, agent: str = AGENT) -> bool:
    return bool(may_fetch(parse_robots(text), agent, path))


@pytest.mark.parametrize(
    ("lines", "path", "expected"),
    [
        ("", "/a", True),
        ("User-agent: *\nDisallow:", "/a", True),
        ("User-agent: *\nDisallow: /", "/a", False),
        ("User-agent: *\nDisallow: /", "/robots.txt", True),
        ("User-agent: *\nDisallow: /fish", "/fish.html", False),
        ("User-agent: *\nDisallow: /fish", "/Fish.html", True),
        ("User-agent: *\nDisallow: /fish/", "/fish", True),
        ("User-agent: *\nDisallow: /p\nAllow: /page", "/page", True),
        ("User-agent: *\nAllow: /folder\nDisallow: /folder", "/folder/page", True),
        ("User-agent: *\nAllow: /page\nDisallow: /*.htm", "/page.htm", False),
        ("User-agent: *\nAllow: /$\nDisallow: /", "/", True),
        ("User-agent: *\nAllow: /$\nDisallow: /", "/page", False),
        ("User-agent: *\nDisallow: /*.php$", "/a/b.php", False),
        ("User-agent: *\nDisallow: /*.php$", "/a/b.php?x=1", True),
        ("User-agent: *\nDisallow: /*?", "/a?x=1", False),
        ("User-agent: *\nDisallow: /a*b*c", "/axxbyyc", False),
        ("User-agent: *\nDisallow: /a*b*c$", "/axxbyycd", True),
        ("User-agent: *\nDisallow: /aa*aa$", "/aaa", True),
        ("User-agent: *\nDisallow: /a$b", "/a$b", False),
        ("User-agent: *\nDisallow: *secret", "/x/secret", False),
        ("User-agent: *\nDisallow: private", "/private", False),
        ("User-agent: *\nDisallow: /ツ", "/%E3%83%84", False),
        ("User-agent: *\nDisallow: /%E3%83%84", "/ツ", False),
        ("User-agent: *\nDisallow: /%7ejoe", "/~joe/", False),
        ("User-agent: *\nDisallow: /a%2fb", "/a/b", True),
        ("User-agent: *\nDisallow: /a%2fb", "/a%2Fb", False),
        ("User-agent: *\nDisallow: /a%2Ab", "/axxb", True),
        ("\ufeffuser-agent:*\ndisallow:/a # why", "/a", False),
        ("User-agent: *\r\nDisallow: /a\r\n", "/a", False),
        ("Disallow: /a\nUser-agent: *\nDisallow: /b", "/a", True),
    ],
)
def test_the_longest_rule_decides(lines, path, expected):
    assert allowed(lines, path) is expected


GROUPS = """
User-agent: other
User-agent: WIREROOM
Disallow: /ours
Crawl-delay: 2.5

User-agent: *
Disallow: /all

User-agent: wireroom
Sitemap: https://news.test/sitemap.xml
Disallow: /more
Crawl-delay: 4
"""


@pytest.mark.parametrize(
    ("agent", "path", "expected"),
    [
        (AGENT, "/ours", False),
        (AGENT, "/more", False),
        (AGENT, "/all", True),
        ("Someone/1", "/all", False),
        ("Someone/1", "/ours", True),
        ("WireroomX/1", "/ours", True),
        ("", "/all", False),
    ],
)
def test_a_robots_own_groups_are_joined_and_only_then_the_star(agent, path, expected):
    assert allowed(GROUPS, path, agent) is expected


def test_sitemaps_are_read():
    assert parse_robots(GROUPS).sitemaps == ("https://news.test/sitemap.xml",)


def test_the_reason_of_a_no_names_the_rule():
    permission = may_fetch(parse_robots("User-agent: *\nDisallow: /a*"), AGENT, "/ab")
    assert not permission
    assert permission.reason == "robots.txt disallows /a*"


@pytest.mark.parametrize(
    ("status", "body", "path", "expected"),
    [
        (200, b"User-agent: *\nDisallow: /a", "/a", False),
        (200, b"\xff\xfe\x00 no text", "/a", True),
        (404, b"User-agent: *\nDisallow: /", "/a", True),
        (403, b"", "/a", True),
    ],
)
def test_what_the_answer_for_robots_txt_means(status, body, path, expected):
    robots = find_robots(FetchResponse("https://news.test/robots.txt", status, body=body))
    assert robots is not None
    assert bool(may_fetch(robots, AGENT, path)) is expected


@pytest.mark.parametrize("status", [500, 503, 429])
def test_robots_txt_out_of_reach_is_no_permission(status):
    assert find_robots(FetchResponse("https://news.test/robots.txt", status)) is None


@given(
    text=st.one_of(
        st.text(max_size=400),
        st.lists(
            st.tuples(
                st.sampled_from(["User-agent", "Allow", "Disallow", "Crawl-delay", "Sitemap"]),
                st.text("ab/*$%?2F: \n", max_size=12),
            ),
            max_size=12,
        ).map(lambda rows: "\n".join(f"{key}: {value}" for key, value in rows)),
    ),
    path=st.text(max_size=40),
)
def test_no_text_whatever_breaks_the_reading(text, path):
    assert may_fetch(parse_robots(text), AGENT, path).allowed in (True, False)


@given(prefix=st.text("abc/", max_size=8), path=st.text("abc/", max_size=12))
def test_a_rule_without_signs_is_a_prefix(prefix, path):
    text = f"User-agent: *\nDisallow: /{prefix}"
    assert allowed(text, "/" + path) is not ("/" + path).startswith("/" + prefix)


def test_many_stars_are_read_in_step():
    text = "User-agent: *\nDisallow: /" + "*a" * 200 + "$"
    assert allowed(text, "/" + "a" * 5000 + "b")
    assert not allowed(text, "/" + "a" * 5000)


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ((), TdmReservation()),
        ((("content-type", "text/xml"),), TdmReservation()),
        ((("tdm-reservation", "1"),), TdmReservation(True)),
        ((("tdm-reservation", " 0 "),), TdmReservation(False)),
        ((("tdm-reservation", "yes"),), TdmReservation()),
        (
            (("tdm-reservation", "1"), ("tdm-policy", "https://news.test/tdm.json")),
            TdmReservation(True, "https://news.test/tdm.json"),
        ),
        ((("tdm-reservation", "1"), ("tdm-policy", "javascript:alert(1)")), TdmReservation(True)),
        ((("tdm-reservation", "1"), ("tdm-policy", "https://" + "a" * 3000)), TdmReservation(True)),
        ((("x-robots-tag", "noarchive, noai"),), TdmReservation(True)),
        ((("x-robots-tag", "otherbot: noimageai"),), TdmReservation(True)),
        ((("x-robots-tag", "noindex"),), TdmReservation()),
        ((("x-robots-tag", "noai"), ("tdm-reservation", "0")), TdmReservation(False)),
    ],
)
def test_a_reservation_in_headers(headers, expected):
    assert find_tdm_in_headers(headers) == expected


TDM_FILE = b"""[
  {"location": "/news/*", "tdm-reservation": 1, "tdm-policy": "https://news.test/policy"},
  {"location": "/free", "tdm-reservation": 0},
  {"location": 7}, "noise",
  {"location": "/*.jpg$", "tdm-reservation": "1"},
  {"location": "/"}
]"""


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/news/feed.xml", TdmReservation(True, "https://news.test/policy")),
        ("/free/a", TdmReservation(False)),
        ("/a/b.jpg", TdmReservation(True)),
        ("/else", TdmReservation()),
    ],
)
def test_a_reservation_in_the_sites_file_is_the_first_that_fits(path, expected):
    assert parse_tdm_file(TDM_FILE, path) == expected


@pytest.mark.parametrize("body", [b"", b"{}", b"<html>404</html>", b"\xff\xff", b"[" * 100_000])
def test_a_file_that_is_none_is_an_error(body):
    with pytest.raises(ParseError, match=r"tdmrep\.json"):
        parse_tdm_file(body, "/")


def test_the_first_that_speaks_decides():
    silent, yes, no = TdmReservation(), TdmReservation(True, "https://news.test/p"), TdmReservation(False)
    assert decide_reservation(silent, yes, no) == yes
    assert decide_reservation(no, yes) == no
    assert decide_reservation(silent) == decide_reservation() == silent


def test_an_empty_robots_allows_all():
    assert may_fetch(Robots(), AGENT, "/anything").allowed
