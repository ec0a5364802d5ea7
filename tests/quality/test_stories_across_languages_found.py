"""English tellings and Japanese articles of one event, and many of other events: what is joined. The floors only rise.

How the set is made stands in labelled_languages.py. A pair is an English telling and a Japanese article that a bridge
links; the first half of the tellings decided the weights. Bridges are counted and not stories, as two texts of one
language can come together wrongly by themselves (test_matching.py).
"""

from pathlib import Path

import pytest
from labelled_languages import Telling, read_japanese, read_strangers, read_tellings

from wireroom.core.matching.stream import Stream, Streamed

CORPORA = Path(__file__).resolve().parents[3] / "shared" / "corpora"
pytestmark = pytest.mark.skipif(not CORPORA.is_dir(), reason="the shared corpora are not here")

# Precision of pairs, and the share of events with a Japanese article that are linked to one; half by half.
FLOORS = [(0.97, 0.86), (0.97, 0.8)]


@pytest.fixture(scope="module")
def bridged() -> dict[str, set[str]]:
    """The items in the other language that each is linked to, all of them streamed in the order of their days."""
    items = sorted(
        [*read_tellings(), *read_japanese(CORPORA), *read_strangers(CORPORA)], key=lambda one: (one.published, one.id)
    )
    stream = Stream()
    for one in items:
        stream.take(Streamed(one.id, one.title, one.text, one.language, one.published))
    return {items[number].id: {items[other].id for other in others} for number, others in stream.bridges().items()}


def halves() -> list[list[Telling]]:
    tellings = read_tellings()
    return [tellings[0::2], tellings[1::2]]


@pytest.mark.parametrize("half", [0, 1])
def test_tellings_of_one_event_are_linked_and_hardly_any_others(bridged, half):
    tellings = halves()[half]
    pairs = [(one, other) for one in tellings for other in bridged.get(one.id, ()) if other not in one.either]
    right = sum(other in one.same for one, other in pairs)
    events = [one for one in tellings if one.same]
    found = sum(bool(bridged.get(one.id, set()) & one.same) for one in events)
    precision, recall = right / len(pairs), found / len(events)
    print(f"half {half}: P {precision:.3f} of {len(pairs)} pairs, {found} of {len(events)} events ({recall:.3f})")
    assert (precision >= FLOORS[half][0], recall >= FLOORS[half][1]) == (True, True)


def test_nothing_is_linked_to_the_news_of_other_years(bridged):
    strangers = read_strangers(CORPORA)
    assert len(strangers) > 250
    assert [one.title for one in strangers if bridged.get(one.id)] == []
