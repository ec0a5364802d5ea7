"""From a tagger's chances to attributions: cues, their sources and contents, how sure."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wireroom.core.text.statements.tagging.decoding import decode_window, find_cues
from wireroom.core.text.statements.tagging.values import LinkRow, Tagging

O, B, I = (0.9, 0.08, 0.02), (0.1, 0.85, 0.05), (0.1, 0.05, 0.85)  # noqa: E741


def row(head: int, sources: str, contents: str) -> LinkRow:
    """Chances in tenths: "0 9 9"."""
    return LinkRow(head, [int(one) / 10 for one in sources.split()], [int(one) / 10 for one in contents.split()])


@pytest.mark.parametrize(
    ("tags", "cues"),
    [
        ([], []),
        ([O, O], []),
        ([O, B, O], [(1, 2)]),
        ([O, B, I, I, O], [(1, 4)]),
        ([B, B], [(0, 1), (1, 2)]),
        ([B, I, B, I], [(0, 2), (2, 4)]),
        # What goes on has something before it: the likelier way to read it is taken.
        ([I, O], []),
        ([(0.5, 0.4, 0.1), I, I], [(0, 3)]),
    ],
)
def test_cues_are_the_most_likely_sequence(tags, cues):
    assert find_cues(tags) == cues


def test_a_higher_bar_leaves_doubtful_cues_out():
    doubtful = [(0.45, 0.5, 0.05), O]
    assert find_cues(doubtful, least=0.5) == [(0, 1)]
    assert find_cues(doubtful, least=0.8) == []


def tagging(cues: list, sources: list, *rows: LinkRow) -> Tagging:
    return Tagging(cues, sources, rows)


def test_source_and_contents_are_those_linked_to_the_cue():
    (found,) = decode_window(tagging([O, O, B, O, O, O], [B, I, O, O, O, O], row(2, "2 7 0 0 0 0", "0 0 0 9 9 8")))
    assert (found.cue, found.source, found.contents) == ((2, 3), (0, 2), ((3, 6),))
    assert found.cue_chance == pytest.approx(0.85)
    assert found.source_chance == pytest.approx(0.9)


@pytest.mark.parametrize(
    ("sources", "chances", "source"),
    [
        ([B, I, I, O, O], "0 8 0 0 0", (0, 3)),
        ([B, I, B, O, O], "0 8 0 0 0", (0, 2)),
        ([B, I, B, O, O], "0 0 8 0 0", (2, 3)),
        # Tags that tell of no source at all: the word alone.
        ([O, O, O, O, O], "0 8 0 0 0", (1, 2)),
        ([O, O, O, B, I], "0 0 0 0 8", None),
    ],
)
def test_a_source_goes_as_far_as_its_tags(sources, chances, source):
    cue_at = 4
    (found,) = decode_window(tagging([O, O, O, O, B], sources, row(cue_at, chances, "9 0 0 0 0")))
    assert found.source == source


def test_contents_leave_source_and_cue_out_and_bridge_what_may_belong():
    sources = [O, O, B, O, O, O, O]
    (found,) = decode_window(tagging([O, O, O, B, O, O, O], sources, row(3, "0 0 9 0 0 0 0", "9 9 8 9 9 3 9")))
    assert (found.source, found.contents) == ((2, 3), ((0, 2), (4, 7)))


def test_a_cue_that_points_to_itself_has_no_source():
    (found,) = decode_window(tagging([O, B, O], [O, O, O], row(1, "2 8 0", "0 0 9")))
    assert found.source is None
    assert found.source_chance == pytest.approx(0.8)


def test_a_source_may_serve_two_cues_and_contents_may_nest():
    rows = row(1, "9 0 0 0 0", "0 0 9 9 9"), row(3, "0 0 9 0 0", "0 0 0 0 9")
    outer, inner = decode_window(tagging([O, B, O, B, O], [B, O, B, O, O], *rows))
    assert outer.contents == ((2, 5),)
    assert (inner.source, inner.contents) == ((2, 3), ((4, 5),))


chance = st.floats(0, 1)


@given(st.data(), st.integers(1, 12))
def test_whatever_the_chances_parts_do_not_overlap(data, count):
    many = st.lists(chance, min_size=count, max_size=count)
    tags = st.lists(st.tuples(chance, chance, chance), min_size=count, max_size=count)
    rows = [LinkRow(head, data.draw(many), data.draw(many)) for head in range(count)]
    for found in decode_window(Tagging(data.draw(tags), data.draw(tags), rows)):
        parts = [found.cue, *([found.source] if found.source else []), *found.contents]
        words = [at for start, end in parts for at in range(start, end)]
        assert len(words) == len(set(words))
        assert all(0 <= at < count for at in words)
