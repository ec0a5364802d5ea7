"""What was matched ahead is stored as it is, unless something changed meanwhile: then it is matched once more."""

import pytest
from matched_rows import FERRY, OTHER_FERRY, SILO, arrive
from published_rows import NOON, add_feed, add_item

from wireroom.core.by import By
from wireroom.stories.actions import close_story, judge_copies, match_ahead, match_items
from wireroom.stories.actions.shares import count_items, last_turn
from wireroom.stories.models import Judgement, Match, Story, TermCount

AGAIN = (
    "After three weeks in dock the night ferry crossed the strait to Minato again on Friday. Both propeller shafts of "
    "the ship are new, the harbour office said, and its engineers found a second crack in the housing. "
)
pytestmark = pytest.mark.django_db


def come(guid: str, text: str):
    feed = add_feed(name=f"Wire {guid}", url=f"https://{guid}.example/feed")
    return add_item(feed=feed, guid=guid, headline=text[:30], body=f"<p>{text}</p>")


def test_what_was_matched_ahead_is_stored():
    [ferry] = arrive(FERRY)
    other = come("other", OTHER_FERRY)
    ahead = match_ahead([other.id], now=NOON)
    assert not Match.objects.filter(item=other).exists()
    assert not Story.objects.exists()
    touched = match_items([other.id], now=NOON, ahead=ahead)
    assert touched.stories == {ferry.id}
    story = Story.objects.get()
    assert set(Match.objects.filter(story=story).values_list("item_id", flat=True)) == {ferry.id, other.id}
    assert story.size == 2
    assert match_items([other.id], now=NOON, ahead=ahead).copies == set()


def test_an_item_that_changed_meanwhile_is_matched_as_it_is_now():
    item = come("ferry", FERRY)
    ahead = match_ahead([item.id], now=NOON)
    changed = item.current
    changed.id, changed.number, changed.body = None, changed.number + 1, f"<p>{SILO}</p>"
    changed.save()
    item.current = changed
    item.save()
    match_items([item.id], now=NOON, ahead=ahead)
    assert Match.objects.get().version_id == changed.id


def test_a_copy_that_was_matched_meanwhile_is_found():
    one, two = come("one", FERRY), come("two", FERRY)
    ahead = match_ahead([two.id], now=NOON)
    match_items([one.id], now=NOON)
    match_items([two.id], now=NOON, ahead=ahead)
    assert Match.objects.get(item=two).leader_id == one.id


def test_a_copy_that_a_person_said_is_none_meanwhile_is_none():
    ferry, other = arrive(FERRY, FERRY)
    third = come("third", FERRY)
    ahead = match_ahead([third.id], now=NOON)
    judge_copies(ferry, other, answer=Judgement.Answer.DIFFERENT, by=By("Mori"), now=NOON)
    match_items([third.id], now=NOON, ahead=ahead)
    assert Match.objects.get(item=other).leader_id == other.id


def test_a_story_that_was_closed_meanwhile_takes_no_more():
    arrive(FERRY, OTHER_FERRY)
    [story] = Story.objects.all()
    third = come("third", AGAIN)
    ahead = match_ahead([third.id], now=NOON)
    close_story(story, closed=True, by=By("Mori"), now=NOON)
    match_items([third.id], now=NOON, ahead=ahead)
    assert Match.objects.get(item=third).story_id is None


def test_a_story_that_stays_open_takes_it():
    arrive(FERRY, OTHER_FERRY)
    third = come("third", AGAIN)
    match_items([third.id], now=NOON, ahead=match_ahead([third.id], now=NOON))
    assert Match.objects.get(item=third).story_id == Story.objects.get().id


def test_words_that_were_counted_ahead_and_never_stored_count_once():
    arrive(SILO)
    item = come("ferry", FERRY)
    match_ahead([item.id], now=NOON)
    match_items([item.id], now=NOON, ahead=match_ahead([item.id], now=NOON))
    assert count_items() == 2
    assert max(TermCount.objects.filter(key__gte=0).values_list("items", flat=True)) <= 2


def test_anchors_are_found_only_where_stories_go_across_languages():
    one, other = come("one", FERRY), come("other", SILO)
    match_items([one.id], now=NOON)
    match_items([other.id], now=NOON, ahead=match_ahead([other.id], now=NOON, across=False), across=False)
    assert bytes(Match.objects.get(item=one).anchors)
    assert not bytes(Match.objects.get(item=other).anchors)


def test_what_was_matched_before_spoils_no_batch_that_is_on_its_way():
    [ferry] = arrive(FERRY)
    turn = last_turn()
    match_items([ferry.id], now=NOON)
    assert last_turn() == turn
