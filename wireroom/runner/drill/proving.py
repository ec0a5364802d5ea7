"""Proving that killed articles are gone: every file of the site is read, every address of theirs is asked for.

Believes no receipt: what counts is what a visitor gets.
"""

import http.client
import json
import re
from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path
from urllib.parse import quote, urlsplit

from wireroom.runner.drill.killing import Killed

# A shorter headline may stand in other copy by chance; the key never does.
LEAST_HEADLINE = 16
READ = (".html", ".xml", ".rss", ".atom", ".json", ".txt", "")
_TOKEN = re.compile(rb"[a-z2-7]{10}")
_TOMBSTONE = re.compile(rb"<at:deleted-entry .*?</at:deleted-entry>", re.DOTALL)
GONE = 410
DOCUMENTS = ("ninjs.json", "newsml.xml")


def find_remains(site: Path, killed: Sequence[Killed]) -> list[str]:
    """What still speaks of a killed article, a line each: the files, and what they hold.

    The notice under an article's own address may name the address. Feeds may hold tombstones, which name the article
    that went and none of its words.
    """
    by_key = {article.key.encode(): article for article in killed}
    headlines = [(form, article) for article in killed for form in _forms(article.headline)]
    remains = []
    for file in site.rglob("*"):
        if file.suffix not in READ or not file.is_file():
            continue
        path, body = f"/{file.relative_to(site).as_posix()}", _without_tombstones(file)
        for key in {token for token in _TOKEN.findall(body) if token in by_key}:
            if not path.startswith(by_key[key].path):
                remains.append(f"{path} names {by_key[key].path}")
        remains += [f"{path} says {article.headline!r}" for form, article in headlines if form in body]
    return remains


def find_answers(address: str, killed: Sequence[Killed]) -> list[str]:
    """What the web side answers that it should not, a line each. `address` is host:port, on the loopback."""
    connection = http.client.HTTPConnection(address, timeout=30)
    wrong = []
    places: dict[str, list[Killed]] = {}
    for article in killed:
        status, body = _get(connection, article.path)
        if status != GONE:
            wrong.append(f"{article.path} answers {status}")
        wrong += _said(article.path, body, [article])
        for form in DOCUMENTS:
            status, body = _get(connection, path := f"/api/articles/{article.key}.{form}")
            wrong += [f"{path} answers {status}"] if status != GONE else _said(path, body, [article])
        _, body = _get(connection, path := f"/search.json?q={quote(article.headline[:200], safe='')}")
        wrong += [f"{path} names {article.path}"] if article.path.encode() in body else _said(path, body, [article])
        for path in article.places:
            places.setdefault(path, []).append(article)
    for path, articles in places.items():
        status, body = _get(connection, path.removesuffix("index.html"))
        if path.startswith("/pictures/") and status == 200:
            wrong.append(f"{path} is still there")
        wrong += _said(path, _TOMBSTONE.sub(b"", body), articles)
    for language in sorted({article.language for article in killed}):
        path = f"/api/articles.json?lang={language}&limit=200"
        while path:
            _, body = _get(connection, path)
            wrong += _said(path, body, killed)
            path = _next_page(body)
    connection.close()
    return wrong


def _said(place: str, body: bytes, articles: Sequence[Killed]) -> list[str]:
    return [
        f"{place} says {article.headline!r}"
        for article in articles
        for form in _forms(article.headline)
        if form in body
    ]


def _next_page(body: bytes) -> str:
    """The path of the list's next page, "" after the last or when it is no list."""
    try:
        address = json.loads(body).get("next") or ""
    except ValueError:
        return ""
    parts = urlsplit(address)
    return f"{parts.path}?{parts.query}" if address else ""


def _get(connection: http.client.HTTPConnection, path: str) -> tuple[int, bytes]:
    connection.request("GET", quote(path, safe="/?&=%+:,"))
    response = connection.getresponse()
    return response.status, response.read()


def _forms(headline: str) -> Iterator[bytes]:
    """The headline as text, as HTML and as JSON write it."""
    if len(headline.encode()) < LEAST_HEADLINE:
        return
    forms = {headline, escape(headline), escape(headline, quote=False), json.dumps(headline, ensure_ascii=False)[1:-1]}
    yield from (form.encode() for form in forms)


def _without_tombstones(file: Path) -> bytes:
    body = file.read_bytes()
    if b"<at:deleted-entry " in body:
        return _TOMBSTONE.sub(b"", body)
    if file.name == "feed.json" and b'"gone"' in body:
        feed = json.loads(body)
        feed.get("_wireroom", {}).pop("gone", None)
        return json.dumps(feed, ensure_ascii=False).encode()
    return body
