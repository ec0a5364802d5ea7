"""Labelled copies of Wikinews articles, made at test time: which edits, which distractors, how it is scored.

Articles of 12,000 characters and less, shuffled by the seed. Whoever shares 30 % of its shingles with another is
out, so that labels are clean. Bases (half of what is left in English, from 600 characters; 400 in Japanese, from
200) come with three edits each out of seven kinds; donors of foreign sentences are never in the set; the rest are
distractors. Every other edit loses its title. Kinds: format (dateline, sign-off, entities, in Japanese full width),
cut (the first 30 to 70 % of the sentences), lead (a new first sentence, one put in, the tail cut), writethru (a new
lead, a quarter out, a quarter foreign, shuffled, all digits changed), noise (8 % of words or characters left out,
replaced or put in), heavy (15 % of that and a cut to 70 %), embed (the first half at the end of a round-up).
"""

import json
import random
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from wireroom.core.matching.fingerprints import read_fingerprint

LONGEST = 12_000
SHARED = 0.3


@dataclass(frozen=True, slots=True)
class Labelled:
    """An item of a labelled set; items with the same label belong together."""

    id: str
    title: str
    text: str
    label: str


def read_articles(path: Path) -> list[Labelled]:
    """The articles of a collection, each its own label; lists of sources at the end of Japanese ones cut off."""
    rows = map(json.loads, path.read_text("utf-8").splitlines())
    found = [Labelled(row["doc_id"], row["title"], _without_sources(row["text"]), row["doc_id"]) for row in rows]
    return [article for article in found if len(article.text) <= LONGEST]


def split_sentences(text: str, language: str) -> list[str]:
    """The sentences of a text, roughly."""
    parts = re.findall("[^。]+。?", text) if language == "ja" else re.split(r"(?<=[.!?])\s+", text)
    return [part for part in parts if part.strip()]


def copies_of(path: Path, *, language: str, seed: int) -> list[Labelled]:
    """The set as this module's docstring has it, in an order that the seed gives."""
    chance = random.Random(seed)
    articles = read_articles(path)
    chance.shuffle(articles)
    articles = _without_likenesses(articles)
    least, wanted = (600, len(articles) // 2) if language == "en" else (200, 400)
    long_enough = [article for article in articles if len(article.text) >= least]
    bases = long_enough[:wanted]
    donors = long_enough[wanted : wanted + 3 * wanted]
    left_out = {article.id for article in (*bases, *donors)}
    edits = Edits(language, chance, donors)
    items = [article for article in articles if article.id not in left_out]
    for base in bases:
        items.append(base)
        for kind in chance.sample(edits.kinds, 3):
            title = base.title if chance.random() < 0.5 else ""
            items.append(Labelled(f"{base.id}/{kind.__name__}", title, kind(base.text), base.id))
    chance.shuffle(items)
    return items


def score_pairs(items: Sequence[Labelled], found: Sequence[Sequence[str]]) -> tuple[float, float]:
    """Precision and recall of the pairs that `found` (for each item the earlier ones that are the same) says."""
    label = {item.id: item.label for item in items}
    sizes = Counter(label.values())
    said = [(item.id, other) for item, others in zip(items, found, strict=True) for other in others]
    right = sum(label[one] == label[other] for one, other in said)
    return right / max(1, len(said)), right / sum(size * (size - 1) // 2 for size in sizes.values())


class Edits:
    """The seven kinds of edits, with their source of chance and of foreign sentences."""

    def __init__(self, language: str, chance: random.Random, donors: Sequence[Labelled]):
        self.language, self.chance = language, chance
        self.space = " " if language == "en" else ""
        self.kinds: list[Callable[[str], str]] = [
            *(self.format, self.cut, self.lead, self.writethru, self.noise, self.heavy, self.embed)
        ]
        bounds = (40, 400) if language == "en" else (20, 150)
        self.foreign = [
            [part for part in split_sentences(donor.text, language) if bounds[0] < len(part) < bounds[1]]
            for donor in donors
        ]
        self.vocabulary = [word for donor in donors[:200] for word in self.words(donor.text)]

    def format(self, text: str) -> str:
        if self.language == "ja":
            wide = "".join(chr(ord(c) + 0xFEE0) if c.isascii() and c.isalnum() else c for c in text)
            return f"【東京共同】{wide}(無断転載を禁じます)"
        quoted = text.replace('"', "&quot;").replace("'", "’")
        return f"LONDON (Reuters) - {quoted} (Reporting by Jane Doe; editing by John Roe) All rights reserved."

    def cut(self, text: str) -> str:
        parts = split_sentences(text, self.language)
        return self.space.join(parts[: max(2, int(len(parts) * self.chance.uniform(0.3, 0.7)))])

    def lead(self, text: str) -> str:
        parts = split_sentences(text, self.language)
        kept = parts[1 : max(2, int(len(parts) * 0.8))]
        first, *others = self.donor(2)
        return self.space.join([first, *kept[: len(kept) // 2], *others, *kept[len(kept) // 2 :]])

    def writethru(self, text: str) -> str:
        parts = split_sentences(text, self.language)
        first, *others = self.donor(max(1, len(parts) // 4))
        kept = [part for part in parts[1:] if self.chance.random() > 0.25] + others
        self.chance.shuffle(kept)
        return re.sub(r"\d", lambda _: str(self.chance.randint(0, 9)), self.space.join([first, *kept]))

    def noise(self, text: str, share: float = 0.08) -> str:
        out = []
        for word in self.words(text):
            throw = self.chance.random() * 3 / share
            if throw < 1:
                continue
            out += [self.chance.choice(self.vocabulary)] if throw < 2 else [word]
            out += [self.chance.choice(self.vocabulary)] if 2 <= throw < 3 else []
        return self.space.join(out)

    def heavy(self, text: str) -> str:
        parts = split_sentences(text, self.language)
        return self.noise(self.space.join(parts[: max(2, int(len(parts) * 0.7))]), 0.15)

    def embed(self, text: str) -> str:
        parts = split_sentences(text, self.language)
        half = max(2, len(parts) // 2)
        return self.space.join([*self.donor(max(3, half)), *parts[:half]])

    def words(self, text: str) -> list[str]:
        return text.split() if self.language == "en" else list(text)

    def donor(self, wanted: int) -> list[str]:
        """So many sentences of one donor, or as many as it has; donors go round."""
        found: list[str] = []
        while not found:
            self.foreign.append(self.foreign.pop(0))
            found = list(self.foreign[-1])
        self.chance.shuffle(found)
        return found[:wanted]


def _without_likenesses(articles: Sequence[Labelled]) -> list[Labelled]:
    shingles = [set(read_fingerprint("", article.text).shingles) for article in articles]
    holders: dict[int, list[int]] = defaultdict(list)
    for number, found in enumerate(shingles):
        for shingle in found:
            holders[shingle].append(number)
    kept = []
    for number, (article, found) in enumerate(zip(articles, shingles, strict=True)):
        shared = Counter(chain.from_iterable(map(holders.__getitem__, found)))
        del shared[number]
        most = (count / min(len(found), len(shingles[other])) for other, count in shared.most_common(5))
        if found and max(most, default=0) < SHARED:
            kept.append(article)
    return kept


def _without_sources(text: str) -> str:
    found = re.search("[^。]{0,40}『[^』]{3,120}』。[^。]{2,40}、?\\d{4}年", text)
    return text[: found.start()] if found and found.start() > 200 else text
