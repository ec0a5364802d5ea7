"""Stories at the desk: the list, one story, and what an editor does with them; every word signed and carried out."""

import re

import pytest
from django.test import Client
from django.utils import timezone
from matched_rows import FERRY, ORCHID, OTHER_FERRY, OTHER_SILO, SILO, arrive
from published_rows import add_article

from wireroom.desk.stories.mentions import ItemMention, parse_item_mention, parse_story_mention
from wireroom.searching.actions import index_items
from wireroom.stories.models import Judgement, Match, Story
from wireroom.tasks.models import Task
from wireroom.wire.models import Item


def page(client, path, **headers):
    answer = client.get(path, headers=headers)
    assert answer.status_code == 200
    return answer.content.decode()


def story(item):
    return Story.objects.get(matches__item=item)


def change(client, found, verb, **fields):
    newest = client.get(f"/desk/stories/{found.key}/").context["screen"].seen
    return client.post(f"/desk/stories/{found.key}/{verb}/", {"seen": newest} | fields)


def told(client):
    """What the last answer was told, on the next page."""
    return page(client, "/desk/keys/")


@pytest.fixture
def ferry():
    """The story of the ferry, two items."""
    return arrive(FERRY, OTHER_FERRY)


@pytest.fixture
def silo():
    return arrive(SILO, OTHER_SILO)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("abcdefgh23", "abcdefgh23"),
        (" ABCDEFGH23 ", "abcdefgh23"),
        ("https://site.example/en/story/abcdefgh23/", "abcdefgh23"),
        ("/ja/story/abcdefgh23/page/2/", "abcdefgh23"),
        ("http://127.0.0.1:8000/desk/stories/abcdefgh23/?q=x", "abcdefgh23"),
        ("/en/2024/10/18/ferry-abcdefgh23/", ""),
        ("ferry", ""),
        ("", ""),
        ("http://[", ""),
    ],
)
def test_a_story_is_meant_by_its_key_or_its_address(text, key):
    assert parse_story_mention(text) == key


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("12", ItemMention(number=12)),
        ("https://site.example/desk/item/12/", ItemMention(number=12)),
        ("/en/2024/10/18/ferry-is-back-abcdefgh23/", ItemMention(key="abcdefgh23")),
        ("/ja/2024/10/18/abcdefgh23/", ItemMention(key="abcdefgh23")),
        ("abcdefgh23", ItemMention(key="abcdefgh23", guid="abcdefgh23")),
        ("tag:wire.example,2024:1", ItemMention(guid="tag:wire.example,2024:1")),
        ("１２", ItemMention(guid="１２")),
        ("  ", None),
    ],
)
def test_an_item_is_meant_by_its_number_its_address_or_its_guid(text, meant):
    assert parse_item_mention(text) == meant


def test_the_list_says_how_large_and_how_new_each_story_is(editor, ferry, silo):
    Item.objects.filter(id=silo[1].id).update(first_received_at=timezone.now())
    rows = {row.story.id: row for row in editor.get("/desk/stories/").context["screen"].rows}
    assert set(rows) == {story(ferry[0]).id, story(silo[0]).id}
    row = rows[story(silo[0]).id]
    assert (row.story.size, row.fresh, row.languages) == (2, 1, ("en",))
    assert row.providers == tuple(sorted(item.provider.name for item in silo))
    assert row.headline == silo[1].current.headline
    assert rows[story(ferry[0]).id].fresh == 0
    assert silo[1].current.headline in page(editor, "/desk/stories/")


def test_an_item_leads_to_its_story(editor, ferry):
    text = page(editor, f"/desk/item/{ferry[0].id}/")
    assert f'href="/desk/stories/{story(ferry[0]).key}/"' in text


def test_a_storys_screen_folds_copies_and_shows_the_newest_first(editor):
    one, two, again = arrive(FERRY, OTHER_FERRY, OTHER_FERRY)
    rows = editor.get(f"/desk/stories/{story(one).key}/").context["screen"].items
    assert [(row.row.id, [copy.id for copy in row.copies]) for row in rows] == [(two.id, [again.id]), (one.id, [])]


