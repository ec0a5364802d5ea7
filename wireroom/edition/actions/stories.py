"""Writing stories' pages: what stands there, where it leads, or that it is gone."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from django.db import transaction

from wireroom.core.addresses import story_path
from wireroom.edition.actions.manifest import Sheaf
from wireroom.edition.actions.story_records import Written, record_stories, sitemap_place
from wireroom.edition.actions.story_standings import StoryStanding, read_standings
from wireroom.edition.actions.story_telling import Told, read_told, story_views
from wireroom.edition.models import StoryPage
from wireroom.edition.places import Place, story_place
from wireroom.edition.press import Press
from wireroom.edition.story_pages import count_numbered, find_name, numbered_path
from wireroom.edition.story_values import StoryGoneView, StoryView
from wireroom.edition.values import MovedView

NAMES = ("index.html", "gone.html", "moved.html")
KINDS = {"index.html": "story", "gone.html": "gone", "moved.html": "moved"}


def write_stories(places: Collection[Place], press: Press, sheaf: Sheaf, *, now: datetime) -> int:
    """Bring some stories' pages to what is decided of them. Returns how many files were written.

    The files come first, then what is recorded of them, with the tasks that follow from it; the manifest is the
    caller's. Done again after a crash it writes the same.
    """
    standings = read_standings(places, press)
    told = read_told(standings)
    # Killed since they were counted.
    standings = [
        one if one.place in told or not one.is_live else replace(one, state=StoryPage.State.GONE if one.page else "")
        for one in standings
    ]
    views = story_views(standings, told, press)
    sheaf.look_up(path for one in standings for path in _paths(one.place, one.page.numbered if one.page else 0))
    written, count = [], 0
    # A page that leads on is written when the one it leads to stands.
    for one in sorted(standings, key=lambda one: one.state == StoryPage.State.MOVED):
        if not one.state:
            _put({}, one.place, 0, sheaf, now=now)
            continue
        shown = told.get(one.place, Told())
        page = one.page or StoryPage(story=one.story, language=one.language)
        page.numbered = max(page.numbered, count_numbered(len(shown.listed)))
        count += _put(_files(one, page, views.get(one.place, ()), press), one.place, page.numbered, sheaf, now=now)
        written.append(Written(one, page, shown))
    if written:
        with transaction.atomic():
            record_stories(written, press, now=now)
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


def _files(one: StoryStanding, page: StoryPage, views: Sequence[StoryView], press: Press) -> Mapping[str, bytes]:
    """What stands in the story's folders, by path."""
    files = {f"{view.url}index.html": press.renderer.story(view) for view in views}
    for number in range(page.numbered + 1):
        path = numbered_path(one.language, one.story.key, number)
        if one.state == StoryPage.State.GONE:
            files[f"{path}gone.html"] = press.renderer.story_gone(StoryGoneView(one.language))
        elif f"{path}index.html" not in files:
            # Also a numbered page of a story that has become shorter.
            files[f"{path}moved.html"] = press.renderer.moved(_signpost(one, press))
    return files


def _signpost(one: StoryStanding, press: Press) -> MovedView:
    """Only what an editor called the story is said of where it leads: a headline there may be killed."""
    target = one.target or one.story
    name = find_name(target.name, one.language, press.languages)
    return MovedView(story_path(one.language, target.key), one.language, name, is_story=True)


def _paths(place: Place, numbered: int) -> list[str]:
    folders = (numbered_path(place.language, place.name, number) for number in range(numbered + 1))
    return [f"{folder}{name}" for folder in folders for name in NAMES]


def _put(files: Mapping[str, bytes], place: Place, numbered: int, sheaf: Sheaf, *, now: datetime | None) -> int:
    """Write the files of a story and remove what else stood in its folders."""
    paths = _paths(place, numbered)
    sheaf.look_up(paths)
    for path in paths:
        if path not in files:
            sheaf.drop(path)
    return sum(sheaf.add(path, KINDS[path.rpartition("/")[2]], body, now=now) for path, body in files.items())
