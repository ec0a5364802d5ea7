"""What a story's page is rendered from: plain values, already decided. Rendering reads nothing else."""

from dataclasses import dataclass
from datetime import datetime

from wireroom.edition.said_values import StorySaidView
from wireroom.edition.values import Teaser


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A story's page in another language: where it is and how many articles it has; more where it `is_exact` not."""

    language: str
    url: str
    count: int
    is_exact: bool = True


@dataclass(frozen=True, slots=True)
class StoryView:
    """A story's page, newest or numbered: `teasers` of those of its articles that stand on it, newest first.

    `headline` is its name or the newest article's; `began`, `latest`, `count` and `providers` (who carries any of them)
    are of all its articles in the page's language. `number`, `older` and `newer` are as in ListView; `elsewhere` are
    its pages in other languages; `closed_at`: no more articles join it; `is_judged`: a person judged what belongs
    here; `said` is told on the newest page alone.
    """

    language: str
    url: str
    headline: str
    began: datetime
    latest: datetime
    count: int
    providers: tuple[str, ...]
    teasers: tuple[Teaser, ...]
    number: int | None = None
    older: str | None = None
    newer: str | None = None
    elsewhere: tuple[Elsewhere, ...] = ()
    closed_at: datetime | None = None
    is_judged: bool = False
    noindex: bool = False
    said: StorySaidView | None = None


@dataclass(frozen=True, slots=True)
class StoryGoneView:
    """The address of a story none of whose articles is on the site any more: nothing but its language is told."""

    language: str
