"""The site's search, for readers and for programs: shows what is published and nothing else. Sets no cookie.

Any text may be asked for: what means nothing finds nothing. A search that takes too long is stopped and says so.
"""

import json
from dataclasses import dataclass, replace
from datetime import UTC, date

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils import timezone
from django.views.decorators.http import require_safe

from wireroom.core.errors import WireroomError
from wireroom.core.searching.asking import Query, parse_day, parse_query
from wireroom.core.searching.highlights import cut_excerpt, mark_text
from wireroom.core.text.headlines import shorten_headline
from wireroom.core.text.sanitize import text_of_clean
from wireroom.edition.teasers import listed_articles, section_link
from wireroom.edition.values import SearchHit, SearchView
from wireroom.public.press import open_reading_press
from wireroom.publishing.models import Article, ArticleVersion
from wireroom.searching.queries import MOST, ORDERS, Found, Search, find_articles, find_suggestions, time_limit

PAGE = 20
MOST_PAGES = MOST // PAGE
# Within this a kill reaches those who keep answers; well within the minute promised.
FRESH_S = 10


@dataclass(frozen=True, slots=True)
class Asked:
    """What a reader asks for. `since` and `until` are the form's; `language` is what is searched, "" for all;
    `speaking` the language of the page; `ignored` the days of the form that could not be read."""

    query: Query
    since: date | None
    until: date | None
    order: str
    number: int
    language: str
    speaking: str
    ignored: tuple[str, ...]


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """A page of results, or the empty form; 503 when it took too long."""
    asked = read_asked(request.GET)
    view = find_view(asked)
    body = open_reading_press().renderer.search(view)
    return _answer(body, "text/html; charset=utf-8", view, asked.speaking)


@require_safe
def search_json(request: HttpRequest) -> HttpResponse:
    """The same for programs: total, results, and what else to ask; 503 when it took too long."""
    asked = read_asked(request.GET)
    view = find_view(asked)
    base = settings.NEWSROOM.base_url
    told = {
        "total": view.total,
        "more": view.is_cut,
        "page": view.number,
        "read_as": view.read_as or None,
        "suggestions": list(view.suggestions),
        "ignored": list(view.ignored),
        "results": [
            {
                "url": f"{base}{hit.url}",
                "headline": "".join(piece.text for piece in hit.headline),
                "published": hit.published.astimezone(UTC).isoformat().replace("+00:00", "Z"),
                "language": hit.language,
                "provider": hit.provider_name,
                "excerpt": "".join(piece.text for piece in hit.excerpt),
            }
            for hit in view.hits
        ],
    }
    if view.is_stopped:
        told["error"] = {"status": 503, "message": "the search took too long"}
    text = f"{json.dumps(told, ensure_ascii=False, separators=(',', ':'))}\n"
    answer = _answer(text.encode("utf-8", "ignore"), "application/json", view, asked.speaking)
    answer["Access-Control-Allow-Origin"] = "*"
    return answer


def read_asked(fields: QueryDict) -> Asked:
    """An address read as a search; what is wrong in it counts as not given."""
    newsroom = settings.NEWSROOM
    since, until = (fields.get(name, "").strip()[:40] for name in ("from", "to"))
    days = parse_day(since), parse_day(until, is_last=True)
    language = fields.get("lang", "") if fields.get("lang", "") in newsroom.languages else ""
    order, number = fields.get("order", ""), fields.get("page", "")
    return Asked(
        query=parse_query(fields.get("q", "")),
        since=days[0],
        until=days[1],
        order=order if order in ORDERS else ORDERS[0],
        number=min(max(int(number[:4]), 1), MOST_PAGES) if number.isascii() and number.isdigit() else 1,
        language=language,
        speaking=language or newsroom.default_language,
        ignored=tuple(text for text, day in zip((since, until), days, strict=True) if text and not day),
    )


def find_view(asked: Asked) -> SearchView:
    """The page of results that was asked for."""
    newsroom = settings.NEWSROOM
    now = timezone.now()
    search = Search(asked.query, newsroom.zone, now, asked.language, asked.order, asked.since, asked.until)
    blank = SearchView(
        language=asked.speaking,
        searched=asked.language,
        words=asked.query.text,
        since=asked.since,
        until=asked.until,
        order=asked.order,
        number=asked.number,
        is_asked=not search.is_empty,
        ignored=asked.query.ignored + asked.ignored,
    )
    try:
        with time_limit():
            found = find_articles(search)
            if found.ids:
                return _filled(blank, found, asked.query)
            suggested = find_suggestions(search)
            if not suggested.corrected:
                return replace(blank, suggestions=suggested.queries)
            read_as = suggested.queries[0]
            query = parse_query(read_as)
            found = find_articles(replace(search, query=query))
            view = replace(blank, read_as=read_as, suggestions=suggested.queries[1:])
            return _filled(view, found, query)
    except WireroomError:
        return replace(blank, is_stopped=True)


def _filled(view: SearchView, found: Found, query: Query) -> SearchView:
    first = (view.number - 1) * PAGE
    return replace(
        view,
        hits=_hits(found.ids[first : first + PAGE], query),
        total=len(found.ids),
        first=first + 1,
        has_more=len(found.ids) > first + PAGE and view.number < MOST_PAGES,
        is_cut=found.is_cut,
    )


def _hits(ids: tuple[int, ...], query: Query) -> tuple[SearchHit, ...]:
    """Results in the order of their ids; one that left the site this very moment is left out."""
    rows = listed_articles(Article.objects.filter(id__in=ids, state=Article.State.LIVE, current__isnull=False))
    listed = {article.id: article for article in rows}
    copies = ArticleVersion.objects.in_bulk([article.copy_id for article in rows])
    phrases = [phrase for term in query.terms for phrase in term.phrases]
    hits = []
    for article in (listed[id] for id in ids if id in listed):
        copy = copies[article.copy_id]
        text = " ".join(part for part in (copy.standfirst, text_of_clean(copy.body) if copy.body else "") if part)
        hits.append(
            SearchHit(
                url=article.path,
                language=article.language,
                headline=mark_text(shorten_headline(copy.headline), phrases),
                excerpt=cut_excerpt(" ".join(text.split()), phrases),
                published=article.sort_at,
                provider_name=article.provider_name,
                section=section_link(article),
            )
        )
    return tuple(hits)


def _answer(body: bytes, media_type: str, view: SearchView, language: str) -> HttpResponse:
    kept = "no-store" if view.is_stopped else f"public, max-age={FRESH_S}"
    headers = {"Cache-Control": kept, "Content-Language": language, "X-Robots-Tag": "noindex"}
    return HttpResponse(body, status=503 if view.is_stopped else 200, content_type=media_type, headers=headers)
