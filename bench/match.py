"""Near duplicates beside datasketch, stories and related items beside scikit-learn, and items a second. Stores nothing.

    WIREROOM_BENCH_PEERS=PYTHON python bench/match.py CORPORA [--language en|ja] [--seed N]

CORPORA is a folder with wikinews.en.jsonl and wikinews.ja.jsonl; the labelled sets are those of tests/quality
(labelled_copies.py and labelled_stories.py say how they are made). PYTHON is an interpreter that has datasketch
(MinHash of 126 permutations over three words or six characters, 42 bands of 3, Jaccard from 0.3) and scikit-learn
(average link over TfidfVectorizer, sublinear, words or character pairs, cut at 0.15; related items by that cosine, and
by BM25 of the 25 strongest words); what it has not is left out. Processor seconds of one process.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests" / "quality"))

from labelled_copies import Labelled, copies_of, score_pairs
from labelled_stories import score_related, score_stories, stories_of

from wireroom.core.matching.stream import Stream, Streamed

DATASKETCH = """
import json, re, sys, time
from datasketch import MinHash, MinHashLSH
rows = [json.loads(line) for line in open(sys.argv[1], encoding="utf-8")]
start = time.process_time()
lsh = MinHashLSH(num_perm=126, params=(42, 3))
kept, found = {}, []
for row in rows:
    text = re.sub("<[^>]*>", " ", row["text"]).lower()
    parts = re.findall(r"\\w+", text) if sys.argv[2] == "en" else re.findall(r"\\w", text)
    size = 3 if sys.argv[2] == "en" else 6
    mine = MinHash(num_perm=126)
    mine.update_batch({" ".join(parts[at:at + size]).encode() for at in range(max(1, len(parts) - size + 1))})
    found.append([name for name in lsh.query(mine) if kept[name].jaccard(mine) >= 0.3])
    lsh.insert(row["id"], mine)
    kept[row["id"]] = mine
json.dump({"found": found, "seconds": time.process_time() - start}, sys.stdout)
"""
SKLEARN = """
import json, re, sys, time
from sklearn.cluster import AgglomerativeClustering
from sklearn.feature_extraction.text import TfidfVectorizer
rows = [json.loads(line) for line in open(sys.argv[1], encoding="utf-8")]
start = time.process_time()
analyzer, grams = ("word", (1, 1)) if sys.argv[2] == "en" else ("char", (2, 2))
vectors = TfidfVectorizer(sublinear_tf=True, analyzer=analyzer, ngram_range=grams, min_df=1)
matrix = vectors.fit_transform(row["title"] + " " + row["text"] for row in rows)
likeness = (matrix @ matrix.T).toarray()
related = [[rows[other]["id"] for other in (-likeness[at, :at]).argsort()[:5]] for at in range(len(rows))]
distances = 1 - likeness
best = AgglomerativeClustering(None, metric="precomputed", linkage="average", distance_threshold=0.85)
labels = best.fit_predict(distances.clip(0, 2))
found = [int(label) for label in labels]
json.dump({"found": found, "related": related, "seconds": time.process_time() - start}, sys.stdout)
"""
BM25 = """
import json, sys, time
import numpy
from sklearn.feature_extraction.text import CountVectorizer
rows = [json.loads(line) for line in open(sys.argv[1], encoding="utf-8")]
start = time.process_time()
analyzer, grams = ("word", (1, 1)) if sys.argv[2] == "en" else ("char", (2, 2))
counts = CountVectorizer(analyzer=analyzer, ngram_range=grams).fit_transform(
    row["title"] + " " + row["text"] for row in rows
).tocsr()
holders = counts.getnnz(axis=0)
rarity = numpy.log(1 + (len(rows) - holders + 0.5) / (holders + 0.5))
lengths = counts.sum(axis=1).A1
weighed = counts.astype(float)
long = numpy.repeat(lengths / lengths.mean(), numpy.diff(counts.indptr))
weighed.data = rarity[counts.indices] * counts.data * 2.2 / (counts.data + 1.2 * (0.25 + 0.75 * long))
related = []
for at in range(len(rows)):
    mine = counts[at]
    asked = mine.indices[(-mine.data * rarity[mine.indices]).argsort()[:25]]
    scores = weighed[:at, asked].sum(axis=1).A1 if at else numpy.zeros(0)
    related.append([rows[other]["id"] for other in (-scores).argsort()[:5] if scores[other] > 0])
json.dump({"related": related, "seconds": time.process_time() - start}, sys.stdout)
"""


def main() -> int:
    """Runs both parts for a language and prints a line for each system."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--language", choices=("en", "ja"), default="en")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    path = arguments.corpora / f"wikinews.{arguments.language}.jsonl"
    if not path.is_file():
        print(f"no {path}", file=sys.stderr)
        return 1
    items = copies_of(path, language=arguments.language, seed=arguments.seed)
    print(f"copies, {arguments.language}, {len(items)} items")
    matched, seconds = _match(items)
    _print_pairs("wireroom match", items, [one.same_as for one in matched], seconds)
    theirs = _ask_peer(DATASKETCH, items, arguments.language)
    if theirs:
        _print_pairs("datasketch", items, theirs["found"], theirs["seconds"])
    items = stories_of(path, language=arguments.language, seed=arguments.seed)
    print(f"stories, {arguments.language}, {len(items)} items")
    matched, seconds = _match(items)
    _print_stories("wireroom match", items, [one.story for one in matched], seconds)
    related = [[*one.same_as, *one.related] for one in matched]
    by_cosine = _ask_peer(SKLEARN, items, arguments.language)
    if by_cosine:
        _print_stories("scikit-learn", items, by_cosine["found"], by_cosine["seconds"])
    print("related, the same items")
    print(f"  {'wireroom match':<16} NDCG@5 {score_related(items, related):.3f}")
    for name, theirs in (("tf-idf cosine", by_cosine), ("BM25", _ask_peer(BM25, items, arguments.language))):
        if theirs:
            print(f"  {name:<16} NDCG@5 {score_related(items, theirs['related']):.3f}")
    return 0


def _match(items: list[Labelled]) -> tuple[list, float]:
    start = time.process_time()
    stream = Stream()
    for item in items:
        stream.take(Streamed(item.id, item.title, item.text))
    return list(stream.all_matched()), time.process_time() - start


def _print_pairs(name: str, items: list[Labelled], found: list, seconds: float) -> None:
    precision, recall = score_pairs(items, found)
    print(f"  {name:<16} P {precision:.3f}  R {recall:.3f}  {len(items) / seconds:,.0f} items/s")


def _print_stories(name: str, items: list[Labelled], found: list, seconds: float) -> None:
    precision, recall, f1 = score_stories(items, found)
    print(f"  {name:<16} B-cubed P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}  {len(items) / seconds:,.0f} items/s")


def _ask_peer(script: str, items: list[Labelled], language: str) -> dict | None:
    """What the peer says of the same items; None, said on stderr, where it is not installed."""
    python = os.environ.get("WIREROOM_BENCH_PEERS", sys.executable)
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as rows:
        rows.writelines(json.dumps({"id": i.id, "title": i.title, "text": i.text}) + "\n" for i in items)
        rows.flush()
        done = subprocess.run([python, "-c", script, rows.name, language], capture_output=True, text=True, check=False)
    if done.returncode:
        print(f"  left out: {done.stderr.strip().splitlines()[-1]}", file=sys.stderr)
        return None
    return json.loads(done.stdout)


if __name__ == "__main__":
    sys.exit(main())
