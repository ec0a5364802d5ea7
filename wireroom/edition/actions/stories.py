"""Writing stories' pages: what stands there, where it leads, or that it is gone; and telling the pages that name it."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from hashlib import blake2b

from django.db import transaction
from django.db.models import Count, F, Max, Q

from wireroom.core.addresses import story_path
from wireroom.core.text.headlines import shorten_headline
from wireroom.edition.actions.manifest import Sheaf
from wireroom.edition.actions.story_places import hash_judged
from wireroom.edition.models import StoryEntry, StoryPage
from wireroom.edition.places import SITEMAP_SIZE, Place, story_place
from wireroom.edition.press import Press
from wireroom.edition.story_links import story_link
from wireroom.edition.story_pages import (
    count_numbered,
    decide_state,
    find_name,
    numbered_path,
    round_count,
    split_numbered,
)
from wireroom.edition.story_said import story_said
from wireroom.edition.story_values import Elsewhere, StoryGoneView, StoryView
from wireroom.edition.teasers import Listed, listed_articles
from wireroom.edition.values import MovedView, Teaser
from wireroom.publishing.actions import refresh_article
from wireroom.publishing.models import Article, Carrier
from wireroom.stories.models import Judgement, Story
from wireroom.tasks.actions import CALM, enqueue

NAMES = ("index.html", "gone.html", "moved.html")
CHUNK = 300
_UNKNOWN = object()


@dataclass(frozen=True, slots=True)
class _Standing:
    """A story in a language as its rows have it: the state its page is to be in, and the story it leads to, if any.

    `elsewhere` counts its live articles in the site's other languages, by language; those without any left out.
    """

    place: Place
    story: Story
    page: StoryPage | None
    state: str
    target: Story | None = None
    elsewhere: Mapping[str, int] = field(default_factory=dict)

    @property
    def language(self) -> str:
        return self.place.language


@dataclass(frozen=True, slots=True)
class _Told:
    """What a page shows: its articles, newest first, and the facts other pages tell of it."""

    listed: Sequence[Listed] = ()
    updated: datetime | None = None
    may_index: bool = False


def write_stories(places: Collection[Place], press: Press, sheaf: Sheaf, *, now: datetime) -> int:
    """Bring some stories' pages to what is decided of them. Returns how many files were written.

    The files come first, then what is recorded of them, with the tasks that follow from it, story by story; the
    manifest is the caller's. Done again after a crash it writes the same.
    """
    standings = _read_standings(places, press)
    # A page that leads on is written when the one it leads to stands.
    count = 0
    for one in sorted(standings, key=lambda one: one.state == StoryPage.State.MOVED):
        count += _write(one, press, sheaf, now)
    return count


def drop_stories(places: Iterable[Place], sheaf: Sheaf) -> None:
    """Take all files of some stories' pages off the site, as with the language they are in, until it comes back."""
    for place in places:
        page = StoryPage.objects.filter(story__key=place.name, language=place.language).first()
        _put({}, place, page.numbered if page else 0, sheaf, now=None)
        if page:
            page.entries.all().delete()
            StoryPage.objects.filter(id=page.id).update(state="", told="")


def every_story_place() -> list[Place]:
    """The pages of all stories that ever had one, and their sitemaps."""
    rows = list(StoryPage.objects.values_list("id", "language", "story__key"))
    sitemaps = dict.fromkeys(sitemap_place(page_id, language) for page_id, language, _ in rows)
    return [*(story_place(language, key) for _, language, key in rows), *sitemaps]


