"""Destinations: what a WordPress, a webhook and a folder are told of articles, whatever goes wrong on the way."""

import dataclasses
import json
import random
from datetime import UTC, datetime, timedelta
from pathlib import Path

import jsonschema
import pytest
from flow_bench import DESK, NOON, draw_png
from lxml import etree
from pushing import Request, keep_secret, send
from receiver import SECRET, Receiver
from wires import Story, rss
from wordpress import PASSWORD, USER, Trouble, WordPress

from wireroom.core.destinations import Destination, Kind
from wireroom.core.formats.parsed import ParsedItem
from wireroom.core.ports import FetchRequest, FetchResponse
from wireroom.destinations.actions import ask_again
from wireroom.destinations.models import Delivery, Outlet
from wireroom.edge.http import open_http
from wireroom.edition.actions.delivering import STEP
from wireroom.publishing.actions import correct_item, kill_item, release_item, withhold_item
from wireroom.publishing.models import Article, Receipt
from wireroom.runner.destinations import ask_destination, prepare_delivery, settle_delivery
from wireroom.runner.health import read_health
from wireroom.runner.loop import Loop
from wireroom.runner.sweep import sweep
from wireroom.runner.works import open_press
from wireroom.tasks.actions import claim, enqueue, finish
from wireroom.tasks.models import Task
from wireroom.wire.actions import SourceTerms, add_push_feed

SCHEMAS = Path(__file__).resolve().parents[3] / "shared" / "schemas"
PICTURE = "https://wire.example/silo.png"
SILO = Story("silo", "Grain found in the silo", "<p>Inspectors <b>found</b> grain.</p>", "https://wire.example/s", NOON)
FERRY = Story("ferry", "Ferry returns & stays", "<p>The ferry is back.</p>", "https://wire.example/f", NOON)


@pytest.fixture
def site():
    with WordPress() as site:
        yield site


@pytest.fixture
def receiver():
    with Receiver() as receiver:
        yield receiver


def send_to(bench, *destinations: Destination) -> None:
    """The newsroom with these destinations in its settings, as from its next start on."""
    for name, text in (("wordpress", PASSWORD), ("hook", SECRET)):
        path = bench.newsroom.home / "secrets" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")
        path.chmod(0o600)
    bench.newsroom = dataclasses.replace(bench.newsroom, destinations=destinations)
    client = open_http(user_agent="test", open_hosts=frozenset({"127.0.0.1"}), timeout_s=5)

    def fetch(request):
        return client.fetch(request) if "127.0.0.1" in request.url else bench._fetch(request)

    bench.works = dataclasses.replace(
        bench.works, newsroom=bench.newsroom, fetch=fetch, press=open_press(bench.newsroom, bench.works.disk)
    )


def wordpress(site: WordPress, **terms) -> Destination:
    return Destination("blog", Kind.WORDPRESS, site.url, user=USER, secret="wordpress", **terms)


def webhook(bench, receiver: Receiver, **terms) -> Destination:
    receiver.clock = lambda: bench.now.timestamp()
    return Destination("partner", Kind.WEBHOOK, receiver.url, secret="hook", **terms)


def kill(bench, guid: str = "silo") -> None:
    kill_item(bench.item(guid), reason="untrue", by=DESK, now=bench.now)


def receipts(bench, name: str) -> list[tuple[str, bool]]:
    rows = Receipt.objects.filter(surface="destination", place=name).order_by("id")
    return [(row.state, row.at is not None) for row in rows]


def let_time_pass(bench, **span: float) -> None:
    """The process stays up; what was postponed to within the span is done, each at its time."""
    end = bench.now + timedelta(**span)
    while due := Task.objects.filter(step=STEP, due_at__lte=end).order_by("due_at").first():
        bench.now = max(bench.now, due.due_at)
        bench.run()
    bench.now = end


# WordPress.


