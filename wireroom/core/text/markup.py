"""Rewrites HTML so that no parser of HTML loses text in it: stray <, CDATA, foreign and raw-text elements, depth.

Makes nothing safe: core.text.sanitize does that with what comes out of here.
"""

import re
from html import unescape
from urllib.parse import urlsplit

TAGS = frozenset(
    """
    a abbr acronym address article aside b bdi bdo big blockquote br caption cite code col colgroup data dd
    del details dfn div dl dt em figcaption figure h1 h2 h3 h4 h5 h6 hgroup hr i img ins kbd li main mark ol
    p pre q rb rp rt rtc ruby s samp section small span strike strong sub summary sup table tbody td tfoot th
    thead time tr tt u ul var wbr
    """.split()  # noqa: SIM905
)
# Tags of which nothing needs saying; anything else goes the careful way.
_UNUSUAL = re.compile(
    r"<(?!/?(?:a|p|br|b|i|u|s|q|em|img|div|span|strong|li|ul|ol|h[1-6r]|blockquote|table|tbody|thead|tfoot|t[rdh]|figure|"
    r"figcaption|font|small|sup|sub|code|pre|cite|dl|d[dt]|strike|del|ins|section|article|abbr|ruby|"
    r"r[pt])[\s/>])",
    re.IGNORECASE,
)
# A start or end tag; not <me@there.example> or <https://there.example>, which people write in text.
_TAG = re.compile(r"""<(/?)(?![a-z]+://)([a-z][^\s<>/@"']*)((?:[\s/](?:[^<>"']|"[^"]*"|'[^']*')*+)?)>""", re.IGNORECASE)
_PLAIN_TAG = re.compile(r"<(/?)([a-zA-Z][^\s<>/@]*)([^<>]*)>")
# Elements whose inside a parser of HTML drops or takes as bare characters; without their tags it is read as any other.
_KEPT = TAGS | {"textarea", "title", "xmp", "plaintext"}
_EMBEDDED = frozenset(("iframe", "video", "audio", "embed"))
_AS_BLOCK = frozenset(
    """
    center form fieldset legend nav noscript noframes option optgroup dir menu dialog search body
    """.split()  # noqa: SIM905
)
# Elements that may stay open until the next of their kind, and those that hold nothing, make no depth.
_SHALLOW = frozenset(
    """
    p li dt dd td th tr tbody thead tfoot colgroup rt rp rb br hr img wbr col plaintext
    """.split()  # noqa: SIM905
)
_FORMATTING = frozenset("a b big code em i s small strike strong tt u".split())  # noqa: SIM905
# The parser's time grows with the square of the depth, and its output with open formatting times blocks.
_MAX_DEPTH = 200
_MAX_FORMATTING = 16
_MANY_TAGS = 1000
_TOO_MANY_TAGS = 50_000
# The parser compares each attribute of a tag with all before it.
_LONG = 5000
_LONG_TAG = re.compile(rf"<[^>]{{{_LONG}}}")
_MANY_ATTRIBUTES = 1000
_SRC = re.compile(r"""(?<![\w-])(?:data-)?src\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_OPAQUE_END = {
    "script": re.compile(r"</script[\s/>]", re.IGNORECASE),
    "style": re.compile(r"</style[\s/>]", re.IGNORECASE),
}


def rewrite_markup(html: str) -> str:
    """The HTML with everything rewritten that its parser would lose: stray <, CDATA, foreign and raw-text elements."""
    tags = html.count("<")
    if tags == html.count(">") and tags < _MANY_TAGS and not _UNUSUAL.search(html) and not _LONG_TAG.search(html):
        return html
    if "<![CDATA[" in html:
        # A section within a body is markup to its writer; a parser of HTML takes it for a comment.
        html = html.replace("<![CDATA[", "").replace("]]>", "")
    return _Rewriting(html, plain=tags > _TOO_MANY_TAGS).run()


class _Rewriting:
    """One pass over the tags of one HTML text, in time linear in its length whatever is thrown at it."""

    def __init__(self, html: str, *, plain: bool):
        self.html = html
        self.plain = plain
        self.out: list[str] = []
        self.misses = 0
        self.depth = 0
        self.formatting = 0
        self.awaiting = False
        self.open_for_ever: set[str] = set()

    def run(self) -> str:
        html, out, at = self.html, self.out, 0
        while (start := html.find("<", at)) >= 0:
            out.append(html[at:start])
            at = self.skip_declaration(start) if html.startswith(("<!", "<?"), start) else 0
            if at:
                continue
            # After many false starts the quotes cannot be trusted, and looking for their ends would cost too much.
            found = (_TAG if self.misses < 64 else _PLAIN_TAG).match(html, start)
            if found:
                at = self.take_tag(found)
            else:
                self.misses += 1
                out.append("&lt;")
                at = start + 1
        out.append(html[at:])
        return "".join(out)

    def skip_declaration(self, start: int) -> int:
        """The place after a comment, a doctype or a processing instruction; 0 when there is no end."""
        html = self.html
        if html.startswith("<!--", start) and (end := self.find_end("-->", start + 4)):
            return end
        # An unclosed comment would swallow the rest; as in older browsers it ends at the first >.
        return self.find_end(">", start)

    def find_end(self, mark: str, start: int) -> int:
        """The place after the next such mark, 0 when none is left (which is remembered)."""
        if mark in self.open_for_ever:
            return 0
        end = self.html.find(mark, start)
        if end < 0:
            self.open_for_ever.add(mark)
            return 0
        return end + len(mark)

    def take_tag(self, found: re.Match) -> int:
        closing, name = found[1], found[2].lower()
        if name in _OPAQUE_END and not closing and not found[3].endswith("/"):
            end = _OPAQUE_END[name].search(self.html, found.end())
            return (self.html.find(">", end.start()) + 1 or len(self.html)) if end else len(self.html)
        if name in _KEPT:
            if self.may_open(name) if not closing else self.may_close(name):
                self.out.append(f"<{closing}{name}>" if _has_many_attributes(found[3]) else found[0])
        elif name in _EMBEDDED or (name == "source" and self.awaiting):
            link = "" if closing else _embed_link(found[3])
            self.awaiting = not closing and not link
            self.out.append(link)
        elif name in _AS_BLOCK and (closing or self.may_open("div")):
            self.out.append(f"<{closing}div>")
        return found.end()

    def may_open(self, name: str) -> bool:
        if name in _FORMATTING:
            if self.plain or self.formatting >= _MAX_FORMATTING:
                return False
            self.formatting += 1
        if name in _SHALLOW:
            return True
        if self.depth >= _MAX_DEPTH:
            return False
        self.depth += 1
        return True

    def may_close(self, name: str) -> bool:
        if name in _FORMATTING:
            self.formatting = max(0, self.formatting - 1)
        if name not in _SHALLOW:
            self.depth = max(0, self.depth - 1)
        return True


def _has_many_attributes(attributes: str) -> bool:
    """More than any writer means, however they are set apart: such a tag keeps none."""
    return len(attributes) > _LONG and sum(map(attributes.count, " \t\r\n\f/\"'")) > 2 * _MANY_ATTRIBUTES


def _embed_link(attributes: str) -> str:
    source = _SRC.search(attributes)
    address = unescape(next((group for group in source.groups() if group), "")).strip() if source else ""
    if address.startswith("//"):
        address = "https:" + address
    host = _host(address)
    if not host or not address.lower().startswith(("http://", "https://")):
        return ""
    # No text of its own: what a body says stays what its writer said. A style sheet shows the title of such a link.
    return f'<a href="{escape_address(address)}" title="{host}"></a>'


def escape_address(address: str) -> str:
    """An address as it stands in an HTML attribute."""
    return address.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;").replace(">", "&gt;")


def _host(address: str) -> str:
    try:
        return (urlsplit(address).hostname or "").encode("ascii", "ignore").decode()
    except ValueError:
        return ""