def test_a_name_is_given_and_taken_back(editor, ferry):
    found = story(ferry[0])
    assert change(editor, found, "name", name="  The night  ferry ").status_code == 303
    assert "<h1>The night ferry</h1>" in page(editor, f"/desk/stories/{found.key}/")
    judgement = Judgement.objects.get()
    assert (judgement.question, judgement.words, judgement.by_name) == ("name", "The night ferry", "kaoru")
    assert "the story is called “The night ferry”" in page(editor, f"/desk/stories/{found.key}/")
    change(editor, found, "name", name="")
    assert f"<h1>{ferry[1].current.headline}</h1>" in page(editor, f"/desk/stories/{found.key}/")


def test_a_story_is_closed_takes_nothing_and_is_opened_again(editor, ferry):
    found = story(ferry[0])
    change(editor, found, "close")
    assert found.key not in page(editor, "/desk/stories/")
    assert found.key in page(editor, "/desk/stories/?state=closed")
    (late,) = arrive(OTHER_FERRY.replace("Friday", "Monday") + ORCHID)
    assert change(editor, found, "take", which=str(late.id)).status_code == 303
    assert f"story {found.key}: it is closed; open it first" in told(editor)
    change(editor, found, "open")
    change(editor, found, "take", which=str(late.id))
    assert story(late) == found
    assert [row.question for row in Judgement.objects.order_by("id")][:2] == ["closed", "closed"]


def test_a_refusal_is_said_in_japanese(editor, ferry):
    found = story(ferry[0])
    change(editor, found, "close")
    newest = Judgement.objects.latest("id").id
    editor.post(
        f"/desk/stories/{found.key}/split/",
        {"seen": newest, "item": ferry[0].id},
        headers={"accept-language": "ja"},
    )
    assert f"まとめ {found.key}：締め切られています。先に再開してください" in told(editor)


def test_two_stories_are_joined_and_the_later_ones_address_leads_to_the_other(editor, ferry, silo):
    kept, gone = story(ferry[0]), story(silo[0])
    answer = change(editor, gone, "join", into=f"http://testserver/en/story/{kept.key}/")
    assert answer["Location"] == f"/desk/stories/{gone.key}/"
    assert editor.get(f"/desk/stories/{gone.key}/")["Location"] == f"/desk/stories/{kept.key}/"
    assert {story(item) for item in (*ferry, *silo)} == {kept}
    assert Judgement.objects.get().by.username == "kaoru"


def test_stories_to_join_with_are_found_by_words_and_by_key(editor, ferry, silo):
    index_items([item.id for item in (*ferry, *silo)])
    kept, other = story(ferry[0]), story(silo[0])
    for words in ("barley", other.key, f"/en/story/{other.key}/"):
        screen = editor.get(f"/desk/stories/{kept.key}/", {"q": words}).context["screen"]
        assert [row.story for row in screen.others] == [other]
    assert [row.story for row in editor.get("/desk/stories/", {"q": "barley"}).context["screen"].rows] == [other]
    change(editor, other, "name", name="Railway barley")
    assert [row.headline for row in editor.get("/desk/stories/", {"q": "Railway b"}).context["screen"].rows] == [
        "Railway barley"
    ]
    assert editor.get("/desk/stories/", {"q": "zzzz"}).context["screen"].rows == ()


def test_ticked_items_become_another_story(editor, ferry, silo):
    whole = story(ferry[0])
    change(editor, story(silo[0]), "join", into=whole.key)
    change(editor, whole, "split", item=[silo[0].id, silo[1].id])
    assert story(silo[0]) == story(silo[1])
    assert story(silo[0]) != whole
    assert {story(item) for item in ferry} == {whole}
    history = page(editor, f"/desk/stories/{whole.key}/")
    assert "different stories" in history
    assert "kaoru" in history


def test_ticked_items_are_put_into_another_story(editor, ferry, silo):
    whole, other = story(ferry[0]), story(silo[0])
    change(editor, whole, "move", item=[ferry[1].id], into=other.key)
    assert story(ferry[1]) == other
    assert story(ferry[0]) == whole


def test_an_item_is_put_into_a_story_from_its_own_screen(editor, ferry):
    (lonely,) = arrive(ORCHID)
    answer = editor.post(f"/desk/item/{lonely.id}/story/", {"into": story(ferry[0]).key, "seen": "0"})
    assert answer["Location"] == f"/desk/item/{lonely.id}/"
    assert story(lonely) == story(ferry[0])


