"""Where fetching never goes: private networks, metadata services, other schemes, odd ports; also not by redirect."""

import ssl
from ipaddress import ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wireroom.core.errors import FetchError, SettingError
from wireroom.core.ports import FetchRequest
from wireroom.edge.http import Network, open_http
from wireroom.edge.http.addresses import parse_address
from wireroom.edge.http.guard import may_connect, parse_open_hosts

REFUSED = [
    ("0.0.0.0", "unspecified"),
    ("0.1.2.3", "unspecified"),
    ("127.0.0.1", "loopback"),
    ("127.8.9.10", "loopback"),
    ("10.0.0.1", "private"),
    ("172.16.0.1", "private"),
    ("172.31.255.255", "private"),
    ("192.168.1.1", "private"),
    ("100.64.0.1", "CGNAT"),
    ("100.127.255.255", "CGNAT"),
    ("100.100.100.200", "metadata"),
    ("169.254.1.1", "link-local"),
    ("169.254.169.254", "metadata"),
    ("168.63.129.16", "metadata"),
    ("192.0.0.192", "metadata"),
    ("192.0.2.5", "documentation"),
    ("198.18.0.1", "benchmarks"),
    ("224.0.0.1", "multicast"),
    ("239.255.255.255", "multicast"),
    ("240.0.0.1", "reserved"),
    ("255.255.255.255", "reserved"),
    ("::", "unspecified"),
    ("::1", "loopback"),
    ("::7f00:1", "reserved"),
    ("::ffff:127.0.0.1", "loopback"),
    ("::ffff:10.1.1.1", "private"),
    ("::ffff:169.254.169.254", "metadata"),
    ("64:ff9b::7f00:1", "loopback"),
    ("64:ff9b::a9fe:a9fe", "metadata"),
    ("64:ff9b:1::1", "reserved"),
    ("2002:7f00:1::", "6to4"),
    ("2002:808:808::1", "6to4"),
    ("2001:0:4136:e378:8000:63bf:3fff:fdd2", "Teredo"),
    ("2001:db8::1", "documentation"),
    ("fc00::1", "private"),
    ("fd12:3456::1", "private"),
    ("fd00:ec2::254", "metadata"),
    ("fe80::1", "link-local"),
    ("fe80::1%1", "link-local"),
    ("fec0::1", "private"),
    ("ff02::1", "multicast"),
    ("100::1", "reserved"),
    ("5f00::1", "reserved"),
]


@pytest.mark.parametrize(("ip", "why"), REFUSED)
def test_a_name_at_an_address_that_is_not_public_is_refused(client_for, ip, why):
    client = client_for(names={"news.test": (ip,)})
    with pytest.raises(FetchError, match=why) as caught:
        client.fetch(FetchRequest("http://news.test:8080/feed"))
    assert caught.value.permanent
    assert "news.test" in str(caught.value)


@pytest.mark.parametrize("ip", ["8.8.8.8", "1.1.1.1", "2606:4700::1111", "2a00:1450::1", "64:ff9b::808:808"])
def test_public_addresses_may_be_connected_to(ip):
    assert may_connect(ip_address(ip), opened=False) is None


def test_one_refused_address_among_public_ones_refuses_the_host(client_for):
    client = client_for(names={"news.test": ("8.8.8.8", "2606:4700::1111", "127.0.0.1")})
    with pytest.raises(FetchError, match="loopback"):
        client.fetch(FetchRequest("http://news.test/feed"))


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "2130706433", "0x7f000001", "017700000001", "127.1", "localhost", "[::1]"]
)
def test_every_spelling_of_loopback_is_refused(client_for, host):
    with pytest.raises(FetchError, match=r"loopback|unspecified|cannot be resolved"):
        client_for().fetch(FetchRequest(f"http://{host}:8080/"))


def test_an_answer_that_changes_between_judgement_and_connection_has_no_effect(serve, answer):
    server = serve(lambda asked: answer(b"secret"))
    answers = iter([("192.0.2.1",), ("127.0.0.1",), ("127.0.0.1",)])
    asked = []

    def resolve(host, port):
        asked.append(host)
        return next(answers)

    network = Network(resolve=resolve, tls=ssl.create_default_context())
    with open_http(user_agent="t/1", network=network) as client, pytest.raises(FetchError, match="documentation"):
        client.fetch(FetchRequest(server.url().replace("127.0.0.1", "rebind.test")))
    assert asked == ["rebind.test"]
    assert not server.asked


