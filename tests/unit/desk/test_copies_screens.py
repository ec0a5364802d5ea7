"""Copies at the desk: who carries an item, who leads and why, pairs to judge; every word signed and carried out."""

from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone
from matched_rows import FERRY, ORCHID, SILO, arrive
from published_rows import NOON, add_hold

from wireroom.core.by import By
from wireroom.publishing.actions import SiteTerms, decide_items, kill_item
from wireroom.searching.actions import index_items
from wireroom.stories.models import Judgement, Match
from wireroom.tasks.models import Task
from wireroom.wire.models import Provider

TERMS = SiteTerms(("en", "ja"), ZoneInfo("Asia/Tokyo"))
DESK = By("Mori")


def decide(*items, now=NOON):
    decide_items([item.id for item in items], terms=TERMS, now=now)


def page(client, path, **headers):
    answer = client.get(path, headers=headers)
    assert answer.status_code == 200
    return answer.content.decode()


def waiting_pair():
    """Two items that share passages; the machine is not sure."""
    one, other = arrive(SILO, ORCHID)
    Match.objects.filter(item=other).update(sharing=[one.id], at=timezone.now())
    return one, other


def judge(client, one, other, answer, **fields):
    form = {"seen": "0", "next": "/desk/copies/"} | fields
    return client.post(f"/desk/copies/{one.id}/{other.id}/{answer}/", form)


def due(step):
    return dict(Task.objects.filter(step=step).values_list("key", "priority"))


@pytest.fixture
def carried():
    """One copy that two providers sent, decided."""
    one, other = arrive(FERRY, FERRY)
    decide(one, other)
    return one, other


def test_an_item_names_its_carriers_who_leads_and_why(editor, carried):
    one, other = carried
    for item in carried:
        text = page(editor, f"/desk/item/{item.id}/")
        assert one.provider.name in text
        assert other.provider.name in text
        assert "it came first of those that are as good" in text
    assert "Let this one lead" in text
    rows = editor.get(f"/desk/item/{one.id}/").context["screen"].copies.copies
    assert [(row.row.id, row.leads, row.chosen) for row in rows] == [(one.id, True, False), (other.id, False, False)]


def test_an_item_alone_has_no_copies(editor):
    (one,) = arrive(FERRY)
    assert 'id="copies-title"' not in page(editor, f"/desk/item/{one.id}/")


def test_an_item_never_matched_still_has_a_screen(editor):
    item = add_hold().item
    assert "Put there" not in page(editor, f"/desk/item/{item.id}/")


def test_an_editor_lets_another_one_lead_and_no_longer(editor, carried):
    one, other = carried
    answer = editor.post(f"/desk/item/{other.id}/lead/same/", {"seen": "0", "next": f"/desk/item/{one.id}/"})
    assert (answer.status_code, answer["Location"]) == (303, f"/desk/item/{one.id}/")
    judgement = Judgement.objects.get()
    assert (judgement.question, judgement.answer, judgement.item, judgement.by_name) == ("lead", "same", other, "kaoru")
    assert judgement.by.username == "kaoru"
    assert due("decide") == {str(one.id): 0, str(other.id): 0}
    decide(one, other)
    text = page(editor, f"/desk/item/{one.id}/")
    assert "an editor chose it" in text
    assert "No longer let it lead" in text
    editor.post(f"/desk/item/{other.id}/lead/different/", {"seen": judgement.id})
    decide(one, other)
    assert "an editor chose it" not in page(editor, f"/desk/item/{one.id}/")


def test_while_it_is_decided_again_no_reason_is_told_that_is_none(editor, carried):
    _, other = carried
    Provider.objects.filter(id=other.provider_id).update(contract=True)
    screen = editor.get(f"/desk/item/{other.id}/").context["screen"]
    assert screen.copies.rule == ""


def test_what_is_no_copy_is_judged_from_the_items_screen(editor, carried):
    one, other = carried
    assert "Not the same" in page(editor, f"/desk/item/{one.id}/")
    judge(editor, one, other, "different")
    assert Match.objects.get(item=other).leader_id == other.id
    assert due("decide").keys() == {str(one.id), str(other.id)}
    text = page(editor, f"/desk/item/{one.id}/")
    assert "not the same copy" in text
    assert "kaoru" in text


