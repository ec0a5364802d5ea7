"""Tells whether a received document holds a story, by its names and its words, whatever its format and escaping.

Knows no format: it is asked of documents that could not be read, too. Reads no bytes.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable
from html import unescape
from typing import NamedTuple

LEAST_NAME = 6
# Letters of a piece: long enough that other copy does not say the same by chance. Scripts without spaces say more.
PIECE, LEAST_PIECE = 40, 20
DENSE_PIECE, LEAST_DENSE_PIECE = 18, 9
PIECES = 8

_WRITTEN = re.compile(r"\\u([0-9a-fA-F]{4})")
_TAG = re.compile(r"<[^<>]{0,4000}>")
_NOT_LETTERS = re.compile(r"[\W_]+")
_SCHEME = re.compile(r"^https?://", re.IGNORECASE)


class Telling(NamedTuple):
    """One way a story was told: its headline and its text without mark-up."""

    headline: str
    text: str


class Traces(NamedTuple):
    """What gives a story away. One of `names` is enough; of a telling's pieces (letters only), a third."""

    names: tuple[str, ...]
    tellings: tuple[tuple[str, ...], ...]


def find_traces(names: Iterable[str], tellings: Iterable[Telling]) -> Traces:
    """The traces of a story: guids and addresses that are its own, and what its versions say.

    Names too short to mean one thing are left out, and so are texts of a few words.
    """
    own = (_SCHEME.sub("", name.strip()).rstrip("/") for name in names)
    long = dict.fromkeys(name for name in own if len(_NOT_LETTERS.sub("", name)) >= LEAST_NAME)
    pieces = dict.fromkeys(_pieces(telling) for telling in tellings)
    return Traces(tuple(long), tuple(told for told in pieces if told))


def trace_finder(traces: Traces) -> Callable[[str], bool]:
    """A function that says of a document's text whether it holds the story."""
    named = None
    if traces.names:
        alternatives = "|".join(re.escape(name) for name in sorted(traces.names, key=len, reverse=True))
        # No part of a longer name: guid 12345 is not in 123456, and no page is in those below it.
        named = re.compile(rf"(?<![\w-])(?:{alternatives})(?!/?[\w-])", re.IGNORECASE)

    def holds(text: str) -> bool:
        plain = _without_escapes(text)
        if named and named.search(plain):
            return True
        if not traces.tellings:
            return False
        letters = fold_letters(plain)
        return any(3 * sum(piece in letters for piece in told) >= len(told) for told in traces.tellings)

    return holds


def fold_letters(text: str) -> str:
    """Letters and digits alone, without mark-up, case and width: the same words are equal however they were set."""
    return _NOT_LETTERS.sub("", unicodedata.normalize("NFKC", _TAG.sub(" ", text)).casefold())


def _pieces(telling: Telling) -> tuple[str, ...]:
    """The headline and up to eight passages spread over the text."""
    text, headline = fold_letters(telling.text), fold_letters(telling.headline)
    size, least = (PIECE, LEAST_PIECE) if (text or headline).isascii() else (DENSE_PIECE, LEAST_DENSE_PIECE)
    found = [headline] if len(headline) >= least else []
    if len(text) >= least:
        count = max(1, min(PIECES, len(text) // size))
        step = (len(text) - size) / max(1, count - 1)
        found += [text[int(max(0, n * step)) :][:size] for n in range(count)]
    return tuple(found)


def _without_escapes(text: str) -> str:
    """The text as it was before JSON and XML escaped it, also twice, as feeds do with HTML that has its own."""
    if "\\" in text:
        # Pairs of surrogates that stood for one character become it.
        text = _WRITTEN.sub(lambda found: chr(int(found[1], 16)), text)
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        text = text.replace("\\/", "/").replace('\\"', '"').replace("\\n", "\n")
    for _ in range(3):
        if "&" in text:
            text = unescape(text)
    return text
