"""Writing the pages of those who are quoted: what they said, where the page leads, or that it is gone."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import blake2b

from django.db import transaction

from wireroom.core.addresses import actor_path
from wireroom.edition.actions.actor_places import actors_sitemap, live_languages
from wireroom.edition.actions.manifest import Sheaf
from wireroom.edition.actor_pages import MOST, actor_page_path, count_said, find_newer, find_older, split_said
from wireroom.edition.actor_said import articles_of, find_target, shown_said, voices_of
from wireroom.edition.models import ActorEntry, ActorPage, StoryPage
from wireroom.edition.places import Place, actor_place, story_place
from wireroom.edition.press import Press
from wireroom.edition.said_values import ActorView, VoiceView
from wireroom.edition.story_pages import decide_state
from wireroom.edition.values import MovedView
from wireroom.publishing.actions import refresh_article
from wireroom.publishing.models import Article
from wireroom.reading.models import Actor, Statement
from wireroom.stories.models import Match
from wireroom.tasks.actions import CALM, enqueue

NAMES = ("index.html", "gone.html", "moved.html")
LIVE, MOVED, GONE = StoryPage.State.LIVE, StoryPage.State.MOVED, StoryPage.State.GONE


@dataclass(frozen=True, slots=True)
class _Standing:
    """Somebody quoted in a language as the rows have it: whether there is a page, its state, whom the key means."""

    place: Place
    actor: Actor | None
    page: ActorPage | None
    state: str
    target: Actor | None = None


def write_actors(places: Collection[Place], press: Press, sheaf: Sheaf, *, now: datetime) -> int:
    """Bring the pages of some who are quoted to what is decided of them. Returns how many files were written.

    The files come before what is recorded of them; the manifest is the caller's. Done again after a crash it writes
    the same.
    """
    if not press.shows_statements:
        drop_actors(places, sheaf)
        return 0
    standings: dict[Place, _Standing] = {}
    for place in dict.fromkeys(places):
        one = _read_standing(place)
        standings.setdefault(place, one)
        if one.state == MOVED:
            # Where a page leads to there must be one.
            there = actor_place(place.language, one.target.key)
            standings[there] = replace(_read_standing(there), state=LIVE)
    ordered = sorted(standings.values(), key=lambda one: one.state == MOVED)
    return sum(_write(one, press, sheaf, now) for one in ordered)


def drop_actors(places: Iterable[Place], sheaf: Sheaf) -> None:
    """Take the files of some who are quoted off the site, as with the language they are in, until it comes back."""
    for place in places:
        page = ActorPage.objects.filter(key=place.name, language=place.language).first()
        _put({}, place, page.numbered if page else 0, sheaf, now=None)
        ActorEntry.objects.filter(page__key=place.name, page__language=place.language).delete()
        ActorPage.objects.filter(key=place.name, language=place.language).update(state="", told="")


def _read_standing(place: Place) -> _Standing:
    page = ActorPage.objects.filter(key=place.name, language=place.language).first()
    target = find_target(place.name)
    actor = None if target else Actor.objects.filter(key=place.name).first()
    state = decide_state(
        shown_said(actor, place.language).count(),
        made=page is not None,
        target_live=shown_said(target, place.language).count() if target else None,
    )
    return _Standing(place, actor, page, state, target)


def _write(one: _Standing, press: Press, sheaf: Sheaf, now: datetime) -> int:
    if not one.state:
        return _put({}, one.place, one.page.numbered if one.page else 0, sheaf, now=now)
    language, key = one.place.language, one.place.name
    page = one.page or ActorPage.objects.get_or_create(key=key, language=language)[0]
    shown = _read_shown(one, page) if one.state == LIVE else _Shown()
    state = GONE if one.state == LIVE and not shown.voices else one.state
    files = _live_files(one, shown, press) if state == LIVE else {}
    page.numbered = max(page.numbered, count_said(shown.count))
    for number in range(page.numbered + 1):
        path = actor_page_path(language, key, number)
        if state == GONE:
            files[f"{path}gone.html"] = press.renderer.actor_gone(language)
        elif f"{path}index.html" not in files:
            # Also a numbered page of somebody of whom less stands than did, or more than is shown.
            there = MovedView(actor_path(language, (one.target or one.actor).key), language, "", is_actor=True)
            files[f"{path}moved.html"] = press.renderer.moved(there)
    count = _put(files, one.place, page.numbered, sheaf, now=now)
    _record(page, state, shown, name=one.actor.name if one.actor else "", now=now)
    return count


@dataclass(frozen=True, slots=True)
class _Shown:
    """What somebody's pages show: statements, newest first, of how many in all, and the articles they stand in."""

    voices: Sequence[VoiceView] = ()
    count: int = 0
    articles: Collection[Article] = ()

    @property
    def may_index(self) -> bool:
        return any(article.may_index for article in self.articles)

    @property
    def updated(self) -> datetime | None:
        return max((article.current.made_at for article in self.articles), default=None)


