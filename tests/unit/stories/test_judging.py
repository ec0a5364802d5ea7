"""A person's word on copies and stories: it holds at once and outlasts new versions and regrouping; the last counts."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from matched_rows import FERRY, ORCHID, OTHER_FERRY, OTHER_SILO, SILO, arrive
from published_rows import NOON, add_version, minutes

from wireroom.core.by import By
from wireroom.core.errors import WireroomError
from wireroom.stories.actions import close_story, judge_copies, judge_stories, match_items, name_story, regroup_items
from wireroom.stories.actions.sorting import join_stories, move_items, split_story
from wireroom.stories.models import Judgement, Match, Story
from wireroom.tasks.models import Task

pytestmark = pytest.mark.django_db

DESK = By("Mori")


def leader(item):
    return Match.objects.get(item=item).leader_id


def story(item):
    return Match.objects.get(item=item).story_id


def say_copies(one, other, answer):
    return judge_copies(one, other, answer=answer, by=DESK, now=NOON)


def say_stories(one, other, answer):
    return judge_stories(one, other, answer=answer, by=DESK, now=NOON)


def change(item, text):
    add_version(item, headline=text[:30], body=f"<p>{text}</p>", at=NOON + minutes(5))
    match_items([item.id], now=NOON + minutes(5))


def test_what_a_person_called_the_same_stays_so_when_it_changes():
    one, other = arrive(FERRY, SILO)
    assert say_copies(one, other, "same") == {one.id, other.id}
    change(other, SILO + ORCHID)
    assert leader(other) == one.id


def test_what_a_person_called_different_stays_so_when_it_changes():
    one, other = arrive(FERRY, FERRY)
    assert leader(other) == one.id
    say_copies(one, other, "different")
    change(other, FERRY + ORCHID[:40])
    assert leader(other) == other.id


def test_what_was_called_the_same_leaves_together():
    one, two, three = arrive(FERRY, FERRY, FERRY)
    say_copies(two, three, "same")
    say_copies(one, three, "different")
    assert (leader(one), leader(two), leader(three)) == (one.id, two.id, two.id)


def test_joining_copies_does_not_bring_together_what_a_person_keeps_apart():
    one, two, three = arrive(FERRY, SILO, SILO)
    say_copies(one, two, "different")
    say_copies(one, three, "same")
    assert (leader(one), leader(two), leader(three)) == (one.id, two.id, one.id)


def test_unsure_takes_a_persons_word_back():
    one, other = arrive(FERRY, SILO)
    say_copies(one, other, "same")
    say_copies(one, other, "unsure")
    assert leader(other) == other.id
    one, other = arrive(ORCHID, ORCHID)
    say_copies(one, other, "different")
    say_copies(one, other, "unsure")
    change(other, ORCHID)
    assert leader(other) == one.id


def test_copies_joined_take_their_story_along_and_its_address_leads_there():
    ferry, silo = arrive(FERRY, SILO)
    again, report = arrive(OTHER_FERRY, OTHER_SILO)
    left, right = story(ferry), story(silo)
    assert left
    assert right
    assert left != right
    say_copies(ferry, silo, "same")
    assert story(silo) == left
    assert Story.objects.get(id=left).size == 2
    assert story(again) == left
    assert Story.objects.filter(id=right).values_list("size", "merged_into").get() in [(1, None), (0, left)]
    assert story(report) is not None


def test_a_story_whose_last_item_became_a_copy_elsewhere_leads_there():
    ferry, _ = arrive(FERRY, OTHER_FERRY)
    silo, report = arrive(SILO, OTHER_SILO)
    gone = story(silo)
    say_copies(ferry, silo, "same")
    say_copies(ferry, report, "same")
    row = Story.objects.get(id=gone)
    assert (row.size, row.merged_into_id) == (0, story(ferry))


def test_what_is_no_copy_any_more_still_tells_the_story():
    one, other, third = arrive(FERRY, FERRY, OTHER_FERRY)
    say_copies(one, other, "different")
    regroup_items([third.id], now=NOON)
    assert story(other) == story(one) == story(third)


def test_two_stories_without_links_are_joined_whole_and_stay_joined():
    ferry, other_ferry = arrive(FERRY, OTHER_FERRY)
    silo, other_silo = arrive(SILO, OTHER_SILO)
    kept, gone = Story.objects.get(id=story(ferry)), Story.objects.get(id=story(silo))
    touched = join_stories(gone, kept, by=DESK, now=NOON)
    assert {silo.id, other_silo.id} <= touched
    assert {story(item) for item in (ferry, other_ferry, silo, other_silo)} == {kept.id}
    assert Story.objects.get(id=gone.id).merged_into_id == kept.id
    regroup_items([other_silo.id, ferry.id], now=NOON)
    assert {story(item) for item in (ferry, other_ferry, silo, other_silo)} == {kept.id}
    assert Story.objects.get(id=kept.id).size == 4


def test_the_name_that_a_person_gave_outlasts_a_join():
    ferry, _ = arrive(FERRY, OTHER_FERRY)
    silo, _ = arrive(SILO, OTHER_SILO)
    kept, gone = Story.objects.get(id=story(ferry)), Story.objects.get(id=story(silo))
    name_story(gone, name="The barley", by=DESK, now=NOON)
    gone.refresh_from_db()
    join_stories(kept, gone, by=DESK, now=NOON)
    assert Story.objects.get(id=kept.id).name == "The barley"


def test_a_name_outlasts_that_its_story_becomes_part_of_another_by_a_word_on_two_items():
    ferry, _ = arrive(FERRY, OTHER_FERRY)
    silo, _ = arrive(SILO, OTHER_SILO)
    name_story(Story.objects.get(id=story(silo)), name="The barley", by=DESK, now=NOON)
    judge_stories(ferry, silo, answer="same", by=DESK, now=NOON)
    assert Story.objects.get(id=story(ferry)).name == "The barley"


def test_stories_joined_by_mistake_are_as_they_were_once_they_are_split():
    ferry, _ = arrive(FERRY, OTHER_FERRY)
    silo, report = arrive(SILO, OTHER_SILO)
    kept, gone = Story.objects.get(id=story(ferry)), Story.objects.get(id=story(silo))
    name_story(gone, name="The barley", by=DESK, now=NOON)
    gone.refresh_from_db()
    join_stories(gone, kept, by=DESK, now=NOON)
    split_story(kept, [silo, report], by=DESK, now=NOON)
    assert story(silo) == story(report) == gone.id
    assert story(ferry) == kept.id
    assert list(Story.objects.order_by("id").values_list("name", "merged_into")) == [("", None), ("The barley", None)]


def test_a_story_stays_where_it_is_when_its_first_item_is_moved_to_another():
    silo, _ = arrive(SILO, OTHER_SILO)
    one, two, three = arrive(FERRY, OTHER_FERRY, ORCHID)
    whole, other = Story.objects.get(id=story(one)), Story.objects.get(id=story(silo))
    move_items([three], whole, by=DESK, now=NOON)
    name_story(whole, name="The ferry", by=DESK, now=NOON)
    move_items([one], other, by=DESK, now=NOON)
    assert story(one) == other.id
    assert story(two) == story(three) == whole.id
    assert Story.objects.get(id=whole.id).merged_into is None
    assert [row.name for row in Story.objects.order_by("id")] == ["", "The ferry"]


def test_a_story_is_split_as_ticked_and_stays_split():
    one, two, three, four = arrive(
        FERRY, OTHER_FERRY, FERRY.replace("Friday", "Monday morning early")[60:], FERRY[:150]
    )
    leaders = sorted({leader(item) for item in (one, two, three, four)})
    whole = Story.objects.get(id=story(one))
    ticked = [item for item in (one, two, three, four) if item.id == leaders[-1]]
    split_story(whole, ticked, by=DESK, now=NOON)
    assert story(ticked[0]) != whole.id
    assert {story(item) for item in (one, two, three, four) if leader(item) != leaders[-1]} == {whole.id}
    regroup_items([one.id, ticked[0].id], now=NOON)
    assert story(ticked[0]) != whole.id


def test_two_split_off_together_are_one_story_of_their_own():
    one, two = arrive(FERRY, OTHER_FERRY)
    three, four = arrive(SILO, OTHER_SILO)
    whole = Story.objects.get(id=story(one))
    join_stories(Story.objects.get(id=story(three)), whole, by=DESK, now=NOON)
    split_story(whole, [two, three], by=DESK, now=NOON)
    assert story(one) == story(four) == whole.id
    assert story(two) == story(three) != whole.id


def test_what_a_person_split_off_does_not_come_back_with_a_new_version():
    one, two = arrive(FERRY, OTHER_FERRY)
    split_story(Story.objects.get(id=story(one)), [two], by=DESK, now=NOON)
    assert story(two) != story(one)
    change(two, OTHER_FERRY + "It sailed at nine.")
    assert story(two) is None or story(two) != story(one)


def test_new_words_that_are_a_copy_elsewhere_do_not_take_an_item_out_of_the_story_that_a_person_put_it_into():
    one, two = arrive(FERRY, OTHER_FERRY)
    silo, alone = arrive(SILO, ORCHID)
    move_items([silo], Story.objects.get(id=story(one)), by=DESK, now=NOON)
    change(silo, ORCHID)
    assert leader(silo) == alone.id
    assert Task.objects.filter(step="regroup", key=str(silo.id)).exists()
    regroup_items([silo.id], now=NOON)
    assert story(one) == story(two) == story(silo) == story(alone)


def test_copies_are_in_one_story_whichever_of_them_leads_there():
    (alone,) = arrive(ORCHID)
    _, copy = arrive(SILO, ORCHID)
    assert leader(copy) == alone.id
    say_copies(alone, copy, "same")
    change(copy, OTHER_SILO)
    assert leader(copy) == alone.id
    assert story(copy) == story(alone)


def test_copies_follow_the_one_that_leads_them_into_a_story():
    one, other = arrive(ORCHID, ORCHID)
    arrive(FERRY)
    change(one, OTHER_FERRY)
    assert leader(other) == one.id
    assert story(other) == story(one) is not None


def test_a_copy_brings_nothing_back_to_the_story_that_a_person_took_it_out_of():
    one, two, three = arrive(FERRY, OTHER_FERRY, SILO)
    split_story(Story.objects.get(id=story(one)), [two], by=DESK, now=NOON)
    assert story(two) is None
    change(three, OTHER_FERRY)
    assert leader(three) == two.id
    assert story(two) is None
    assert story(three) is None


def test_an_item_is_moved_to_another_story_and_the_rest_stays():
    one, two, three = arrive(FERRY, OTHER_FERRY, FERRY[:180] + ORCHID)
    silo, _ = arrive(SILO, OTHER_SILO)
    from_story, to_story = Story.objects.get(id=story(one)), Story.objects.get(id=story(silo))
    move_items([two], to_story, by=DESK, now=NOON)
    assert story(two) == to_story.id
    assert story(one) == from_story.id
    assert story(three) == from_story.id
    regroup_items([one.id, two.id, silo.id], now=NOON)
    assert story(two) == to_story.id


def test_an_item_alone_is_moved_to_a_story():
    (lonely,) = arrive(ORCHID)
    one, _ = arrive(FERRY, OTHER_FERRY)
    assert story(lonely) is None
    move_items([lonely], Story.objects.get(id=story(one)), by=DESK, now=NOON)
    assert story(lonely) == story(one)


@pytest.mark.parametrize("closed", ["from", "to"])
def test_a_closed_story_is_opened_first(closed):
    ferry, _ = arrive(FERRY, OTHER_FERRY)
    silo, _ = arrive(SILO, OTHER_SILO)
    one, other = Story.objects.get(id=story(ferry)), Story.objects.get(id=story(silo))
    close_story(one if closed == "from" else other, closed=True, by=DESK, now=NOON)
    one.refresh_from_db()
    other.refresh_from_db()
    before = Judgement.objects.count()
    with pytest.raises(WireroomError, match="closed"):
        join_stories(one, other, by=DESK, now=NOON)
    assert Judgement.objects.count() == before


def test_something_must_stay_in_a_story_that_is_split():
    one, two = arrive(FERRY, OTHER_FERRY)
    with pytest.raises(WireroomError, match="leave"):
        split_story(Story.objects.get(id=story(one)), [one, two], by=DESK, now=NOON)
    with pytest.raises(WireroomError, match="tick"):
        split_story(Story.objects.get(id=story(one)), [], by=DESK, now=NOON)


def test_copies_of_one_cannot_tell_different_stories():
    one, other = arrive(FERRY, FERRY)
    with pytest.raises(WireroomError, match="same copy"):
        say_stories(one, other, "different")


TEXTS = (FERRY, FERRY, SILO, ORCHID)
PAIRS = [(one, other) for one in range(4) for other in range(one)]


class AnyOrder(TestCase):
    @settings(max_examples=15, deadline=None)
    @given(st.lists(st.tuples(st.sampled_from(PAIRS), st.sampled_from(["same", "different"])), min_size=1, max_size=6))
    def test_judgements_in_any_order_end_in_what_was_judged_last(self, words):
        items = arrive(*TEXTS)
        for (one, other), answer in words:
            say_copies(items[one], items[other], answer)
        (one, other), answer = words[-1]
        assert (leader(items[one]) == leader(items[other])) is (answer == "same")
        for item in items:
            match = Match.objects.get(item=item)
            assert match.leader_id <= item.id
            assert Match.objects.get(item_id=match.leader_id).leader_id == match.leader_id
        assert Judgement.objects.count() == len(words)

    @settings(max_examples=10, deadline=None)
    @given(st.lists(st.tuples(st.sampled_from(PAIRS), st.sampled_from(["same", "different"])), min_size=1, max_size=5))
    def test_stories_end_in_what_was_judged_last(self, words):
        items = arrive(FERRY, OTHER_FERRY, SILO, ORCHID)
        for (one, other), answer in words:
            say_stories(items[one], items[other], answer)
        (one, other), answer = words[-1]
        first, second = story(items[one]), story(items[other])
        assert (first is not None and first == second) is (answer == "same")
        for row in Story.objects.filter(merged_into=None):
            assert row.size == Match.objects.filter(story=row).count()
