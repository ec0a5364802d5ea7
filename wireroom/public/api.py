"""The API: articles for programs, read only, as a list, as ninjs and as NewsML-G2. Sets no cookie, asks no network.

What is held answers exactly as what never was. What is gone answers 410 with a document that says so.
"""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from hashlib import blake2b
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.views.decorators.csrf import csrf_exempt

from wireroom.core.errors import WireroomError
from wireroom.edition.outgoing import outgoing_stories
from wireroom.edition.render.newsml_g2 import newsml_g2_document
from wireroom.edition.render.ninjs import ninjs_document
from wireroom.edition.values import OutgoingStory
from wireroom.public.api_listing import Asked, parse_asked, read_page
from wireroom.public.press import open_reading_press
from wireroom.publishing.models import Article

JSON, G2 = "application/json", "application/vnd.iptc.g2.newsitem+xml"
# Within this a kill reaches those who keep answers; well within the minute promised.
FRESH_S = 10
_KEY = 20

View = Callable[..., HttpResponse]


def reading(view: View) -> View:
    """Allows GET and HEAD and answers anything else in JSON; lets pages of other sites read the answer."""

    def checked(request: HttpRequest, **parts: str) -> HttpResponse:
        if request.method not in ("GET", "HEAD"):
            answer = _problem(405, "the API is read only: GET and HEAD")
            answer["Allow"] = "GET, HEAD"
        else:
            answer = view(request, **parts)
        answer["Access-Control-Allow-Origin"] = "*"
        return answer

    # Nothing here changes anything, so a foreign page may ask; a POST is answered like any other wrong method.
    return csrf_exempt(checked)


@reading
def articles(request: HttpRequest) -> HttpResponse:
    """The list, newest first; the next page is in `next` and in the Link header. 400 for a wrong parameter."""
    newsroom = settings.NEWSROOM
    try:
        asked = parse_asked(request.GET, newsroom.languages)
    except WireroomError as error:
        return _problem(400, str(error))
    page = read_page(asked, now=timezone.now())
    stories = outgoing_stories(page.ids, open_reading_press())
    following = _address(asked, page.after) if page.after else None
    listed = {"articles": [_entry(stories[id]) for id in page.ids if id in stories], "next": following}
    answer = _fresh(request, _dump(listed), JSON)
    if following:
        answer["Link"] = f'<{following}>; rel="next"'
    return answer


@reading
def ninjs(request: HttpRequest, *, key: str) -> HttpResponse:
    """An article as ninjs 3.1: 200 live, 410 gone, 404 for any other."""
    return _document(request, key, ninjs_document, JSON)


@reading
def newsml_g2(request: HttpRequest, *, key: str) -> HttpResponse:
    """An article as a NewsML-G2 newsItem: 200 live, 410 gone, 404 for any other."""
    return _document(request, key, newsml_g2_document, G2)


@reading
def nothing(request: HttpRequest, **parts: str) -> HttpResponse:
    """Any other address of the API."""
    return _problem(404, "there is nothing here")


def _document(request: HttpRequest, key: str, write: Callable[[OutgoingStory], bytes], media_type: str) -> HttpResponse:
    id = Article.objects.filter(key=key[:_KEY]).exclude(state=Article.State.HELD).values_list("id", flat=True).first()
    story = outgoing_stories([id], open_reading_press()).get(id) if id else None
    if story is None:
        return _problem(404, "there is nothing here")
    body = write(story)
    if story.status == "usable":
        answer = _fresh(request, body, media_type)
        answer["Last-Modified"] = http_date(story.updated.timestamp())
    else:
        # No validators: 304 must never stand for "gone".
        answer = HttpResponse(body, status=410, content_type=media_type)
        answer["Cache-Control"] = "public, max-age=0, must-revalidate"
    answer["Content-Language"] = story.language
    answer["Link"] = f'<{story.url}>; rel="canonical"'
    if story.data_mining:
        answer["TDM-Reservation"] = "1"
    return answer


def _fresh(request: HttpRequest, body: bytes, media_type: str) -> HttpResponse:
    """200 with validators, or 304. By entity tag alone: pictures and credits change without a new time."""
    etag = f'"{blake2b(body, digest_size=16).hexdigest()}"'
    answer = HttpResponse(body, content_type=media_type)
    answer["ETag"] = etag
    answer["Cache-Control"] = f"public, max-age={FRESH_S}"
    return get_conditional_response(request, etag=etag, response=answer)


def _entry(story: OutgoingStory) -> dict[str, object]:
    base = f"{settings.NEWSROOM.base_url}/api/articles/{story.key}"
    entry = {
        "key": story.key,
        "url": story.url,
        "state": "live" if story.status == "usable" else "gone",
        "language": story.language,
        "version": story.version,
        "published": _iso(story.published),
        "updated": _iso(story.updated),
        "ninjs": f"{base}.ninjs.json",
        "newsml": f"{base}.newsml.xml",
    }
    return entry | {"headline": story.headline} if story.status == "usable" else entry


def _address(asked: Asked, after: str) -> str:
    """The same list from a place on."""
    fields = {
        "lang": asked.language,
        "section": asked.section,
        "since": _iso(asked.since) if asked.since else "",
        "limit": str(asked.limit),
        "after": after,
    }
    query = urlencode({name: value for name, value in fields.items() if value})
    return f"{settings.NEWSROOM.base_url}/api/articles.json?{query}"


def _problem(status: int, message: str) -> HttpResponse:
    answer = HttpResponse(_dump({"error": {"status": status, "message": message}}), status=status, content_type=JSON)
    answer["Cache-Control"] = "no-store"
    return answer


def _dump(value: object) -> bytes:
    return f"{json.dumps(value, ensure_ascii=False, separators=(',', ':'))}\n".encode("utf-8", "ignore")


def _iso(at: datetime) -> str:
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")
