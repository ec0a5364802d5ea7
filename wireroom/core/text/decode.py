"""Turns a feed's bytes into text: decides the codec by evidence, and strips what no document may hold. Parses nothing.

Order of evidence (each beats all below): gzip magic; byte order mark; zero bytes of UTF-16 or UTF-32; an ISO-2022
label; strict UTF-8; the label as browsers map it, if it decodes and no detector contradicts it among the CJK sets;
UTF-8 with under 5 % bad bytes; a detector; Windows-1252.
"""

import codecs
import re
import zlib
from dataclasses import dataclass, replace
from typing import NamedTuple

from wireroom.core.errors import ParseError
from wireroom.core.text.characters import strip_controls

MAX_BYTES = 16 * 1024 * 1024
# News compresses five- to twentyfold; a bomb a thousandfold.
MAX_RATIO = 200

_CONTROLS = bytes([*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), 0x7F])
_C1 = re.compile(rb"\xc2[\x80-\x9f]")
_DECLARATION = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']?\s*([A-Za-z0-9._:-]{1,40})""")
_CHARSET = re.compile(r"""charset\s*=\s*["']?\s*([A-Za-z0-9._:-]{1,40})""", re.IGNORECASE)
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# What browsers take for a label (https://encoding.spec.whatwg.org/#names-and-labels), where Python's codec differs.
_BROWSER_LABELS = {
    "cp932": ("shift_jis", "sjis", "x_sjis", "ms_kanji", "windows_31j", "csshiftjis", "shift_jisx0213", "shiftjis"),
    "gb18030": (
        "gb2312",
        "gbk",
        "gb_2312",
        "gb_2312_80",
        "x_gbk",
        "chinese",
        "euc_cn",
        "hz_gb_2312",
        "cp936",
        "x_euc_cn",
    ),
    "cp949": ("euc_kr", "ks_c_5601_1987", "ksc5601", "ks_c_5601", "korean", "windows_949", "uhc", "cseuckr"),
    "cp1252": ("iso_8859_1", "iso8859_1", "latin1", "latin_1", "l1", "us_ascii", "ascii", "ansi_x3.4_1968", "8859_1"),
    "cp1254": ("iso_8859_9", "iso8859_9", "latin5", "l5"),
    "cp874": ("tis_620", "tis620", "iso_8859_11", "windows_874", "dos_874"),
    "big5hkscs": ("big5", "big5_hkscs", "cn_big5", "x_x_big5", "csbig5"),
    "euc_jp": ("euc_jp", "x_euc_jp", "eucjp", "ujis", "cseucpkdfmtjapanese"),
    "utf-8": ("utf_8", "utf8", "unicode_1_1_utf_8", "x_unicode20utf8"),
}
_LABELS = {label: codec for codec, labels in _BROWSER_LABELS.items() for label in labels}
_CJK = {"cp932", "gb18030", "cp949", "big5hkscs", "big5", "euc_jp", "johab", "euc_kr", "shift_jis", "gbk", "gb2312"}
_DETECT_BYTES = 64 * 1024


class Damage(NamedTuple):
    """What was wrong with a document's bytes: a stable word and a sentence (becomes a Problem of the feed)."""

    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Decoded:
    """A document as text, the Python codec it was read with, and what was wrong with its bytes."""

    text: str
    encoding: str
    damage: tuple[Damage, ...] = ()


def decode_feed(body: bytes, *, label: str | None = None) -> Decoded:
    """The document's text without byte order mark, control characters and lone surrogates.

    `label` is a charset name or a whole Content-Type value; the document's own XML declaration comes after it.
    Raises ParseError for a body over 16 MiB (before or after gunzip) and for broken gzip; one cut off is read so far.
    """
    if body[:2] == b"\x1f\x8b":
        body, whole = _gunzip(body)
        if not whole:
            decoded = decode_feed(body, label=label)
            return replace(decoded, damage=(*decoded.damage, Damage("cut_off", "the gzip ends before its end")))
    if len(body) > MAX_BYTES:
        raise ParseError(f"the document has {len(body)} bytes; the limit is {MAX_BYTES}")
    for mark, codec in _BOMS:
        if body.startswith(mark):
            return _decode(body[len(mark) :], codec)
    if wide := _find_wide(body):
        return _decode(body, wide)
    name = _label_codec(label) or _declared_codec(body)
    if name and name.startswith("iso2022") and b"\x1b" in body[:65536]:
        return _decode(body, name)
    try:
        # Legacy bytes do not pass as UTF-8 by chance, so a body that does beats every label.
        return _from_utf8(body, body.decode("utf-8"))
    except UnicodeDecodeError as error:
        return _decode_legacy(body, name, first_bad=error.start)


def _from_utf8(body: bytes, text: str) -> Decoded:
    clean = body.translate(None, _CONTROLS)
    if len(clean) != len(body):
        text = clean.decode("utf-8")
    if _C1.search(clean) or "\ufffe" in text or "\uffff" in text:
        text = strip_controls(text)
    return Decoded(text, "utf-8")


