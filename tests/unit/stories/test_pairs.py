"""Pairs for the desk to judge: what shares passages, once for each pair of copies, until a person said something."""

import pytest
from django.db import connection
from matched_rows import FERRY, ORCHID, SILO, arrive
from published_rows import NOON, minutes

from wireroom.core.by import By
from wireroom.stories.actions import judge_copies
from wireroom.stories.models import Match, Story
from wireroom.stories.queries import Pair, count_open_stories, pairs_to_judge, share_of, story_by_key

pytestmark = pytest.mark.django_db


def say_copies(one, other, answer):
    return judge_copies(one, other, answer=answer, by=By("Mori"), now=NOON)


def share(item, *others):
    Match.objects.filter(item=item).update(sharing=[other.id for other in others])


def pairs(now=NOON):
    return pairs_to_judge(now=now)


def test_what_shares_passages_waits_for_a_person_newest_first():
    one, two, three = arrive(SILO, ORCHID, FERRY)
    share(two, one)
    share(three, one)
    assert pairs() == [Pair(three.id, one.id), Pair(two.id, one.id)]


@pytest.mark.parametrize("answer", ["same", "different", "unsure"])
def test_whatever_a_person_said_it_waits_no_more(answer):
    one, two = arrive(SILO, ORCHID)
    share(two, one)
    say_copies(two, one, answer)
    share(two, one)
    assert pairs() == []


def test_of_copies_one_pair_waits_and_one_word_settles_all():
    one, again, two, also = arrive(SILO, SILO, ORCHID, ORCHID)
    share(two, one, again)
    share(also, one, again)
    assert pairs() == [Pair(also.id, one.id)]
    say_copies(two, again, "different")
    share(also, one, again)
    assert pairs() == []


def test_copies_of_one_round_ups_and_what_is_old_do_not_wait():
    one, two, three = arrive(SILO, SILO, ORCHID)
    share(two, one)
    share(three, one)
    Match.objects.filter(item=three).update(round_up=True)
    assert pairs() == []
    Match.objects.filter(item=three).update(round_up=False)
    assert pairs(NOON + minutes(13 * 24 * 60)) == [Pair(three.id, one.id)]
    assert pairs(NOON + minutes(15 * 24 * 60)) == []


def test_what_was_purged_does_not_wait():
    one, two = arrive(SILO, ORCHID)
    share(two, one)
    one.versions.update(purged_at=NOON)
    assert pairs() == []


def test_the_count_is_read_from_an_index_of_its_own():
    if connection.vendor != "sqlite":
        pytest.skip("SQLite says by which index it reads")
    with connection.cursor() as cursor:
        cursor.execute(
            "EXPLAIN QUERY PLAN SELECT item_id FROM stories_match WHERE stories_match.sharing <> '[]'"
            " ORDER BY item_id DESC LIMIT 400"
        )
        assert any("match_sharing" in str(row) for row in cursor.fetchall())


def test_the_share_is_that_of_the_shorter_text():
    one, two, three = arrive(FERRY + ORCHID, FERRY, SILO)
    rows = {row.item_id: row for row in Match.objects.select_related("version")}
    assert share_of(rows[one.id], rows[two.id]) > 0.9
    assert share_of(rows[one.id], rows[three.id]) < 0.1


def test_a_key_leads_through_all_that_a_story_became_part_of():
    last = Story.objects.create(key="c", created_at=NOON)
    middle = Story.objects.create(key="b", created_at=NOON, merged_into=last)
    Story.objects.create(key="a", created_at=NOON, merged_into=middle)
    assert [story_by_key(key) for key in ("a", "b", "c", "d")] == [last, last, last, None]


def test_open_stories_are_those_that_may_grow():
    made = {"created_at": NOON, "ended_at": NOON, "size": 2}
    Story.objects.create(key="a", **made)
    Story.objects.create(key="b", closed_at=NOON, **made)
    Story.objects.create(key="c", **made | {"size": 1})
    Story.objects.create(key="d", **made | {"ended_at": NOON - minutes(15 * 24 * 60)})
    assert count_open_stories(now=NOON) == 1
