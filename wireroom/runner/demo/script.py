"""The sample wire as a script: loads it, and builds its feeds as they stand at a moment. Serves nothing."""

from datetime import datetime
from pathlib import Path

from wireroom.core.errors import ParseError, SettingError
from wireroom.runner.demo.feed_documents import write_atom, write_json_feed, write_rss
from wireroom.runner.demo.source_files import read_item, read_pictures, read_provider
from wireroom.runner.demo.standing import decide_standing
from wireroom.runner.demo.wire_parts import FeedDocument, Wire

_WRITERS = {"rss20": write_rss, "atom10": write_atom, "json11": write_json_feed}


def examples_folder() -> Path:
    """Where the sample wire lies: inside the installed package, else beside the package in a checkout.

    Raises SettingError when neither is there.
    """
    package = Path(__file__).resolve().parents[2]
    for folder in (package / "examples", package.parent / "examples"):
        if (folder / "wire").is_dir():
            return folder
    raise SettingError(f"the sample wire is missing: no examples folder in {package} nor beside it")


def load_wire(folder: Path) -> Wire:
    """The wire of an examples folder (`wire/` and `pictures/` in it). Raises ParseError, naming the file at fault."""
    pictures = read_pictures(folder / "pictures")
    providers, items = [], []
    for path in sorted((folder / "wire").glob("*/provider.toml")):
        provider, feeds, guid_prefix = read_provider(path)
        providers.append(provider)
        for feed_folder, feed in feeds:
            files = sorted((path.parent / feed_folder).glob("*.md"))
            items.extend(
                read_item(file, provider=provider, feed=feed, guid_prefix=guid_prefix, pictures=pictures)
                for file in files
            )
    if not items:
        raise ParseError(f"{folder}: no items in its wire folder")
    guids = [item.guid for item in items]
    if doubled := sorted({guid for guid in guids if guids.count(guid) > 1}):
        raise ParseError(f"{folder}: guids used twice: {', '.join(doubled)}")
    return Wire(tuple(providers), tuple(items), pictures, str(folder / "pictures"))


def build_feeds(wire: Wire, *, started_at: datetime, now: datetime, base_url: str) -> tuple[FeedDocument, ...]:
    """Every feed of the wire as it stands at `now`, newest change first; pure, and the same bytes between changes.

    `base_url` has no trailing slash. A killed item stays as its notice, one that left is gone.
    """
    documents = []
    for provider in wire.providers:
        for feed in provider.feeds:
            items = (item for item in wire.items if item.feed == feed.path)
            sent = [decide_standing(item, started_at=started_at, now=now, base_url=base_url) for item in items]
            standing = sorted(
                (s for s in sent if s is not None), key=lambda s: (s.shown_since, s.item.id), reverse=True
            )
            documents.append(
                _WRITERS[feed.format](
                    feed,
                    provider=provider,
                    items=tuple(s for s in standing if s.state.action != "leave"),
                    changed_at=standing[0].shown_since if standing else started_at,
                    base_url=base_url,
                )
            )
    return tuple(documents)
