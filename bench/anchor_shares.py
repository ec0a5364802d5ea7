"""Counts in what share of articles each anchor stands, for core/data/anchor_shares.txt. Prints the table.

    python bench/anchor_shares.py CORPORA > wireroom/core/data/anchor_shares.txt

CORPORA is a folder with wikinews.en.jsonl and wikinews.ja.jsonl. Of each anchor the higher share of the two
languages is noted, in tenths of a per mille; of what stands in n of N articles, (n - 0.5) / N. Left out are anchors of
less than three English and less than six Japanese articles.
"""

import argparse
import sys
from collections import Counter, defaultdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests" / "quality"))

from labelled_copies import read_articles

from wireroom.core.matching.anchors.finding import find_words

LEAST = {"en": 3, "ja": 6}


def main() -> None:
    """Reads the collections and prints the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("corpora", type=Path)
    corpora = parser.parse_args().corpora
    shares: dict[str, float] = {}
    for language, least in LEAST.items():
        articles = read_articles(corpora / f"wikinews.{language}.jsonl")
        counts = Counter(word for one in articles for word in set(find_words(one.title, one.text, language=language)))
        shares |= {word: 0.0 for word, number in counts.items() if number >= least and word not in shares}
        for word in shares:
            shares[word] = max(shares[word], (counts[word] - 0.5) / len(articles) * 1000)
    lines: dict[str, list[str]] = defaultdict(list)
    for word, share in shares.items():
        lines[f"{share:.1f}"].append(word)
    print("# In how many of a thousand news articles an anchor stands, in English or Japanese, whichever is more.")
    print("# Counted by bench/anchor_shares.py over Wikinews articles (CC BY 2.5, by the contributors of Wikinews).")
    for share in sorted(lines, key=float, reverse=True):
        print(share, *sorted(lines[share]))


if __name__ == "__main__":
    main()
