"""Labelled stories made of Wikinews articles at test time: two or three tellings of each, without a sentence in common.

Each article (English from 600 characters, Japanese from 240; at most 900 of a language) is dealt out sentence by
sentence to two items, three where it has nine sentences and more: what the reports of one event have in common
without copying. Titles are left out, so nothing but the text tells. The order is the seed's.
"""

import random
from collections import defaultdict
from collections.abc import Hashable, Sequence
from math import log2
from pathlib import Path

from labelled_copies import Labelled, read_articles, split_sentences

MOST = 900


def stories_of(path: Path, *, language: str, seed: int) -> list[Labelled]:
    """The set as this module's docstring has it."""
    chance = random.Random(seed)
    least = 600 if language == "en" else 240
    articles = [article for article in read_articles(path) if len(article.text) >= least]
    chance.shuffle(articles)
    items = []
    for article in articles[:MOST]:
        parts = split_sentences(article.text, language)
        tellings = 3 if len(parts) >= 9 else 2
        for number in range(tellings):
            text = (" " if language == "en" else "").join(parts[number::tellings])
            items.append(Labelled(f"{article.id}#{number}", "", text, article.id))
    chance.shuffle(items)
    return items


def score_stories(items: Sequence[Labelled], found: Sequence[Hashable]) -> tuple[float, float, float]:
    """B-cubed precision, recall and F1 of the story found for each item."""
    labelled, together = defaultdict(set), defaultdict(set)
    for item, story in zip(items, found, strict=True):
        labelled[item.label].add(item.id)
        together[story].add(item.id)
    right = [
        (len(together[story] & labelled[item.label]), len(together[story]), len(labelled[item.label]))
        for item, story in zip(items, found, strict=True)
    ]
    precision = sum(both / size for both, size, _ in right) / len(right)
    recall = sum(both / size for both, _, size in right) / len(right)
    return precision, recall, 2 * precision * recall / (precision + recall)


def score_related(items: Sequence[Labelled], named: Sequence[Sequence[str]]) -> float:
    """NDCG@5 of the ids named beside each item that has an earlier telling: how high those of its article stand."""
    label = {item.id: item.label for item in items}
    earlier: dict[str, int] = defaultdict(int)
    scores = []
    for item, ids in zip(items, named, strict=True):
        if best := earlier[item.label]:
            got = sum((label[id] == item.label) / log2(place + 2) for place, id in enumerate(ids[:5]))
            scores.append(got / sum(1 / log2(place + 2) for place in range(min(5, best))))
        earlier[item.label] += 1
    return sum(scores) / len(scores)
