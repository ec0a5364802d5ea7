"""What the pages of stories show, read for many at once. Renders and writes nothing."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from wireroom.core.addresses import story_path
from wireroom.core.text.headlines import shorten_headline
from wireroom.edition.actions.story_standings import StoryStanding
from wireroom.edition.models import StoryPage
from wireroom.edition.places import Place
from wireroom.edition.press import Press
from wireroom.edition.story_pages import count_numbered, find_name, numbered_path, round_count, split_numbered
from wireroom.edition.story_said import read_telling, story_said
from wireroom.edition.story_values import Elsewhere, StoryView
from wireroom.edition.teasers import LISTED_COLUMNS, Listed
from wireroom.edition.values import Teaser
from wireroom.publishing.models import Article, Carrier
from wireroom.stories.models import Judgement

CHUNK = 300


@dataclass(frozen=True, slots=True)
class Told:
    """What a page shows: its articles, newest first, and the facts other pages tell of it."""

    listed: Sequence[Listed] = ()
    updated: datetime | None = None
    may_index: bool = False

    @property
    def ids(self) -> set[int]:
        return {article.id for article in self.listed}

    @property
    def began(self) -> datetime | None:
        return self.listed[-1].sort_at if self.listed else None


def read_told(standings: Collection[StoryStanding]) -> dict[Place, Told]:
    """What the live ones of some stories' pages show; those without any article left out."""
    places = {(one.story.id, one.language): one.place for one in standings if one.is_live}
    wanted = sorted({story for story, _ in places})
    listed: dict[tuple[int, str], list[tuple[Listed, datetime, bool]]] = defaultdict(list)
    for start in range(0, len(wanted), CHUNK):
        rows = Article.objects.filter(
            item__match__story_id__in=wanted[start : start + CHUNK], state=Article.State.LIVE, current__isnull=False
        )
        facts = ("current__made_at", "may_index", "item__match__story_id")
        for *columns, made_at, may_index, story in rows.values_list(*LISTED_COLUMNS, *facts):
            article = Listed(*columns)
            if (story, article.language) in places:
                listed[story, article.language].append((article, made_at, may_index))
    return {places[key]: _told(rows) for key, rows in listed.items()}


def _told(rows: list[tuple[Listed, datetime, bool]]) -> Told:
    by_key = sorted((article for article, _, _ in rows), key=lambda article: article.key)
    newest_first = sorted(by_key, key=lambda article: article.sort_at, reverse=True)
    return Told(newest_first, max(made_at for _, made_at, _ in rows), any(may_index for _, _, may_index in rows))


def story_views(
    standings: Sequence[StoryStanding], told: Mapping[Place, Told], press: Press
) -> dict[Place, list[StoryView]]:
    """The pages of the live ones of some stories, the newest page first, then those numbered from the oldest."""
    live = [one for one in standings if one.is_live]
    articles = {article.id: article for one in told.values() for article in one.listed}
    teasers = dict(zip(articles, press.teasers.teasers(list(articles.values())), strict=True))
    carriers = _read_carriers(articles)
    telling = read_telling(articles) if press.shows_statements else {}
    standing = _read_standing(live)
    judged = _read_judged({one.story.id for one in live})
    views: dict[Place, list[StoryView]] = {}
    for one in live:
        shown = told[one.place]
        own = [teasers[article.id] for article in shown.listed]
        mine = {telling[article.id].item_id: telling[article.id] for article in shown.listed if article.id in telling}
        shared = StoryView(
            language=one.language,
            url="",
            headline=find_name(one.story.name, one.language, press.languages) or shorten_headline(own[0].headline),
            began=shown.began,
            latest=shown.listed[0].sort_at,
            count=len(own),
            providers=_providers(carriers[article.id] for article in shown.listed),
            teasers=(),
            elsewhere=_elsewhere(one, standing),
            closed_at=one.story.closed_at,
            is_judged=one.story.id in judged,
            noindex=not shown.may_index,
            said=story_said(mine, one.language) if press.shows_statements else None,
        )
        views[one.place] = [_numbered_view(shared, one, own, number) for number in range(count_numbered(len(own)) + 1)]
    return views


def _numbered_view(shared: StoryView, one: StoryStanding, teasers: list[Teaser], number: int) -> StoryView:
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


def _read_carriers(article_ids: Collection[int]) -> dict[int, dict[int, str]]:
    """Who carries the copy of some articles: for each article their names by the item they sent."""
    wanted, found = sorted(article_ids), defaultdict(dict)
    for start in range(0, len(wanted), CHUNK):
        rows = Carrier.objects.filter(article_id__in=wanted[start : start + CHUNK])
        for article_id, item_id, name in rows.values_list("article_id", "item_id", "item__provider__name"):
            found[article_id][item_id] = name
    return found


def _providers(carriers: Iterable[Mapping[int, str]]) -> tuple[str, ...]:
    """The names of all who carry any of these articles' copy, in order of arrival."""
    names: dict[int, str] = {}
    for carried in carriers:
        names |= carried
    return tuple(dict.fromkeys(names[item] for item in sorted(names)))


def _read_standing(live: Collection[StoryStanding]) -> set[tuple[int, str]]:
    """The stories and languages whose pages stand, as these will."""
    wanted, found = sorted({one.story.id for one in live}), {(one.story.id, one.language) for one in live}
    for start in range(0, len(wanted), CHUNK):
        rows = StoryPage.objects.filter(story_id__in=wanted[start : start + CHUNK], state=StoryPage.State.LIVE)
        found.update(rows.values_list("story_id", "language"))
    return found


def _elsewhere(one: StoryStanding, standing: Collection[tuple[int, str]]) -> tuple[Elsewhere, ...]:
    """The story's pages in other languages of the site, those that stand."""
    return tuple(
        Elsewhere(language, story_path(language, one.story.key), *round_count(count))
        for language, count in sorted(one.elsewhere.items())
        if (one.story.id, language) in standing
    )


def _read_judged(story_ids: Collection[int]) -> set[int]:
    """The stories of which a person said of some pair of items, one of them in the story, whether they tell one."""
    said = Judgement.objects.filter(question=Judgement.Question.STORY)
    wanted, found = sorted(story_ids), set()
    for start in range(0, len(wanted), CHUNK):
        some = wanted[start : start + CHUNK]
        for story in ("item__match__story_id", "other__match__story_id"):
            found.update(said.filter(**{f"{story}__in": some}).values_list(story, flat=True))
    return found
