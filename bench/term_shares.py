"""Counts how many articles of a collection each term stands in, for core/data/term_shares_*.txt. Prints the table.

    python bench/term_shares.py FILE.jsonl --language en --least 2 > wireroom/core/data/term_shares_en.txt

FILE has lines with "title" and "text". Terms in fewer than --least articles are left out; of one that stands in n of N
articles, (n - 0.5) / N is noted in tenths of a per mille. Terms are grouped by their share, commonest first.
"""

import argparse
import json
from collections import Counter, defaultdict
from pathlib import Path

from wireroom.core.matching.terms.counts import count_terms

LONGEST = 20_000


def main() -> None:
    """Reads the collection and prints the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("--language", required=True)
    parser.add_argument("--least", type=int, default=2)
    arguments = parser.parse_args()
    articles = 0
    counts: Counter[str] = Counter()
    for line in arguments.file.read_text("utf-8").splitlines():
        row = json.loads(line)
        if len(row["text"]) <= LONGEST:
            articles += 1
            counts.update(count_terms(row["title"], row["text"], language=arguments.language).keys())
    terms: dict[str, list[str]] = defaultdict(list)
    for term, number in counts.items():
        if number >= arguments.least:
            terms[f"{(number - 0.5) / articles * 1000:.1f}"].append(term)
    print(f"# In how many of a thousand news articles a term stands. Counted by bench/term_shares.py over {articles}")
    print("# Wikinews articles (CC BY 2.5, by the contributors of Wikinews).")
    for share in sorted(terms, key=float, reverse=True):
        print(share, *sorted(terms[share]))


if __name__ == "__main__":
    main()