def test_an_article_becomes_a_post_with_its_credit_and_how_it_was_made(bench, site):
    send_to(bench, wordpress(site, category=7))
    bench.receive(rss(dataclasses.replace(SILO, text="<p>Inspectors <b>found</b> [gallery] grain.</p>")))
    (post,) = site.visible()
    assert (post["title"], post["date_gmt"], post["categories"]) == (SILO.headline, "2024-10-18T03:00:00", [7])
    assert post["slug"] == bench.article("silo").path.strip("/").rpartition("/")[2]
    assert "Inspectors <b>found</b> &#91;gallery&#93; grain." in post["content"]
    assert '<a href="https://wire.example/s">Harbour Press</a>' in post["content"]
    assert "published automatically" in post["content"]
    assert site.calls == ["GET posts", "POST posts"]


def test_a_title_is_text_and_never_markup(bench, site):
    send_to(bench, wordpress(site))
    bench.receive(rss(FERRY))
    assert site.titles() == ["Ferry returns &amp; stays"]


def test_a_change_updates_the_same_post_and_nothing_is_sent_for_no_change(bench, site):
    send_to(bench, wordpress(site))
    bench.receive(rss(SILO))
    bench.run()
    calls = len(site.calls)
    bench.receive(rss(dataclasses.replace(SILO, headline="Grain found in both silos")))
    assert site.titles() == ["Grain found in both silos"]
    assert site.calls[calls:] == ["POST posts/1"]


def test_a_correction_is_in_the_post_with_a_receipt(bench, site):
    send_to(bench, wordpress(site))
    bench.receive(rss(SILO))
    correct_item(bench.item("silo"), note="It was barley.", by=DESK, now=bench.now)
    bench.run()
    assert "It was barley." in site.visible()[0]["content"]
    assert receipts(bench, "blog") == [("corrected", True)]


def test_a_kill_takes_the_post_and_its_picture_down(bench, site):
    bench.answers[PICTURE] = FetchResponse(PICTURE, 200, body=draw_png(), headers=(("content-type", "image/png"),))
    send_to(bench, wordpress(site))
    bench.receive(rss(dataclasses.replace(SILO, picture=PICTURE), FERRY))
    bench.run()
    (media,) = site.media.values()
    assert site.posts[min(site.posts)]["featured_media"] == media["id"] or media["id"] in {
        post["featured_media"] for post in site.posts.values()
    }
    kill(bench)
    bench.run()
    assert site.titles() == ["Ferry returns &amp; stays"]
    assert site.media == {}
    assert receipts(bench, "blog") == [("gone", True)]
    assert Delivery.objects.get(article=bench.article("silo")).state == "removed"


def test_a_picture_that_two_articles_show_goes_with_the_second(bench, site):
    bench.answers[PICTURE] = FetchResponse(PICTURE, 200, body=draw_png(), headers=(("content-type", "image/png"),))
    send_to(bench, wordpress(site))
    bench.receive(rss(dataclasses.replace(SILO, picture=PICTURE)))
    bench.receive(rss(dataclasses.replace(SILO, picture=PICTURE), dataclasses.replace(FERRY, picture=PICTURE)))
    bench.run()
    assert len(site.media) == 1
    kill(bench)
    bench.run()
    assert len(site.media) == 1
    kill(bench, "ferry")
    bench.run()
    assert (site.media, site.posts) == ({}, {})


def test_a_provider_whose_pictures_may_not_be_shown_sends_none(bench, site):
    bench.answers[PICTURE] = FetchResponse(PICTURE, 200, body=draw_png(), headers=(("content-type", "image/png"),))
    send_to(bench, wordpress(site))
    bench.subscribe(may_show_pictures=False)
    bench.receive(rss(dataclasses.replace(SILO, picture=PICTURE)))
    bench.run()
    assert (len(site.posts), site.media) == (1, {})


def test_an_excerpt_sends_the_excerpt(bench, site):
    send_to(bench, wordpress(site))
    bench.subscribe(rights="excerpt")
    bench.receive(rss(dataclasses.replace(SILO, text=f"<p>{'The first words. ' * 30}</p><p>The very last words.</p>")))
    assert "The first words." in site.visible()[0]["content"]
    assert not site.heard("The very last words.")


