"""Is a new state of a published story a correction, an update or a quiet repair? And what would a reader see of it?

A correction is what its source marks as one, or a fact that changed in a sentence which stays the same otherwise and
is not the story going on (docs/status.md, "Corrections"). A person may say otherwise either way.
"""

import difflib
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from wireroom.core.changed_facts import ALIKE, FactChange, common_ends, count_parts, find_changed_facts, likeness

SENTENCE = re.compile(r"(?<=[。！？])|(?<=[.!?])(?<![ap]\.m\.)\s+|\n+")
QUIET_WORDS = 2
# What of a sentence carries sense: numbers with their signs and separators, words, marks such as quotes; not its stops.
PART = re.compile(r"[-+−±]?\d(?:[\d.,:/-]*\d)?|[^\W\d_]+(?:['’][^\W\d_]+)*|[^\w\s.,;:!…、。・–—-]")
MENDABLE = re.compile(r"[a-z\u00df-\u00f6\u00f8-\u024f]{4,}")
SHOWN_SENTENCES = 3
MOST_COMPARED = 250_000
# A correction mends a few sentences; where more changed, the story was written anew.
MOST_PAIRED = 20
LONGEST_SHOWN = 400
SAME_NAME = 0.5
UPDATE_MARK = re.compile(
    r"^(?:(?:UPDATE|WRAPUP|RPT|LEAD)(?:\s*\d+)?\s*[-:–]\s*|UPDATED?:\s*"
    r"|[【［\[(（](?:更新|続報|第?\d+報|速報|詳報)[】］\])）]\s*)",
    re.I,
)
# Furniture of the source's page that counts time or readers: no part of the story.
STAMP = re.compile(
    r"^[\s(（]*(?:(?:last\s+)?updated\b|(?:first\s+)?published\b|posted\b|\d+\s+(?:comments?|shares?|views?|min(?:ute)?s?\s+(?:read|ago))"
    r"|最終更新|更新日時|掲載日時|公開日時|\d[\d/:.年月日時分\s]*(?:更新|掲載|公開|配信)).{0,60}$",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Told:
    """A state of a story as far as corrections go: plain texts, and the source's signal and note."""

    headline: str
    text: str
    signal: str = ""
    ed_note: str = ""


@dataclass(frozen=True, slots=True)
class LogEntry:
    """What goes into the correction log: `kind` is correction or update.

    `before` and `after` are changed sentences, one a line.
    """

    kind: str
    note: str = ""
    before: str = ""
    after: str = ""


def decide_log_entry(before: Told | None, after: Told) -> LogEntry | None:
    """Compare two published states; None means: nothing a reader must be told.

    A correction by a changed fact shows the sentences with that fact only. A first state is logged only when its source
    already marks it as corrected.
    """
    marked = is_marked_correction(after) and not (before and _same_mark(before, after))
    if before is None:
        return LogEntry("correction", note=_note(after)) if marked else None
    removed, added = _changed(before, after)
    if marked:
        return LogEntry("correction", _note(after), _shown(removed), _shown(added))
    if (not removed and not added) or _is_quiet(removed, added):
        return None
    if not _is_marked_update(before, after) and (corrected := _find_corrected(removed, added)):
        shown = [_cut_around(old, new) for old, new in corrected]
        return LogEntry("correction", "", _shown([old for old, _ in shown]), _shown([new for _, new in shown]))
    return LogEntry("update")


def is_marked_correction(told: Told) -> bool:
    """The source says so: by signal, or by a marker at the beginning of headline, note or text."""
    if told.signal.lower().removeprefix("sig:") in {"correction", "corrected"}:
        return True
    return bool(_marker().match(told.headline) or _marker().match(told.ed_note) or _note_in_text(told.text))


def _shown(sentences: list[str]) -> str:
    return "\n".join(sentences[:SHOWN_SENTENCES])


def _cut_around(old: str, new: str) -> tuple[str, str]:
    """Two states of a sentence; of one that has no end, as in a text without stops, what stands around the change."""
    if max(len(old), len(new)) <= LONGEST_SHOWN:
        return old, new
    start, end = common_ends(old, new)
    room = LONGEST_SHOWN // 4
    return tuple(
        ("…" if start > room else "")
        + text[max(0, start - room) : len(text) - max(0, end - room)][:LONGEST_SHOWN]
        + ("…" if end > room else "")
        for text in (old, new)
    )


def _find_corrected(removed: list[str], added: list[str]) -> list[tuple[str, str]]:
    """Sentences that say one fact otherwise and all else as before: before and after, in the order of the story.

    Not where the story goes on: a toll that rises, a count that the sentence itself gives as one of its moment. Where
    sentences were added as well, the event is under way, and of its figures only one that fell without a word for why
    (the missing who are found, a hedge) was wrong; a name or a quotation was wrong in either case.
    """
    if len(removed) > MOST_PAIRED or len(added) > 2 * MOST_PAIRED:
        return []
    pairs, new = _pair(removed, added)
    grown = new > len(removed) - len(pairs)
    return [pair for pair in pairs if any(_is_error(change, grown) for change in find_changed_facts(*pair))]


def _is_error(change: FactChange, grown: bool) -> bool:
    if change.going_on:
        return False
    if not grown or change.kind in ("quote", "opposite"):
        return True
    if change.kind == "name":
        # Another name is another person to come into the story; nearly the same one is a name spelt wrong.
        return difflib.SequenceMatcher(None, change.old, change.new, autojunk=False).ratio() >= SAME_NAME
    return change.kind == "figure" and change.rose is False


def _pair(removed: list[str], added: list[str]) -> tuple[list[tuple[str, str]], int]:
    """Each sentence that went with the most similar one that came, and how many came without one."""
    left, pairs = [(new, count_parts(new)) for new in added], []
    for old in removed:
        parts = count_parts(old)
        best = max(left, key=lambda new: likeness(parts, new[1]), default=None)
        if best is not None and likeness(parts, best[1]) >= ALIKE:
            pairs.append((old, best[0]))
            left.remove(best)
    return pairs, len(added) - len(pairs)


def _is_marked_update(before: Told, after: Told) -> bool:
    """The source itself says that the story goes on: by signal, or by a new mark on the headline."""
    if after.signal.lower().removeprefix("sig:") in {"update", "updated"}:
        return True
    marks = [found[0] if (found := UPDATE_MARK.match(told.headline)) else "" for told in (before, after)]
    return bool(marks[1]) and marks[0] != marks[1]


def _changed(before: Told, after: Told) -> tuple[list[str], list[str]]:
    old, new = (_sentences(told) for told in (before, after))
    start, end = common_ends(old, new)
    old, new = old[start : len(old) - end], new[start : len(new) - end]
    if len(old) * len(new) > MOST_COMPARED:
        return _unpaired(old, new), _unpaired(new, old)
    removed, added = [], []
    for tag, i1, i2, j1, j2 in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            removed += old[i1:i2]
            added += new[j1:j2]
    return removed, added


def _unpaired(sentences: list[str], others: list[str]) -> list[str]:
    """Sentences the other side lacks; where only their order changed, the first that stand elsewhere.

    For texts so long that the exact comparison, whose time grows with the product of their lengths, is no option.
    """
    left = Counter(others)
    found = []
    for sentence in sentences:
        if left[sentence]:
            left[sentence] -= 1
        else:
            found.append(sentence)
    return found or [one for one, other in zip(sentences, others, strict=False) if one != other]


def _sentences(told: Told) -> list[str]:
    mark = _marker().match(told.headline)
    headline = told.headline[mark.end() :].strip() if mark else told.headline.strip()
    headline = UPDATE_MARK.sub("", headline)
    body = [part.strip() for part in SENTENCE.split(told.text)]
    return [part for part in (headline, *body) if part and not _marker().match(part) and not STAMP.match(part)]


def _is_quiet(removed: list[str], added: list[str]) -> bool:
    """Spacing, stops, width or case changed, or a letter inside a word or two: a typing mistake was mended."""
    if len(removed) != len(added):
        return False
    mended = [_mended_words(old, new) for old, new in zip(removed, added, strict=True)]
    return all(count is not None for count in mended) and sum(mended) <= QUIET_WORDS


def _mended_words(old: str, new: str) -> int | None:
    """In how many words of a sentence a letter was mended; None when more changed than that."""
    olds, news = (PART.findall(unicodedata.normalize("NFKC", sentence)) for sentence in (old, new))
    if len(olds) != len(news):
        return None
    changed = [pair for pair in zip(olds, news, strict=True) if pair[0].casefold() != pair[1].casefold()]
    return len(changed) if all(_is_mended(*pair) for pair in changed) else None


def _is_mended(old: str, new: str) -> bool:
    """One letter left out, put in or two swapped inside a Latin word that is no name.

    Anything else may change the sense: million and billion, likely and unlikely, Iran and Iraq, and in
    scripts without spaces any one character, as in ない.
    """
    if not (MENDABLE.fullmatch(old) and MENDABLE.fullmatch(new)) or old[0] != new[0] or old[-1] != new[-1]:
        return False
    if len(old) == len(new):
        apart = [index for index in range(len(old)) if old[index] != new[index]]
        swapped = len(apart) == 2 and apart[1] == apart[0] + 1
        return swapped and old[apart[0]] == new[apart[1]] and old[apart[1]] == new[apart[0]]
    shorter, longer = sorted((old, new), key=len)
    return any(longer[:index] + longer[index + 1 :] == shorter for index in range(1, len(longer) - 1))


def _note(told: Told) -> str:
    return (told.ed_note or _note_in_text(told.text)).strip()


def _note_in_text(text: str) -> str:
    """The sentence group of the text in which the source explains its correction, at the beginning or the end."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return next((line for line in (*lines[:2], *lines[-2:]) if _marker().match(line)), "")


def _same_mark(before: Told, after: Told) -> bool:
    """The mark and its note were there before: this is a later state of an already logged correction."""
    return is_marked_correction(before) and _note(before) == _note(after)


@cache
def _marker() -> re.Pattern[str]:
    """Markers of corrections at the beginning of a text, from data/correction_markers.txt, one a line."""
    lines = files("wireroom.core").joinpath("data/correction_markers.txt").read_text("utf-8").splitlines()
    words = sorted((line for line in lines if line and not line.startswith("#")), key=len, reverse=True)
    return re.compile(r"\s*(?:" + "|".join(map(re.escape, words)) + r")\s*", re.I)
