"""What must not wait stands on every screen of the desk."""

from datetime import timedelta

from django.utils import timezone
from published_rows import add_article, add_feed

from wireroom.publishing.models import Receipt
from wireroom.wire.models import Feed


def expect(article, *, seconds: int, at=None) -> None:
    asked = timezone.now() - timedelta(seconds=seconds)
    Receipt.objects.create(article=article, state="gone", surface="feeds", place="feeds:en::0", asked_at=asked, at=at)


def test_a_surface_that_does_not_confirm_a_kill_within_a_minute_alarms_on_every_screen(editor):
    article = add_article(headline="Grain found")
    expect(article, seconds=30)
    expect(article, seconds=300, at=timezone.now())
    assert 'class="message error alarms"' not in editor.get("/desk/").content.decode()
    expect(article, seconds=90)
    for address in ("/desk/", "/desk/holds/", "/desk/comments/"):
        page = editor.get(address).content.decode()
        assert "1 surface has not confirmed" in page
        assert article.path in page


def test_a_feed_that_a_breaker_stopped_alarms(editor):
    add_feed(name="Harbour Press", url="https://wire.example/feed")
    Feed.objects.update(broken_at=timezone.now(), breaker="flood")
    assert "1 feed is stopped by a breaker" in editor.get("/desk/").content.decode()


def test_the_items_screen_names_each_thing_its_rights_refuse_with_the_rule(editor):
    article = add_article(headline="Grain found")
    version = article.item.current
    version.usage_terms = "Text only. Not for use in Atlantis."
    version.save()
    page = editor.get(f"/desk/item/{article.item_id}/").content.decode()
    assert "the item&#x27;s usage terms: “Text only”" in page
    assert "Not for use in Atlantis" in page
