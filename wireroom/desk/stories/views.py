"""Stories at the desk: the list, and one story's screen. Changes nothing."""

from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.views.decorators.http import require_safe

from wireroom.core.errors import WireroomError
from wireroom.core.searching.asking import LONGEST
from wireroom.desk.access import editor_screen
from wireroom.desk.screen import show
from wireroom.desk.stories.mentions import parse_story_mention
from wireroom.desk.stories.rows import StoryRow, find_stories, open_stories, story_rows
from wireroom.desk.stories.story import (
    StoryScreen,
    fold_copies,
    history_of,
    items_of,
    near_stories,
    newest_word,
    paths_of,
)
from wireroom.stories.models import Story
from wireroom.stories.queries import story_by_key

PAGE = 50


@dataclass(frozen=True, slots=True)
class StoriesScreen:
    """A page of stories; `page` is None where `words` were looked for, `is_stopped`: that took too long."""

    rows: tuple[StoryRow, ...]
    page: Page | None
    words: str
    closed: bool
    is_stopped: bool = False


@require_safe
@editor_screen
def stories(request: HttpRequest) -> HttpResponse:
    """The stories, those with the newest item first; ?q= finds some by a key, an address or words."""
    now, closed, words = timezone.now(), request.GET.get("state") == "closed", _words(request)
    if words:
        found, is_stopped = _find(words)
        screen = StoriesScreen(story_rows(found, now=now), None, words, closed, is_stopped)
        return show(request, "desk/stories/stories.html", screen, status=503 if is_stopped else 200)
    page = Paginator(open_stories(closed=closed), PAGE).get_page(request.GET.get("page"))
    screen = StoriesScreen(story_rows(list(page), now=now), page, "", closed)
    return show(request, "desk/stories/stories.html", screen)


@require_safe
@editor_screen
def story(request: HttpRequest, key: str) -> HttpResponse:
    """One story; the key of one that became part of another leads there. ?q= finds stories to join it with."""
    found = story_by_key(key)
    if found is None:
        raise Http404
    if found.key != key:
        return HttpResponseRedirect(f"/desk/stories/{found.key}/")
    now, words = timezone.now(), _words(request)
    page = items_of(found, number=request.GET.get("page"))
    others = [one for one in _find(words)[0] if one.id != found.id] if words else near_stories(found, page)
    screen = StoryScreen(
        row=story_rows([found], now=now)[0],
        page=page,
        items=fold_copies(page),
        others=story_rows(others, now=now),
        words=words,
        history=history_of(found),
        seen=newest_word(found),
        paths=paths_of(found),
    )
    return show(request, "desk/stories/story.html", screen)


def _words(request: HttpRequest) -> str:
    return request.GET.get("q", "")[:LONGEST].replace("\x00", "").strip()


def _find(words: str) -> tuple[list[Story], bool]:
    """The stories meant, and whether looking for them was stopped."""
    named = story_by_key(parse_story_mention(words)) if parse_story_mention(words) else None
    if named:
        return [named], False
    try:
        return find_stories(words, now=timezone.now()), False
    except WireroomError:
        return [], True
