"""Reads the content of an item: its text, and lines marked up in it. Pictures and files are renditions.py's."""

import base64
import binascii
import re
from typing import NamedTuple

from wireroom.core.formats.fields import Element, Fields
from wireroom.core.formats.newsml_g2.management import Reading
from wireroom.core.formats.newsml_g2.words import has_words, roles_of, text_of
from wireroom.core.formats.nitf_body import find_names, nitf_body_html
from wireroom.core.formats.parsed import Problem
from wireroom.core.formats.raw import Text
from wireroom.core.formats.xml import inner_html
from wireroom.core.text.characters import strip_controls

KNOWN = frozenset(["inlinexml", "inlinedata", "remotecontent"])
# End tags, or a tag that stands alone: what is declared plain text and is not.
_MARKUP = re.compile(r"</(?:p|a|div|b|i|em|strong|li|span|h[1-6]|table)>|<(?:br|hr)\s*/?>", re.I)
_NO_TEXT = frozenset(("head", "script", "style"))
_HIDDEN = ("nonpublic", "non-public", "private", "internal")
# Parts of a story that some agencies send beside the whole.
_PARTS = ("headline", "title", "slug", "teaser", "public", "note", "caption", "summary")


class Body(NamedTuple):
    """A story's text, and the element it stands in where it has mark-up."""

    text: Text
    element: Element | None = None


def read_body(content: Fields, reading: Reading) -> None:
    """The text of the item: what has mark-up before what has none. The others in a contentSet say the same again."""
    body = _of_xml(content, reading) or _of_data(content, reading)
    if body is None:
        return
    reading.item.body = body.text
    if body.element is not None:
        _read_marked(body.element, reading)


def _of_xml(content: Fields, reading: Reading) -> Body | None:
    for inline in content.get("inlinexml", ()):
        if _is_hidden(inline):
            continue
        story = _story_in(inline)
        if not has_words(story):
            continue
        if _local(story) in ("nitf", "body.content") or any(_local(child) == "body.content" for child in story):
            html = nitf_body_html(story)
            reading.item.names += [name for name in find_names(story) if name not in reading.item.names]
        else:
            html = inner_html(story)
        return Body(Text(html.strip(), "html"), story)
    return None


def _story_in(inline: Element) -> Element:
    """What of an inlineXML is the story: the body of a page, a NITF as a whole, else all that is there."""
    children = list(inline)
    if len(children) == 1 and _local(children[0]) == "nitf":
        return children[0]
    page = children[0] if len(children) == 1 and _local(children[0]) == "html" else inline
    bodies = [child for child in page if _local(child) == "body"]
    if bodies:
        return bodies[0]
    for child in list(page):
        if _local(child) in _NO_TEXT:
            page.remove(child)
    return page


def _of_data(content: Fields, reading: Reading) -> Body | None:
    """The longest of what is no part of a story, else the longest part; what is not for readers never."""
    found: list[tuple[bool, int, Text]] = []
    for inline in content.get("inlinedata", ()):
        kind = (inline.get("contenttype") or "text/plain").lower()
        if _is_hidden(inline) or not (kind.startswith("text/") or "html" in kind or "xml" in kind):
            continue
        value = _decoded(inline, reading)
        if not value or not value.strip():
            continue
        html = len(inline) > 0 or "html" in kind or bool(_MARKUP.search(value))
        part = any(word in (inline.get("rendition") or "").lower().rpartition(":")[2] for word in _PARTS)
        found.append((not part, len(value), Text(value, "html" if html else "lines")))
    if not found:
        return None
    return Body(max(found, key=lambda entry: entry[:2])[2])


def _decoded(inline: Element, reading: Reading) -> str | None:
    if len(inline):
        return inner_html(inline)
    value = inline.text
    encoding = inline.get("encoding") or inline.get("encodinguri")
    if not encoding or not value:
        return value
    try:
        if "base64" not in encoding.lower():
            raise ValueError(encoding)
        return strip_controls(base64.b64decode("".join(value.split()), validate=True).decode("utf-8"))
    except (binascii.Error, ValueError):
        message = f"text in the encoding {encoding[:60]!r} could not be read"
        reading.item.problems.append(Problem("unknown_encoding", message, "content_html"))
        return None


def _read_marked(story: Element, reading: Reading) -> None:
    """Byline, dateline and credit from mark-up that names them, where the metadata have none."""
    item = reading.item
    if item.byline and item.dateline and item.credit_line:
        return
    for node in story.iter():
        marks = node.get("class")
        name = _local(node) if marks is None else marks.lower()
        words = name.split()
        if item.byline is None and "byline" in words and (line := text_of(node)):
            item.byline = line
            item.authors = [line]
        elif item.dateline is None and "dateline" in words:
            item.dateline = text_of(node)
        elif item.credit_line is None and marks is not None and "credit" in words:
            item.credit_line = (text_of(node) or "").strip("() ") or None


def _is_hidden(inline: Element) -> bool:
    marks = f"{inline.get('rendition') or ''} {inline.get('pubconstraint') or ''} {' '.join(roles_of(inline))}".lower()
    return any(word in marks for word in _HIDDEN)


def _local(element: Element) -> str:
    return element.tag.rpartition("}")[2].lower()
