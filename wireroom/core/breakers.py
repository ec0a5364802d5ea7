"""Has a feed gone wrong as a whole? Judges an arriving document against what the feed sent before. Stores nothing.

A breaker asks for a person, so it trips on what no working feed does. The numbers are reasons of judgement, kept here.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median

# Below this, what is usual is not known: no trip.
KNOWN_VERSIONS = 10
# What counts as "now": a document, or the last few where each document brings one story.
RECENT = 5
# The largest windows of news feeds hold some hundred entries; fewer new ones than this a person can look through.
FLOOD_LEAST = 100
# A feed shows one window; after a long pause all of it is new. Several windows at once are no news any more.
FLOOD_WINDOWS = 5
# A feed of a wide window is flooded at this many times what it ever brought at once, or what its pace explains.
FLOOD_TIMES = 20
# Two stories alike happen; most of a document alike under new names is a feed that lost its ids.
RENAMED_SHARE, RENAMED_LEAST = 0.5, 5
# A feed in one language is in it but for a foreign title now and then.
LANGUAGE_SHARE = 0.9
# A status on nine of ten is a habit, and three in a row without one are no accident.
STATUS_SHARE, STATUS_MISSING = 0.9, 3
# From full text to teasers is a tenth; a day of short items is a half. Feeds of short items have no length to lose.
BODY_SHARE, BODY_LEAST = 5, 500
# Ten times its longest usual silence, and a weekend in any case.
QUIET_TIMES, QUIET_LEAST, QUIET_KNOWN = 10, timedelta(hours=60), 5


@dataclass(frozen=True, slots=True)
class SeenVersion:
    """What a breaker sees of a version: its language, whether it had a status, the length of its body in characters."""

    language: str
    has_status: bool
    length: int


@dataclass(frozen=True, slots=True)
class FeedPast:
    """What the feed sent before: versions newest first, entries of the last document, new items of the last documents.

    `elapsed` is the time since the last document, `span` that from the first to the last of the documents counted.
    """

    versions: Sequence[SeenVersion] = ()
    window: int = 0
    new_items: Sequence[int] = ()
    elapsed: timedelta = timedelta()
    span: timedelta = timedelta()


@dataclass(frozen=True, slots=True)
class Arriving:
    """What a document brings: entries, new items, new items whose words are known under other ids, new versions."""

    entries: int
    new: int
    known_words: int
    versions: Sequence[SeenVersion]


@dataclass(frozen=True, slots=True)
class Trip:
    """A breaker that trips: its name, and what a person is told."""

    breaker: str
    reason: str


def decide_breaker(past: FeedPast, arriving: Arriving) -> Trip | None:
    """The first breaker that trips. A first document never trips any: nothing is usual yet."""
    if not past.versions or not arriving.versions:
        return None
    return (
        _judge_flood(past, arriving)
        or _judge_ids(arriving)
        or _judge_status(past, arriving)
        or _judge_language(past, arriving)
        or _judge_length(past, arriving)
    )


def decide_quiet(item_times: Sequence[datetime], since: datetime | None, *, now: datetime) -> timedelta | None:
    """For how long a feed has been silent, when that is far longer than its own pace explains; else None.

    `since` is when it last changed, for us. A quiet feed is an alarm; it stops nothing.
    """
    times = sorted(item_times)
    if len(times) < QUIET_KNOWN or since is None:
        return None
    longest = max(later - earlier for earlier, later in pairwise(times))
    silent = now - since
    return silent if silent > max(QUIET_LEAST, QUIET_TIMES * longest) else None


def _judge_flood(past: FeedPast, arriving: Arriving) -> Trip | None:
    if arriving.new < FLOOD_LEAST:
        return None
    if arriving.new > FLOOD_WINDOWS * max(past.window, 1):
        return Trip("flood", f"{arriving.new} new items at once; its last document had {past.window} entries")
    most, total = max(past.new_items, default=0), sum(past.new_items)
    if not past.span or len(past.new_items) < RECENT:
        return None
    explained = total * (past.elapsed / past.span)
    if arriving.new > FLOOD_TIMES * max(most, explained, 1):
        return Trip("flood", f"{arriving.new} new items at once; at most {most} came at once before")
    return None


def _judge_ids(arriving: Arriving) -> Trip | None:
    if arriving.known_words < max(RENAMED_LEAST, RENAMED_SHARE * arriving.entries):
        return None
    return Trip("ids", f"{arriving.known_words} of {arriving.entries} entries are known stories under new ids")


def _judge_status(past: FeedPast, arriving: Arriving) -> Trip | None:
    now, before = _split(past, arriving, STATUS_MISSING)
    usual = sum(version.has_status for version in before)
    if len(now) < STATUS_MISSING or len(before) < KNOWN_VERSIONS or usual < STATUS_SHARE * len(before):
        return None
    if any(version.has_status for version in now):
        return None
    return Trip("status", f"no status on {len(now)} versions in a row; {usual} of {len(before)} before had one")


def _judge_language(past: FeedPast, arriving: Arriving) -> Trip | None:
    now, before = _split(past, arriving, RECENT)
    known = Counter(version.language for version in before if version.language)
    if len(now) < RECENT or known.total() < KNOWN_VERSIONS:
        return None
    usual, count = known.most_common(1)[0]
    others = Counter(version.language for version in now if version.language not in ("", usual))
    other, times = max(others.items(), key=lambda pair: (pair[1], pair[0]), default=("", 0))
    if count < LANGUAGE_SHARE * known.total() or 2 * times <= len(now):
        return None
    return Trip("language", f"{times} of {len(now)} versions are in {other}; it was in {usual}")


def _judge_length(past: FeedPast, arriving: Arriving) -> Trip | None:
    now, before = _split(past, arriving, RECENT)
    if len(now) < RECENT or len(before) < KNOWN_VERSIONS:
        return None
    short, usual = (int(median(version.length for version in versions)) for versions in (now, before))
    if usual < BODY_LEAST or BODY_SHARE * short >= usual:
        return None
    return Trip("length", f"bodies of {short} characters; {usual} were usual")


def _split(past: FeedPast, arriving: Arriving, enough: int) -> tuple[list[SeenVersion], list[SeenVersion]]:
    """What is now, and what was before: where a document brings less than enough, the last versions are now as well."""
    lent = max(0, enough - len(arriving.versions))
    return [*arriving.versions, *past.versions[:lent]], list(past.versions[lent:])
