"""Asking a feed's address, with its credentials, page after page. Touches no database; what goes wrong is raised.

A round goes on while pages bring something new: the first round of an API takes its history, and later ones end at what
is known. A round that breaks off is done again whole.
"""

import base64
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from wireroom.core.errors import FetchError, ParseError
from wireroom.core.fetching import (
    MOST_PAGES,
    FeedHistory,
    FetchOutcome,
    Outcome,
    decide_error_outcome,
    decide_next_page,
    decide_outcome,
    find_next_in_headers,
    find_origin,
)
from wireroom.core.formats import parse_feed
from wireroom.core.formats.next_link import find_next_link
from wireroom.core.formats.parsed import ParsedItem
from wireroom.core.ports import FetchRequest, FetchResponse
from wireroom.edge.secrets import read_secret
from wireroom.runner.rights import RightsRead, read_rights
from wireroom.runner.works import Works
from wireroom.wire.actions import FetchedDocument

FEED_TYPES = (
    "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.9,"
    " application/json;q=0.8, */*;q=0.5"
)


@dataclass(frozen=True, slots=True)
class Access:
    """How an address is asked: with which secret (its name), as whom or by which parameter, how many pages."""

    auth: str = "none"
    name: str = ""
    secret: str = ""
    pages: int = 1


@dataclass(frozen=True, slots=True)
class WebJob:
    """What the asking thread must know; it touches no database.

    Of paged feeds: `known` are the items we have, as `item_key` names them, `kept` the hashes of bytes kept before;
    `unfinished` says that the last round broke off, so that a page without news is no reason to stop.
    """

    history: FeedHistory
    access: Access
    last_hash: str
    asks_rights: bool
    known: frozenset[str] = frozenset()
    kept: frozenset[str] = frozenset()
    unfinished: bool = False


@dataclass(frozen=True, slots=True)
class FeedAnswer:
    """What came: how it went as a whole, the documents with bytes kept in raw/, the terms read on the way.

    `first_hash` names the bytes of the first page, "" when a round broke off.
    """

    outcome: FetchOutcome
    documents: tuple[FetchedDocument, ...]
    rights: RightsRead | None = None
    first_hash: str = ""


def ask_web(works: Works, job: WebJob) -> FeedAnswer:
    """One round: the address, and the pages it leads to. Raises FetchError and SettingError when nothing came."""
    history = job.history
    rights = read_rights(works.fetch, history.address) if job.asks_rights else None
    request = FetchRequest(history.address, history.etag, history.last_modified, FEED_TYPES)
    response = works.fetch(_sign(works, request, job))
    raw_hash = works.raw.put(response.body) if response.status in (200, 203) and response.body.strip() else ""
    outcome = decide_outcome(response, history=history, changed=raw_hash != job.last_hash, now=works.clock())
    if outcome.moved_to and job.access.secret and find_origin(outcome.moved_to) != find_origin(history.url):
        # Credentials are for the address the operator gave; where it leads now, a person must look first.
        outcome = replace(outcome, moved_to=None)
    if outcome.kind is Outcome.UNCHANGED or (outcome.kind is Outcome.FETCHED and not outcome.changed):
        return FeedAnswer(outcome, (), rights)
    if rights:
        rights = rights.also(response)
    first = _document(response, outcome, raw_hash)
    if outcome.kind is not Outcome.FETCHED:
        return FeedAnswer(outcome, (first,), rights)
    documents = [] if raw_hash in job.kept else [first]
    if job.access.pages > 1:
        try:
            # Oldest first: the page that is asked for next time is then the one taken last.
            documents[:0] = reversed(_follow(works, job, response))
        except _Broken as broken:
            failed = FetchedDocument(broken.url, "failed", broken.outcome.status, error=broken.outcome.error)
            return FeedAnswer(broken.outcome, (*reversed(broken.documents), *documents, failed), rights)
    return FeedAnswer(outcome, tuple(documents), rights, first_hash=raw_hash)


def item_key(guid: str | None, headline: str | None, *times: object) -> str:
    """An item as it stands, for telling whether a page has anything new."""
    return "\x1f".join((guid or "", headline or "", *(str(time or "") for time in times)))


class _Broken(Exception):
    """A round that broke off: what came before, where, and why."""

    def __init__(self, documents: list[FetchedDocument], url: str, outcome: FetchOutcome):
        super().__init__(outcome.error)
        self.documents = documents
        self.url = url
        self.outcome = outcome


def _follow(works: Works, job: WebJob, response: FetchResponse) -> list[FetchedDocument]:
    """The pages after the first that we have not kept yet. Raises _Broken."""
    asked = job.history.address
    within = {find_origin(asked)} | (set() if job.access.secret else {find_origin(response.url)})
    seen = {asked, response.url}
    documents: list[FetchedDocument] = []
    for number in range(2, min(job.access.pages, MOST_PAGES) + 1):
        if not (job.unfinished or _brings_news(response, job.known)):
            break
        link = find_next_in_headers(response.headers) or find_next_link(
            response.body, content_type=response.header("content-type")
        )
        address = decide_next_page(link, page=response.url, within=within, seen=seen)
        if address is None:
            break
        seen.add(address)
        try:
            response = works.fetch(_sign(works, FetchRequest(address, accept=FEED_TYPES), job))
            outcome = decide_outcome(response, history=FeedHistory(address), changed=True, now=works.clock())
        except FetchError as error:
            outcome = decide_error_outcome(error)
        if outcome.kind is not Outcome.FETCHED:
            # Whatever a page answers, 410 too, the feed itself is there and is asked again.
            error = f"page {number}, {address.partition('?')[0]}: {outcome.error}"
            raise _Broken(documents, address, replace(outcome, kind=Outcome.FAILED, error=error, moved_to=None))
        raw_hash = works.raw.put(response.body)
        seen.add(response.url)
        if raw_hash not in job.kept:
            documents.append(_document(response, outcome, raw_hash))
    return documents


def _sign(works: Works, request: FetchRequest, job: WebJob) -> FetchRequest:
    """The request with the feed's credentials. Raises SettingError when the secret cannot be read."""
    access = job.access
    if access.auth == "none" or find_origin(request.url) != find_origin(job.history.url):
        return request
    secret = read_secret(access.secret, works.newsroom.home)
    match access.auth:
        case "basic":
            pair = base64.b64encode(f"{access.name}:{secret}".encode()).decode("ascii")
            return replace(request, headers=(("Authorization", f"Basic {pair}"),))
        case "bearer":
            return replace(request, headers=(("Authorization", f"Bearer {secret}"),))
        case _:
            return replace(request, secret_query=urlencode({access.name: secret}))


def _brings_news(response: FetchResponse, known: frozenset[str]) -> bool:
    """Whether a page holds an item we do not have as it stands there; one that cannot be read counts as news."""
    try:
        document = parse_feed(
            response.body, url=response.url, content_type=response.header("content-type"), salvage=_salvage_nothing
        )
    except ParseError:
        return True
    return any(_key(item) not in known for item in document.items)


def _key(item: ParsedItem) -> str:
    return item_key(item.guid or item.link, item.title, item.published, item.updated)


def _salvage_nothing(text: str) -> dict:
    raise ParseError("not well-formed")


def _document(response: FetchResponse, outcome: FetchOutcome, raw_hash: str) -> FetchedDocument:
    return FetchedDocument(
        url=response.url,
        outcome=outcome.kind.value,
        status=response.status,
        headers=response.headers,
        content_type=response.header("content-type") or "",
        raw_hash=raw_hash,
        size=len(response.body),
        error=outcome.error,
    )
