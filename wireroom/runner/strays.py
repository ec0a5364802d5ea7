"""Taking away files of the site that nobody answers for, as after a crash or a restored backup. Leaves whatever the
edition does not write itself.

A process that died between writing and recording leaves such a file, and so does a database older than the site; a
kill would never find it. Young files may be a batch in hand.
"""

import os
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

from wireroom.edition.models import Page
from wireroom.edition.places import find_place
from wireroom.publishing.models import Article
from wireroom.tasks.actions import enqueue

ARTICLE_FILES = {
    Article.State.LIVE.value: "index.html",
    Article.State.GONE.value: "gone.html",
    Article.State.MOVED.value: "moved.html",
}
STRAY_AGE = timedelta(minutes=10)
DIGITS = re.compile(r"[0-9]+\Z")
# Folders of a language in which all pages of stories, actors, sections and numbered lists stand.
GATHERED = ("story", "actor", "section", "page")
CHUNK = 300


def clear_strays(site: Path, *, now: datetime) -> None:
    """Remove pages that neither the manifest nor an article answers for, and have lists, stories and actors that some
    row may still know of written anew."""
    before = (now - STRAY_AGE).timestamp()
    for paths in _unrecorded(_article_files(site)):
        folders = {path.rpartition("/")[0] + "/" for path in paths}
        standing = Article.objects.filter(path__in=folders).values_list("path", "state")
        awaited = {f"{path}{ARTICLE_FILES[state]}" for path, state in standing if state in ARTICLE_FILES}
        for path in set(paths) - awaited:
            _remove(site, path, before)
    for paths in _unrecorded(_gathered_files(site)):
        gone = [path for path in paths if _remove(site, path, before)]
        enqueue("places", sorted({find_place(path).key for path in gone}), now=now)


def _unrecorded(paths: Iterable[str]) -> Iterator[list[str]]:
    """Those of some files that the manifest lacks, some at a time."""
    found = list(paths)
    for start in range(0, len(found), CHUNK):
        chunk = found[start : start + CHUNK]
        recorded = set(Page.objects.filter(path__in=chunk).values_list("path", flat=True))
        if missing := [path for path in chunk if path not in recorded]:
            yield missing


def _remove(site: Path, path: str, before: float) -> bool:
    """Whether the file was old enough to be nobody's work in hand."""
    file = site / path.lstrip("/")
    # Another process may take the same file away.
    with suppress(FileNotFoundError):
        if file.stat().st_mtime >= before:
            return False
        file.unlink()
    return True


def _article_files(site: Path) -> Iterator[str]:
    """Paths on the site that only an article or its notice can have: /<language>/yyyy/mm/dd/<folder>/…"""
    root = str(site)
    for folder in (folder for day in _days(root) for folder in _folders(day)):
        for name in ARTICLE_FILES.values():
            if folder.name != "page" and os.path.isfile(path := f"{folder.path}/{name}"):
                yield path[len(root) :]


def _gathered_files(site: Path) -> Iterator[str]:
    """Paths that only lists, stories and actors can have."""
    root = str(site)
    tops = [f"{language.path}/{name}" for language in _folders(root) for name in GATHERED]
    days = [day.path for day in _days(root)]
    for top in [*filter(os.path.isdir, tops), *filter(os.path.isdir, (f"{day}/page" for day in days))]:
        for folder, _, names in os.walk(top):
            for name in names:
                if find_place(path := f"{folder}/{name}"[len(root) :]):
                    yield path
    for day in days:
        if os.path.isfile(path := f"{day}/index.html"):
            yield path[len(root) :]


def _days(root: str) -> Iterator[os.DirEntry]:
    for language in _folders(root):
        for year in _folders(language):
            if DIGITS.match(year.name):
                for month in _folders(year):
                    yield from _folders(month)


def _folders(folder: os.PathLike | str) -> list[os.DirEntry]:
    """The folders in a folder; none where it is gone, as a site that was lost is written again."""
    try:
        with os.scandir(folder) as entries:
            return [entry for entry in entries if entry.is_dir(follow_symlinks=False)]
    except FileNotFoundError:
        return []
