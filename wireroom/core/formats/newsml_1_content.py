"""Turns the ContentItems of a NewsML 1 component into HTML: NITF, XHTML, other mark-up, plain text, Base64 of these."""

import base64
import binascii
import re
from html import escape, unescape
from typing import NamedTuple

from wireroom.core.formats.fields import Element
from wireroom.core.formats.newsml_1_tree import attribute_of, formal_name
from wireroom.core.formats.nitf_body import nitf_body_html
from wireroom.core.formats.xml import NotWellFormed, parse_xml
from wireroom.core.text.characters import strip_controls

_TAG = re.compile(r"<[^<>]*>")
# Split into words, a long text would take ten times its own room.
_SPACES = {code: None for code in range(0x3001) if chr(code).isspace()}
_MARKUP = re.compile(r"</(?:p|a|div|b|i|em|strong|li|span|h[1-6]|blockquote|pre|table)>|<(?:br|hr|p)\s*/?>", re.I)
_DOCUMENT = re.compile(r"(?:<\?xml\b[^>]*>\s*)?(?:<!DOCTYPE[^>]*>\s*)?<(nitf|html)[\s>]", re.I)
_BLANK = re.compile(r"\n[ \t\r]*\n")
# In a text without blank lines, lines longer than any column are paragraphs.
_COLUMN = 100


class Copy(NamedTuple):
    """The text of a ContentItem as HTML that still has to be cleaned, and the NITF story it was in, if any.

    `letters` are its visible characters without white space: what tells whether two of them say the same.
    """

    html: str
    letters: str
    story: Element | None = None


def read_copy(content: Element) -> Copy | None:
    """The text that a ContentItem holds; None where it holds none, or a file."""
    data = content.find(".//{*}DataContent")
    if data is None:
        return None
    if len(data):
        return _copy_of(data)
    text = data.text or ""
    encoding = content.find("{*}Encoding")
    if encoding is not None and "base64" in (attribute_of(encoding, "Notation") or "").lower():
        text = _decode(text) if _is_text(content) else ""
    return _copy_of_text(text)


def _copy_of(data: Element) -> Copy | None:
    story = next(data.iter("{*}nitf"), None)
    page = next(data.iter("{*}html"), None)
    inside = story if story is not None else data
    if story is None and page is not None:
        body = next(page.iter("{*}body"), None)
        inside = body if body is not None else page
    return _copy(nitf_body_html(inside), story)


def _copy_of_text(text: str) -> Copy | None:
    text = text.strip()
    if _DOCUMENT.match(text):
        try:
            root = parse_xml(text).root
        except NotWellFormed:
            return _copy(text)
        holder = root.makeelement("DataContent")
        holder.append(root)
        return _copy_of(holder)
    return _copy(text if _MARKUP.search(text) else _paragraphs(text))


def _copy(html: str, story: Element | None = None) -> Copy | None:
    letters = unescape(_TAG.sub("", html)).translate(_SPACES)
    return Copy(html, letters, story) if letters or story is not None else None


def _paragraphs(text: str) -> str:
    parts = [part.strip() for part in _BLANK.split(text.replace("\r\n", "\n")) if part.strip()]
    lines = [[escape(line.strip(), quote=False) for line in part.split("\n") if line.strip()] for part in parts]
    return "\n".join(
        "".join(f"<p>{line}</p>" for line in part)
        if max(map(len, part)) > _COLUMN
        else "<p>" + "<br>\n".join(part) + "</p>"
        for part in lines
    )


def _is_text(content: Element) -> bool:
    kind = (formal_name(content.find("{*}MediaType")) or "text").lower()
    mime = (formal_name(content.find("{*}MimeType")) or "text/plain").lower()
    return kind == "text" and (mime.startswith("text/") or "xml" in mime or "html" in mime)


def _decode(text: str) -> str:
    try:
        return strip_controls(base64.b64decode("".join(text.split()), validate=True).decode("utf-8", "replace"))
    except (binascii.Error, ValueError):
        return ""
