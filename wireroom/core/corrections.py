"""Is a new state of a published story a correction, an update or a quiet repair? And what would a reader see of it?"""

import difflib
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

SENTENCE = re.compile(r"(?<=[。！？])|(?<=[.!?])\s+|\n+")
QUIET_WORDS = 2
# What of a sentence carries sense: numbers with their signs and separators, words, marks such as quotes; not its stops.
PART = re.compile(r"[-+−±]?\d(?:[\d.,:/-]*\d)?|[^\W\d_]+(?:['’][^\W\d_]+)*|[^\w\s.,;:!…、。・–—-]")
MENDABLE = re.compile(r"[a-z\u00df-\u00f6\u00f8-\u024f]{4,}")
SHOWN_SENTENCES = 3
MOST_COMPARED = 250_000


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

    A first state is logged only when its source already marks it as corrected.
    """
    marked = is_marked_correction(after) and not (before and _same_mark(before, after))
    if before is None:
        return LogEntry("correction", note=_note(after)) if marked else None
    removed, added = changed_sentences(before, after)
    if marked:
        return LogEntry("correction", _note(after), "\n".join(removed), "\n".join(added))
    if (not removed and not added) or _is_quiet(removed, added):
        return None
    return LogEntry("update")


def is_marked_correction(told: Told) -> bool:
    """The source says so: by signal, or by a marker at the beginning of headline, note or text."""
    if told.signal.lower().removeprefix("sig:") in {"correction", "corrected"}:
        return True
    return bool(_marker().match(told.headline) or _marker().match(told.ed_note) or _note_in_text(told.text))


def changed_sentences(before: Told, after: Told) -> tuple[list[str], list[str]]:
    """The first sentences that went and that came, headline first, without the correction notes themselves."""
    old, new = (_sentences(told) for told in (before, after))
    start, end = _common_ends(old, new)
    old, new = old[start : len(old) - end], new[start : len(new) - end]
    if len(old) * len(new) > MOST_COMPARED:
        return _unpaired(old, new)[:SHOWN_SENTENCES], _unpaired(new, old)[:SHOWN_SENTENCES]
    removed, added = [], []
    for tag, i1, i2, j1, j2 in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            removed += old[i1:i2]
            added += new[j1:j2]
    return removed[:SHOWN_SENTENCES], added[:SHOWN_SENTENCES]


def _common_ends(old: Sequence, new: Sequence) -> tuple[int, int]:
    """How many pieces are the same at the beginning and, after those, at the end."""
    most = min(len(old), len(new))
    start = next((at for at in range(most) if old[at] != new[at]), most)
    most -= start
    end = next((at for at in range(most) if old[-1 - at] != new[-1 - at]), most)
    return start, end


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
    body = [part.strip() for part in SENTENCE.split(told.text)]
    return [part for part in (headline, *body) if part and not _marker().match(part)]


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
