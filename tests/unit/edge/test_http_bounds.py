"""What a hostile or broken server may send: everything ends, in bounds of size, time and ratio."""

import gzip
import time
import zlib
from itertools import repeat

import brotli
import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from wireroom.core.errors import FetchError
from wireroom.core.ports import FetchRequest
from wireroom.edge.http import Network, default_network, open_http
from wireroom.edge.http.decoding import decode_body

PLAIN = b"".join(b"<item><guid>%d</guid><title>Story %d</title></item>" % (n, n * n) for n in range(20_000))


def bare_deflate(body: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(body) + packer.flush()


CODINGS = {
    "gzip": gzip.compress,
    "deflate": zlib.compress,
    "br": lambda body: brotli.compress(body, quality=5),
    "zstd": zstandard.ZstdCompressor().compress,
}


@pytest.mark.parametrize("coding", CODINGS)
def test_every_coding_we_ask_for_is_read(serve, client_for, answer, coding):
    packed = CODINGS[coding](PLAIN)
    server = serve(lambda asked: answer(packed, f"Content-Encoding: {coding}"))
    assert client_for(server).fetch(FetchRequest(server.url())).body == PLAIN


@given(
    body=st.binary(max_size=3000),
    repeats=st.integers(1, 40),
    size=st.integers(1, 700),
    coding=st.sampled_from([*CODINGS, "bare"]),
)
def test_however_a_coded_body_is_cut_into_chunks_it_comes_out_the_same(body, repeats, size, coding):
    plain = body * repeats
    packed = bare_deflate(plain) if coding == "bare" else CODINGS[coding](plain)
    chunks = [packed[start : start + size] for start in range(0, len(packed), size)]
    name = "deflate" if coding == "bare" else coding
    assert decode_body(chunks, coding=name, max_bytes=200_000) == plain


@given(body=st.binary(min_size=1, max_size=500), cut=st.integers(1, 400), coding=st.sampled_from(list(CODINGS)))
def test_a_coded_body_cut_short_is_never_taken_for_whole(body, cut, coding):
    packed = CODINGS[coding](body)
    part = packed[: max(1, len(packed) - cut)]
    assert _decode_or_refuse(part, coding) in (body, "cut", "broken")


@given(noise=st.binary(max_size=300), coding=st.sampled_from(list(CODINGS)))
def test_noise_in_any_coding_gives_bytes_or_our_error(noise, coding):
    outcome = _decode_or_refuse(noise, coding)
    assert isinstance(outcome, bytes) or outcome in ("cut", "broken", "large")


def _decode_or_refuse(packed: bytes, coding: str) -> bytes | str:
    try:
        return decode_body([packed], coding=coding, max_bytes=100_000)
    except FetchError as error:
        kinds = {"cut short": "cut", "is not the": "broken", "limit": "large", "bomb": "large"}
        return next((kind for words, kind in kinds.items() if words in str(error)), str(error))


def test_gzip_members_and_zstd_frames_in_a_row_are_one_body():
    two = gzip.compress(b"one ") + gzip.compress(b"two")
    assert decode_body([two + b"\0" * 20], coding="x-gzip", max_bytes=100) == b"one two"
    frames = CODINGS["zstd"](b"one ") + CODINGS["zstd"](b"two")
    assert decode_body([frames], coding="zstd", max_bytes=100) == b"one two"


@pytest.mark.parametrize("coding", CODINGS)
def test_a_bomb_in_any_coding_is_refused_long_before_it_is_unpacked(serve, client_for, answer, coding):
    packed = CODINGS[coding](bytes(64 * 1024 * 1024))
    server = serve(lambda asked: answer(packed, f"Content-Encoding: {coding}"))
    with pytest.raises(FetchError, match=r"bomb|over the limit") as caught:
        client_for(server).fetch(FetchRequest(server.url()))
    assert caught.value.permanent


def test_a_bomb_smaller_than_the_limit_is_known_by_its_ratio():
    with pytest.raises(FetchError, match="bomb"):
        decode_body([gzip.compress(bytes(4_000_000))], coding="gzip", max_bytes=20_000_000)


def test_a_small_body_may_compress_as_well_as_it_likes():
    assert decode_body([gzip.compress(bytes(900_000))], coding="gzip", max_bytes=1_000_000) == bytes(900_000)


@pytest.mark.parametrize("coding", ["gzip, br", "gzip, gzip", "compress", "x-unknown"])
def test_codings_we_never_asked_for_are_an_error(serve, client_for, answer, coding):
    server = serve(lambda asked: answer(b"x", f"Content-Encoding: {coding}"))
    with pytest.raises(FetchError, match="coded as"):
        client_for(server).fetch(FetchRequest(server.url()))


def test_a_body_that_is_not_what_its_header_says_is_an_error(serve, client_for, answer):
    server = serve(lambda asked: answer(b"<rss>plain</rss>", "Content-Encoding: gzip"))
    with pytest.raises(FetchError, match="not the gzip it says"):
        client_for(server).fetch(FetchRequest(server.url()))


def test_a_length_over_the_limit_is_refused_before_the_body(serve, client_for):
    head = b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n"
    server = serve(lambda asked: [head, b"x"])
    with pytest.raises(FetchError, match="over the limit") as caught:
        client_for(server).fetch(FetchRequest(server.url()))
    assert caught.value.permanent


def test_a_body_of_just_the_limit_passes_and_one_byte_more_does_not(serve, client_for, answer):
    server = serve(lambda asked: answer(b"x" * int(asked.target[1:]), length=False))
    client = client_for(server)
    assert len(client.fetch(FetchRequest(server.url("/5000"), max_bytes=5000)).body) == 5000
    with pytest.raises(FetchError, match="over the limit"):
        client.fetch(FetchRequest(server.url("/5001"), max_bytes=5000))


@pytest.mark.parametrize("head", ["", "Transfer-Encoding: chunked\r\n"])
def test_an_endless_body_ends(serve, client_for, head):
    piece = b"10000\r\n" + b"y" * 65536 + b"\r\n" if head else b"y" * 65536

    def script(asked):
        yield f"HTTP/1.1 200 OK\r\n{head}\r\n".encode()
        yield from repeat(piece)

    server = serve(script)
    with pytest.raises(FetchError, match="over the limit"):
        client_for(server).fetch(FetchRequest(server.url()))


def test_a_body_shorter_than_its_length_is_not_taken(serve, client_for):
    server = serve(lambda asked: b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf")
    with pytest.raises(FetchError, match=r"without sending complete") as caught:
        client_for(server).fetch(FetchRequest(server.url()))
    assert not caught.value.permanent


def drip(head: bytes, piece: bytes):
    """A server that keeps each read just alive, for ever."""

    def script(asked):
        yield head
        for _ in range(1000):
            time.sleep(0.02)
            yield piece

    return script


@pytest.mark.parametrize(
    ("head", "piece"),
    [
        (b"HTTP/1.1 200 OK\r\n\r\n", b"z"),
        (b"HTTP/1.1 200 OK\r\nX-Slow: ", b"z"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\nz\r\n"),
        (b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
    ],
    ids=["body", "headers", "chunks", "informational"],
)
def test_a_server_that_drips_is_left_at_the_deadline_of_the_whole_fetch(serve, client_for, head, piece):
    server = serve(drip(head, piece))
    with pytest.raises(FetchError, match=r"no complete answer within 0\.3 s") as caught:
        client_for(server, timeout_s=0.3).fetch(FetchRequest(server.url()))
    assert not caught.value.permanent


def test_redirects_share_one_deadline(serve, client_for, redirect):
    def script(asked):
        time.sleep(0.15)
        return redirect(f"{asked.target}x", "302 Found")

    server = serve(script)
    with pytest.raises(FetchError, match="no complete answer"):
        client_for(server, timeout_s=0.4).fetch(FetchRequest(server.url("/x")))
    assert len(server.asked) < 5


def test_headers_without_end_are_refused(serve, client_for):
    def script(asked):
        yield b"HTTP/1.1 200 OK\r\n"
        yield from repeat(b"X-Much: " + b"m" * 4000 + b"\r\n", 10_000)

    server = serve(script)
    with pytest.raises(FetchError):
        client_for(server).fetch(FetchRequest(server.url()))


def test_more_than_64_kilobytes_of_headers_are_refused(serve, client_for, answer):
    server = serve(lambda asked: answer(b"x", *(f"X-{n}: {'m' * 900}" for n in range(80))))
    with pytest.raises(FetchError, match="headers"):
        client_for(server).fetch(FetchRequest(server.url()))


def test_a_name_that_takes_for_ever_to_resolve_is_left(client_for):
    def resolve(host, port):
        time.sleep(3)
        return ("192.0.2.1",)

    network = Network(resolve=resolve, tls=default_network().tls)
    client = open_http(user_agent="t/1", timeout_s=0.2, network=network)
    with client, pytest.raises(FetchError, match=r"not resolved within 0\.2 s"):
        client.fetch(FetchRequest("http://slow.test/"))