def test_what_is_withheld_is_taken_down_and_comes_back_when_released(bench, site):
    send_to(bench, wordpress(site))
    bench.receive(rss(SILO))
    withhold_item(bench.item("silo"), reason="a doubt", by=DESK, now=bench.now)
    bench.run()
    assert site.posts == {}
    bench.wait(minutes=1)
    release_item(bench.item("silo"), reason="cleared", by=DESK, now=bench.now)
    bench.run()
    assert site.titles() == [SILO.headline]
    assert receipts(bench, "blog") == [("held", True), ("live", True)]


def test_a_draft_stays_a_draft_for_the_editor_over_there(bench, site):
    send_to(bench, wordpress(site, status="draft"))
    bench.receive(rss(SILO))
    assert [post["status"] for post in site.posts.values()] == ["draft"]


@pytest.mark.parametrize("status", [0, 500])
def test_a_post_that_was_stored_though_no_answer_came_is_not_made_twice(bench, site, status):
    send_to(bench, wordpress(site))
    site.troubles.append(Trouble(status, after=True))
    bench.receive(rss(SILO))
    assert len(site.posts) == 1
    let_time_pass(bench, minutes=20)
    assert len(site.posts) == 1
    row = Delivery.objects.get()
    assert (row.state, row.remote_id, row.check_at, row.waiting_since) == ("sent", "1", None, None)


def test_a_post_that_comes_through_late_is_found_and_only_one_stays(bench, site):
    send_to(bench, wordpress(site))
    site.troubles.append(Trouble(0, late=True))
    bench.receive(rss(SILO))
    assert site.posts == {}
    let_time_pass(bench, seconds=30)
    assert len(site.posts) >= 1
    let_time_pass(bench, minutes=10)
    assert len(site.posts) == 1
    assert Delivery.objects.get().remote_id == str(min(site.posts))


def test_a_post_that_comes_through_late_after_its_kill_is_taken_down(bench, site):
    send_to(bench, wordpress(site))
    site.troubles.append(Trouble(0, late=True))
    bench.receive(rss(SILO))
    kill(bench)
    site._late, held = [], site._late
    let_time_pass(bench, seconds=30)
    assert site.posts == {}
    site._late = held
    site.come_through()
    assert len(site.posts) == 1
    let_time_pass(bench, minutes=10)
    assert site.posts == {}


def test_a_process_that_dies_between_the_post_and_its_record_makes_no_second_one(bench, site):
    send_to(bench, wordpress(site))
    bench.receive(rss())
    deliver_and_die(bench, SILO)
    assert len(site.posts) == 1
    assert Delivery.objects.get().state == "asked"
    bench.run()
    let_time_pass(bench, minutes=10)
    assert (len(site.posts), Delivery.objects.get().state) == (1, "sent")


def test_a_kill_after_such_a_death_still_takes_the_post_down(bench, site):
    send_to(bench, wordpress(site))
    bench.receive(rss())
    deliver_and_die(bench, SILO)
    kill(bench)
    bench.run()
    assert site.posts == {}
    assert receipts(bench, "blog") == [("gone", True)]


def deliver_and_die(bench, story: Story) -> None:
    """The newsroom gets a story, sends it, and dies before it writes down what came of it."""
    destinations = bench.newsroom.destinations
    send_to(bench)
    bench.receive(rss(story))
    send_to(bench, *destinations)
    sweep(bench.newsroom, now=bench.now)
    (lease,) = claim(STEP, limit=1, now=bench.now)
    ask_destination(bench.works, prepare_delivery(bench.works, lease))


def test_a_late_finisher_makes_the_newer_state_be_sent_once_more(bench, site):
    send_to(bench, wordpress(site))
    bench.receive(rss())
    destinations = bench.newsroom.destinations
    send_to(bench)
    bench.receive(rss(SILO))
    send_to(bench, *destinations)
    sweep(bench.newsroom, now=bench.now)
    (stale,) = claim(STEP, limit=1, now=bench.now)
    job = prepare_delivery(bench.works, stale)
    bench.wait(minutes=2)  # its lease ran out
    bench.receive(rss(dataclasses.replace(SILO, headline="Grain found in both silos")))
    assert site.titles() == ["Grain found in both silos"]
    attempt = ask_destination(bench.works, job)
    settle_delivery(bench.works, stale, attempt)
    let_time_pass(bench, minutes=10)
    assert site.titles() == ["Grain found in both silos"]


