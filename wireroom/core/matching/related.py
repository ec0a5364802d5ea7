"""Which articles belong on each other's pages, by the words they share. Order of arrival does not matter."""

import math
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain

THRESHOLD = 0.18
SHARED = 2
SECTION_BONUS = 0.04
MOST_PAIRS = 10
WINDOW = timedelta(days=5)
WORD = re.compile(r"[a-z\u00c0-\u024f]{4,}|\d{2,}|[\u0400-\u04ff]{4,}|[\u4e00-\u9fff々]+|[\u30a0-\u30ffー]{2,}")


@dataclass(frozen=True, slots=True)
class Described:
    """An article as matching sees it. `terms` are from find_terms."""

    id: int
    sort_at: datetime
    section: str
    terms: frozenset[str]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two articles that belong together, and how strongly (0 to 1 and a bonus for the same section)."""

    one: int
    other: int
    score: float


def find_terms(headline: str, standfirst: str = "") -> frozenset[str]:
    """Words of four letters and more, numbers, katakana words and pairs of kanji of a text."""
    folded = unicodedata.normalize("NFKC", f"{headline} {standfirst}").casefold()
    terms: set[str] = set()
    for word in WORD.findall(folded):
        if "\u4e00" <= word[0] <= "\u9fff":
            terms.update(word[i : i + 2] for i in range(len(word) - 1))
        else:
            terms.add(word)
    return frozenset(terms)


def decide_pairs(new: Sequence[Described], others: Iterable[Described]) -> list[Pair]:
    """The pairs of each new article with its best neighbours in time, strongest first, each pair once.

    At most ten a new article: when a wire repeats one headline a hundred times, nobody needs every pair.
    """
    pairs: list[Pair] = []
    candidates = {article.id: article for article in (*others, *new)}
    ids_by_term: dict[str, list[int]] = defaultdict(list)
    for article in candidates.values():
        for term in article.terms:
            ids_by_term[term].append(article.id)
    seen: set[int] = set()
    for article in new:
        seen.add(article.id)
        shared = Counter(chain.from_iterable(ids_by_term[term] for term in article.terms))
        found = []
        for other_id, count in shared.items():
            if count < SHARED or other_id in seen:
                continue
            other = candidates[other_id]
            score = _score(article, other, count)
            if score >= THRESHOLD and abs(article.sort_at - other.sort_at) <= WINDOW:
                found.append((score, other))
        found.sort(key=lambda pair: (-pair[0], abs(article.sort_at - pair[1].sort_at), pair[1].id))
        pairs += [Pair(article.id, other.id, round(score, 6)) for score, other in found[:MOST_PAIRS]]
    return pairs


def _score(one: Described, other: Described, shared: int) -> float:
    cosine = shared / math.sqrt(len(one.terms) * len(other.terms))
    return cosine + (SECTION_BONUS if one.section and one.section == other.section else 0.0)
