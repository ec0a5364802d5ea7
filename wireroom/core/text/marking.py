"""Marks places of a text in the HTML that it was taken from. Changes no word, breaks no tag, and finds no places."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from wireroom.core.text.spans import Span

_PIECE = re.compile(r"<[^>]*>|&(?:[a-zA-Z]+|#[0-9]+);|.", re.DOTALL)
_CHARACTERS = {"&nbsp;": " ", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&amp;": "&", "&#39;": "'"}


@dataclass(frozen=True, slots=True)
class Mark:
    """Places of a text that belong together, under one name: `id` is the anchor, `kind` the mark's class."""

    id: str
    kind: str
    spans: tuple[Span, ...]


def mark_text(html: str, text: str, marks: Iterable[Mark]) -> str:
    """The HTML with <mark> around the places of `text`, which is its plain text, and an anchor where each mark begins.

    `html` is clean (core.text.sanitize). Of places that overlap the first marked stays; the others get their anchor
    only. Where HTML and text do not agree, or a place lies outside, nothing is marked.
    """
    places = _align(html, text)
    if places is None:
        return html
    edits: list[tuple[int, int, str]] = []
    taken: list[Span] = []
    for mark in marks:
        spans = sorted(span for span in mark.spans if 0 <= span[0] < span[1] <= len(text))
        if not spans:
            continue
        edits.append((places[spans[0][0]], 1, f'<span id="{mark.id}"></span>'))
        for span in spans:
            if not any(span[0] < end and start < span[1] for start, end in taken):
                taken.append(span)
                edits += _wrap(places, text, span, mark.kind)
    return _insert(html, edits)


def _align(html: str, text: str) -> Sequence[int] | None:
    """Where each character of the text begins in the HTML; a space or line end lies before what follows it."""
    places = [-1] * len(text)
    at = 0
    for piece in _PIECE.finditer(html):
        found = piece[0]
        if len(found) > 1 and found[0] == "<":
            continue
        character = _CHARACTERS.get(found, found)
        if character.isspace():
            continue
        while at < len(text) and text[at].isspace():
            at += 1
        if at == len(text) or text[at] != character:
            return None
        places[at] = piece.start()
        at += 1
    if text[at:].strip():
        return None
    following = len(html)
    for index in range(len(places) - 1, -1, -1):
        if places[index] < 0:
            places[index] = following
        following = places[index]
    return places


def _wrap(places: Sequence[int], text: str, span: Span, kind: str) -> Iterable[tuple[int, int, str]]:
    """Marks around the words of a place. They open and close at characters, and are cut at tags by _insert."""
    start, end = span
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield places[start], 2, f'<mark class="{kind}">'
        yield places[end - 1], 3, "</mark>"


def _insert(html: str, edits: list[tuple[int, int, str]]) -> str:
    """The HTML with the edits in place. An open mark closes before every tag and opens again after it."""
    if not edits:
        return html
    by_place: dict[int, list[tuple[int, str]]] = {}
    for place, order, words in edits:
        by_place.setdefault(place, []).append((order, words))
    written: list[str] = []
    opened = ""
    # Whether the mark's words began since the last tag: an empty mark is none.
    begun = False
    for piece in _PIECE.finditer(html):
        found = piece[0]
        here = sorted(by_place.get(piece.start(), ()))
        written += [words for order, words in here if order == 1]
        opened = next((words for order, words in here if order == 2), opened)
        if len(found) > 1 and found[0] == "<":
            if begun:
                written.append("</mark>")
                begun = False
            written.append(found)
            continue
        if opened and not begun and not found.isspace():
            written.append(opened)
            begun = True
        written.append(found)
        if any(order == 3 for order, _ in here):
            if begun:
                written.append("</mark>")
            opened, begun = "", False
    return "".join(written)