@pytest.mark.parametrize(("answer", "leads"), [("same", False), ("different", True), ("unsure", True)])
def test_a_pair_waits_until_a_person_says_something(editor, answer, leads):
    one, other = waiting_pair()
    text = page(editor, "/desk/copies/")
    assert text.index(one.current.headline) < text.index(other.current.headline)
    assert "Passages shared: " in text
    assert 'Perhaps the same <span class="count">1</span>' in text
    answered = judge(editor, other, one, answer)
    assert (answered.status_code, answered["Location"]) == (303, "/desk/copies/")
    said = Judgement.objects.get()
    assert (said.question, said.answer, said.by_name) == ("copy", answer, "kaoru")
    assert (Match.objects.get(item=other).leader_id == other.id) is leads
    text = page(editor, "/desk/copies/")
    assert "No pair waits." in text
    assert "Recorded. The site follows within seconds." in text


def test_a_second_click_and_a_slower_colleague_judge_nothing(editor):
    one, other = waiting_pair()
    judge(editor, one, other, "different")
    judge(editor, one, other, "same")
    assert [row.answer for row in Judgement.objects.all()] == ["different"]
    assert "Somebody judged this meanwhile" in page(editor, "/desk/copies/")
    judge(editor, one, other, "same", seen=Judgement.objects.get().id)
    assert Judgement.objects.count() == 2


def test_what_may_be_one_more_copy_stands_on_both_items_screens(editor):
    one, other = waiting_pair()
    for item in (one, other):
        text = page(editor, f"/desk/item/{item.id}/")
        assert 'id="sharing-title"' in text
        assert f"/desk/copies/{one.id}/{other.id}/same/" in text


def test_two_items_are_compared_word_by_word(editor):
    one, other = arrive(FERRY, FERRY.replace("Minato", "Kettle Bay"))
    text = page(editor, f"/desk/copies/{one.id}/{other.id}/")
    assert "<del>Minato " in text
    assert "<ins>Kettle " in text
    assert editor.get(f"/desk/copies/{one.id}/{one.id}/").status_code == 404
    assert editor.get(f"/desk/copies/{one.id}/999999/").status_code == 404


def test_judging_needs_a_form_of_this_desk_and_a_person(editor, carried):
    one, other = carried
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(editor.get("/desk/").wsgi_request.user)
    for path in (f"/desk/copies/{one.id}/{other.id}/same/", f"/desk/item/{one.id}/lead/same/"):
        assert strict.post(path, {"seen": "0"}).status_code == 403
        assert Client().post(path, {"seen": "0"}).status_code == 302
        assert editor.get(path).status_code == 405
    assert editor.post(f"/desk/copies/{one.id}/{one.id}/same/", {"seen": "0"}).status_code == 303
    assert not Judgement.objects.exists()


def test_administrators_judge_too(administrator, carried):
    judge(administrator, *carried, "different")
    assert Judgement.objects.get().by_name == "noor"


def test_the_wire_marks_copies_and_says_what_carries_them(editor, carried):
    one, other = carried
    rows = {row.id: row for row in editor.get("/desk/").context["screen"].page.rows}
    assert (rows[one.id].copies, rows[one.id].lead) == (1, 0)
    assert (rows[other.id].lead, rows[other.id].lead_headline) == (one.id, one.current.headline)
    assert rows[one.id].url == rows[other.id].url
    text = page(editor, "/desk/")
    assert "carried by" in text
    assert "with 1 copy" in text


def test_the_search_finds_copies_and_says_what_carries_them(editor, carried):
    one, other = carried
    index_items([other.id])
    rows = {row.id: row.lead for row in editor.get("/desk/search/", {"q": "propeller"}).context["screen"].rows}
    assert rows == {other.id: one.id}


def test_what_a_kill_of_another_copy_took_away_leads_to_that_copy(editor, carried):
    one, other = carried
    kill_item(other, reason="wrong ship", by=DESK, now=NOON)
    decide(one, other)
    row = next(row for row in editor.get("/desk/").context["screen"].page.rows if row.id == one.id)
    assert (row.cause.item, row.cause.provider) == (other.id, other.provider.name)
    for path in ("/desk/", f"/desk/item/{one.id}/"):
        text = page(editor, path)
        assert f'href="/desk/item/{other.id}/">the copy of {other.provider.name}' in text
        assert f"the same copy was killed ({other.provider.name}): wrong ship" in text
        assert f"同じ記事が削除された（{other.provider.name}）：wrong ship" in page(
            editor, path, **{"accept-language": "ja"}
        )


def test_a_hold_for_the_sake_of_a_copy_leads_to_it(editor, carried):
    one, other = carried
    one.versions.update(pub_status="withheld")
    decide(one, other)
    text = page(editor, "/desk/holds/")
    assert f"the copy of {one.provider.name}" in text
    rows = {row.hold.item_id: row for row in editor.get("/desk/holds/").context["screen"].rows}
    assert rows[other.id].cause.item == one.id
    assert rows[one.id].cause is None
