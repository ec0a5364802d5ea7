"""Messages to editors on the desk: shown above the holds with their story, decided there; a correction silenced."""

from published_rows import NOON, add_article, add_hold, add_item

from wireroom.publishing.models import Advisory, Correction, Decision


def add_message(*, target=None, kind="kill", words="KILL: Ferry returns") -> Advisory:
    item = add_item(headline=words, guid=f"message-{words}")
    add_hold(item=item, gate="advisory", reason=f"a message to editors, not a story: “{words}”")
    return Advisory.objects.create(item=item, version=item.current, target=target, kind=kind, words=words, at=NOON)


def held_story():
    item = add_item(headline="Night ferry aground")
    add_hold(item=item, gate="advisory", reason="kill: the provider says “KILL” in message-1")
    return item


def test_a_message_stands_above_the_holds_with_its_story_and_those_without_one_come_first(editor):
    story = held_story()
    add_message(target=story, words="KILL: Night ferry")
    add_message(words="KILL: Grain in the silo")
    page = editor.get("/desk/holds/").content.decode()
    assert page.index("KILL: Grain in the silo") < page.index("KILL: Night ferry") < page.index("hold-")
    assert "was not found" in page
    assert f'action="/desk/item/{story.id}/release/"' in page
    assert f'action="/desk/item/{story.id}/kill/"' in page
    assert page.count('id="hold-') == 1, "the story; messages are not shown twice"


def test_a_japanese_editor_reads_why_it_is_held(editor):
    held_story()
    page = editor.get("/desk/holds/", headers={"accept-language": "ja"}).content.decode()
    assert "取り消し：配信元が「KILL」と通知" in page


def test_the_story_of_a_message_is_killed_from_there(editor):
    story = held_story()
    add_message(target=story)
    answer = editor.post(f"/desk/item/{story.id}/kill/", {"reason": "KILL", "next": "/desk/holds/"})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/desk/holds/")
    assert Decision.objects.get().verb == "kill"


def test_a_message_that_holds_a_story_cannot_be_put_away_before_a_person_judged(editor):
    add_message(target=held_story(), words="KILL: one")
    assert "Put the message away" not in editor.get("/desk/holds/").content.decode()
    add_message(target=add_article().item, kind="correction", words="Correction: two")
    assert "Put the message away" in editor.get("/desk/holds/").content.decode()


def test_the_items_screen_says_what_speaks_of_it_and_what_it_speaks_of(editor):
    story = held_story()
    message = add_message(target=story, words="KILL: Night ferry")
    assert "KILL: Night ferry" in editor.get(f"/desk/item/{story.id}/").content.decode()
    page = editor.get(f"/desk/item/{message.item_id}/").content.decode()
    assert "It is a message to editors." in page
    assert "Night ferry aground" in page


def test_an_editor_takes_the_correction_log_off_the_page_and_still_sees_it(editor):
    article = add_article()
    entry = Correction.objects.create(article=article, kind="correction", before="300", after="250", at=NOON)
    screen = f"/desk/item/{article.item_id}/"
    assert "Take the correction log off the page" in editor.get(screen).content.decode()
    editor.post(f"{screen}quiet/", {"reason": "not needed", "seen": "0"})
    decision = Decision.objects.get()
    assert (decision.verb, decision.reason) == ("quiet", "not needed")
    Correction.objects.filter(id=entry.id).update(silenced_by=decision)
    page = editor.get(screen).content.decode()
    assert "not told to readers" in page
    assert "Take the correction log off the page" not in page
    editor.post(f"{screen}quiet/", {"reason": "", "seen": str(decision.id)})
    assert Decision.objects.count() == 1