def test_a_redirect_into_the_own_network_is_refused(serve, client_for, answer, redirect):
    inner = serve(lambda asked: answer(b"secret"))
    for goal in (inner.url(), "http://inner.test:8080/", "http://169.254.169.254/latest/", "http://[::ffff:10.0.0.1]/"):
        outer = serve(lambda asked, goal=goal: redirect(goal, "302 Found"))
        client = client_for(outer, names={"inner.test": ("10.0.0.7",)})
        with pytest.raises(FetchError, match=r"loopback|private|metadata") as caught:
            client.fetch(FetchRequest(outer.url()))
        assert caught.value.permanent
    assert not inner.asked


@pytest.mark.parametrize(
    "goal",
    [
        "file:///etc/passwd",
        "ftp://news.test/feed",
        "data:text/xml,<rss/>",
        "gopher://news.test/",
        "javascript:alert(1)",
    ],
)
def test_other_schemes_are_refused_at_once_and_by_redirect(serve, client_for, redirect, goal):
    server = serve(lambda asked: redirect(goal))
    client = client_for(server)
    for url in (goal, server.url()):
        with pytest.raises(FetchError, match="only http and https") as caught:
            client.fetch(FetchRequest(url))
        assert caught.value.permanent


@pytest.mark.parametrize("port", [1, 22, 25, 110, 143, 445, 993, 6667, 2049])
def test_ports_of_other_services_are_refused(client_for, port):
    client = client_for(names={"news.test": ("8.8.8.8",)})
    with pytest.raises(FetchError, match=f"port {port}") as caught:
        client.fetch(FetchRequest(f"http://news.test:{port}/"))
    assert caught.value.permanent


def test_a_user_name_and_password_are_refused_and_never_shown(client_for):
    with pytest.raises(FetchError, match="user name") as caught:
        client_for().fetch(FetchRequest("https://editor:hunter2@news.test/feed?key=abc"))
    assert "hunter2" not in str(caught.value)
    assert "editor" not in str(caught.value)


@pytest.mark.parametrize(
    "url",
    ["", "feed", "//news.test/", "http://", "http:///feed", "http://a b/", "http://-x.test/", "http://x..test/", "http://[::1",
     "http://news.test:99999/", "http://news.test:0/", "http://news.test\\@evil.test/", "http://fe80::1/", "http://[fe80::1%25eth0]/",
     "http://" + "a" * 64 + ".test/", "http://news.test/\x00", "http://news.test/" + "a" * 3000],
)  # fmt: skip
def test_what_is_no_address_is_refused_by_name(client_for, url):
    with pytest.raises(FetchError) as caught:
        client_for().fetch(FetchRequest(url))
    assert caught.value.permanent


@given(text=st.text(max_size=60), prefix=st.sampled_from(["", "http://", "https://news.test", "http://[", "http://a:"]))
def test_reading_an_address_gives_an_address_or_our_error(text, prefix):
    try:
        address = parse_address(prefix + text)
    except FetchError:
        return
    assert address.text.isascii()
    assert " " not in address.text
    assert parse_address(address.text) == address


def test_an_international_name_is_asked_for_in_ascii():
    assert parse_address("HTTPS://Nachrichten.Köln.Example/ä?ö=ü#x").text == (
        "https://nachrichten.xn--kln-sna.example/%C3%A4?%C3%B6=%C3%BC"
    )


def test_an_open_host_is_open_on_its_port_only(serve, client_for, answer):
    opened, other = serve(lambda asked: answer(b"open")), serve(lambda asked: answer(b"closed"))
    client = client_for(opened)
    assert client.fetch(FetchRequest(opened.url())).body == b"open"
    with pytest.raises(FetchError, match="loopback"):
        client.fetch(FetchRequest(other.url()))
    assert not other.asked


def test_an_open_name_may_be_on_the_own_network_but_never_the_metadata_service(serve, client_for, answer):
    server = serve(lambda asked: answer(b"open"))
    names = {"inner.test": ("127.0.0.1",), "rebound.test": ("169.254.169.254",)}
    client = client_for(names=names, open_hosts=frozenset({"inner.test", "Rebound.test"}))
    assert client.fetch(FetchRequest(server.url().replace("127.0.0.1", "inner.test"))).body == b"open"
    with pytest.raises(FetchError, match="metadata"):
        client.fetch(FetchRequest("http://rebound.test/"))


def test_open_hosts_are_read_in_every_spelling():
    hosts = parse_open_hosts(frozenset({"News.Test", "127.0.0.1:8001", "[::1]:8001", "::2"}))
    assert hosts.entries == {("news.test", None), ("127.0.0.1", 8001), ("::1", 8001), ("::2", None)}


@pytest.mark.parametrize("text", ["", "host:", "host:x", "host:99999", "[::1]:x", "[zz]:1"])
def test_an_open_host_that_cannot_be_read_is_named(text):
    with pytest.raises(SettingError, match="open host"):
        open_http(user_agent="t/1", open_hosts=frozenset({text}))
