"""Makes a tree of a feed's XML, repairing what is safe to repair, and writes parts of it as HTML. Knows no format.

No document type reaches the XML library: entities that a document declares itself are replaced here, once and in
bounds, so nothing expands without end and nothing is fetched.
"""

import codecs
import re

from lxml import etree

from wireroom.core.formats.fields import Element
from wireroom.core.formats.repair import DOCTYPE, PROLOG, REFERENCE, Balance, CannotRepair, character_of, repair
from wireroom.core.text.characters import strip_controls
from wireroom.core.text.decode import MAX_BYTES

XML_BASE = "{http://www.w3.org/XML/1998/namespace}base"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

_PARSER = etree.XMLParser(
    encoding="utf-8",
    huge_tree=True,
    resolve_entities=False,
    no_network=True,
    load_dtd=False,
    remove_comments=True,
    remove_pis=True,
    collect_ids=False,
)


_ENTITY = re.compile(r"""<!ENTITY\s+([\w.-]+)\s+(?:"([^"<%]{0,500})"|'([^'<%]{0,500})')\s*>""")
# Two patterns, each with a beginning to look for, are ten times as fast as one with both.
_C1 = re.compile(rb"\xc2[\x80-\x9f]")
_C1_WRITTEN = re.compile(rb"&#(?:1[2-5]\d|[xX]0*[89][0-9a-fA-F]);")
# A document up to its root, where there is no document type before it. Atomic, so that no comment reaches over one.
_START = re.compile(rb"\s*<(?>\?.*?\?>\s*<|!--.*?-->\s*<)*[^!?]", re.DOTALL)
_C1_REFERENCE = re.compile(r"&#(?:1[2-5]\d|[xX]0*[89][0-9a-fA-F]);")


class NotWellFormed(Exception):
    """A document that is no XML, even after repair; the text is the library's reason. Never leaves core.formats."""


class Tree:
    """A parsed document: its root, whether it uses xml:base and xml:lang, and what was done to it before.

    `repaired`: it was no XML. `guessed`: its tags did not match, and were made to.
    """

    __slots__ = ("guessed", "has_base", "has_lang", "repaired", "root")

    def __init__(self, root: Element, source: bytes, *, repaired: bool, guessed: bool = False):
        self.root = root
        self.repaired = repaired
        self.guessed = guessed
        marked = b"xml:" in source
        self.has_base = marked and b"xml:base" in source
        self.has_lang = marked and b"xml:lang" in source


def parse_usual(body: bytes) -> Tree | None:
    """The tree of what most documents are: well-formed UTF-8 with nothing to strip or replace first; None for others.

    The XML library refuses bytes that are no UTF-8 and control characters, so what it takes needs no decoding before.
    """
    if body[:3] == codecs.BOM_UTF8:
        body = body[3:]
    if len(body) > MAX_BYTES or b"\x7f" in body:
        return None
    if (not body.isascii() and _C1.search(body)) or _C1_WRITTEN.search(body):
        return None
    try:
        return Tree(_root_of(body), body, repaired=False)
    except (etree.XMLSyntaxError, ValueError):
        return None


def parse_xml(text: str) -> Tree:
    """The tree of a decoded document. Raises NotWellFormed when no repair makes XML of it."""
    start = PROLOG.match(text).end()
    entities: dict[str, str] = {}
    if text.startswith("<!", start):
        doctype = DOCTYPE.match(text, start)
        if doctype:
            start = doctype.end()
            entities = _declared(doctype[1] or "")
    content = text[start:] if start else text
    source = content.encode()
    if b"&#" in source and _C1_REFERENCE.search(content):
        content = _C1_REFERENCE.sub(_c1, content)
        source = content.encode()
    if not entities:
        try:
            return Tree(_root_of(source), source, repaired=False)
        except (etree.XMLSyntaxError, ValueError):
            pass
    try:
        content = repair(content, entities)
        source = content.encode()
        try:
            return Tree(_root_of(source), source, repaired=not entities)
        except (etree.XMLSyntaxError, ValueError):
            balance = Balance(content)
            source = balance.text.encode()
            return Tree(_root_of(source), source, repaired=True, guessed=balance.guessed)
    except (etree.XMLSyntaxError, ValueError, CannotRepair) as error:
        raise NotWellFormed(str(error)) from error


def _root_of(source: bytes) -> Element:
    """Raises XMLSyntaxError or ValueError for what is no XML, or has a document type still."""
    if not _START.match(source):
        raise ValueError("the document does not begin with an element")
    return etree.fromstring(source, _PARSER)


def _declared(subset: str) -> dict[str, str]:
    """Entities of the internal subset with plain values; references in them are dropped: that is how bombs work."""
    found: dict[str, str] = {}
    for match in _ENTITY.finditer(subset):
        value = match[2] if match[2] is not None else match[3]
        if len(found) < 300:
            found.setdefault(match[1], _plain(value))
    return found


def _plain(value: str) -> str:
    return REFERENCE.sub(lambda found: character_of(found[1]) if found[1] else "", value)


def _c1(found: re.Match) -> str:
    number = found[0][2:-1]
    code = int(number[1:], 16) if number[0] in "xX" else int(number)
    return strip_controls(chr(code)) if 0x80 <= code <= 0x9F else found[0]


MOST_ATTRIBUTES = 500
_VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr")
)


def inner_html(element: Element) -> str:
    """What an element holds, written as HTML: local names only, whatever prefix the document used."""
    if not len(element):
        return _escape(element.text or "")
    out: list[str] = [_escape(element.text or "")]
    for event, node in etree.iterwalk(element, events=("start", "end")):
        if node is element:
            continue
        name = node.tag.rpartition("}")[2]
        if event == "start":
            # The library takes the square of their number to list them.
            given = node.attrib.items() if len(node.attrib) <= MOST_ATTRIBUTES else ()
            attributes = "".join(f' {key.rpartition("}")[2]}="{_escape(value, quote=True)}"' for key, value in given)
            out.append(f"<{name}{attributes}>{_escape(node.text or '')}")
        else:
            if name.lower() not in _VOID:
                out.append(f"</{name}>")
            out.append(_escape(node.tail or ""))
    return "".join(out)


def _escape(text: str, *, quote: bool = False) -> str:
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace('"', "&quot;") if quote else text


def base_of(element: Element) -> str | None:
    """The xml:base that holds for an element, its ancestors' joined in."""
    try:
        return element.base
    except ValueError:
        return None


def language_of(element: Element) -> str | None:
    """The nearest xml:lang that holds for an element: empty where one takes it back, None where there is none."""
    node: Element | None = element
    while node is not None:
        value = node.get(XML_LANG)
        if value is not None:
            return value.strip()
        node = node.getparent()
    return None
