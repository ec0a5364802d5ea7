"""Stories labelled by hand over all articles of dense months, English and Japanese. The floors below only ever rise.

What one story is, and the labels, stand in labelled_events.txt. Related items are looked for among 1,500 articles of
other years as well, where the language has so many.
"""

from pathlib import Path

import pytest
from labelled_copies import read_articles
from labelled_events import Run, gain_at_five, read_reported, read_runs, score_pairs_and_items

from wireroom.core.matching.stream import Stream, Streamed

CORPORA = Path(__file__).resolve().parents[3] / "shared" / "corpora"
pytestmark = pytest.mark.skipif(not CORPORA.is_dir(), reason="the shared corpora are not here")

# F1 by items (B-cubed) and by pairs; NDCG@5 of related items.
FLOORS = {
    "ja 2005-07": (0.958, 0.72, 0.775),
    "ja 2005-09": (0.926, 0.62, 0.67),
    "en 2019-01": (0.967, 0.84, 0.92),
    "en 2020-01": (0.956, 0.78, 0.835),
}
DISTRACTORS = 1500
RUNS = read_runs()


@pytest.mark.parametrize("run", RUNS, ids=lambda run: run.name)
def test_reports_of_one_event_come_together_and_others_stay_apart(run: Run):
    items = read_reported(CORPORA, run)
    stream = Stream()
    for one in items:
        stream.take(Streamed(one.id, one.title, one.text, one.language, one.published))
    by_items, by_pairs = score_pairs_and_items(items, [one.story for one in stream.all_matched()])
    print(f"{run.name}: {len(items)} items, B-cubed F1 {by_items:.3f}, pairs F1 {by_pairs:.3f}")
    assert (by_items >= FLOORS[run.name][0], by_pairs >= FLOORS[run.name][1]) == (True, True)


@pytest.mark.parametrize("run", RUNS, ids=lambda run: run.name)
def test_reports_of_one_event_stand_first_among_the_related_then_those_of_its_topic(run: Run):
    items = read_reported(CORPORA, run)
    own = {one.id for one in items}
    others = [one for one in read_articles(CORPORA / f"wikinews.{run.language}.jsonl") if one.id not in own]
    stream = Stream()
    for one in others[:DISTRACTORS]:
        stream.take(Streamed(one.id, one.title, one.text, run.language))
    for one in items:
        stream.take(Streamed(one.id, one.title, one.text, one.language, one.published))
    matched = list(stream.all_matched())[-len(items) :]
    gain = gain_at_five(items, [[*one.same_as, *one.related] for one in matched])
    print(f"{run.name}: among {len(others[:DISTRACTORS])} others, NDCG@5 {gain:.3f}")
    assert gain >= FLOORS[run.name][2]


def test_the_labels_are_many_enough_and_name_articles_that_are_there():
    for language in ("ja", "en"):
        runs = [run for run in RUNS if run.language == language]
        read = [(run, read_reported(CORPORA, run)) for run in runs]
        labels = [one.label for _, items in read for one in items]
        several = {label for label in labels if labels.count(label) > 1}
        assert (len(labels) >= 200, len(several) >= 40) == (True, True)
        for run, items in read:
            assert (run.story_of.keys() | run.either) - {one.id for one in items} == set()
            assert run.topic_of.keys() - {one.label for one in items} == set()