def _decode(body: bytes, codec: str) -> Decoded:
    try:
        return Decoded(strip_controls(body.decode(codec)), codec)
    except UnicodeDecodeError as error:
        text = body.decode(codec, "replace")
        damage = Damage("bad_bytes", f"byte {error.start} and others are not {codec}; shown as U+FFFD")
        return Decoded(strip_controls(text), codec, (damage,))


def _decode_legacy(body: bytes, name: str | None, *, first_bad: int) -> Decoded:
    detected: str | None = None
    if name and name != "utf-8":
        try:
            text = body.decode(name)
        except (UnicodeDecodeError, LookupError):
            pass
        else:
            if name not in _CJK:
                return Decoded(strip_controls(text), name)
            detected = _detect(body)
            if detected not in _CJK or detected == name:
                return Decoded(strip_controls(text), name)
    if _bad_share(body) < 0.05:
        damage = Damage("bad_bytes", f"byte {first_bad} and others are not UTF-8; shown as U+FFFD")
        return Decoded(strip_controls(body.decode("utf-8", "replace")), "utf-8", (damage,))
    guess = detected or _detect(body) or "cp1252"
    try:
        text = body.decode(guess)
    except (UnicodeDecodeError, LookupError):
        # A few bytes outside the declared set are likelier than a wholly different one.
        guess = name if name and name != "utf-8" else guess
        return _decode_guess(body, guess)
    if guess in ("cp1252", name):
        return Decoded(strip_controls(text), guess)
    damage = Damage("encoding_guessed", f"declared as {name or 'nothing'}, read as {guess}")
    return Decoded(strip_controls(text), guess, (damage,))


def _decode_guess(body: bytes, codec: str) -> Decoded:
    try:
        return _decode(body, codec)
    except LookupError:
        return _decode(body, "cp1252")


def _bad_share(body: bytes) -> float:
    """Of the bytes over 127, the share of U+FFFD that UTF-8 would leave; 1.0 when there is no valid sequence at all."""
    text = body.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    high = len(body) - len(body.translate(None, bytes(range(0x80, 0x100))))
    return bad / high if high else 0.0


def _detect(body: bytes) -> str | None:
    """What a detector makes of the first part that holds bytes over 127, as a codec browsers would use."""
    import chardet  # 70 ms to import, and one feed in a hundred needs it

    first = next((at for at in range(len(body)) if body[at] > 0x7F), 0)
    found = chardet.detect(body[max(0, first - 512) : first + _DETECT_BYTES])
    return _codec(found.get("encoding"))


def _codec(label: str | None) -> str | None:
    if not label:
        return None
    key = label.strip().lower().replace("-", "_")
    if key in _LABELS:
        return _LABELS[key]
    try:
        name = codecs.lookup(key).name
    except (LookupError, ValueError):
        return None
    name = name.replace("-", "_")
    name = _LABELS.get(name, name)
    # A body with no zero bytes is no UTF-16 or UTF-32, whatever its label says; nor is it compressed.
    if name.startswith(("utf_16", "utf_32", "utf_7")) or not _is_text_codec(name):
        return None
    return name


def _is_text_codec(name: str) -> bool:
    return name not in (
        "base64",
        "bz2",
        "hex",
        "quopri",
        "rot13",
        "uu",
        "zlib",
        "idna",
        "punycode",
        "unicode_escape",
    ) and (name not in ("raw_unicode_escape", "undefined", "mbcs", "oem"))


def _label_codec(label: str | None) -> str | None:
    if not label:
        return None
    if "/" in label or "=" in label:
        found = _CHARSET.search(label)
        return _codec(found[1]) if found else None
    return _codec(label)


def _declared_codec(body: bytes) -> str | None:
    found = _DECLARATION.search(body[:1024])
    return _codec(found[1].decode("ascii")) if found else None


def _find_wide(body: bytes) -> str | None:
    """UTF-16 or UTF-32 without a mark, by the zero bytes beside the first two characters (`<?`, `<r`, `[{` …)."""
    head = body[:4]
    if len(head) < 4 or b"\0" not in head:
        return None
    zeros = tuple(byte == 0 for byte in head)
    return {
        (True, False, True, False): "utf-16-be",
        (False, True, False, True): "utf-16-le",
        (True, True, True, False): "utf-32-be",
        (False, True, True, True): "utf-32-le",
    }.get(zeros)


def _gunzip(body: bytes) -> tuple[bytes, bool]:
    """What gzip holds, and whether it was there to its end."""
    limit = min(MAX_BYTES, max(len(body), 1024) * MAX_RATIO)
    stream = zlib.decompressobj(wbits=31)
    try:
        out = stream.decompress(body, limit + 1)
    except zlib.error as error:
        raise ParseError(f"broken gzip: {error}") from error
    if len(out) > limit:
        raise ParseError(f"gzip unpacks to over {limit} bytes from {len(body)}")
    if out[:2] == b"\x1f\x8b":
        raise ParseError("gzip within gzip")
    return out, stream.eof
