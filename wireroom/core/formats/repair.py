"""Repairs the text of XML where that is safe: junk around it, references, missing declarations, an end cut off. Parses
nothing, and leaves alone what needs a guess (that is what salvage is for)."""

import re
from html.entities import html5

from wireroom.core.text.characters import strip_controls

# For prefixes that a document uses and does not declare.
_KNOWN_PREFIXES = {
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "media": "http://search.yahoo.com/mrss/",
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "xhtml": "http://www.w3.org/1999/xhtml",
    "at": "http://purl.org/atompub/tombstones/1.0",
}

PROLOG = re.compile(r"\s*(?:<\?xml\b[^>]*\?>\s*|<!--.*?-->\s*|<\?[^>]*\?>\s*)*", re.DOTALL)
DOCTYPE = re.compile(
    r"""<!DOCTYPE(?:[^\[<>"']|"[^"]*"|'[^']*')*+(?:\[((?:[^\]"'<]|"[^"]*"|'[^']*'|<!--.*?-->|<)*+)\]\s*)?>""", re.DOTALL
)
REFERENCE = re.compile(r"&(?:#(\d{1,10}|[xX][0-9a-fA-F]{1,8});|([A-Za-z][\w.-]{0,40});)?")
_ROOT = re.compile(r"<(?:\?xml|!DOCTYPE|rss|feed|rdf:RDF|channel|RDF|[a-z]+:(?:rss|feed))\b", re.IGNORECASE)
_END = re.compile(r"</(?:\w+:)?(?:rss|feed|RDF|channel)\s*>", re.IGNORECASE)
_CDATA = re.compile(r"(<!\[CDATA\[.*?\]\]>|<!--.*?-->)", re.DOTALL)
_XML_NAMES = {"amp", "lt", "gt", "quot", "apos"}
_PREFIX_USED = re.compile(r"</?([A-Za-z_][\w.-]*):[A-Za-z_]|\s([A-Za-z_][\w.-]*):[\w.-]+\s*=\s*[\"']")
_START_TAG = re.compile(r"""<[A-Za-z_][\w.:-]*(?=[\s/>])""")


_TOKEN = re.compile(r"<!\[CDATA\[|<!--|<\?|<(/?)([A-Za-z_][\w.:-]*)[^<>]*?(/?)>")
_MAX_OPEN = 1000


class CannotRepair(Exception):
    """A document that only guesses could repair. Never leaves core.formats."""


def repair(text: str, entities: dict[str, str]) -> str:
    """A document's text with junk around the root cut, references made literal or numeric, missing namespace
    declarations and missing end tags at its end added. `entities` are those that the document declared.

    Raises CannotRepair where entities expand without measure, or a cut document has tags that do not match.
    """
    root = _ROOT.search(text)
    if root and root.start():
        text = text[root.start() :]
        if text.startswith("<?xml"):
            text = text[PROLOG.match(text).end() :]
        if doctype := DOCTYPE.match(text):
            text = text[doctype.end() :].lstrip()
    ends = [match.end() for match in _END.finditer(text)]
    if not ends:
        text = _close(text)
    elif text[ends[-1] :].strip() and "<" not in text[ends[-1] :]:
        text = text[: ends[-1]]
    budget = [len(text) * 2 + 100_000]

    def replace(found: re.Match) -> str:
        number, name = found[1], found[2]
        if number:
            character = character_of(number)
            return character if character not in ("<", "&", ">") else found[0]
        if name in _XML_NAMES:
            return found[0]
        if name:
            value = entities.get(name) or html5.get(name + ";")
            if value is not None:
                budget[0] -= len(value)
                if budget[0] < 0:
                    raise CannotRepair("entities expand beyond twice the document")
                return value.replace("&", "&amp;").replace("<", "&lt;")
        return "&amp;" + found[0][1:]

    parts = _CDATA.split(text)
    parts[::2] = [REFERENCE.sub(replace, part) for part in parts[::2]]
    return _declare_prefixes("".join(parts))


def _close(text: str) -> str:
    """The end tags that a document cut off in the middle lacks. Raises CannotRepair when its tags do not match."""
    stack: list[str] = []
    at = 0
    while found := _TOKEN.search(text, at):
        at = found.end()
        mark = found[0]
        if not found[2]:
            end = text.find({"<![CDATA[": "]]>", "<!--": "-->"}.get(mark, "?>"), at)
            if end < 0:
                # Cut within: a CDATA section ends here, a comment or an instruction had nothing to say.
                text = text + "]]>" if mark == "<![CDATA[" else text[: found.start()]
                break
            at = end
        elif found[1]:
            if not stack or stack.pop() != found[2]:
                raise CannotRepair(f"</{found[2][:40]}> closes what is not open")
        elif not found[3]:
            stack.append(found[2])
            if len(stack) > _MAX_OPEN:
                raise CannotRepair("too many open elements")
    else:
        last = text.rfind("<")
        if last >= at:
            text = text[:last]
    if not stack:
        raise CannotRepair("no root element is open at the end")
    return text + "".join(f"</{name}>" for name in reversed(stack))


def _declare_prefixes(text: str) -> str:
    used = {first or second for first, second in _PREFIX_USED.findall(text)}
    missing = sorted(prefix for prefix in used - {"xml", "xmlns"} if f"xmlns:{prefix}" not in text)
    if not missing or len(missing) > 200:
        return text
    names = "".join(
        f' xmlns:{name}="{_KNOWN_PREFIXES.get(name.lower(), "urn:undeclared:" + name)}"' for name in missing
    )
    return _START_TAG.sub(lambda found: found[0] + names, text, count=1)


def character_of(number: str) -> str:
    """The character of a numeric reference ("8217", "x2019"), nothing for one that no text can hold."""
    code = int(number[1:], 16) if number[0] in "xX" else int(number)
    return strip_controls(chr(code)) if 0 < code < 0x110000 else ""