def test_a_kill_while_the_site_is_down_is_done_within_a_minute_of_its_coming_back(bench, site):
    send_to(bench, wordpress(site))
    bench.receive(rss(SILO))
    with site.failing(Trouble(0, methods=("GET", "POST", "DELETE"))):
        kill(bench)
        bench.run()
        let_time_pass(bench, minutes=40)
        assert len(site.posts) == 1
        health = read_health(bench.newsroom, now=bench.now)
        assert not health.ok
        assert [(row.surface, row.place) for row in health.receipts_overdue] == [("destination", "blog")]
        (standing,) = health.destinations
        assert (standing.state, standing.waiting, standing.sent) == ("failing", 1, 1)
    let_time_pass(bench, seconds=60)
    assert site.posts == {}
    assert receipts(bench, "blog") == [("gone", True)]
    assert read_health(bench.newsroom, now=bench.now).ok


def test_retry_after_is_honoured_and_one_waiting_article_asks_for_all(bench, site):
    send_to(bench, wordpress(site))
    with site.failing(Trouble(503, methods=("GET", "POST"), headers=(("Retry-After", "600"),))):
        bench.receive(rss(SILO, FERRY))
        calls = len(site.calls)
        let_time_pass(bench, minutes=9)
        assert len(site.calls) == calls
    let_time_pass(bench, minutes=2)
    assert len(site.posts) == 2


def test_one_article_that_is_refused_holds_up_no_other_and_is_named(bench, site):
    send_to(bench, wordpress(site))
    bench.receive(rss(SILO, FERRY))
    site.refused = "silos"
    bench.receive(
        rss(dataclasses.replace(SILO, headline="Grain in both silos"), dataclasses.replace(FERRY, headline="Ferry"))
    )
    assert site.titles() == ["Ferry", SILO.headline]
    row = Delivery.objects.get(state="refused")
    assert "400" in row.error
    assert "Invalid parameter(s): title" in row.error
    assert not read_health(bench.newsroom, now=bench.now).ok
    site.refused = ""
    let_time_pass(bench, hours=1)
    assert site.titles() == ["Ferry", "Grain in both silos"]


def test_a_wrong_password_is_told_and_stands_nowhere(bench, site, caplog):
    send_to(bench, wordpress(site))
    wrong = "not the password at all"
    (bench.newsroom.home / "secrets" / "wordpress").write_text(wrong)
    bench.receive(rss(SILO))
    outlet = Outlet.objects.get()
    assert "401" in outlet.error
    assert wrong not in outlet.error + caplog.text + Delivery.objects.get().error
    (bench.newsroom.home / "secrets" / "wordpress").write_text(PASSWORD)
    let_time_pass(bench, minutes=2)
    assert site.titles() == [SILO.headline]


def test_a_secret_that_is_missing_waits_for_it(bench, site):
    send_to(bench, wordpress(site))
    (bench.newsroom.home / "secrets" / "wordpress").unlink()
    bench.receive(rss(SILO))
    assert (site.calls, "secret wordpress" in Outlet.objects.get().error) == ([], True)


def test_a_post_deleted_over_there_is_made_anew_by_the_next_change(bench, site):
    send_to(bench, wordpress(site))
    bench.receive(rss(SILO))
    site.posts.clear()
    bench.receive(rss(dataclasses.replace(SILO, headline="Grain found in both silos")))
    assert site.titles() == ["Grain found in both silos"]
    site.posts.clear()
    kill(bench)
    bench.run()
    assert receipts(bench, "blog") == [("gone", True)]


def test_only_the_languages_a_destination_takes_are_sent(bench, site):
    send_to(bench, wordpress(site, languages=("ja",)))
    bench.receive(rss(SILO))
    kill(bench)
    bench.run()
    assert (site.calls, receipts(bench, "blog")) == ([], [])


