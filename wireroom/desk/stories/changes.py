"""What an editor does with stories: name, close, join, split, move. Each word is signed and carried out at once."""

from collections.abc import Callable

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from wireroom.core.errors import WireroomError
from wireroom.desk.access import back, by_user, editor_screen
from wireroom.desk.judged import settle_stories, stories_of
from wireroom.desk.reasons import tell_reason
from wireroom.desk.stories.mentions import parse_item_mention, parse_story_mention
from wireroom.desk.stories.story import newest_word, newest_word_on
from wireroom.publishing.models import Article
from wireroom.stories.actions import close_story, join_stories, move_items, name_story, split_story
from wireroom.stories.actions.shares import lock_counts
from wireroom.stories.models import Story
from wireroom.stories.queries import story_by_key
from wireroom.wire.models import Item


@require_POST
@editor_screen
def change(request: HttpRequest, key: str, verb: str) -> HttpResponse:
    """Carries out one verb on a story: name, close, open, join, split, move (ticked items elsewhere) or take (an item
    of elsewhere). A form older than the newest word on the story (`seen`) does nothing."""
    story = get_object_or_404(Story, key=key)

    def carry_out() -> set[int]:
        _only_seen(request, newest_word(story))
        return _VERBS[verb](request, story)

    _judge(request, carry_out, around=[story])
    return back(request, otherwise=f"/desk/stories/{key}/")


@require_POST
@editor_screen
def put(request: HttpRequest, item_id: int) -> HttpResponse:
    """Puts an item, with its copies, into the story that the form names. A form older than the newest word on the story
    that the item is in (`seen`) does nothing."""
    item = get_object_or_404(Item, pk=item_id)

    def carry_out() -> set[int]:
        _only_seen(request, newest_word_on(item_id))
        return move_items([item], _named_story(request), by=by_user(request), now=timezone.now())

    _judge(request, carry_out, around=stories_of([item_id]))
    return back(request, otherwise=f"/desk/item/{item_id}/")


def _only_seen(request: HttpRequest, newest: int) -> None:
    if request.POST.get("seen") != str(newest):
        raise WireroomError(_("Somebody judged this meanwhile. Please look again."))


def _judge(request: HttpRequest, carry_out: Callable[[], set[int]], *, around: list[Story]) -> None:
    """Carry out a word and what follows of it, all or nothing, and say how it went."""
    try:
        with transaction.atomic():
            lock_counts()
            touched = carry_out()
            settle_stories(touched, around=[*around, *stories_of(_ticked(request))], now=timezone.now())
    except WireroomError as error:
        messages.error(request, tell_reason(str(error)))
    else:
        messages.success(request, _("Recorded. The site follows within seconds."))


def _name(request: HttpRequest, story: Story) -> set[int]:
    name_story(story, name=_typed(request, "name"), by=by_user(request), now=timezone.now())
    return set()


def _close(request: HttpRequest, story: Story) -> set[int]:
    close_story(story, closed=True, by=by_user(request), now=timezone.now())
    return set()


def _open(request: HttpRequest, story: Story) -> set[int]:
    close_story(story, closed=False, by=by_user(request), now=timezone.now())
    return set()


def _join(request: HttpRequest, story: Story) -> set[int]:
    return join_stories(story, _named_story(request), by=by_user(request), now=timezone.now())


def _split(request: HttpRequest, story: Story) -> set[int]:
    items = list(Item.objects.filter(id__in=_ticked(request), match__story=story))
    return split_story(story, items, by=by_user(request), now=timezone.now())


def _move(request: HttpRequest, story: Story) -> set[int]:
    items = list(Item.objects.filter(id__in=_ticked(request), match__story=story))
    return move_items(items, _named_story(request), by=by_user(request), now=timezone.now())


def _take(request: HttpRequest, story: Story) -> set[int]:
    return move_items([_named_item(request)], story, by=by_user(request), now=timezone.now())


_VERBS: dict[str, Callable[[HttpRequest, Story], set[int]]] = {
    "name": _name,
    "close": _close,
    "open": _open,
    "join": _join,
    "split": _split,
    "move": _move,
    "take": _take,
}


def _ticked(request: HttpRequest) -> list[int]:
    ticked = request.POST.getlist("item")
    return [int(one) for one in ticked if one.isascii() and one.isdigit() and len(one) < 19]


def _typed(request: HttpRequest, name: str) -> str:
    return " ".join(request.POST.get(name, "").replace("\x00", "").split())


def _named_story(request: HttpRequest) -> Story:
    key = parse_story_mention(_typed(request, "into"))
    story = story_by_key(key) if key else None
    if story is None:
        raise WireroomError(_("There is no such story: give its key or its address."))
    return story


def _named_item(request: HttpRequest) -> Item:
    meant = parse_item_mention(_typed(request, "which"))
    found: list[Item] = []
    if meant and meant.number:
        found = list(Item.objects.filter(id=meant.number))
    if meant and meant.key and not found:
        article = Article.objects.filter(key=meant.key).select_related("item").first()
        found = [article.item] if article else []
    if meant and meant.guid and not found:
        found = list(Item.objects.filter(guid=meant.guid)[:2])
    if len(found) != 1:
        raise WireroomError(_("There is no such item: give its number, its guid or its address."))
    return found[0]
