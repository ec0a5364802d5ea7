"""Changes documents by chance as broken programs and attackers do: bytes, tokens, structure, encodings."""

import gzip
import random
import re

TOKENS = [
    *(b"<![CDATA[", b"]]>", b"<!--", b"-->", b"<?xml version='1.1' encoding='utf-16'?>", b"<!DOCTYPE r [", b"]>"),
    *(
        b'<!ENTITY a "&b;&b;">',
        b'<!ENTITY % p SYSTEM "file:///etc/passwd">%p;',
        b"&a;",
        b"&#0;",
        b"&#xD800;",
        b"&#x110000;",
    ),
    *(
        b"&amp;amp;lt;",
        b"&nbsp",
        b"<script>",
        b"<style>",
        b"<svg onload=x>",
        b"<a href='javascript:x'>",
        b"<img src=x>",
    ),
    *(
        b"<math><mtext></p>",
        b"<table><tr>",
        b"</table>",
        b"<p",
        b"</",
        b"/>",
        b" xml:base='http://[::1'",
        b" xml:lang=''",
    ),
    *(
        b" xmlns=''",
        b" xmlns:x='urn:x'",
        b"x:",
        b"\x00",
        b"\x1b[31m",
        b"\x7f",
        b"\xc2\x85",
        b"\xed\xa0\x80",
        b"\xff\xfe",
    ),
    *(b"\xef\xbb\xbf", b"\xef\xbf\xbf", b"\xe2\x80\xae", b"\xe2\x81\xa6", b"\\ud800", b"\\u0000", b"\\", b'"', b"'"),
    *(b"null", b"true", b"[]", b"{}", b"[[[[", b"{{", b"-0", b"1e999", b"99999999999999999999", b"0.0000001", b"NaN"),
    *(
        b"9999-12-31T23:59:60Z",
        b"0001-01-01T00:00:00+14:00",
        b"Mon, 31 Feb 0000 25:61:61 EST",
        b"20241018T250000",
        b"R5",
    ),
    *(
        b"urn:",
        b"stat:canceled",
        b"withheld",
        b"usable",
        b"http://",
        b"https://a@b:c@[d]/%zz?q#f",
        b"data:text/html,x",
        b"//",
    ),
    *("訂正".encode(), "　".encode(), "𝔘".encode(), "ﷺ".encode(), "é".encode() * 3, "\u200d".encode(), "🇯🇵".encode()),
]
_TAG = re.compile(rb"<[^<>]{1,200}>")
_WORD = re.compile(rb"[A-Za-z_][\w:.-]{1,30}")
_NUMBER = re.compile(rb"\d+")
_CODECS = ("utf-16", "utf-16-le", "utf-32", "shift_jis", "euc-jp", "iso2022_jp", "cp1252", "gb18030", "utf-7")
LARGEST = 200_000


def mutate(body: bytes, others: list[bytes], luck: random.Random) -> bytes:
    """The document after one to six changes; `others` lend parts of theirs."""
    for _ in range(luck.choice((1, 1, 1, 2, 3, 6))):
        body = luck.choice(_CHANGES)(body, others, luck)
    return body[:LARGEST]


def _place(body: bytes, luck: random.Random) -> int:
    return luck.randint(0, len(body))


def _span(body: bytes, luck: random.Random) -> tuple[int, int]:
    start = _place(body, luck)
    return start, min(len(body), start + int(luck.expovariate(1 / 40)) + 1)


def _put(body: bytes, others: list[bytes], luck: random.Random) -> bytes:
    at = _place(body, luck)
    return body[:at] + luck.choice(TOKENS) + body[at:]


def _drop(body: bytes, others: list[bytes], luck: random.Random) -> bytes:
    start, end = _span(body, luck)
    return body[:start] + body[end:]


def _flip(body: bytes, others: list[bytes], luck: random.Random) -> bytes:
    if not body:
        return body
    at = luck.randrange(len(body))
    return body[:at] + bytes([luck.choice((body[at] ^ (1 << luck.randrange(8)), luck.randrange(256)))]) + body[at + 1 :]


def _repeat(body: bytes, others: list[bytes], luck: random.Random) -> bytes:
    start, end = _span(body, luck)
    return body[:start] + body[start:end] * luck.choice((2, 3, 50, 500)) + body[end:]


def _splice(body: bytes, others: list[bytes], luck: random.Random) -> bytes:
    other = luck.choice(others) if others else body
    start = _place(other, luck)
    at = _place(body, luck)
    return body[:at] + other[start : start + luck.randint(1, 2000)] + body[at:]


def _cut(body: bytes, others: list[bytes], luck: random.Random) -> bytes:
    return body[: _place(body, luck)]


def _exchange(pattern: re.Pattern):
    """Puts one thing of a kind (tag, word, number) in the place of another, or a token."""

    def change(body: bytes, others: list[bytes], luck: random.Random) -> bytes:
        found = list(pattern.finditer(body))
        if not found:
            return body
        match = luck.choice(found)
        new = luck.choice(found)[0] if luck.random() < 0.6 else luck.choice(TOKENS)
        return body[: match.start()] + new + body[match.end() :]

    return change


def _nest(body: bytes, others: list[bytes], luck: random.Random) -> bytes:
    tags = [match for match in _TAG.finditer(body) if match[0][1:2].isalpha()]
    if not tags:
        return b"[" * luck.choice((10, 3000)) + body
    tag, depth = luck.choice(tags), luck.choice((3, 40, 1500))
    return body[: tag.start()] + tag[0] * depth + body[tag.start() :]


def _recode(body: bytes, others: list[bytes], luck: random.Random) -> bytes:
    if luck.random() < 0.2:
        return gzip.compress(body, mtime=0)
    return body.decode("utf-8", "replace").encode(luck.choice(_CODECS), "replace")


_CHANGES = (
    *(_put, _put, _put, _drop, _drop, _flip, _flip, _repeat, _splice, _splice, _cut, _nest, _recode),
    *(_exchange(_TAG), _exchange(_TAG), _exchange(_WORD), _exchange(_WORD), _exchange(_NUMBER)),
)
