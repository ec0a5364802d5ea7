"""Those who are quoted: the list, one's screen, and what an editor says of their names. Every page follows."""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from wireroom.core.errors import WireroomError
from wireroom.desk.access import back, by_user, editor_screen
from wireroom.desk.actors.rows import ActorRow, actor_rows, find_actors, gather_actor, parse_actor_mention
from wireroom.desk.reasons import tell_reason
from wireroom.desk.screen import show
from wireroom.edition.actions import refresh_actors
from wireroom.reading.actions import add_alias, merge_actors, rename_actor, split_actor
from wireroom.reading.models import Actor, Alias, Statement
from wireroom.reading.queries import find_actor

PAGE = 50
NAME = 200


@dataclass(frozen=True, slots=True)
class ActorsScreen:
    """A page of those quoted, found by `words`; `query` asks for the same again."""

    page: Page
    rows: tuple[ActorRow, ...]
    words: str
    query: str


@require_safe
@editor_screen
def actors(request: HttpRequest) -> HttpResponse:
    """Those quoted most first; ?q= finds by a part of a name, or a key or address."""
    words = request.GET.get("q", "")[:NAME].replace("\x00", "").strip()
    key = parse_actor_mention(words)
    named = find_actor(key) if key else None
    if named:
        return HttpResponseRedirect(f"/desk/actors/{named.key}/")
    page = Paginator(find_actors(words), PAGE).get_page(request.GET.get("page"))
    query = f"{urlencode({'q': words})}&" if words else ""
    return show(request, "desk/actors/actors.html", ActorsScreen(page, actor_rows(list(page)), words, query))


@require_safe
@editor_screen
def actor(request: HttpRequest, key: str) -> HttpResponse:
    """Somebody quoted; the key of one that is somebody else leads there. ?q= finds whom to make one with."""
    found = find_actor(key)
    if found is None:
        raise Http404
    if found.key != key:
        return HttpResponseRedirect(f"/desk/actors/{found.key}/")
    words = request.GET.get("q", "")[:NAME].replace("\x00", "").strip()
    return show(request, "desk/actors/actor.html", gather_actor(found, words))


@require_POST
@editor_screen
def change(request: HttpRequest, key: str, verb: str) -> HttpResponse:
    """Carries out rename, alias, merge (into another) or split (ticked names mean somebody else), signed."""
    found = get_object_or_404(Actor, key=key, merged_into=None)
    try:
        with transaction.atomic():
            Actor.objects.select_for_update().get(pk=found.pk)
            _VERBS[verb](request, found)
    except WireroomError as error:
        messages.error(request, tell_reason(str(error)))
    else:
        messages.success(request, _("Recorded. The site follows within seconds."))
    return back(request, otherwise=f"/desk/actors/{key}/")


def _rename(request: HttpRequest, found: Actor) -> None:
    now = timezone.now()
    items = rename_actor(found, _name(request), by=by_user(request), now=now)
    refresh_actors([found], items, now=now)


def _alias(request: HttpRequest, found: Actor) -> None:
    now, name = timezone.now(), _name(request)
    before = set(Actor.objects.filter(statements__actor_text__icontains=name).distinct())
    items = add_alias(found, name, by=by_user(request), now=now)
    refresh_actors({found, *before}, items, now=now)


def _merge(request: HttpRequest, found: Actor) -> None:
    now, key = timezone.now(), parse_actor_mention(request.POST.get("into", ""))
    into = find_actor(key) if key else None
    if into is None:
        raise WireroomError(_("There is nobody of this key or address."))
    if into.id == found.id:
        raise WireroomError(_("Both are one already."))
    items = merge_actors(found, into, by=by_user(request), now=now)
    refresh_actors([found, into], items, now=now)


def _split(request: HttpRequest, found: Actor) -> None:
    now = timezone.now()
    ticked = [one for one in request.POST.getlist("alias") if one.isascii() and one.isdigit() and len(one) < 19]
    names = list(Alias.objects.filter(id__in=ticked).values_list("name", flat=True))
    if not names:
        raise WireroomError(_("Tick the names that mean somebody else."))
    items = set(Statement.objects.filter(actor=found).values_list("item_id", flat=True))
    other = split_actor(found, names, by=by_user(request), now=now)
    refresh_actors([found, other], items, now=now)


def _name(request: HttpRequest) -> str:
    name = " ".join(request.POST.get("name", "").replace("\x00", "").split())[:NAME]
    if not any(character.isalnum() for character in name):
        raise WireroomError(_("Give a name."))
    return name


_VERBS: dict[str, Callable[[HttpRequest, Actor], None]] = {
    "rename": _rename,
    "alias": _alias,
    "merge": _merge,
    "split": _split,
}
