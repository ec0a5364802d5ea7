"""Finds what an English figure counts: the noun phrase after it. Reads no numbers."""

import re

from wireroom.core.text.figures.english_words import word_set

_TOKEN = re.compile(
    r"(?:\s|-(?=[A-Za-z]))?\s?([^\W\d_](?:[\w'’.&-]*\w)?(?:(?<=\.\w)\.)?(?=\W|\Z))|\s[\"“‘']([^\W\d_][\w-]*)"
)
_SKIPPED = re.compile(r"\s+(?:more|additional|further|such|separate)\b(?!\s+(?:than|or|to)\b)")
_OF = re.compile(
    r"\s+(?:out\s+)?of\s+(?:(?:the|all|its|their|his|her|our|these|those|this|that|a|an)\s+)?"
    r"(?:[A-Z][\w-]*['’]s?\s+)?(?:(?:\d[\d,.]*|two|three|four|five|six|seven|eight|nine|ten)\s+)?"
)
# A noun phrase is hardly longer.
_LONGEST = 6


def find_counted(text: str, at: int, *, share: bool) -> str | None:
    """The counted thing's words after a figure that ends at `at`; with `share` (percent, fractions) after "of", where
    it may be in the singular. None where none is said."""
    of = _OF.match(text, at)
    if of:
        at = of.end() - 1
    elif share:
        return None
    elif skipped := _SKIPPED.match(text, at):
        at = skipped.end()
    return _phrase(text, at, singular=share)


def _phrase(text: str, at: int, *, singular: bool) -> str | None:
    start = end = None
    taken = 0
    last = at
    while taken < _LONGEST and (found := _TOKEN.match(text, last)) and "\n\n" not in found[0]:
        word = found[1] or found[2]
        if _ends(word) or (end is not None and word.lower() in word_set("states")):
            break
        taken += 1
        start = found.start(1 if found[1] else 2) if start is None else start
        last = found.end()
        if is_plural(word):
            end = last
        elif end is not None:
            break
    if end is None and singular and taken:
        end = last
    return " ".join(text[start:end].split()) if end is not None else None


def _ends(word: str) -> bool:
    lower = word.lower()
    adverb = lower.endswith("ly") and len(lower) > 5 and lower not in word_set("degrees")
    return adverb or lower in word_set("ends") or lower.endswith(("'s", "’s"))


def is_plural(word: str) -> bool:
    """Whether a word looks like a plural noun."""
    lower = word.lower()
    if lower in word_set("plurals"):
        return True
    ends = lower.endswith("s") and len(lower) > 3 and not lower.endswith(("ss", "ous"))
    return ends and lower not in word_set("singulars")
