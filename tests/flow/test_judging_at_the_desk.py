"""What an editor judges at the desk reaches the site: pairs, leads, stories; and what the wire sends later changes none
of it."""

from datetime import UTC, datetime

import pytest
from django.test import Client
from matched_rows import FERRY, ORCHID, OTHER_FERRY, OTHER_SILO, SILO
from wires import Story as Sent
from wires import rss

from wireroom.accounts.actions import add_user
from wireroom.publishing.models import Article
from wireroom.runner.health import read_health
from wireroom.stories.models import Judgement, Match, Story


@pytest.fixture
def editor(transactional_db):
    client = Client()
    client.force_login(add_user("kaoru", role="editor", password="tide-table-harbour"))
    return client


@pytest.fixture
def today(bench):
    """The newsroom's clock shows the time by which the desk signs."""
    bench.now = datetime.now(UTC).replace(microsecond=0)
    return bench


def arrive(bench, *texts):
    for number, text in enumerate(texts, start=len(bench.answers) + 1):
        url = f"https://wire{number}.example/feed"
        bench.subscribe(url, provider=f"Wire {number}")
        send(bench, number, text)
    return [bench.item(f"g{number}") for number in range(len(bench.answers) - len(texts) + 1, len(bench.answers) + 1)]


def send(bench, number, text):
    url = f"https://wire{number}.example/feed"
    bench.receive(rss(Sent(f"g{number}", text[:30], text, f"https://wire{number}.example/{number}", bench.now)), url)


def judge(bench, client, one, other, answer):
    newest = Judgement.objects.order_by("-id").values_list("id", flat=True).first() or 0
    client.post(f"/desk/copies/{one.id}/{other.id}/{answer}/", {"seen": newest})
    bench.run()


def test_a_pair_judged_the_same_is_one_page_whatever_comes_later(today, editor):
    bench = today
    one, other = arrive(bench, FERRY, SILO)
    Match.objects.filter(item=other).update(sharing=[one.id])
    assert read_health(bench.newsroom, now=bench.now).pairs_to_judge == 1
    judge(bench, editor, one, other, "same")
    health = read_health(bench.newsroom, now=bench.now)
    assert (health.copies_carried, health.pairs_to_judge) == (1, 0)
    assert "copies    carried 1, pairs to judge 0" in health.lines()
    assert [article.item for article in Article.objects.filter(state="live")] == [one]
    send(bench, 2, SILO + ORCHID)
    live = Article.objects.get(state="live")
    assert set(live.carriers.values_list("item__guid", flat=True)) == {"g1", "g2"}
    judge(bench, editor, one, other, "different")
    assert Article.objects.filter(state="live").count() == 2


def test_a_story_split_at_the_desk_stays_split_on_the_site(today, editor):
    bench = today
    one, other = arrive(bench, FERRY, OTHER_FERRY)
    story = Story.objects.get()
    assert read_health(bench.newsroom, now=bench.now).stories_open == 1
    editor.post(f"/desk/stories/{story.key}/split/", {"seen": "0", "item": other.id})
    bench.run()
    send(bench, 2, OTHER_FERRY + "It sailed at nine.")
    bench.wait(minutes=20)
    bench.run()
    matches = {row.item_id: row.story_id for row in Match.objects.all()}
    assert matches[one.id] is None or matches[one.id] != matches[other.id]
    assert read_health(bench.newsroom, now=bench.now).stories_open == 0


def test_stories_joined_at_the_desk_have_one_page_and_one_leads_to_the_other(today, editor):
    bench = today
    arrive(bench, FERRY, OTHER_FERRY, SILO, OTHER_SILO)
    kept, gone = Story.objects.order_by("id")
    editor.post(f"/desk/stories/{gone.key}/join/", {"seen": "0", "into": kept.key})
    bench.run()
    assert "barley" in bench.text(f"/en/story/{kept.key}/index.html")
    assert f"/en/story/{kept.key}/" in bench.text(f"/en/story/{gone.key}/moved.html")
    newest = Judgement.objects.latest("id").id
    editor.post(f"/desk/stories/{kept.key}/name/", {"seen": newest, "name": "A week of accidents"})
    bench.run()
    assert "A week of accidents" in bench.text(f"/en/story/{kept.key}/index.html")
    assert "A week of accidents" in bench.page("g1")
