"""A search's results as their template writes them, what was searched for marked. Searches nothing."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from wireroom.core.searching.highlights import Piece
from wireroom.edition.render.escaping import Safe, html_text
from wireroom.edition.render.furniture import Furniture, LinkHtml, link_html
from wireroom.edition.values import SearchHit, SearchView


@dataclass(frozen=True, slots=True)
class HitHtml:
    """A result, escaped, with <mark> around what was found; `language` where it is not the page's."""

    url: Safe
    headline: Safe
    excerpt: Safe
    section: LinkHtml | None
    provider: Safe
    iso: str
    time: str
    language: str


@dataclass(frozen=True, slots=True)
class SearchPage:
    """What search.html reads. `told` says in a sentence how many there are, for eyes and screen readers alike."""

    title: Safe
    switch: tuple[LinkHtml, ...]
    heading: Safe
    searched: Safe
    words: Safe
    since: str
    until: str
    best: bool
    told: Safe
    ignored: Safe
    suggestions: tuple[LinkHtml, ...]
    hits: tuple[HitHtml, ...]
    first: int
    previous: Safe
    following: Safe


def prepare_search(view: SearchView, furniture: Furniture) -> SearchPage:
    """`view` for search.html."""
    words = furniture.wording.catalog
    heading = words.gettext("Results for “%(words)s”", words=view.words) if view.words else words.gettext("Search")
    return SearchPage(
        title=html_text(f"{heading} – {furniture.site.name}"),
        switch=furniture.switch({tag: _address(view, language=tag) for tag in furniture.site.languages}),
        heading=html_text(heading),
        searched=html_text(view.searched),
        words=html_text(view.words),
        since=view.since.isoformat() if view.since else "",
        until=view.until.isoformat() if view.until else "",
        best=view.order == "best",
        told=html_text(_told(view, furniture)),
        ignored=html_text(
            words.gettext("Not understood, and left out: %(words)s", words=" ".join(view.ignored))
            if view.ignored
            else ""
        ),
        suggestions=tuple(
            LinkHtml(html_text(text), html_text(_address(view, words=text))) for text in view.suggestions
        ),
        hits=tuple(_hit(hit, furniture) for hit in view.hits),
        first=view.first,
        previous=html_text(_address(view, number=view.number - 1) if view.number > 1 else ""),
        following=html_text(_address(view, number=view.number + 1) if view.has_more else ""),
    )


def _told(view: SearchView, furniture: Furniture) -> str:
    words = furniture.wording.catalog
    if view.is_stopped:
        return words.gettext("This took too long. Please search for rarer words, or within fewer days.")
    if not view.is_asked:
        return ""
    if not view.total:
        return words.gettext("Nothing was found.")
    if view.is_cut:
        told = words.gettext("More than %(count)d articles were found.", count=view.total)
    else:
        told = words.ngettext("%(count)d article was found.", "%(count)d articles were found.", view.total)
    if view.read_as:
        space = "" if view.language == "ja" else " "
        instead = words.gettext(
            "Nothing was found for “%(words)s”, so this is “%(others)s”.", words=view.words, others=view.read_as
        )
        return f"{instead}{space}{told}"
    return told


def _hit(hit: SearchHit, furniture: Furniture) -> HitHtml:
    dates = furniture.dates
    return HitHtml(
        url=html_text(hit.url),
        headline=_marked(hit.headline),
        excerpt=_marked(hit.excerpt),
        section=link_html(hit.section) if hit.section else None,
        provider=html_text(hit.provider_name),
        iso=dates.iso(hit.published),
        time=dates.clock(hit.published),
        language="" if hit.language == furniture.site.language else hit.language,
    )


def _marked(pieces: Iterable[Piece]) -> Safe:
    """Pieces as HTML."""
    texts = [f"<mark>{html_text(piece.text)}</mark>" if piece.is_marked else html_text(piece.text) for piece in pieces]
    return Safe("".join(texts))


def _address(view: SearchView, *, words: str | None = None, number: int = 1, language: str = "") -> str:
    """This search with other words, another page of it, or in another language."""
    fields = {
        "q": view.words if words is None else words,
        "lang": language or view.searched,
        "from": view.since.isoformat() if view.since else "",
        "to": view.until.isoformat() if view.until else "",
        "order": view.order if view.order != "newest" else "",
        "page": str(number) if number > 1 else "",
    }
    return f"/search?{urlencode({name: value for name, value in fields.items() if value})}"
