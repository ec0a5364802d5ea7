"""What is counted while items are matched stays within bounds."""

import pytest

from wireroom.stories.actions.shares import ITEMS, TURNS, count_items, prune_counts
from wireroom.stories.models import TermCount

pytestmark = pytest.mark.django_db


def add(**counts):
    TermCount.objects.bulk_create(TermCount(key=int(key[1:]), items=items) for key, items in counts.items())
    TermCount.objects.create(key=ITEMS, items=100)


def test_more_than_may_be_kept_are_halved_and_what_was_seen_once_is_forgotten():
    add(k1=1, k2=8, k3=1, k4=3)
    prune_counts(most=3)
    assert dict(TermCount.objects.values_list("key", "items")) == {2: 4, 4: 1, ITEMS: 50, TURNS: 1}
    assert count_items() == 50


def test_fewer_stay_as_they_are():
    add(k1=1, k2=8)
    prune_counts(most=3)
    assert dict(TermCount.objects.values_list("key", "items")) == {1: 1, 2: 8, ITEMS: 100}
