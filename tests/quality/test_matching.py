"""Copies, stories and related items over labelled sets made of Wikinews texts. The floors below only ever rise.

How the sets are made stands in labelled_copies.py and labelled_stories.py.
"""

from pathlib import Path

import pytest
from labelled_copies import Labelled, copies_of, read_articles, score_pairs
from labelled_stories import score_related, score_stories, stories_of

from wireroom.core.matching.stream import Matched, Stream, Streamed

CORPORA = Path(__file__).resolve().parents[3] / "shared" / "corpora"
pytestmark = pytest.mark.skipif(not CORPORA.is_dir(), reason="the shared corpora are not here")

# Precision and recall of pairs.
COPIES = {("en", 1): (1.0, 0.955), ("en", 2): (0.995, 0.955), ("en", 3): (0.998, 0.98), ("ja", 1): (1.0, 0.877)}
# Pairs of all articles as they are, without their days, that are called the same. These only ever fall.
NOT_COPIES = {"en": 1, "ja": 21}
# B-cubed F1, and NDCG@5 of related items with the same story as gain.
STORIES = {"en": (0.874, 0.895), "ja": (0.829, 0.84)}


def matched(items: list[Labelled]) -> list[Matched]:
    stream = Stream()
    for item in items:
        stream.take(Streamed(item.id, item.title, item.text))
    return list(stream.all_matched())


@pytest.mark.parametrize(("language", "seed"), COPIES)
def test_copies_are_found_and_nothing_else(language, seed):
    items = copies_of(CORPORA / f"wikinews.{language}.jsonl", language=language, seed=seed)
    precision, recall = score_pairs(items, [one.same_as for one in matched(items)])
    print(f"{language} {seed}: {len(items)} items, P {precision:.4f}, R {recall:.4f}")
    assert (precision >= COPIES[language, seed][0], recall >= COPIES[language, seed][1]) == (True, True)


@pytest.mark.parametrize("language", NOT_COPIES)
def test_hardly_any_two_articles_that_were_written_apart_are_the_same(language):
    stream = Stream()
    for one in read_articles(CORPORA / f"wikinews.{language}.jsonl"):
        stream.take(Streamed(one.id, one.title, one.text, language))
    count = sum(len(one.same_as) for one in stream.all_matched())
    print(f"{language}: {count} pairs wrongly the same")
    assert count <= NOT_COPIES[language]


@pytest.mark.parametrize("language", STORIES)
def test_tellings_of_one_event_come_together_and_stand_first_among_the_related(language):
    items = stories_of(CORPORA / f"wikinews.{language}.jsonl", language=language, seed=1)
    found = matched(items)
    precision, recall, f1 = score_stories(items, [one.story for one in found])
    gain = score_related(items, [[*one.same_as, *one.related] for one in found])
    print(f"{language}: {len(items)} items, B-cubed P {precision:.3f}, R {recall:.3f}, F1 {f1:.3f}, NDCG@5 {gain:.3f}")
    assert (f1 >= STORIES[language][0], gain >= STORIES[language][1]) == (True, True)