def test_a_new_destination_gets_what_is_on_the_site_and_one_with_a_date_what_comes_after(bench, site, receiver):
    bench.receive(rss(SILO))
    later = bench.now + timedelta(minutes=1)
    send_to(bench, wordpress(site), webhook(bench, receiver, since=later))
    bench.wait(minutes=5)
    bench.receive(rss(SILO, FERRY))
    assert len(site.posts) == 2
    assert not receiver.heard("Grain found")


def test_what_a_destination_no_longer_takes_is_taken_back(bench, site):
    send_to(bench, wordpress(site))
    bench.receive(rss(SILO))
    send_to(bench, wordpress(site, languages=("ja",)))
    bench.run()
    assert site.posts == {}


def test_a_destination_out_of_the_settings_is_named_while_something_stands_there(bench, site):
    send_to(bench, wordpress(site))
    bench.receive(rss(SILO))
    send_to(bench)
    kill(bench)
    bench.run()
    health = read_health(bench.newsroom, now=bench.now)
    assert [(standing.name, standing.state, standing.sent) for standing in health.destinations] == [
        ("blog", "dropped", 1)
    ]
    assert not health.ok


# The webhook.


def test_a_webhook_is_told_of_every_change_in_signed_ninjs(bench, receiver):
    send_to(bench, webhook(bench, receiver))
    bench.receive(rss(SILO))
    bench.receive(rss(dataclasses.replace(SILO, headline="Grain found in both silos")))
    kill(bench)
    bench.run()
    assert receiver.unsigned == 0
    assert [told.event for told in receiver.told] == ["created", "updated", "deleted"]
    assert [told.document["pubStatus"] for told in receiver.told] == ["usable", "usable", "canceled"]
    key = bench.article("silo").key
    assert [told.id.rpartition("-")[0] for told in receiver.told] == [f"{key}-1", f"{key}-2", f"{key}-3"]
    assert "silo" not in json.dumps(receiver.told[2].document).replace(bench.article("silo").path, "")
    assert receipts(bench, "partner") == [("gone", True)]


def test_a_repeated_call_has_the_same_name(bench, receiver):
    send_to(bench, webhook(bench, receiver))
    receiver.status = 500
    bench.receive(rss(SILO))
    receiver.status = 204
    let_time_pass(bench, minutes=1)
    assert len(receiver.told) == 2
    assert len({told.id for told in receiver.told}) == 1


def test_a_webhook_that_says_it_is_gone_is_asked_no_more_until_a_person_says_so(bench, receiver):
    send_to(bench, webhook(bench, receiver))
    receiver.status = 410
    bench.receive(rss(SILO))
    let_time_pass(bench, days=2)
    bench.run()
    assert len(receiver.told) == 1
    health = read_health(bench.newsroom, now=bench.now)
    assert (health.ok, health.destinations[0].state) == (False, "ended")
    receiver.status = 204
    ask_again(bench.newsroom.destinations[0], now=bench.now)
    bench.run()
    assert len(receiver.told) == 2
    assert read_health(bench.newsroom, now=bench.now).ok


def test_a_held_story_that_comes_back_is_told_again(bench, receiver):
    send_to(bench, webhook(bench, receiver))
    bench.receive(rss(SILO))
    withhold_item(bench.item("silo"), reason="a doubt", by=DESK, now=bench.now)
    bench.run()
    release_item(bench.item("silo"), reason="cleared", by=DESK, now=bench.now + timedelta(seconds=1))
    bench.wait(seconds=2)
    bench.run()
    assert [told.document["pubStatus"] for told in receiver.told] == ["usable", "withheld", "usable"]
    assert [told.event for told in receiver.told] == ["created", "deleted", "created"]
    versions = [int(told.document["version"]) for told in receiver.told]
    assert versions == sorted(set(versions))


# A folder.


