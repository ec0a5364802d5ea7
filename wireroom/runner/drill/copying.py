"""Copying a newsroom for a drill: database, site and settings; the one that is copied is only read.

No feed, secret, destination or received document comes along: the copy can neither fetch nor send nor log anyone in.
"""

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from wireroom.config.newsroom import read_newsroom
from wireroom.core.errors import SettingError

PAGES_AT_ONCE = 10_000
_PREFIX = "wireroom-drill-"


@contextmanager
def copied_newsroom(home: Path, *, keep: bool) -> Iterator[Path]:
    """The folder of a copy, removed at the end unless it is to be kept. Raises SettingError for one on PostgreSQL."""
    newsroom = read_newsroom(home)
    if newsroom.database:
        raise SettingError(
            f"{home / 'wireroom.toml'}: the drill copies SQLite newsrooms only; dump the PostgreSQL database, load it"
            " under another name and drill a newsroom that names that"
        )
    if not (home / "wireroom.db").exists():
        raise SettingError(f"{home / 'wireroom.db'}: there is no database to drill with yet; wireroom run makes it")
    folder = _beside(home)
    try:
        copy = folder / "newsroom"
        copy.mkdir()
        for name in ("raw", "pictures", "site"):
            (copy / name).mkdir()
        _copy_settings(home, copy)
        _copy_database(home / "wireroom.db", copy / "wireroom.db")
        _link_tree(home / "pictures", copy / "pictures", copying=False)
        _link_tree(home / "site", copy / "site", copying=True)
        yield copy
    finally:
        if not keep:
            shutil.rmtree(folder, ignore_errors=True)


def _copy_settings(home: Path, copy: Path) -> None:
    """All but the destinations: a kill in the copy, also in one that is kept and run, must reach none."""
    kept, dropping = [], False
    for line in (home / "wireroom.toml").read_text("utf-8").splitlines(keepends=True):
        if line.lstrip().startswith("["):
            dropping = line.replace(" ", "").startswith("[[destinations]]")
        kept += [] if dropping else [line]
    (copy / "wireroom.toml").write_text("".join(kept), "utf-8")
    if read_newsroom(copy).destinations:
        raise SettingError(f"{home / 'wireroom.toml'}: write each destination as a [[destinations]] table to drill")


def _beside(home: Path) -> Path:
    """A new folder on the newsroom's disk, where files can be linked; elsewhere if there is no room for one."""
    try:
        return Path(tempfile.mkdtemp(prefix=f".{_PREFIX}", dir=home.parent))
    except OSError:
        return Path(tempfile.mkdtemp(prefix=_PREFIX))


def _copy_database(source: Path, target: Path) -> None:
    """As it is at one moment, while others write to it."""
    live = sqlite3.connect(f"{source.as_uri()}?mode=ro", uri=True, timeout=120)
    copy = sqlite3.connect(target)
    try:
        live.backup(copy, pages=PAGES_AT_ONCE)
    finally:
        copy.close()
        live.close()


def _link_tree(source: Path, target: Path, *, copying: bool) -> None:
    """The same files under another name: whoever writes a page replaces its name and leaves the file.

    On another disk they are copied, with `copying`, or left out.
    """
    for folder, _, names in os.walk(source):
        there = target / Path(folder).relative_to(source)
        there.mkdir(exist_ok=True)
        for name in names:
            try:
                os.link(os.path.join(folder, name), there / name)
            except FileNotFoundError:
                continue
            except OSError:
                if not copying:
                    return
                shutil.copyfile(os.path.join(folder, name), there / name)
