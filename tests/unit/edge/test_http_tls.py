"""Fetching over TLS: the certificate must be good for the name asked for, and nothing leads down to plain http."""

import shutil
import ssl
import subprocess

import pytest

from wireroom.core.errors import FetchError
from wireroom.core.ports import FetchRequest
from wireroom.edge.http import Network, open_http
from wireroom.edge.http.addresses import find_redirect_target, parse_address


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """A certificate for secure.test, made for this run."""
    if shutil.which("openssl") is None:
        pytest.skip("the openssl program, which makes the certificate, is not installed")
    folder = tmp_path_factory.mktemp("tls")
    command = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=secure.test"
    more = "-addext subjectAltName=DNS:secure.test -keyout key.pem -out cert.pem"
    arguments = ["openssl", *command.split(), *more.split()]
    subprocess.run(arguments, cwd=folder, check=True, capture_output=True)
    return folder


@pytest.fixture
def server_tls(certificate):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate / "cert.pem", certificate / "key.pem")
    return context


def trusting_client(certificate, *hosts: str, trusted: bool = True):
    """A client for which every name is on loopback."""
    tls = ssl.create_default_context(cafile=certificate / "cert.pem" if trusted else None)
    network = Network(resolve=lambda host, port: ("127.0.0.1",), tls=tls)
    return open_http(user_agent="t/1", open_hosts=frozenset(hosts), network=network)


def port_of(server) -> str:
    return server.host.partition(":")[2]


def test_a_certificate_good_for_the_name_is_accepted(serve, answer, certificate, server_tls):
    server = serve(lambda asked: answer(asked.headers["host"].encode()), server_tls)
    host = f"secure.test:{port_of(server)}"
    with trusting_client(certificate, host) as client:
        assert client.fetch(FetchRequest(f"https://{host}/")).body == host.encode()


@pytest.mark.parametrize(("name", "trusted"), [("other.test", True), ("127.0.0.1", True), ("secure.test", False)])
def test_a_certificate_for_another_name_or_of_no_known_issuer_is_refused(
    serve, answer, certificate, server_tls, name, trusted
):
    server = serve(lambda asked: answer(b"x"), server_tls)
    host = f"{name}:{port_of(server)}"
    client = trusting_client(certificate, host, trusted=trusted)
    with client, pytest.raises(FetchError, match="certificate verify failed"):
        client.fetch(FetchRequest(f"https://{host}/"))
    assert not server.asked


def test_a_redirect_down_to_plain_http_on_its_own_port_is_refused(serve, answer, redirect, certificate, server_tls):
    plain = serve(lambda asked: answer(b"plain"))
    secure = serve(lambda asked: redirect(plain.url()), server_tls)
    host = f"secure.test:{port_of(secure)}"
    client = trusting_client(certificate, host, plain.host)
    with client, pytest.raises(FetchError, match="down to http:") as caught:
        client.fetch(FetchRequest(f"https://{host}/"))
    assert caught.value.permanent
    assert not plain.asked


@pytest.mark.parametrize(
    ("start", "location", "target"),
    [
        ("https://news.test/feed", "http://www.news.test/feed", "https://www.news.test/feed"),
        ("https://news.test/feed", "http://www.news.test:80/feed?a=b", "https://www.news.test/feed?a=b"),
        ("http://news.test/feed", "http://www.news.test/feed", "http://www.news.test/feed"),
        ("http://news.test/feed", "https://news.test/feed", "https://news.test/feed"),
        ("https://news.test/a/feed", "../b#part", "https://news.test/b"),
        ("https://news.test/a", "//cdn.test/b", "https://cdn.test/b"),
    ],
)
def test_where_a_redirect_leads(start, location, target):
    assert find_redirect_target(parse_address(start), location).text == target
