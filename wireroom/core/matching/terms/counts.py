"""Counts the words of a text by which stories are told apart. Weighs none, and compares no texts."""

import re
from collections import Counter
from functools import cache, lru_cache
from importlib.resources import files
from itertools import islice
from operator import add

from wireroom.core.matching.tokens import has_unspaced
from wireroom.core.matching.words import Words, read_words

# What heads an item says more about it than a word further down.
TITLE_TIMES = 2
# A story is told in its first paragraphs; a long text goes on to other matters.
_MOST_WORDS, _MOST_CHARACTERS = 4000, 4000
_HANGUL_RANGE = "\uac00-\ud7a3"
# What is counted by pairs of characters, by threes, and as it stands.
_PAIRED = re.compile(f"[\u3400-\u4dbf\u4e00-\u9fff\u3005-\u3007]{{2,}}|[{_HANGUL_RANGE}]{{2,}}")
_THREES = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]{3,}")
_WHOLE = re.compile("[\u30a1-\u30fa\u30fc]{2,}|[0-9a-z\u00c0-\u024f\u0370-\u0dff]{2,}")
_HANGUL = re.compile(f"[{_HANGUL_RANGE}]")


def count_terms(title: str, text: str, *, language: str | None) -> Counter[str]:
    """As count_words, of a title and a text that nobody read yet."""
    return count_words(read_words(title, text), language=language)


def count_words(words: Words, *, language: str | None) -> Counter[str]:
    """Terms of an item with their number, the title's counted twice.

    Words of two letters and more without the function words of its `language` (a primary BCP 47 tag); of kanji every
    pair, of kana the whole run, of Hangul pairs, of scripts without spaces every three characters.
    """
    stop = _stop_words().get(language or "", frozenset())
    runs = words.unspaced or _is_hangul(words.text)
    found = _count_runs(words.text[:_MOST_CHARACTERS]) if runs else Counter(words.tokens[:_MOST_WORDS])
    runs = has_unspaced(words.title) or _is_hangul(words.title)
    in_title = _count_runs(words.title) if runs else Counter(words.heading)
    for term, number in in_title.items():
        found[term] += TITLE_TIMES * number
    # A plain dict: a Counter looks a new term up twice, the second time in Python.
    counts: dict[str, int] = {}
    for term, number in found.items():
        if len(term) > 1 and term not in stop:
            if term[-1] == "s":
                term = _stem(term)
            counts[term] = counts.get(term, 0) + number
    return Counter(counts)


def _count_runs(folded: str) -> Counter[str]:
    """Terms where at least a part is in a script without spaces, or in Hangul.

    A kanji alone is a counter or a suffix, a syllable alone a particle: neither is a term.
    """
    found = Counter(_WHOLE.findall(folded))
    pairs = " ".join(_PAIRED.findall(folded))
    found.update(map(add, pairs, islice(pairs, 1, None)))
    for run in _THREES.findall(folded):
        found.update(run[at : at + 3] for at in range(len(run) - 2))
    for term in [term for term in found if " " in term]:
        del found[term]
    return found


def _is_hangul(folded: str) -> bool:
    return not folded.isascii() and _HANGUL.search(folded) is not None


@lru_cache(maxsize=50_000)
def _stem(word: str) -> str:
    """An English plural and possessive without its s; numbers and short words stay."""
    if len(word) > 3 and word.endswith("s") and word.isascii() and word[-2] not in "sui" and word.isalpha():
        return word[:-1] if not word.endswith("ies") or len(word) < 5 else word[:-3] + "y"
    return word


@cache
def _stop_words() -> dict[str, frozenset[str]]:
    """By language: "war" says nothing in German, and something in English."""
    lines = files("wireroom.core.data").joinpath("function_words.txt").read_text("utf-8").splitlines()
    lists = (line.partition(":") for line in lines if ":" in line and not line.startswith("#"))
    return {language: frozenset(re.sub("['’]", "", words).split()) for language, _, words in lists}
