"""What is kept of stories' pages as they were written, with the work that follows from it. Writes no file."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b

from django.db import connection

from wireroom.edition.actions.story_places import hash_judged
from wireroom.edition.actions.story_standings import StoryStanding
from wireroom.edition.actions.story_telling import Told
from wireroom.edition.models import StoryEntry, StoryPage
from wireroom.edition.places import SITEMAP_SIZE, Place, story_place
from wireroom.edition.press import Press
from wireroom.edition.story_links import story_link
from wireroom.edition.story_pages import round_count
from wireroom.publishing.actions import refresh_article
from wireroom.publishing.models import Article
from wireroom.stories.queries import stories_leading_to
from wireroom.tasks.actions import CALM, enqueue
from wireroom.wire.actions import set_columns

CHUNK = 300
KEPT = ("state", "articles", "began_at", "updated_at", "may_index", "numbered", "told", "judged")
_UNKNOWN = object()


@dataclass(frozen=True, slots=True)
class Written:
    """A page as it was written: what it shows, and its row as it is to be but for that."""

    standing: StoryStanding
    page: StoryPage
    told: Told


def sitemap_place(page_id: int, language: str) -> Place:
    """The sitemap that a story's page stands in: by its row's number, so that places in it never change."""
    return Place("stories", language, number=page_id // SITEMAP_SIZE + 1)


def record_stories(written: Sequence[Written], press: Press, *, now: datetime) -> None:
    """Keep what stands on some pages now, and ask for the pages that tell of it where that has changed. Call it in a
    transaction of its own."""
    changed = [one for one in written if _renew(one, press)]
    mapped = [one for one in written if _is_mapped_anew(one)]
    for one in written:
        _set_facts(one)
        if one.page.pk is None:
            one.page.save(force_insert=True)
    set_columns([one.page for one in written], KEPT)
    _record_entries(written)
    _ask_for_telling(changed, {one.standing.place for one in written}, press, now)
    _ask_again(written, now)
    sitemaps = {sitemap_place(one.page.id, one.standing.language).key for one in mapped}
    enqueue("places", sorted(sitemaps), now=now, priority=CALM)


def _renew(one: Written, press: Press) -> bool:
    """Whether other pages have to say something else of this one than before."""
    said, one.page.judged = _hash_told(one, press), hash_judged(one.standing.story)
    changed, one.page.told = one.page.told != said, said
    return changed


def _is_mapped_anew(one: Written) -> bool:
    before = (one.page.state, one.page.may_index, one.page.updated_at)
    return before != (one.standing.state, one.told.may_index, one.told.updated)


def _set_facts(one: Written) -> None:
    page, told = one.page, one.told
    page.state, page.articles, page.began_at = one.standing.state, len(told.listed), told.began
    page.updated_at, page.may_index = told.updated, told.may_index


def _hash_told(one: Written, press: Press) -> str:
    """A hash of all that other pages say of this one."""
    standing = one.standing
    began = one.told.began.astimezone(press.zone).date() if one.told.began else None
    leads = (standing.target.key, standing.target.name) if standing.target else None
    count = round_count(len(one.told.listed))
    said = repr((standing.state, standing.story.name, began, count, leads, sorted(standing.elsewhere)))
    return blake2b(said.encode("utf-8", "replace"), digest_size=16).hexdigest()


def _record_entries(written: Sequence[Written]) -> None:
    """Keep which articles stand on which page."""
    wanted = {(one.page.id, article_id) for one in written for article_id in one.told.ids}
    known: set[tuple[int, int]] = set()
    pages = [one.page.id for one in written]
    for start in range(0, len(pages), CHUNK):
        rows = StoryEntry.objects.filter(page_id__in=pages[start : start + CHUNK])
        known.update(rows.values_list("page_id", "article_id"))
    with connection.cursor() as cursor:
        cursor.executemany(
            "DELETE FROM edition_storyentry WHERE page_id = %s AND article_id = %s", sorted(known - wanted)
        )
        cursor.executemany(
            "INSERT INTO edition_storyentry (page_id, article_id) VALUES (%s, %s) ON CONFLICT DO NOTHING",
            sorted(wanted - known),
        )


def _ask_for_telling(changed: Sequence[Written], written: Set[Place], press: Press, now: datetime) -> None:
    """Ask for the articles and places that tell of some stories; those not `written` just now with these in view."""
    untold: set[int] = set()
    for one in changed:
        link, standing = None, one.standing
        if one.told.began:
            extent = (len(one.told.listed), one.told.began)
            link = story_link(standing.story, standing.language, extent, elsewhere=standing.elsewhere, press=press)
        # Written a moment ago, with the same articles in view: they say it already.
        untold |= {article_id for article_id in one.told.ids if press.told.get(article_id, _UNKNOWN) != link}
    refresh_article(untold, now=now, priority=CALM)
    places = _telling([one.standing for one in changed]) - written
    enqueue("places", sorted(place.key for place in places), now=now, priority=CALM)


def _telling(standings: Sequence[StoryStanding]) -> set[Place]:
    """The places besides their articles that tell of stories: in other languages, those led here, the front page."""
    by_story: dict[int, list[StoryStanding]] = defaultdict(list)
    for one in standings:
        by_story[one.story.id].append(one)
    telling = {Place("home", one.language) for one in standings}
    # With this language's articles there may be enough for a first page there.
    telling |= {story_place(language, one.story.key) for one in standings for language in one.elsewhere}
    leading = stories_leading_to(by_story)
    ids = sorted({*by_story, *leading})
    for start in range(0, len(ids), CHUNK):
        pages = StoryPage.objects.filter(story__in=ids[start : start + CHUNK])
        for story, language, key in pages.values_list("story_id", "language", "story__key"):
            place = story_place(language, key)
            told_of = [*by_story.get(story, ()), *by_story.get(leading.get(story), ())]
            if any(one.place != place for one in told_of):
                telling.add(place)
    return telling


def _ask_again(written: Sequence[Written], now: datetime) -> None:
    """Ask for the pages whose stories have other articles by now than when they were read."""
    shown = {(one.standing.story.id, one.standing.language): one for one in written if one.standing.is_live}
    standing = _read_shown({story for story, _ in shown})
    stale = [one.standing.place.key for key, one in shown.items() if standing.get(key, set()) != one.told.ids]
    enqueue("places", sorted(stale), now=now)


def _read_shown(story_ids: Collection[int]) -> Mapping[tuple[int, str], set[int]]:
    found: dict[tuple[int, str], set[int]] = defaultdict(set)
    wanted = sorted(story_ids)
    for start in range(0, len(wanted), CHUNK):
        rows = Article.objects.filter(
            item__match__story_id__in=wanted[start : start + CHUNK], state=Article.State.LIVE, current__isnull=False
        )
        for story, language, article_id in rows.values_list("item__match__story_id", "language", "id"):
            found[story, language].add(article_id)
    return found
