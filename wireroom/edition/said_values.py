"""What stories' and actors' pages tell of statements: plain values, already chosen. Rendering reads nothing else."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class VoiceView:
    """One statement away from its article: who, how, in which words, since when; `url` is its place there.

    `speaker_url` is the speaker's own page, "" without one; `headline` and `provider_name` are the article's.
    `elsewhere`: the same by the same speaker as other providers tell it, one of each.
    """

    speaker: str
    stance: str
    words: str
    url: str
    at: datetime
    speaker_url: str = ""
    headline: str = ""
    provider_name: str = ""
    elsewhere: tuple["VoiceView", ...] = ()


@dataclass(frozen=True, slots=True)
class StandingView:
    """A claim of a story as it stands, in the words of who made it first: who says so, and who opposes it how."""

    words: str
    asserted: tuple[VoiceView, ...]
    denied: tuple[VoiceView, ...] = ()
    unconfirmed: tuple[VoiceView, ...] = ()
    declined: tuple[VoiceView, ...] = ()


@dataclass(frozen=True, slots=True)
class PointView:
    """A figure as a text gives it (`text`): `value`, up to `high` where it is a range; `speaker` "" is the reporter."""

    speaker: str
    text: str
    value: float
    at: datetime
    url: str
    high: float | None = None


@dataclass(frozen=True, slots=True)
class CourseView:
    """How one figure moved: what it counts (else what is said with it) and its unit, in the words of its texts; its
    points in order of time."""

    counts: str
    unit: str
    points: tuple[PointView, ...]


@dataclass(frozen=True, slots=True)
class StorySaidView:
    """Who says what in a story's articles: claims, the statements of those quoted most in order of time, figures."""

    standings: tuple[StandingView, ...] = ()
    voices: tuple[VoiceView, ...] = ()
    courses: tuple[CourseView, ...] = ()


@dataclass(frozen=True, slots=True)
class ActorView:
    """A page of somebody who is quoted: what they said, newest first; `count` is all of it that stands on the site,
    `kept` so much of it as all pages show.

    `number` is None on the newest page; `older` and `newer` are the addresses of its neighbours. `alternates` are the
    newest pages of the same in other languages.
    """

    language: str
    url: str
    name: str
    kind: str
    voices: tuple[VoiceView, ...]
    count: int
    kept: int
    number: int | None = None
    older: str | None = None
    newer: str | None = None
    alternates: tuple[tuple[str, str], ...] = ()
    noindex: bool = False
