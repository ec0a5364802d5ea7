"""Writes the body of a NITF story as HTML and finds the names its mark-up marks. Makes nothing safe: finish does.

Every visible character of the body is kept, in its place; elements nobody knows stay as their text.
"""

import re
from collections.abc import Callable
from typing import NamedTuple

from lxml import etree

from wireroom.core.formats.fields import Element
from wireroom.core.formats.parsed import NameHint
from wireroom.core.text.characters import fold_space
from wireroom.core.text.markup import TAGS

# NITF 3.6, by local name: what is written before and after. What HTML has by the same name and meaning is in TAGS.
_WRITTEN = {
    "hl1": ("<h2>", "</h2>"),
    "hl2": ("<h3>", "</h3>"),
    "block": ("<div>", "</div>"),
    "bq": ("<blockquote>", "</blockquote>"),
    "credit": ("<p><cite>", "</cite></p>"),
    "media": ("<figure>", "</figure>"),
    "media-caption": ("<figcaption>", "</figcaption>"),
    "media-producer": ("<figcaption>", "</figcaption>"),
    "fn": ("<aside>", "</aside>"),
    "note": ("<aside>", "</aside>"),
    "nitf-table-summary": ("<p>", "</p>"),
    "tagline": ("<p>", "</p>"),
    "bibliography": ("<p>", "</p>"),
    "abstract": ("<div>", "</div>"),
    "byline": ("<p>", "</p>"),
    "dateline": ("<p>", "</p>"),
    "distributor": ("<p>", "</p>"),
    # Words that stand beside each other, often with no white space between.
    "byttl": (" ", " "),
    "media-reference": ("", " "),
    "name.given": ("", " "),
    "addressee": ("", " "),
    "delivery.point": ("", " "),
    "delivery.office": ("", " "),
    "postcode": ("", " "),
}
_ATTRIBUTES = {
    "a": ("href", "title", "hreflang"),
    "img": ("src", "alt", "title", "width", "height"),
    "td": ("colspan", "rowspan"),
    "th": ("colspan", "rowspan", "scope"),
    "abbr": ("title",),
    "acronym": ("title",),
    "ol": ("start", "type"),
}
_VOID = frozenset(("br", "hr", "img", "col", "wbr"))
# What holds no text a reader sees: code, styles, files written as text.
_UNSEEN = frozenset(("script", "style", "media-object"))
_PARTS = frozenset(("body.content", "body.end"))
_HOLDERS = _PARTS | {"body.head"}
_KINDS = {"person": "person", "org": "organisation", "location": "place"}
_PLACES = frozenset(("sublocation", "city", "state", "region", "country"))
# No name, but what somebody is, or a code for it.
BESIDE_NAMES = frozenset(("function", "alt-code", "byttl"))
_LONGEST_NAME = 200
# A picture without words leaves no trace here: it is among the item's pictures.
_EMPTY = re.compile(r"<(figure|p)>\s*</\1>")


class _Tag(NamedTuple):
    name: str
    start: str
    end: str
    attributes: tuple[str, ...] = ()


class _Tags(dict):
    """How an element is written, by its full tag."""

    def __missing__(self, tag: str) -> _Tag:
        name = local_name(tag).lower()
        if name in _WRITTEN:
            written = _Tag(name, *_WRITTEN[name])
        elif name in TAGS:
            end = "" if name in _VOID else f"</{name}>"
            written = _Tag(name, f"<{name}>", end, _ATTRIBUTES.get(name, ("lang", "dir")))
        else:
            written = _Tag(name, "", "")
        if len(self) < 2000:
            self[tag] = written
        return written


_TAGS = _Tags()


def nitf_body_html(element: Element) -> str:
    """The visible text of a `body.content`, or of the body of a whole `nitf`, as HTML that still has to be cleaned.

    Of a whole story that is every body.content and the body.end: headline, byline and dateline stand in body.head.
    """
    parts = [element]
    if local_name(element.tag) not in _PARTS:
        parts = [part for part in element.iter("{*}body.content", "{*}body.end") if _is_outermost(part)] or parts
    return _EMPTY.sub("", "".join(_inside(part) for part in parts))


def find_names(element: Element) -> list[NameHint]:
    """Persons, organisations and places as the mark-up marks them, in order, each once.

    A person goes without the function named beside it; a location is given as the places it is made of, if it says.
    """
    found: dict[NameHint, None] = {}
    for node in element.iter():
        name = local_name(node.tag)
        if name in _PLACES:
            found[NameHint(_name_in(node), "place")] = None
        elif name in _KINDS and not (name == "location" and any(local_name(child.tag) in _PLACES for child in node)):
            found[NameHint(_name_in(node), _KINDS[name])] = None
    return [hint for hint in found if 1 < len(hint.text) <= _LONGEST_NAME]


def local_name(tag: str) -> str:
    """The name of an element without its namespace; "" for what is no element."""
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _is_outermost(part: Element) -> bool:
    """A note in the head of a body holds a body.content of its own, which is no part of the story's."""
    return all(local_name(above.tag) not in _HOLDERS for above in part.iterancestors())


def _inside(part: Element) -> str:
    out = [_escape(part.text or "")]
    hidden: Element | None = None
    for event, node in etree.iterwalk(part, events=("start", "end")):
        if node is part:
            continue
        tag = _TAGS[node.tag]
        if event == "start":
            if hidden is None and tag.name in _UNSEEN:
                hidden = node
            if hidden is None:
                # Three and a half must not become thirty-one halves.
                out.append(" " if tag.name == "frac" and out[-1][-1:].isdigit() else _start(tag, node))
                out.append(_escape(node.text or ""))
            continue
        if hidden is None:
            out.append(tag.end)
            if tag.name == "numer" and _is_followed_at_once(node):
                # One half without its stroke would be twelve.
                out.append("/")
        elif node is hidden:
            hidden = None
        if hidden is None:
            out.append(_escape(node.tail or ""))
    return "".join(out)


def _start(tag: _Tag, node: Element) -> str:
    if not tag.attributes or not node.attrib:
        return tag.start
    kept = "".join(f' {name}="{_escape(value, quote=True)}"' for name in tag.attributes if (value := node.get(name)))
    return f"{tag.start[:-1]}{kept}>" if kept else tag.start


def _is_followed_at_once(node: Element) -> bool:
    after = node.getnext()
    return after is not None and local_name(after.tag) == "denom" and not (node.tail or "").strip()


def words_of(node: Element, is_left_out: Callable[[Element], bool]) -> str:
    """The text of an element on one line, without some elements in it; the parts of a name stand apart."""
    words: list[str] = []
    hidden: Element | None = None
    for event, part in etree.iterwalk(node, events=("start", "end")):
        if event == "start":
            if hidden is None and part is not node and is_left_out(part):
                hidden = part
            if hidden is None:
                words.append(part.text or "")
            continue
        if hidden is None or part is hidden:
            if part is hidden or local_name(part.tag).startswith("name."):
                words.append(" ")
            hidden = None
            words.append((part.tail or "") if part is not node else "")
    return fold_space("".join(words))


def _name_in(node: Element) -> str:
    return words_of(node, lambda part: local_name(part.tag) in BESIDE_NAMES).strip(" ,;")


def _escape(text: str, *, quote: bool = False) -> str:
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace('"', "&quot;") if quote else text
