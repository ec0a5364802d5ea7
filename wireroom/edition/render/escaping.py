"""Makes text safe for the place it goes to: HTML, XML, a script of JSON. Sanitises no HTML: that is done before."""

import html
import json
import re
from collections.abc import Mapping

# What neither XML 1.0 nor UTF-8 can carry: most controls, lone surrogates, two non-characters.
_UNCARRIABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
# What makes HTML text need any work at all: most texts have none of it, and this one look is cheaper than replacing.
_UNSAFE = re.compile("[&<>\"'\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_LOCAL = re.compile(r"""(\s(?:src|href|poster)=["'])/(?!/)""")
_IMG = re.compile(r"<img\b[^>]*>")
_SIZES = re.compile(r'\s(?:srcset|sizes|loading)="[^"]*"')
_LINKED = re.compile(r"<(?:a|blockquote|q|ins|del)\b[^>]*>")
_NOWHERE = re.compile(r'\s(?:href|cite)="(?!https?://|//|mailto:|tel:)[^"]*"')
_WEB = re.compile(r"https?://[^\s]", re.IGNORECASE)
_TAG = re.compile(r"<[^>]*>")
_BREAK = re.compile(r"</(?:p|div|li|h[1-6]|blockquote|tr|figcaption)>|<br\s*/?>", re.IGNORECASE)
_SPACE = re.compile(r"\s+")


class Safe(str):
    """Markup that is escaped already: templates write it as it is."""

    __slots__ = ()

    # What template engines ask for; the built-in method itself, as a page asks some hundred times.
    __html__ = str.__str__


_EMPTY = Safe("")
_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def cut_uncarriable(text: str) -> str:
    """`text` without the characters that no page or feed may hold."""
    return _UNCARRIABLE.sub("", text)


def html_text(text: str | None) -> Safe:
    """Plain text as HTML, for element content and quoted attributes alike; None is empty."""
    if not text:
        return _EMPTY
    if _UNSAFE.search(text) is None:
        return Safe(text)
    return Safe(html.escape(_UNCARRIABLE.sub("", text)))


def web_address(url: str | None) -> Safe:
    """An address elsewhere, for an attribute: empty unless it is http or https, so that no link can run a script."""
    return html_text(url) if url and _WEB.match(url) else Safe("")


def xml_text(text: str | None) -> str:
    """Plain text or HTML as XML character data, for element content and quoted attributes alike."""
    return html.escape(_UNCARRIABLE.sub("", text or "")).replace("&#x27;", "&#39;")


def script_json(value: Mapping[str, object]) -> Safe:
    """JSON for a <script> element: nothing in it can end the element, open a comment or break a line."""
    text = _JSON.encode(value)
    text = text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
    text = text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    # JSON escapes controls itself; what is left to lose are lone surrogates.
    return Safe(text.encode("utf-8", "ignore").decode())


def absolute_html(body: str, base_url: str) -> str:
    """Safe HTML for readers away from the site: local addresses absolute, no link to nowhere, one size a picture."""
    if "<img" in body:
        body = _IMG.sub(lambda found: _SIZES.sub("", found[0]), body)
    body = _LOCAL.sub(rf"\g<1>{base_url}/", body)
    return _LINKED.sub(lambda found: _NOWHERE.sub("", found[0]), body)


def plain_text(body: str, *, limit: int) -> str:
    """The words of safe HTML, cut after `limit` characters with an ellipsis."""
    start = body[: limit * 10]
    text = _words(start[: start.rfind("<")] if len(body) > len(start) and "<" in start else start)
    if len(text) < limit and len(body) > len(start):
        text = _words(body)
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def _words(body: str) -> str:
    return _SPACE.sub(" ", html.unescape(_TAG.sub("", _BREAK.sub(" ", body)))).strip()