def test_an_item_that_a_colleague_moved_meanwhile_is_not_put_elsewhere_by_an_older_page(editor, ferry, silo):
    (lonely,) = arrive(ORCHID)
    seen = re.search(r'/story/">.*?name="seen" value="(\d+)"', page(editor, f"/desk/item/{lonely.id}/"))[1]
    change(editor, story(ferry[0]), "take", which=str(lonely.id))
    editor.post(f"/desk/item/{lonely.id}/story/", {"into": story(silo[0]).key, "seen": seen})
    assert "Somebody judged this meanwhile" in told(editor)
    assert story(lonely) == story(ferry[0])
    fresh = re.search(r'/story/">.*?name="seen" value="(\d+)"', page(editor, f"/desk/item/{lonely.id}/"))[1]
    editor.post(f"/desk/item/{lonely.id}/story/", {"into": story(silo[0]).key, "seen": fresh})
    assert story(lonely) == story(silo[0])


def test_an_item_is_named_by_its_articles_address(editor, ferry):
    (lonely,) = arrive(ORCHID)
    article = add_article(item=lonely)
    change(editor, story(ferry[0]), "take", which=f"http://testserver{article.path}")
    assert story(lonely) == story(ferry[0])


@pytest.mark.parametrize(
    ("verb", "fields", "told_"),
    [
        ("join", {"into": "nonsense"}, "There is no such story"),
        ("join", {"into": ""}, "There is no such story"),
        ("take", {"which": "999999"}, "There is no such item"),
        ("split", {}, "tick the items that are another story"),
        ("move", {"into": "self"}, "tick what is to go there"),
    ],
)
def test_what_cannot_be_done_is_said_and_changes_nothing(editor, ferry, verb, fields, told_):
    found = story(ferry[0])
    fields = {name: found.key if value == "self" else value for name, value in fields.items()}
    change(editor, found, verb, **fields)
    assert told_ in told(editor)
    assert not Judgement.objects.exists()


def test_something_stays_in_a_story_that_is_split(editor, ferry):
    change(editor, story(ferry[0]), "split", item=[item.id for item in ferry])
    assert "leave at least one item in it" in told(editor)
    assert not Judgement.objects.exists()


def test_a_form_older_than_the_newest_word_does_nothing(editor, ferry):
    found = story(ferry[0])
    change(editor, found, "name", name="First")
    editor.post(f"/desk/stories/{found.key}/name/", {"seen": "0", "name": "Second"})
    assert Story.objects.get(id=found.id).name == "First"
    assert "Somebody judged this meanwhile" in told(editor)


def test_after_a_word_the_pages_of_its_articles_are_asked_for(editor, ferry, silo):
    article = add_article(item=ferry[0])
    change(editor, story(ferry[0]), "join", into=story(silo[0]).key)
    assert str(article.id) in Task.objects.filter(step="edition").values_list("key", flat=True)


def test_changes_need_a_form_of_this_desk_and_a_person(editor, administrator, ferry):
    found = story(ferry[0])
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(editor.get("/desk/").wsgi_request.user)
    for verb in ("name", "close", "open", "join", "split", "move", "take"):
        path = f"/desk/stories/{found.key}/{verb}/"
        assert strict.post(path, {"seen": "0"}).status_code == 403
        assert Client().post(path, {"seen": "0"}).status_code == 302
        assert editor.get(path).status_code == 405
    assert not Judgement.objects.exists()
    change(administrator, found, "name", name="Also administrators")
    assert Judgement.objects.get().by_name == "noor"


def test_an_unknown_story_has_no_screen(editor):
    assert editor.get("/desk/stories/abcdefgh23/").status_code == 404
    assert editor.post("/desk/stories/abcdefgh23/close/", {"seen": "0"}).status_code == 404


def test_names_are_shown_never_run(editor, ferry):
    found = story(ferry[0])
    change(editor, found, "name", name="<script>alert(1)</script>")
    for path in ("/desk/stories/", f"/desk/stories/{found.key}/", f"/desk/item/{ferry[0].id}/"):
        assert "<script>alert" not in page(editor, path)
    assert Match.objects.filter(story=found).count() == 2
