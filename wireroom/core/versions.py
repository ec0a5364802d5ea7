"""Is this a new state of an item? Decides New, Changed or Same, and which received state counts. Stores nothing."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import Enum
from hashlib import blake2b

from wireroom.core.formats.parsed import ParsedItem

# In safe HTML a tag's attributes hold no < or >, and the text around it may hold anything that looks like one.
TAG = re.compile(r"<[a-z][^<>]*=[^<>]*>")
VOLATILE_ATTRIBUTES = re.compile(
    r"""\s(?:id|class|style|srcset|sizes|loading|decoding|fetchpriority|data-[\w-]+)="[^"]*\""""
)
ADDRESS = re.compile(r"""(\s(?:src|href)=")([^"?#]*)[?#]([^"]*)\"""")
# Parameters that say which picture or page an address is; all others (sizes, signatures, tracking) come and go.
NAMING = re.compile(
    r"(?:^|[?&;])((?:[a-z]?id|p|f|fn|img|image|photo|pic|file|filename|path|src|url|name|article|story|news|no|num|key)"
    r"=[^&;#]*)",
    re.I,
)
NAMED = re.compile(r"\.(?:jpe?g|png|gif|webp|avif|svg|bmp|mp[34]|m4[av]|webm|pdf|html?)$", re.I)
DIGITS = re.compile(r"\d{1,20}")
DOTTED = re.compile(r"\d+(?:\.\d+)*")
# Versions of one story follow within minutes or hours, and clocks of one house differ by less.
COUNTED_ANEW = timedelta(days=1)


class Change(Enum):
    """What an arriving state is, against what we have of the item."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class KnownVersion:
    """A state: its content hash, its source's time of change and date (None: not given), its number from 1.

    A `tombstone` carries no copy, only the word that the item is canceled. `version` is the source's own word for the
    state; `restraint` says how far it forbids publication (0 usable, 1 embargoed, 2 withheld, 3 canceled). `locked`: it
    does so now; `silent`: it says nothing of status or embargo; `feed` is by which it came. `document` counts what was
    received, whatever the clock said, 0 where that is not known.
    """

    number: int
    content_hash: str
    version_created: datetime | None = None
    published: datetime | None = None
    received_at: datetime | None = None
    tombstone: bool = False
    version: str = ""
    restraint: int = 0
    locked: bool = False
    silent: bool = False
    feed: int | None = None
    document: int = 0


@dataclass(frozen=True, slots=True)
class VersionDecision:
    """`current` says whether the arriving state is now the one that counts."""

    change: Change
    number: int
    current: bool


def content_hash(item: ParsedItem) -> str:
    """Hash what readers and the law of status would notice, 32 hex digits.

    Empty fields, white space, mark-up that sites regenerate (classes, data attributes, query strings of
    embedded addresses) and the source's times do not count; pub_status, embargo and version do.
    """
    fields = (
        ("title", item.title),
        ("body", _steady(item.content_html or item.summary or "")),
        ("summary", item.summary if item.content_html else None),
        ("byline", item.byline or ", ".join(item.authors)),
        ("dateline", item.dateline),
        ("slugline", item.slugline),
        ("language", item.language),
        ("subjects", "\x1f".join(item.categories)),
        ("pictures", "\x1f".join(f"{_address(p.url)} {p.caption or ''} {p.credit or ''}" for p in item.pictures)),
        ("pub_status", item.pub_status),
        (
            "embargo",
            item.embargoed_until.isoformat() if item.embargoed_until else "open" if item.embargo_open else None,
        ),
        ("version", item.version),
        ("signal", item.signal),
        ("ed_note", item.ed_note),
        ("source", item.provider),
        ("rights", f"{item.usage_terms or ''} {item.copyright_notice or ''}"),
        ("expires", item.expires_at.isoformat() if item.expires_at else None),
        ("excluded", "\x1f".join(item.excluded_audience)),
        ("replaces", "\x1f".join(item.replaces)),
        ("mining", item.data_mining),
    )
    digest = blake2b(digest_size=16)
    for name, value in fields:
        if value and (folded := " ".join(value.split())):
            digest.update(f"{name}\x1e{folded}\x1d".encode("utf-8", "replace"))
    return digest.hexdigest()


def decide_version(
    arriving: KnownVersion, current: KnownVersion | None, earlier: Sequence[KnownVersion]
) -> VersionDecision:
    """Compare an arriving state with the current one and with all `earlier` ones (any order, current included).

    `arriving.number` is ignored. A state that says it is older than the current one never becomes
    current, nor does a tombstone while there is copy to keep (copy always takes a tombstone's place); without
    times the order of receiving decides, not that of reading.
    An old state or a tombstone seen again is Same, not a change.
    """
    if current is None:
        return VersionDecision(Change.NEW, 1, current=True)
    if arriving.content_hash == current.content_hash and not _is_rescheduled(arriving, current):
        return VersionDecision(Change.SAME, current.number, current=True)
    older = arriving.tombstone or (
        not current.tombstone and (_is_unaware(arriving, current) or _is_older(arriving, current))
    )
    alike = [version for version in earlier if version.content_hash == arriving.content_hash]
    seen = max(alike, key=lambda version: version.number, default=None)
    if older and seen and not _is_killed_again(arriving, seen, earlier):
        return VersionDecision(Change.SAME, seen.number, current=False)
    number = max(version.number for version in (*earlier, current)) + 1
    return VersionDecision(Change.CHANGED, number, current=not older)


def _is_rescheduled(arriving: KnownVersion, current: KnownVersion) -> bool:
    """A changed date counts only while it lies ahead: many feeds restamp what they sent long ago."""
    if arriving.published == current.published or not arriving.received_at:
        return False
    dates = [date for date in (arriving.published, current.published) if date]
    return max(dates) > arriving.received_at


def _is_unaware(arriving: KnownVersion, current: KnownVersion) -> bool:
    """A feed that says nothing of status beside the one that holds the item back lifts nothing: it cannot know."""
    return current.locked and arriving.silent and arriving.feed != current.feed


def _is_older(arriving: KnownVersion, current: KnownVersion) -> bool:
    """By the source's version numbers, then its times, then ours; at a complete tie by which forbids less.

    A source's clock that runs ahead must not keep its later states out: a time after our own receiving is taken for
    that. A document whose reading failed at first is taken after later ones, so what counts is when it was received.
    """
    arriving, current = _in_order(arriving, current)
    mine, theirs = _source_time(arriving), _source_time(current)
    order = compare_versions(arriving.version, current.version)
    if order and not _began_anew(order, mine, theirs):
        return order < 0
    if mine and theirs and mine != theirs:
        return mine < theirs
    if arriving.document and current.document and arriving.document != current.document:
        return arriving.document < current.document
    if arriving.received_at and current.received_at and arriving.received_at != current.received_at:
        return arriving.received_at < current.received_at
    return bool(arriving.received_at and current.received_at) and arriving.restraint < current.restraint


def _in_order(one: KnownVersion, other: KnownVersion) -> tuple[KnownVersion, KnownVersion]:
    """The two with what was received later received no earlier by the clock either: ours may have been set back."""
    if not (one.document and other.document and one.received_at and other.received_at):
        return one, other
    latest = max(one.received_at, other.received_at)
    if one.document > other.document:
        return replace(one, received_at=latest), other
    return one, replace(other, received_at=latest) if other.document > one.document else other


def compare_versions(one: str, other: str) -> int:
    """-1, 0 or 1 as `one` is before, beside or after `other`; 0 too where the source's words have no order.

    Words have one when they differ in their numbers alone ("9" and "10", "v2.1" and "v2.10", "2.1" and "2.1.1"); a
    checksum or a name has none.
    """
    shapes = [DOTTED.sub("#", word.strip().lower()) for word in (one, other)]
    if shapes[0] != shapes[1] or not one.isascii():
        return 0
    numbers = [[int(digits) for digits in DIGITS.findall(word)] for word in (one, other)]
    return (numbers[0] > numbers[1]) - (numbers[0] < numbers[1])


def _source_time(state: KnownVersion) -> datetime | None:
    if state.version_created and state.received_at:
        return min(state.version_created, state.received_at)
    return state.version_created


def _began_anew(order: int, mine: datetime | None, theirs: datetime | None) -> bool:
    """A source that counts from the beginning again, as after a change of system: lower, and made much later."""
    if mine is None or theirs is None:
        return False
    return (mine - theirs if order < 0 else theirs - mine) > COUNTED_ANEW


def _is_killed_again(arriving: KnownVersion, seen: KnownVersion, earlier: Sequence[KnownVersion]) -> bool:
    """A later tombstone, with copy received since the last one: not the old word repeated but a new one."""
    if not (arriving.tombstone and arriving.version_created and seen.version_created):
        return False
    return arriving.version_created > seen.version_created and any(
        version.number > seen.number and not version.tombstone for version in earlier
    )


def _steady(html: str) -> str:
    """Body mark-up without what changes from one delivery to the next while the copy stays the same."""
    return TAG.sub(_steady_tag, html) if "<" in html else html


def _steady_tag(tag: re.Match) -> str:
    kept = VOLATILE_ATTRIBUTES.sub("", tag[0])
    return ADDRESS.sub(lambda found: f'{found[1]}{found[2]}{_naming(found[2], found[3])}"', kept)


def _address(url: str) -> str:
    """An address without the parameters that do not say which file it is."""
    place, _, query = url.partition("#")[0].partition("?")
    return place + _naming(place, query)


def _naming(place: str, query: str) -> str:
    """The parameters that name something. A file with an ending of its own is named already."""
    if not query or NAMED.search(place):
        return ""
    return "?" + "&".join(NAMING.findall(query.replace("&amp;", "&")))
