"""Decodes a response body piece by piece within bounds of size and ratio. Knows nothing of connections or headers."""

import zlib
from collections.abc import Callable, Iterable, Iterator

import brotli
import zstandard

from wireroom.core.errors import FetchError

ACCEPT_ENCODING = "gzip, deflate, br, zstd"
_PIECE = 64 * 1024
# Real feeds compress 3 to 30 times. What passes 200 times, once over a floor, is a bomb.
_RATIO = 200
_RATIO_FLOOR = 1024 * 1024
# One byte of zstd can stand for 32 KB (a run of 128 KB in 4 bytes), so input goes in by this much at a time.
_ZSTD_SLICE = 256
# RFC 9659: the window a zstd content coding may ask for.
_ZSTD_WINDOW = 8 * 1024 * 1024


class _Cut(Exception):
    """The coded body ended before its end mark."""


def decode_body(chunks: Iterable[bytes], *, coding: str | None, max_bytes: int, whole: bool = True) -> bytes:
    """The body behind a Content-Encoding. Raises FetchError for what is unknown, broken, cut short or too large.

    `whole=False` takes up to `max_bytes` of a body nobody will parse (an error page) and forgives the rest.
    """
    name = (coding or "identity").strip().lower()
    decoder = _DECODERS.get(name)
    if decoder is None:
        if not whole:
            return b""
        raise FetchError(f"the body is coded as {name[:60]!r}, which is not one of {ACCEPT_ENCODING}")
    body = bytearray()
    counted = _Counted(chunks)
    try:
        for piece in decoder(counted):
            body += piece
            if len(body) > max_bytes:
                if not whole:
                    return bytes(body[:max_bytes])
                raise FetchError(f"the body is over the limit of {max_bytes} bytes", permanent=True)
            if len(body) > _RATIO_FLOOR and len(body) > _RATIO * counted.total:
                raise FetchError(
                    f"the {name} body unpacks to over {_RATIO} times its size: refused as a bomb", permanent=True
                )
    except (zlib.error, brotli.error, zstandard.ZstdError) as error:
        if whole:
            raise FetchError(f"the body is not the {name} it says: {error}") from error
    except _Cut:
        if whole:
            raise FetchError(f"the {name} body was cut short after {counted.total} bytes") from None
    return bytes(body)


class _Counted:
    """The chunks of a body, counted as they pass."""

    def __init__(self, chunks: Iterable[bytes]):
        self._chunks = chunks
        self.total = 0

    def __iter__(self) -> Iterator[bytes]:
        for chunk in self._chunks:
            self.total += len(chunk)
            yield chunk


def _decode_identity(chunks: Iterable[bytes]) -> Iterator[bytes]:
    yield from chunks


def _decode_gzip(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """RFC 1952: members may follow one another; what follows the last and is none (padding) is ignored."""
    inflater, started, members = zlib.decompressobj(wbits=31), False, 0
    for chunk in chunks:
        while chunk:
            if members and not started and chunk[:1] != b"\x1f":
                return
            started = True
            yield inflater.decompress(chunk, _PIECE)
            chunk = inflater.unconsumed_tail
            if inflater.eof:
                chunk = inflater.unused_data
                inflater, started, members = zlib.decompressobj(wbits=31), False, members + 1
    if started:
        yield from _drain(inflater)


def _decode_deflate(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """RFC 9110 says zlib's format; some servers send it bare. The first byte tells."""
    inflater = None
    for chunk in chunks:
        if not chunk:
            continue
        if inflater is None:
            inflater = zlib.decompressobj(wbits=15 if chunk[0] & 0x0F == 8 else -15)
        while chunk and not inflater.eof:
            yield inflater.decompress(chunk, _PIECE)
            chunk = inflater.unconsumed_tail
    if inflater is not None:
        yield from _drain(inflater)


def _drain(inflater) -> Iterator[bytes]:
    """What zlib still holds back of input it has taken. Raises _Cut when the end mark is not among it."""
    while not inflater.eof:
        piece = inflater.decompress(b"", _PIECE)
        if not piece and not inflater.eof:
            raise _Cut
        yield piece


def _decode_brotli(chunks: Iterable[bytes]) -> Iterator[bytes]:
    decoder = brotli.Decompressor()
    started = False
    for chunk in chunks:
        if decoder.is_finished():
            break
        started = started or bool(chunk)
        piece = decoder.process(chunk, output_buffer_limit=_PIECE)
        # Output may be pending although it would take more input: it is dry only when it gives nothing.
        while piece or not decoder.can_accept_more_data():
            yield piece
            piece = b"" if decoder.is_finished() else decoder.process(b"", output_buffer_limit=_PIECE)
    if started and not decoder.is_finished():
        raise _Cut


def _decode_zstd(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """RFC 8878: frames may follow one another."""
    context = zstandard.ZstdDecompressor(max_window_size=_ZSTD_WINDOW)
    frame, started = context.decompressobj(), False
    for chunk in chunks:
        for start in range(0, len(chunk), _ZSTD_SLICE):
            part = chunk[start : start + _ZSTD_SLICE]
            while part:
                started = True
                yield frame.decompress(part)
                part = frame.unused_data if frame.eof else b""
                if frame.eof:
                    frame, started = context.decompressobj(), False
    if started:
        raise _Cut


_DECODERS: dict[str, Callable[[Iterable[bytes]], Iterator[bytes]]] = {
    "identity": _decode_identity,
    "": _decode_identity,
    "gzip": _decode_gzip,
    "x-gzip": _decode_gzip,
    "deflate": _decode_deflate,
    "br": _decode_brotli,
    "zstd": _decode_zstd,
}
