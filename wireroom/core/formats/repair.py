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

PROLOG = re.compile(r"\s*(?>(?:<!--.*?-->|<\?.*?\?>)\s*)*", re.DOTALL)
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


_TOKEN = re.compile(r"<!\[CDATA\[|<!--|<\?|<(/?)([A-Za-z_][\w.:-]*)([^<>]*?)(/?)>")
_ATTRIBUTE = re.compile(r"""([A-Za-z_][\w:.-]*)(?:\s*=\s*("[^"<]*"|'[^'<]*'|[^\s"'<>]+))?""")
_GOOD_ATTRIBUTES = re.compile(r"""(?:\s+[A-Za-z_][\w:.-]*\s*=\s*(?:"[^"<]*"|'[^'<]*'))*+\s*""")
# Elements that hold elements: a stray end tag does not close them.
_CONTAINERS = frozenset(("rss", "channel", "item", "feed", "entry", "rdf", "group", "source", "author"))
_PARENT = re.compile(r"<([A-Za-z_][\w.:-]*)[^<>]*>\s*$")
_MAX_OPEN = 1000


class CannotRepair(Exception):
    """A document that only guesses could repair. Never leaves core.formats."""


def repair(text: str, entities: dict[str, str]) -> str:
    """A document's text with junk around the root cut, references made literal or numeric, and missing namespace
    declarations added. `entities` are those that the document declared.

    Raises CannotRepair where entities expand without measure.
    """
    root = _ROOT.search(text)
    if root and root.start():
        text = text[root.start() :]
        if text.startswith("<?xml"):
            text = text[PROLOG.match(text).end() :]
        if doctype := DOCTYPE.match(text):
            text = text[doctype.end() :].lstrip()
    text = _close_sections(text)
    ends = [match.end() for match in _END.finditer(text)]
    if ends and text[ends[-1] :].strip() and "<" not in text[ends[-1] :]:
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
            value = entities[name] if name in entities else html5.get(name + ";")
            if value is not None:
                budget[0] -= len(value)
                if budget[0] < 0:
                    raise CannotRepair("entities expand beyond twice the document")
                return value.replace("&", "&amp;").replace("<", "&lt;")
        return "&amp;" + found[0][1:]

    parts = _CDATA.split(text)
    parts[::2] = [REFERENCE.sub(replace, part) for part in parts[::2]]
    return _declare_prefixes("".join(parts))


def _close_sections(text: str) -> str:
    """The text with CDATA sections that are never closed ended where the element they stand in ends."""
    out: list[str] = []
    at = 0
    end = -2
    while (start := text.find("<![CDATA[", at)) >= 0:
        if end != -1 and end < start:
            end = text.find("]]>", start)
        next_start = text.find("<![CDATA[", start + 9)
        limit = next_start if next_start >= 0 else len(text)
        if 0 <= end < limit:
            stop = end + 3
        else:
            stop = limit
            parent = _PARENT.search(text, max(at, start - 300), start)
            close = text.find(f"</{parent[1]}>", start, limit) if parent else -1
            if close >= 0:
                out.append(text[at:close] + "]]>")
                at = close
                continue
        out.append(text[at:stop])
        at = stop
    out.append(text[at:])
    return "".join(out)


def _declare_prefixes(text: str) -> str:
    used = {first or second for first, second in _PREFIX_USED.findall(text)}
    if len(used) > 200:
        return text
    missing = sorted(prefix for prefix in used - {"xml", "xmlns"} if f"xmlns:{prefix}" not in text)
    if not missing:
        return text
    names = "".join(
        f' xmlns:{name}="{_KNOWN_PREFIXES.get(name.lower(), "urn:undeclared:" + name)}"' for name in missing
    )
    return _START_TAG.sub(lambda found: found[0] + names, text, count=1)


def character_of(number: str) -> str:
    """The character of a numeric reference ("8217", "x2019"), nothing for one that no text can hold."""
    code = int(number[1:], 16) if number[0] in "xX" else int(number)
    return strip_controls(chr(code)) if 0 < code < 0x110000 else ""


class Balance:
    """The text of a document with its tags made to match; `guessed` says whether more than its end was missing."""

    def __init__(self, text: str):
        self.guessed = False
        self._source = text
        self._open: list[str] = []
        self._out: list[str] = []
        self._run()

    @property
    def text(self) -> str:
        return "".join(self._out)

    def _run(self) -> None:
        """One pass. Raises CannotRepair for more open elements than a feed has."""
        text, out, at = self._source, self._out, 0
        while found := _TOKEN.search(text, at):
            self._add_text(text[at : found.start()])
            at = found.end()
            if not found[2]:
                mark = {"<![CDATA[": "]]>", "<!--": "-->"}.get(found[0], "?>")
                end = text.find(mark, at)
                if found[0] == "<![CDATA[":
                    section = text[at : end if end >= 0 else len(text)]
                    out.append(f"<![CDATA[{section}]]>")
                at = end + len(mark) if end >= 0 else len(text)
            elif found[1]:
                self._close(found[2])
            else:
                out.append(f"<{found[2]}{self._attributes(found[3])}{found[4]}>")
                if not found[4]:
                    self._open.append(found[2])
                if len(self._open) > _MAX_OPEN:
                    raise CannotRepair("too many open elements")
        rest = text[at:]
        # A tag cut off at the very end had nothing to say yet.
        last = rest.rfind("<")
        self._add_text(rest[:last] if last >= 0 and ">" not in rest[last:] else rest)
        out.extend(f"</{name}>" for name in reversed(self._open))

    def _add_text(self, text: str) -> None:
        if "<" in text:
            self.guessed = True
            text = text.replace("<", "&lt;")
        if "]]>" in text:
            text = text.replace("]]>", "]]&gt;")
        self._out.append(text)

    def _close(self, name: str) -> None:
        if self._open and self._open[-1] == name:
            self._out.append(f"</{self._open.pop()}>")
            return
        self.guessed = True
        if name in self._open:
            while self._open:
                last = self._open.pop()
                self._out.append(f"</{last}>")
                if last == name:
                    return
        elif self._open and self._open[-1].rpartition(":")[2].lower() not in _CONTAINERS:
            # A misspelt end of a field.
            self._out.append(f"</{self._open.pop()}>")

    def _attributes(self, text: str) -> str:
        if _GOOD_ATTRIBUTES.fullmatch(text):
            return text
        self.guessed = True
        values: dict[str, str] = {}
        for name, value in _ATTRIBUTE.findall(text):
            values.setdefault(name, value.strip("\"'").replace('"', "&quot;"))
        return "".join(f' {name}="{value}"' for name, value in values.items())
