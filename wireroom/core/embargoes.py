"""Finds an embargo that copy states in words only ("EMBARGOED UNTIL 18:00 GMT", 【解禁：18日18時】). Holds nothing.

Words are looked for where senders put them: at the beginning of headline and note, in the first and last lines of the
text. What is fully understood, with day, time and zone, ends by itself; everything else waits for a person.
"""

import re
from dataclasses import dataclass
from datetime import datetime

from wireroom.core.text.dates import parse_date

MOST_READ = 300
LINES = 2
_RELEASE = r"(?:publication|release|broadcast|use|distribution|public\s+release)"
_MARK = re.compile(
    rf"""(?:^|[.(\[*]\s*|\beditors:?\s+)\W*(?:
        (?:news\s+|press\s+)?release\s*[-–—:]?\s*(?:strictly\s+)?(?:under\s+)?embargo(?:ed)?\s+(?:until|till|to)\b
        | (?:strictly\s+|media\s+)?embargo(?:ed)?\s*(?:(?:until|till|to|for|before)\b|[:：]|\W*$)
        | (?:strictly\s+)under\s+embargo\b | under\s+embargo\s+(?:until|till)\b
        | not\s+for\s+{_RELEASE}(?:\s+(?:or|,)\s*{_RELEASE})*\s+(?:before|until|till|prior\s+to)\b
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_JAPANESE = re.compile(
    r"^\W*(?:報道)?解禁(?:日時|時間|時刻|日)?\s*[:：=＝は]|[【〔（(\[]\s*(?:報道)?解禁[^】〕）)\]]{0,40}[】〕）)\]]"
    r"|[【〔（(\[][^】〕）)\]]{0,30}[\d０-９][^】〕）)\]]{0,20}解禁(?:厳守)?\s*[】〕）)\]]|^\W*解禁厳守"
)
_NOT_FOR = re.compile(r"not\s+for\s")
_CLOCK = re.compile(
    r"(?<!\d)(\d{1,2})(?:[:.](\d{2})|(\d{2})(?=\s*(?:hrs|hours|h\b|[A-Z]{2,4}\b)))?\s*(?:hrs|hours|h\b)?\s*([ap]\.?m\b\.?)?\s*"
    r"(?:hours\s+)?(GMT|UTC|BST|CET|CEST|EST|EDT|CST|CDT|MST|MDT|PST|PDT|JST|KST|SGT|HKT|IST|AEST|AEDT|MSK|SAST)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class FoundEmbargo:
    """The words that state an embargo, and its end; None where it is not understood whole."""

    words: str
    until: datetime | None = None


def find_embargo(headline: str, text: str, ed_note: str, *, received_at: datetime) -> FoundEmbargo | None:
    """The first embargo that headline, note or text state in words; None for none, and for one that is over.

    `text` is plain, a line a paragraph. A time of day without a day is taken for today's only while that lies ahead.
    """
    lines = [line for line in text[: MOST_READ * 20].splitlines() if line.strip()]
    parts = dict.fromkeys((headline, ed_note, *lines[:LINES], *lines[-LINES:]))
    if not _may_state("\n".join([part[:MOST_READ] for part in parts])):
        return None
    for part in parts:
        found = _MARK.search(part[:MOST_READ]) or _JAPANESE.search(part[:MOST_READ])
        if found:
            words = " ".join(part[found.start() : found.start() + 120].split())
            until = _end(part[found.start() : found.start() + MOST_READ], received_at)
            if until is None or until > received_at:
                return FoundEmbargo(words, until)
    return None


def _may_state(text: str) -> bool:
    """Whether words stand there without which both patterns find nothing; to look for these takes little time."""
    lowered = text.lower()
    return "embargo" in lowered or "解禁" in text or bool(_NOT_FOR.search(lowered))


def _end(words: str, received_at: datetime) -> datetime | None:
    """The moment that the words name, if day, time and zone can be read."""
    clock = _CLOCK.search(words)
    if clock is None:
        return None
    hour, minute = int(clock[1]), int(clock[2] or clock[3] or 0)
    if clock[4]:
        hour = hour % 12 + (12 if clock[4][0] in "pP" else 0)
    if hour > 23 or minute > 59:
        return None
    around = f"{words[: clock.start()]} | {words[clock.end() :]}"
    day = _day(around)
    if day is None and re.search(r"\d", around):
        return None
    moment = parse_date(f"{(day or received_at):%d %b %Y} {hour:02}:{minute:02} {clock[5].upper()}")
    return moment if day or (moment and moment > received_at) else None


def _day(words: str) -> datetime | None:
    """The date among some words: the longest run of up to five of them that is one with a year."""
    parts = re.sub(r"[,()\[\]*|]|\b(?:on|of|the|at)\b", " ", words, flags=re.IGNORECASE).split()
    for size in (5, 4, 3, 1):
        for start in range(len(parts) - size + 1):
            run = " ".join(parts[start : start + size]).rstrip(".;:")
            if re.search(r"(?<!\d)20\d{2}(?!\d)", run) and (moment := parse_date(run)):
                return moment
    return None
