"""What an article was named beside: no page names it when it is gone, or by a headline that it no longer has."""

import pytest
from flow_bench import DESK, NOON
from wires import Story, rss

from wireroom.desk.judged import settle_copies
from wireroom.publishing.actions import kill_item, refresh_article
from wireroom.publishing.models import Article
from wireroom.stories.actions import judge_copies
from wireroom.stories.models import Link, Match

EARLY = Story("early", "Ferry of Minato aground", "The ferry stands on a reef.", "https://wire.example/early", NOON)
FAR = Story("far", "Orchids found above Kettle Bay", "Botanists keep the place to themselves.", at=NOON)
LATE = Story("late", "Mayor took money of the harbour", "So an auditor says.", "https://wire.example/late", NOON)


@pytest.fixture
def wire(bench):
    """An early article that forty-five later ones are near to, and one to which nothing else is near."""
    near = [Story(f"n{n}", f"Notice {n} of the year", f"Its text is number {n}.", at=NOON) for n in range(45)]
    bench.receive(rss(EARLY, FAR, *near))
    early = bench.item("early")
    Link.objects.all().delete()
    Link.objects.bulk_create(Link(item=bench.item(story.guid), other=early, cosine=0.9) for story in near)
    Link.objects.create(item=bench.item("far"), other=early, cosine=0.2)
    refresh_article([bench.article("far").id, bench.article("n7").id], now=bench.now)
    bench.run()
    assert EARLY.headline in bench.page("far")
    assert EARLY.headline in bench.page("n7")
    return bench


def test_no_page_names_what_was_killed_however_many_it_stood_on(wire):
    wire.wait(minutes=1)
    kill_item(wire.item("early"), reason="no such ferry", by=DESK, now=wire.now)
    wire.run()
    assert wire.saying(EARLY.headline) == []
    assert wire.waiting_receipts() == []


def test_no_page_keeps_a_headline_that_was_changed(wire):
    changed = Story("early", "Ferry of Minato afloat", EARLY.text, EARLY.link, NOON)
    wire.receive(rss(changed))
    assert changed.headline in wire.page("far")
    assert EARLY.headline not in wire.page("far") + wire.page("n7")


@pytest.fixture
def told_later(bench):
    """An article whose page names one that came later and was found near to it."""
    bench.receive(rss(FAR, EARLY))
    bench.receive(rss(LATE))
    Link.objects.all().delete()
    Link.objects.create(item=bench.item("late"), other=bench.item("early"), cosine=0.9)
    refresh_article([bench.article("early").id], now=bench.now)
    bench.run()
    assert LATE.headline in bench.page("early")
    return bench


def test_no_page_keeps_a_headline_of_a_story_that_was_told_anew(told_later):
    text = "Nothing of it was so, the auditor says: a clerk had misread a column."
    told_later.receive(rss(Story("late", "Harbour: nothing is missing", text, LATE.link, NOON)))
    assert not Link.objects.exists()
    assert LATE.headline not in told_later.page("early")


def test_no_page_names_what_was_killed_when_nothing_links_the_two_any_more(told_later):
    Link.objects.all().delete()
    told_later.wait(minutes=1)
    kill_item(told_later.item("late"), reason="no such auditor", by=DESK, now=told_later.now)
    told_later.run()
    assert told_later.saying(LATE.headline) == []
    assert told_later.waiting_receipts() == []
    place = told_later.article("early").path
    assert told_later.article("late").receipts.filter(surface="related", place=place, at__isnull=False).exists()


def test_no_page_names_an_article_that_became_a_copy_of_another(told_later):
    touched = judge_copies(told_later.item("far"), told_later.item("late"), answer="same", by=DESK, now=told_later.now)
    settle_copies(touched, now=told_later.now)
    told_later.run()
    moved = Article.objects.get(origin__guid="late", state="moved")
    assert moved.path not in told_later.page("early")


def test_a_story_that_was_told_anew_comes_to_the_pages_it_is_near_to_now(bench):
    bench.receive(rss(EARLY, FAR))
    assert EARLY.headline not in bench.page("far")
    words = "The ferry of Minato, with nine botanists on board, left the reef at noon and lies at anchor off the pier."
    bench.receive(rss(Story("early", EARLY.headline, words, EARLY.link, NOON)))
    assert Match.objects.exclude(story=None).count() == 0
    assert EARLY.headline in bench.page("far")
