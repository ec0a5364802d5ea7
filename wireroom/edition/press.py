"""What the edition needs from outside to write itself, in one value."""

from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from wireroom.core.destinations import Destination
from wireroom.core.ports import Disk
from wireroom.edition.feed_copy import FeedDesk
from wireroom.edition.render import atom, json_feed, rss
from wireroom.edition.render.renderer import Renderer
from wireroom.edition.teasers import TeaserDesk
from wireroom.edition.values import StoryLink


@dataclass(frozen=True, slots=True)
class Press:
    """Renderer and disk, and the site's own facts. `base_url` has no slash at the end; `hub` may be empty;
    `shows_statements`: pages say who says what. `told` remembers what articles' pages, as this process wrote them last,
    say of their story."""

    renderer: Renderer
    disk: Disk
    base_url: str
    languages: tuple[str, ...]
    zone: ZoneInfo
    comments_open: bool = True
    hub: str = ""
    destinations: tuple[Destination, ...] = ()
    shows_statements: bool = True
    teasers: TeaserDesk = field(default_factory=TeaserDesk)
    feeds: FeedDesk = field(default_factory=FeedDesk)
    told: dict[int, StoryLink | None] = field(default_factory=dict)


def forget_copies(press: Press) -> None:
    """Drop every copy kept in this process's memory, after a purge; what is needed again is read again."""
    press.teasers.kept.clear()
    press.feeds.kept.clear()
    press.told.clear()
    for form in (atom, json_feed, rss):
        form.forget_entries()
