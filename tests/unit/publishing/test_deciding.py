"""Deciding what is published: idempotent, in any order, each verb signed; receipts and neighbours follow."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from published_rows import NOON, add_feed, add_item, add_version

from wireroom.core.errors import WireroomError
from wireroom.publishing.actions import (
    By,
    SiteTerms,
    correct_item,
    decide_items,
    kill_item,
    release_item,
    withhold_item,
)
from wireroom.publishing.models import Article, ArticleVersion, Carrier, Correction, Decision, Hold
from wireroom.publishing.queries import articles_by_state, holds_by_gate, killed_among
from wireroom.stories.actions import match_items
from wireroom.tasks.models import Task
from wireroom.wire.models import Item, Provider, Version

pytestmark = pytest.mark.django_db

TERMS = SiteTerms(("en", "ja"), ZoneInfo("Asia/Tokyo"))
DESK = By("Mori")
MINUTE = timedelta(minutes=1)


def decide(*items: Item, now=NOON):
    return decide_items([item.id for item in items], terms=TERMS, now=now)


def due(step: str) -> dict[str, int]:
    return dict(Task.objects.filter(step=step).values_list("key", "priority"))


def test_a_usable_item_becomes_an_article_with_its_first_version():
    item = add_item(headline="Ferry returns")
    assert decide(item).live == 1
    article = Article.objects.get(item=item)
    assert (article.state, article.current.number, article.current.headline) == ("live", 1, "Ferry returns")
    assert article.section == "politics"
    assert due("edition") == {str(article.id): 5}


def test_deciding_again_changes_nothing():
    items = [add_item(headline="Ferry returns"), add_item(headline="")]
    decide(*items)
    rows = [
        list(model.objects.order_by("id").values()) for model in (Article, ArticleVersion, Correction, Hold, Carrier)
    ]
    decide(*items, now=NOON + MINUTE)
    again = [
        list(model.objects.order_by("id").values()) for model in (Article, ArticleVersion, Correction, Hold, Carrier)
    ]
    assert again == rows


def test_a_kill_is_urgent_and_so_are_the_pages_that_name_the_article():
    one = add_item(headline="Minato ferry returns", body="<p>The Minato ferry came back to the harbour.</p>")
    other = add_item(headline="Minato ferry late", body="<p>The Minato ferry was late, passengers waited.</p>")
    match_items([one.id, other.id], now=NOON)
    decide(one, other)
    Task.objects.all().delete()
    kill_item(one, reason="wrong", by=DESK, now=NOON + MINUTE)
    assert due("decide") == {str(one.id): 0}
    assert decide(one, now=NOON + MINUTE).gone == 1
    killed, near = one.article, other.article
    assert due("edition") == {str(killed.id): 0, str(near.id): 4}
    killed.refresh_from_db()
    assert (killed.state, killed.gone_at, killed.gone_reason) == ("gone", NOON + MINUTE, "wrong")
    assert Hold.objects.get(item=one).gate == "killed"
    Task.objects.all().delete()
    release_item(one, reason="right after all", by=DESK, now=NOON + 2 * MINUTE)
    decide(one, now=NOON + 2 * MINUTE)
    assert set(due("edition")) == {str(killed.id), str(near.id)}


def test_a_hold_says_why_until_when_and_since_and_goes_when_it_opens():
    item = add_item()
    Version.objects.filter(item=item).update(embargoed_until=NOON + MINUTE)
    decide(item)
    decide(item, now=NOON + MINUTE / 2)
    hold = Hold.objects.get()
    assert (hold.gate, hold.until, hold.since) == ("embargo", NOON + MINUTE, NOON)
    assert Task.objects.get(step="decide").due_at == NOON + MINUTE
    assert decide(item, now=NOON + MINUTE).live == 1
    assert not Hold.objects.exists()


def test_an_address_never_changes_once_given():
    item = add_item(headline="Ferry returns")
    decide(item)
    path = item.article.path
    add_version(item, headline="Ferry sinks", at=NOON + timedelta(days=3))
    decide(item, now=NOON + timedelta(days=3))
    article = Article.objects.get()
    assert (article.path, article.current.headline) == (path, "Ferry sinks")
    assert "ferry-returns" in path


@pytest.mark.parametrize(
    ("headline", "body", "summary", "expected"),
    [
        ("", "<p>The ferry is back in Minato.</p>", "", "The ferry is back in Minato."),
        ("", "", "Only a summary here.", "Only a summary here."),
        ("Given", "<p>Text</p>", "", "Given"),
    ],
)
def test_a_story_without_a_headline_gets_the_beginning_of_its_text(headline, body, summary, expected):
    item = add_item(headline=headline, body=body)
    Version.objects.filter(item=item).update(summary=summary)
    decide(Item.objects.get())
    assert Article.objects.get().current.headline == expected


def test_a_summary_that_only_repeats_the_opening_is_no_standfirst():
    item = add_item(body="<p>The ferry is back in Minato. It left at nine.</p>")
    Version.objects.filter(item=item).update(summary="The ferry is back in Minato. […]")
    decide(Item.objects.get())
    assert Article.objects.get().current.standfirst == ""


def test_a_summary_of_its_own_is_the_standfirst():
    item = add_item(body="<p>The ferry is back in Minato.</p>")
    Version.objects.filter(item=item).update(summary="What it means for commuters.")
    decide(Item.objects.get())
    assert Article.objects.get().current.standfirst == "What it means for commuters."


def test_a_story_that_is_nothing_but_a_summary_shows_it_escaped_as_its_body():
    item = add_item(body="")
    Version.objects.filter(item=item).update(summary="1 < 2 & so on")
    decide(Item.objects.get())
    assert Article.objects.get().current.body == "<p>1 &lt; 2 &amp; so on</p>"


def test_a_section_with_a_very_long_name_is_none():
    item = add_item()
    Version.objects.filter(item=item).update(subjects=["S" * 41])
    decide(Item.objects.get())
    assert Article.objects.get().section == ""


def test_a_language_nobody_told_is_the_only_one_a_one_language_site_has():
    item = add_item()
    Version.objects.filter(item=item).update(language="")
    assert decide(Item.objects.get()).held == 1
    assert decide_items([item.id], terms=SiteTerms(("ja",), TERMS.zone), now=NOON).live == 1


@pytest.mark.parametrize("verb", [kill_item, withhold_item])
def test_killing_and_withholding_need_a_reason(verb):
    item = add_item()
    with pytest.raises(WireroomError, match="reason"):
        verb(item, reason="  ", by=DESK, now=NOON)
    assert not Decision.objects.exists()


def test_a_correction_needs_its_note_and_is_logged_once_for_readers():
    item = add_item()
    decide(item)
    with pytest.raises(WireroomError):
        correct_item(item, note="", by=DESK, now=NOON)
    correct_item(item, note="The hour was nine.", by=DESK, now=NOON + MINUTE)
    decide(item, now=NOON + MINUTE)
    decide(item, now=NOON + 2 * MINUTE)
    entry = Correction.objects.get()
    assert (entry.kind, entry.note, entry.at) == ("correction", "The hour was nine.", NOON + MINUTE)


def test_every_decision_names_who_what_and_which_version():
    item = add_item()
    release_item(item, reason=" fine ", by=By("Mori"), now=NOON)
    decision = Decision.objects.get()
    assert (decision.verb, decision.by_name, decision.version, decision.reason) == (
        "release",
        "Mori",
        item.current,
        "fine",
    )


def test_items_are_known_as_killed_by_wire_or_desk_also_after_a_release():
    wire, desk, fine = add_item(), add_item(), add_item()
    add_version(wire, pub_status="canceled")
    kill_item(desk, reason="x", by=DESK, now=NOON)
    release_item(desk, reason="", by=DESK, now=NOON + MINUTE)
    assert killed_among([wire.id, desk.id, fine.id]) == {wire.id, desk.id}


def test_counts_tell_what_stands_and_what_is_held():
    Provider.objects.filter(id=add_feed().provider_id).update(policy="hold")
    decide(add_item())
    Provider.objects.update(policy="publish")
    decide(add_item(), add_item())
    assert articles_by_state() == {"live": 2, "held": 0, "gone": 0, "moved": 0}
    assert [(row.gate, row.count) for row in holds_by_gate()] == [("policy", 1)]


EVENTS = st.lists(
    st.sampled_from(["usable", "withheld", "canceled", "kill", "release", "withhold", "decide"]), min_size=1, max_size=7
)


class AnyOrder(TestCase):
    """However often the step runs between what is received and decided, the end is the same."""

    @given(EVENTS)
    @settings(max_examples=40, deadline=None)
    def test_running_the_step_in_between_changes_nothing_of_the_end(self, events):
        eager, lazy = (self._play(events, each=each) for each in (True, False))
        assert eager == lazy

    def _play(self, events: list[str], *, each: bool) -> tuple[str, str]:
        item, now = add_item(), NOON
        for event in events:
            now += MINUTE
            if event in ("usable", "withheld", "canceled"):
                add_version(item, body=f"<p>{now}</p>", at=now, pub_status=event)
            elif event == "kill":
                kill_item(item, reason="r", by=DESK, now=now)
            elif event == "withhold":
                withhold_item(item, reason="r", by=DESK, now=now)
            elif event == "release":
                release_item(item, reason="r", by=DESK, now=now)
            if each:
                decide(item, now=now)
        decide(item, now=now)
        article, hold = Article.objects.filter(item=item).first(), Hold.objects.filter(item=item).first()
        on_site = article.current.body if article and article.state == "live" else ""
        return on_site, hold.gate if hold else ""