def test_a_folder_holds_both_documents_and_a_kill_replaces_them_by_canceled_ones(bench, tmp_path):
    folder = tmp_path / "mirror"
    folder.mkdir()
    send_to(bench, Destination("mirror", Kind.FOLDER, str(folder)))
    bench.receive(rss(SILO))
    key = bench.article("silo").key
    ninjs, newsml = folder / f"{key}.ninjs.json", folder / f"{key}.newsml.xml"
    assert sorted(folder.iterdir()) == sorted([ninjs, newsml])
    assert json.loads(ninjs.read_bytes())["headlines"][0]["value"] == SILO.headline
    assert etree.fromstring(newsml.read_bytes()).get("guid") == f"urn:wireroom:{key}"
    kill(bench)
    bench.run()
    assert json.loads(ninjs.read_bytes())["pubStatus"] == "canceled"
    assert b"stat:canceled" in newsml.read_bytes()
    assert not any(SILO.headline.encode() in path.read_bytes() for path in folder.iterdir())
    assert receipts(bench, "mirror") == [("gone", True)]


def test_a_folder_that_is_not_there_is_not_made(bench, tmp_path):
    send_to(bench, Destination("mirror", Kind.FOLDER, str(tmp_path / "mirror")))
    bench.receive(rss(SILO))
    assert not (tmp_path / "mirror").exists()
    (tmp_path / "mirror").mkdir()
    let_time_pass(bench, minutes=1)
    assert len(list((tmp_path / "mirror").iterdir())) == 2


# All of them.


def test_not_one_byte_of_an_embargoed_story_leaves_before_its_time(bench, site, receiver, tmp_path):
    folder = tmp_path / "mirror"
    folder.mkdir()
    send_to(bench, wordpress(site), webhook(bench, receiver), Destination("mirror", Kind.FOLDER, str(folder)))
    lifts = bench.now + timedelta(hours=1)
    bench.send(
        ParsedItem(
            guid="bay",
            title="Report on the bay",
            content_html="<p>Levels fell by 40 percent.</p>",
            language="en",
            published=NOON,
            embargoed_until=lifts,
        )
    )
    bench.run()
    let_time_pass(bench, minutes=59)
    assert (site.calls, receiver.bodies, list(folder.iterdir())) == ([], [], [])
    bench.now = lifts
    bench.run()
    assert site.titles() == ["Report on the bay"]
    assert receiver.heard("Levels fell by 40 percent.")
    assert len(list(folder.iterdir())) == 2


def test_each_destination_stands_for_itself(bench, site, receiver):
    send_to(bench, wordpress(site), webhook(bench, receiver))
    with site.failing(Trouble(0, methods=("GET", "POST", "DELETE"))):
        bench.receive(rss(SILO))
        assert len(receiver.told) == 1
        kill(bench)
        bench.run()
        assert [told.event for told in receiver.told] == ["created", "deleted"]
        assert receipts(bench, "partner") == [("gone", True)]
        assert receipts(bench, "blog") == [("gone", False)]


TROUBLES = [Trouble(status, after=after) for status in (0, 500, 503) for after in (False, True)]
TROUBLES += [Trouble(0, late=True), Trouble(429, headers=(("Retry-After", "20"),)), Trouble(401, methods=("GET",))]


@pytest.mark.parametrize("seed", range(8))
def test_whatever_happens_on_the_way_one_post_with_the_last_state_stands_there_or_none(bench, site, receiver, seed):
    chance = random.Random(seed)
    send_to(bench, wordpress(site), webhook(bench, receiver))
    bench.receive(rss(SILO, FERRY))
    for number in range(10):
        site.troubles += chance.sample(TROUBLES, chance.randrange(3))
        receiver.status = chance.choice([204, 204, 500, 503])
        guid = chance.choice(["silo", "ferry"])
        verb = chance.choice(["update", "update", "kill", "withhold", "release", "wait"])
        if verb == "update":
            bench.send(ParsedItem(guid=guid, title=f"State {number}", content_html=f"<p>{number}</p>", language="en"))
        elif verb == "kill":
            kill(bench, guid)
        elif verb == "withhold":
            withhold_item(bench.item(guid), reason="a doubt", by=DESK, now=bench.now)
        elif verb == "release":
            release_item(bench.item(guid), reason="cleared", by=DESK, now=bench.now)
        if chance.random() < 0.3:
            send_and_die(bench)
        elif chance.random() < 0.7:
            bench.run()
        let_time_pass(bench, seconds=chance.choice([1, 8, 70]))
    site.troubles.clear()
    receiver.status = 204
    bench.run()
    site.come_through()
    let_time_pass(bench, minutes=90)
    live = list(Article.objects.filter(state="live").values_list("current__headline", "key"))
    assert site.titles() == sorted(headline.replace("&", "&amp;") for headline, _ in live)
    assert len(site.posts) == len(live)
    assert not Receipt.objects.filter(at=None).exists()
    assert not Delivery.objects.exclude(waiting_since=None).exists()
    usable = {uri for uri, document in receiver.stories.items() if document["pubStatus"] == "usable"}
    assert usable == {f"urn:wireroom:{key}" for _, key in live}