def _read_shown(one: _Standing, page: ActorPage) -> _Shown:
    """What the pages are to show; without voices where nothing is left to.

    First it is kept which articles are about to stand there, then what they say is read: whoever kills one from then
    on finds it there, and what was killed before is not read any more.
    """
    language = one.place.language
    expected = articles_of(_newest(one.actor, language), language)
    _expect(page, {article.id for article in expected.values()})
    rows = _newest(one.actor, language)
    articles = articles_of(rows, language)
    voices = voices_of(rows, articles, {article.id for article in expected.values()})
    count = len(voices) if len(rows) < MOST else max(len(voices), shown_said(one.actor, language).count())
    return _Shown(voices, count, tuple(articles.values()))


def _live_files(one: _Standing, shown: _Shown, press: Press) -> dict[str, bytes]:
    language, key = one.place.language, one.actor.key
    languages = [tag for tag in live_languages(key, press.languages) if tag != language]
    view = ActorView(
        language=language,
        url=actor_path(language, key),
        name=one.actor.name,
        kind=one.actor.kind,
        voices=(),
        count=shown.count,
        kept=len(shown.voices),
        alternates=tuple((tag, actor_path(tag, key)) for tag in languages),
        noindex=not shown.may_index,
    )
    pages = split_said(shown.voices, shown.count)
    files = {}
    for number, voices in pages.items():
        older, newer = find_older(number, list(pages)), find_newer(number, list(pages))
        path = actor_page_path(language, key, number)
        told = replace(
            view,
            url=path,
            voices=tuple(voices),
            number=number or None,
            older=actor_page_path(language, key, older) if older is not None else None,
            newer=actor_page_path(language, key, newer) if newer is not None else None,
        )
        files[f"{path}index.html"] = press.renderer.actor(told)
    return files


def _newest(actor: Actor | None, language: str) -> Sequence[Statement]:
    return list(shown_said(actor, language).select_related("actor", "item")[:MOST])


def _expect(page: ActorPage, article_ids: set[int]) -> None:
    known = set(page.entries.values_list("article_id", flat=True))
    new = [ActorEntry(page=page, article_id=article_id) for article_id in sorted(article_ids - known)]
    ActorEntry.objects.bulk_create(new, ignore_conflicts=True)


def _put(files: dict[str, bytes], place: Place, numbered: int, sheaf: Sheaf, *, now: datetime | None) -> int:
    """Write somebody's pages, and remove what else stood at their addresses."""
    folders = [actor_page_path(place.language, place.name, number) for number in range(numbered + 1)]
    paths = [f"{folder}{name}" for folder in folders for name in NAMES]
    sheaf.look_up(paths)
    for path in paths:
        if path not in files:
            sheaf.drop(path)
    kinds = {"index.html": "actor", "gone.html": "gone", "moved.html": "moved"}
    return sum(sheaf.add(path, kinds[path.rpartition("/")[2]], body, now=now) for path, body in files.items())


def _record(page: ActorPage, state: str, shown: _Shown, *, name: str, now: datetime) -> None:
    """Keep what stands there now. Where there is a page that was not, or none any more, or under another name, what
    links to it follows; the sitemap, where what it tells of it is new."""
    told = blake2b(f"{state}\x1f{name}".encode("utf-8", "replace"), digest_size=16).hexdigest()
    changed = page.told != told
    mapped = (page.state, page.may_index, page.updated_at) != (state, shown.may_index, shown.updated)
    page.state, page.told, page.may_index, page.updated_at = state, told, shown.may_index, shown.updated
    articles = {article.id for article in shown.articles}
    with transaction.atomic():
        stood = set(page.entries.values_list("article_id", flat=True))
        page.save()
        page.entries.exclude(article_id__in=articles).delete()
        if changed:
            _tell(page, stood | articles, now)
        if mapped:
            enqueue("places", [actors_sitemap(page.id, page.language).key], now=now, priority=CALM)


def _tell(page: ActorPage, article_ids: set[int], now: datetime) -> None:
    refresh_article(article_ids, now=now, priority=CALM)
    articles = Article.objects.filter(id__in=article_ids, state=Article.State.LIVE)
    items = articles.values_list("item_id", flat=True)
    stories = Match.objects.filter(item_id__in=list(items), story__isnull=False).values_list("story__key", flat=True)
    places = [story_place(page.language, key) for key in sorted(set(stories))]
    others = ActorPage.objects.filter(key=page.key, state=LIVE).exclude(language=page.language)
    places += [actor_place(language, page.key) for language in others.values_list("language", flat=True)]
    enqueue("places", [place.key for place in places], now=now, priority=CALM)
