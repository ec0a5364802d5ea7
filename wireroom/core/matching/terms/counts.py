"""Counts the words of a text by which stories are told apart. Weighs none, and compares no texts."""

import re
from collections import Counter
from functools import cache
from importlib.resources import files
from itertools import pairwise

from wireroom.core.matching.tokens import find_tokens, fold_text, has_unspaced

# What heads an item says more about it than a word further down.
TITLE_TIMES = 2
# A story is told in its first paragraphs; a long text goes on to other matters.
_MOST_TOKENS = 4000
_RUN = re.compile(
    "(?P<kanji>[\u3400-\u4dbf\u4e00-\u9fff\u3005-\u3007]+)|(?P<kana>[\u30a1-\u30fa\u30fc]{2,})"
    "|(?P<other>[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]+)|(?P<hangul>[\uac00-\ud7a3]+)"
    "|(?P<word>[0-9a-z\u00c0-\u024f\u0370-\u0dff]{2,})"
)
_HANGUL = re.compile("[\uac00-\ud7a3]")


def count_terms(title: str, text: str, *, language: str | None) -> Counter[str]:
    """Terms of an item with their number, the title's counted twice.

    Words of two letters and more without the function words of its `language` (a primary BCP 47 tag); of kanji every
    pair, of kana the whole run, of Hangul pairs, of scripts without spaces every three characters.
    """
    stop = _stop_words().get(language or "", frozenset())
    counts = _count(fold_text(text), stop)
    for term, number in _count(fold_text(title), stop).items():
        counts[term] += TITLE_TIMES * number
    return counts


def _count(folded: str, stop: frozenset[str]) -> Counter[str]:
    if folded.isascii() or not (has_unspaced(folded) or _HANGUL.search(folded)):
        tokens = find_tokens(folded)[:_MOST_TOKENS]
        return Counter(_stem(token) for token in tokens if len(token) > 1 and token not in stop)
    terms: list[str] = []
    for run in _RUN.finditer(folded):
        word = run[0]
        if run.lastgroup == "word":
            if word not in stop:
                terms.append(_stem(word))
        elif run.lastgroup == "kana":
            terms.append(word)
        elif run.lastgroup == "other":
            terms += (word[at : at + 3] for at in range(len(word) - 2))
        elif len(word) == 1:
            # A kanji alone is a counter or a suffix; a syllable alone is a particle.
            continue
        else:
            terms += (one + other for one, other in pairwise(word))
        if len(terms) > _MOST_TOKENS:
            break
    return Counter(terms)


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
