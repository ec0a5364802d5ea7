"""What a request carries that nobody else may read: to whom it goes, how it stays out of texts. Reads no secret.

Secrets go to the first address's origin alone. They stand in no error, log or response: a server that repeats them,
in a header, in the address it redirects to or in its document, does not bring them into ours.
"""

import base64
import binascii
import re
from dataclasses import dataclass, field, replace
from urllib.parse import quote, unquote_plus

from wireroom.core.errors import FetchError
from wireroom.core.ports import FetchRequest
from wireroom.edge.http.addresses import WebAddress

HIDDEN = "…"
_METHODS = frozenset({"GET", "POST", "PUT", "PATCH", "DELETE"})
_TOKEN = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+\Z")
_VALUE = re.compile(r"[\t\x20-\x7e\x80-\xff]*\Z")
# What the client says itself: a second one would leave it to the server which of the two counts.
_OURS = frozenset(
    {"host", "connection", "content-length", "transfer-encoding", "accept", "accept-encoding", "user-agent", "te"}
)
_SECRET_HEADERS = frozenset({"authorization", "cookie", "proxy-authorization", "x-api-key", "api-key", "x-auth-token"})
# Shorter than this a value is a word that stands in texts by chance.
_SHORTEST_HIDDEN = 4
# In a document, where a hidden word would be missing from the copy, only what can be no word of it.
_SHORTEST_IN_DOCUMENTS = 16
# How the parts of an address are set apart where it stands in a document: plain, in XML, in JSON.
_JOINT = rb"(?:&amp;|&#38;|&#x26;|\\u0026|&)"
_QUERY_SAFE = "%/:?~+!$,;'@()*[]|-._="


@dataclass(frozen=True, slots=True)
class Credentials:
    """`headers` and `query` ("name=value") as they are sent, and every spelling in which they are to be hidden."""

    headers: list[tuple[bytes, bytes]] = field(default_factory=list, repr=False)
    query: str = field(default="", repr=False)
    hidden: tuple[str, ...] = field(default=(), repr=False)

    @classmethod
    def of(cls, request: FetchRequest) -> "Credentials":
        """Of a request; what in it cannot be sent at all is check_request's to refuse."""
        headers = [
            (name.encode("latin-1", "replace"), value.encode("latin-1", "replace")) for name, value in request.headers
        ]
        query = quote(request.secret_query, safe=_QUERY_SAFE)
        words = [word for name, value in request.headers for word in _find_words(name, value)]
        if query:
            value = query.partition("=")[2]
            words += [value, unquote_plus(value), quote(unquote_plus(value), safe="")]
        long_first = sorted({word for word in words if len(word) >= _SHORTEST_HIDDEN}, key=len, reverse=True)
        return cls(headers, query, tuple(long_first))

    def __bool__(self) -> bool:
        return bool(self.hidden or self.query)

    def withheld(self) -> "Credentials":
        """For another origin: nothing is sent, everything stays hidden."""
        return Credentials([], "", self.hidden)

    def sign(self, address: WebAddress) -> WebAddress:
        """The address as it is asked for."""
        if not self.query:
            return address
        return replace(address, target=f"{address.target}{'&' if '?' in address.target else '?'}{self.query}")

    def strip(self, address: WebAddress) -> WebAddress:
        """A redirect's target without a secret the server put into it. Raises FetchError where one stays in it."""
        name = self.query.partition("=")[0]
        path, mark, query = address.target.partition("?")
        if name and mark:
            kept = [part for part in query.split("&") if part.partition("=")[0] != name]
            address = replace(address, target="?".join([path, *(["&".join(kept)] if kept else [])]))
        if any(word in spelling for word in self.hidden for spelling in (address.text, unquote_plus(address.text))):
            raise FetchError("it redirects to an address that holds the secret", permanent=True)
        return address

    def hide(self, text: str) -> str:
        """A text without the secret, however it is spelled."""
        if self.query:
            # As a part of an address it leaves without a trace, so that a next link stays one.
            text = text.replace(f"{self.query}&", "").replace(f"&{self.query}", "").replace(f"?{self.query}", "")
        for word in self.hidden:
            text = text.replace(word, HIDDEN)
        return text

    def clear(self, body: bytes) -> bytes:
        """A document without the secret: some services write the key into the addresses they give."""
        if self.query:
            part = re.escape(self.query.encode())
            around = rb"(\?|%b)%b(?:(%b)|(?![\w%%~.+-]))" % (_JOINT, part, _JOINT)
            body = re.sub(around, lambda found: found[1] if found[2] else b"", body)
        for word in self.hidden:
            if len(word) >= _SHORTEST_IN_DOCUMENTS:
                body = body.replace(word.encode(), HIDDEN.encode())
        return body


def _find_words(name: str, value: str) -> list[str]:
    """What is to be hidden of a header: its value, the part that follows the scheme, the password in that."""
    if name.lower() not in _SECRET_HEADERS:
        return []
    scheme, _, rest = value.partition(" ")
    words = [value, rest]
    if scheme.lower() == "basic":
        try:
            words.append(base64.b64decode(rest, validate=True).decode("utf-8").partition(":")[2])
        except (binascii.Error, UnicodeDecodeError):
            return words
    return words


def check_request(request: FetchRequest) -> None:
    """Raises FetchError (permanent) for a method or header that cannot be sent; the text names it, not its value."""
    if request.method not in _METHODS:
        raise FetchError(f"no method that is used: {request.method[:20]!r}", permanent=True)
    if request.method == "GET" and request.body:
        raise FetchError("a GET carries no body", permanent=True)
    for name, value in request.headers:
        if not _TOKEN.match(name) or name.lower() in _OURS:
            raise FetchError(f"no header that a request may set: {name[:60]!r}", permanent=True)
        if not _VALUE.match(value) or value != value.strip():
            raise FetchError(f"the header {name} holds characters that cannot be sent", permanent=True)