def send_and_die(bench) -> None:
    """A process that decides, writes and sends what is due, and dies before it writes down what came of it."""
    Loop(bench.works).finish_steps(("decide", "edition"))
    for lease in claim(STEP, limit=8, now=bench.now):
        job = prepare_delivery(bench.works, lease)
        if job is None:
            finish([lease])
        else:
            ask_destination(bench.works, job)


def test_one_newsroom_sends_to_another_and_its_kills_arrive_there(bench):
    """The call is one that docs/push.md tells of: here the very same newsroom takes it, as a provider's."""
    bench.now = datetime.now(UTC)
    add_push_feed(SourceTerms(provider="Sister", policy="hold", contract=True), now=bench.now)
    keep_secret(bench.newsroom.home, SECRET, slug="sister")
    send_to(bench, Destination("sister", Kind.WEBHOOK, "https://sister.example/push/sister", secret="hook"))

    def fetch(request: FetchRequest) -> FetchResponse:
        if not request.url.startswith("https://sister.example/"):
            return bench._fetch(request)
        answer = send(bench.newsroom, Request("/push/sister", request.body, dict(request.headers)))
        return FetchResponse(request.url, answer.status, body=answer.body)

    bench.works = dataclasses.replace(bench.works, fetch=fetch)
    bench.receive(rss(SILO))
    guid = f"urn:wireroom:{bench.article('silo').key}"
    assert Delivery.objects.get().state == "sent"
    bench.run()
    item = bench.item(guid)
    assert (item.provider.name, item.current.headline) == ("Sister", SILO.headline)
    assert "Inspectors <b>found</b> grain." in item.current.body
    assert bench.hold(guid).gate == "policy"
    kill(bench)
    bench.run()
    bench.run()
    assert bench.hold(guid).gate == "killed"


def test_an_article_that_cannot_be_found_fails_by_itself_and_holds_up_no_other(bench, site):
    send_to(bench, wordpress(site))
    enqueue(STEP, ["blog:999999"], now=bench.now, priority=0)
    bench.subscribe()
    bench.serve(rss(SILO))
    Loop(bench.works).run(once=True)
    assert site.titles() == [SILO.headline]
    assert "DoesNotExist" in Task.objects.get(key="blog:999999").last_error


def test_what_is_withheld_is_told_in_documents_that_are_valid(bench, tmp_path):
    if not SCHEMAS.is_dir():
        pytest.skip("IPTC's schemas are not here")
    send_to(bench, Destination("mirror", Kind.FOLDER, str(tmp_path)))
    bench.receive(rss(SILO))
    withhold_item(bench.item("silo"), reason="a doubt", by=DESK, now=bench.now)
    bench.run()
    key = bench.article("silo").key
    ninjs = jsonschema.Draft202012Validator(json.loads((SCHEMAS / "ninjs-schema_3.1.json").read_text("utf-8")))
    newsml = etree.XMLSchema(etree.parse(SCHEMAS / "NewsML-G2_2.35-spec-All-Power.xsd"))
    document = json.loads((tmp_path / f"{key}.ninjs.json").read_bytes())
    assert (list(ninjs.iter_errors(document)), document["pubStatus"]) == ([], "withheld")
    newsml.assertValid(etree.parse(tmp_path / f"{key}.newsml.xml"))