def sitemap_place(page_id: int, language: str) -> Place:
    """The sitemap that a story's page stands in: by its row's number, so that places in it never change."""
    return Place("stories", language, number=page_id // SITEMAP_SIZE + 1)


def _read_standings(places: Collection[Place], press: Press) -> list[_Standing]:
    stories = {story.key: story for story in _stories_by_key({place.name for place in places})}
    targets = {story.id: find_target(story) for story in stories.values() if story.merged_into_id}
    ids = {story.id for story in (*stories.values(), *targets.values())}
    live = _count_live(ids)
    pages = {
        (page.story_id, page.language): page
        for page in StoryPage.objects.filter(story_id__in=ids, language__in={place.language for place in places})
    }
    standings: dict[Place, _Standing] = {}
    for place in dict.fromkeys(places):
        if place.name not in stories or (place in standings and standings[place].state):
            continue
        story = stories[place.name]
        target, page = targets.get(story.id), pages.get((story.id, place.language))
        target_live = live.get((target.id, place.language), 0) if target else None
        elsewhere = _elsewhere(story, place.language, live, press)
        here = live.get((story.id, place.language), 0)
        state = decide_state(here, made=bool(page), elsewhere=sum(elsewhere.values()), target_live=target_live)
        standings[place] = _Standing(place, story, page, state, target, elsewhere)
        if state == StoryPage.State.MOVED:
            # Where a page leads to there must be one, even if that story alone would have none.
            there, page = story_place(place.language, target.key), pages.get((target.id, place.language))
            if page is None or page.state != StoryPage.State.LIVE:
                elsewhere = _elsewhere(target, place.language, live, press)
                standings[there] = _Standing(there, target, page, StoryPage.State.LIVE, elsewhere=elsewhere)
    return list(standings.values())


def _elsewhere(story: Story, language: str, live: Mapping[tuple[int, str], int], press: Press) -> dict[str, int]:
    others = (tongue for tongue in press.languages if tongue != language)
    return {tongue: count for tongue in others if (count := live.get((story.id, tongue), 0))}


def find_target(story: Story) -> Story:
    """The story that one went into in the end."""
    seen = {story.id}
    while story.merged_into_id and story.merged_into_id not in seen:
        story = story.merged_into
        seen.add(story.id)
    return story


def _stories_by_key(keys: Collection[str]) -> list[Story]:
    wanted, found = sorted(keys), []
    for start in range(0, len(wanted), CHUNK):
        found += Story.objects.filter(key__in=wanted[start : start + CHUNK]).select_related("merged_into")
    return found


def _count_live(story_ids: Collection[int]) -> dict[tuple[int, str], int]:
    """How many live articles stories have, by language."""
    rows = Article.objects.filter(item__match__story_id__in=story_ids, state=Article.State.LIVE)
    counted = rows.values_list("item__match__story_id", "language").order_by().annotate(count=Count("id"))
    return {(story, language): count for story, language, count in counted}


def _write(one: _Standing, press: Press, sheaf: Sheaf, now: datetime) -> int:
    told = _read_told(one) if one.state == StoryPage.State.LIVE else _Told()
    if one.state == StoryPage.State.LIVE and not told.listed:
        # Killed since they were counted.
        one = replace(one, state=StoryPage.State.GONE if one.page else "")
    if not one.state:
        _put({}, one.place, 0, sheaf, now=now)
        return 0
    page = one.page or StoryPage(story=one.story, language=one.language)
    files = _live_files(one, told, press) if told.listed else {}
    page.numbered = max(page.numbered, count_numbered(len(told.listed)))
    for number in range(page.numbered + 1):
        path = numbered_path(one.language, one.story.key, number)
        if one.state == StoryPage.State.GONE:
            files[f"{path}gone.html"] = press.renderer.story_gone(StoryGoneView(one.language))
        elif f"{path}index.html" not in files:
            # Also a numbered page of a story that has become shorter.
            files[f"{path}moved.html"] = press.renderer.moved(_signpost(one, press))
    count = _put(files, one.place, page.numbered, sheaf, now=now)
    _record(one, page, told, press, now=now)
    return count


def _signpost(one: _Standing, press: Press) -> MovedView:
    """Only what an editor called the story is said of where it leads: a headline there may be killed."""
    target = one.target or one.story
    name = find_name(target.name, one.language, press.languages)
    return MovedView(story_path(one.language, target.key), one.language, name, is_story=True)


def _put(files: dict[str, bytes], place: Place, numbered: int, sheaf: Sheaf, *, now: datetime | None) -> int:
    """Write the files of a story and remove what else stood in its folders."""
    folders = [numbered_path(place.language, place.name, number) for number in range(numbered + 1)]
    paths = [f"{folder}{name}" for folder in folders for name in NAMES]
    sheaf.look_up(paths)
    for path in paths:
        if path not in files:
            sheaf.drop(path)
    kinds = {"index.html": "story", "gone.html": "gone", "moved.html": "moved"}
    return sum(sheaf.add(path, kinds[path.rpartition("/")[2]], body, now=now) for path, body in files.items())


def _read_told(one: _Standing) -> _Told:
    rows = Article.objects.filter(
        item__match__story=one.story, language=one.language, state=Article.State.LIVE, current__isnull=False
    )
    facts = rows.aggregate(updated=Max("current__made_at"), indexed=Count("id", filter=Q(may_index=True)))
    return _Told(listed_articles(rows.order_by(F("sort_at").desc(), "key")), facts["updated"], facts["indexed"] > 0)


def _live_files(one: _Standing, told: _Told, press: Press) -> dict[str, bytes]:
    teasers = press.teasers.teasers(told.listed)
    shared = StoryView(
        language=one.language,
        url="",
        headline=find_name(one.story.name, one.language, press.languages) or shorten_headline(teasers[0].headline),
        began=told.listed[-1].sort_at,
        latest=told.listed[0].sort_at,
        count=len(teasers),
        providers=_carriers([article.id for article in told.listed]),
        teasers=(),
        elsewhere=_told_elsewhere(one),
        closed_at=one.story.closed_at,
        is_judged=_is_judged(one.story),
        noindex=not told.may_index,
        said=story_said([article.id for article in told.listed], one.language) if press.shows_statements else None,
    )
    last = count_numbered(len(teasers))
    return {
        f"{view.url}index.html": press.renderer.story(view)
        for view in (_numbered_view(shared, one, teasers, number) for number in range(last + 1))
    }


def _numbered_view(shared: StoryView, one: _Standing, teasers: list[Teaser], number: int) -> StoryView:
    last = count_numbered(len(teasers))
    older = number - 1 if number else last
    newer = None if not number else number + 1 if number < last else 0
    return replace(
        shared,
        url=numbered_path(one.language, one.story.key, number),
        teasers=tuple(split_numbered(teasers, number)),
        number=number or None,
        said=None if number else shared.said,
        older=numbered_path(one.language, one.story.key, older) if older else None,
        newer=numbered_path(one.language, one.story.key, newer) if newer is not None else None,
    )


def _carriers(article_ids: list[int]) -> tuple[str, ...]:
    """The names of all who carry any of these articles' copy, in order of arrival."""
    names: dict[int, str] = {}
    for start in range(0, len(article_ids), CHUNK):
        rows = Carrier.objects.filter(article_id__in=article_ids[start : start + CHUNK])
        names |= dict(rows.values_list("item_id", "item__provider__name"))
    return tuple(dict.fromkeys(names[item] for item in sorted(names)))


def _told_elsewhere(one: _Standing) -> tuple[Elsewhere, ...]:
    """The story's pages in other languages of the site, those that stand."""
    rows = StoryPage.objects.filter(story=one.story, state=StoryPage.State.LIVE, language__in=one.elsewhere.keys())
    return tuple(
        Elsewhere(language, story_path(language, one.story.key), *round_count(one.elsewhere[language]))
        for language in rows.order_by("language").values_list("language", flat=True)
    )


def _is_judged(story: Story) -> bool:
    """A person said of some pair of items, one of them in the story, whether they tell one."""
    judged = Judgement.objects.filter(question=Judgement.Question.STORY)
    return judged.filter(Q(item__match__story=story) | Q(other__match__story=story)).exists()


def _record(one: _Standing, page: StoryPage, told: _Told, press: Press, *, now: datetime) -> None:
    """Keep what stands there now, and ask for the pages that tell of it where that has changed."""
    began = told.listed[-1].sort_at if told.listed else None
    facts = (one.state, len(told.listed), began, told.updated, told.may_index)
    mapped = (page.state, page.may_index, page.updated_at) != (one.state, told.may_index, told.updated)
    page.state, page.articles, page.began_at, page.updated_at, page.may_index = facts
    said = _hash_told(one, page, press)
    changed, page.told, page.judged = page.told != said, said, hash_judged(one.story)
    with transaction.atomic():
        page.save()
        shown = {article.id for article in told.listed}
        known = set(page.entries.values_list("article_id", flat=True))
        page.entries.filter(article_id__in=known - shown).delete()
        new = [StoryEntry(page=page, article_id=article_id) for article_id in sorted(shown - known)]
        StoryEntry.objects.bulk_create(new, batch_size=CHUNK, ignore_conflicts=True)
        if changed:
            link = None
            if began:
                extent = (len(told.listed), began)
                link = story_link(one.story, one.language, extent, elsewhere=one.elsewhere, press=press)
            # Written a moment ago, with the same articles in view: they say it already.
            untold = [article_id for article_id in sorted(shown) if press.told.get(article_id, _UNKNOWN) != link]
            refresh_article(untold, now=now, priority=CALM)
            enqueue("places", [place.key for place in _telling(one)], now=now, priority=CALM)
        if mapped:
            enqueue("places", [sitemap_place(page.id, one.language).key], now=now, priority=CALM)


def _hash_told(one: _Standing, page: StoryPage, press: Press) -> str:
    """A hash of all that other pages say of this one."""
    began = page.began_at.astimezone(press.zone).date() if page.began_at else None
    leads = (one.target.key, one.target.name) if one.target else None
    said = repr((page.state, one.story.name, began, round_count(page.articles), leads, sorted(one.elsewhere)))
    return blake2b(said.encode("utf-8", "replace"), digest_size=16).hexdigest()


def _telling(one: _Standing) -> list[Place]:
    """The places besides its articles that tell of a story: in other languages, those led here, the front page."""
    pages = StoryPage.objects.filter(Q(story=one.story) | Q(story__merged_into=one.story))
    others = {story_place(language, key) for language, key in pages.values_list("language", "story__key")}
    # With this language's articles there may be enough for a first page there.
    others |= {story_place(language, one.story.key) for language in one.elsewhere}
    rest = sorted(others - {one.place}, key=lambda place: place.key)
    return [*rest, Place("home", one.language)]
