"""Figures and days over the measured gold texts: precision and recall on the half that no rule was made by.

A figure is right where it overlaps with one of the gold and has its value (and end of range); whole, with unit,
qualifier and what it counts too. A day is right where it overlaps and has both days. The floors below only ever rise.
"""

import pytest
from gold_texts import GOLD, Scored, f1, pair_off, scored_texts

from training.gold import CORPORA
from wireroom.core.text.days import find_days
from wireroom.core.text.figures import find_figures

pytestmark = pytest.mark.skipif(not (CORPORA.is_dir() and GOLD.is_dir()), reason="the shared corpora are not here")

# Precision and recall.
FIGURES = {"en": (0.91, 0.98), "ja": (0.86, 0.90)}
WHOLE_FIGURES = {"en": (0.69, 0.75), "ja": (0.59, 0.62)}
DAYS = {"en": (0.86, 0.92), "ja": (0.86, 0.94)}


def inside(mentions, scored: Scored) -> list:
    start, end = scored.body
    return [one for one in mentions if start <= one.span[0] and one.span[1] <= end]


def measure(language: str, kind: str, same) -> tuple[float, float]:
    right = found = wanted = 0
    for scored in scored_texts(language, test=True):
        text = scored.gold.text
        if kind == "days":
            mentions, gold = find_days(text, language, scored.published), scored.gold.dates
        else:
            mentions, gold = find_figures(text, language), scored.gold.figures
        mentions, gold = inside(mentions, scored), inside(gold, scored)
        right += len(pair_off(mentions, gold, same=same))
        found += len(mentions)
        wanted += len(gold)
    precision, recall, mean = f1(right, found, wanted)
    print(f"{language} {kind}: {wanted} in gold, P {precision:.3f}, R {recall:.3f}, F1 {mean:.3f}")
    return precision, recall


def same_value(found, gold) -> bool:
    return near(found.value, gold.value) and near(found.high, gold.high)


def near(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is other
    return abs(one - other) <= 0.01 * max(abs(one), abs(other))


def same_figure(found, gold) -> bool:
    told = (found.counts or "").casefold() == (gold.counts or "").casefold()
    return same_value(found, gold) and told and (found.unit, found.qualifier) == (gold.unit, gold.qualifier)


def same_days(found, gold) -> bool:
    return (found.start.isoformat(), found.end.isoformat()) == (gold.start, gold.end)


@pytest.mark.parametrize("language", FIGURES)
def test_figures_have_their_value(language):
    precision, recall = measure(language, "figures", same_value)
    assert (precision >= FIGURES[language][0], recall >= FIGURES[language][1]) == (True, True)


@pytest.mark.parametrize("language", WHOLE_FIGURES)
def test_figures_have_unit_qualifier_and_what_they_count(language):
    precision, recall = measure(language, "figures", same_figure)
    assert (precision >= WHOLE_FIGURES[language][0], recall >= WHOLE_FIGURES[language][1]) == (True, True)


@pytest.mark.parametrize("language", DAYS)
def test_days_have_first_and_last_day(language):
    precision, recall = measure(language, "days", same_days)
    assert (precision >= DAYS[language][0], recall >= DAYS[language][1]) == (True, True)
