"""A purge, row by row: what is ordered, what is emptied, which arriving entries are a purged item's."""

import pytest
from django.db import models
from published_rows import NOON, add_article, add_feed, add_hold, add_item, add_version, minutes

from wireroom.core.errors import WireroomError
from wireroom.core.formats.parsed import ParsedFeed, ParsedItem
from wireroom.core.identity import link_key, text_key
from wireroom.publishing.actions import By
from wireroom.publishing.actions.purging import (
    KEPT,
    empty_purged,
    empty_rows,
    finish_purge,
    order_purge,
    read_estate,
    traces_of,
    unfinished_purges,
)
from wireroom.publishing.models import Decision, Hold, Purge
from wireroom.tasks.models import Task
from wireroom.wire.models import GuidAlias, ReusedGuid, Version

pytestmark = pytest.mark.django_db
DESK = By("Mori")
LINK = "https://wire.example/news/pilot"
FILLED = {"CharField": "words", "TextField": "words of it", "JSONField": ["words"]}


def purged_item(guid: str = "tag:wire.example,2024:p1", **fields):
    item = add_item(guid=guid, headline="Pilot questioned", body="<p>The pilot was questioned.</p>")
    item.versions.update(link=LINK)
    item.link_key, item.text_key = link_key(LINK), text_key("Pilot questioned", "The pilot was questioned.")
    item.save()
    order_purge(item, reason="court order", by=DESK, now=NOON)
    return item


def arrive(*items: ParsedItem) -> ParsedFeed:
    return ParsedFeed("rss20", items)


def test_ordering_twice_is_one_kill_and_one_purge():
    item = purged_item()
    order_purge(item, reason="again", by=DESK, now=NOON + minutes(5))
    assert Purge.objects.get().reason == "court order"
    assert Decision.objects.get().verb == "kill"
    assert Task.objects.filter(step="purge", key=str(item.id)).count() == 1


def test_an_order_without_a_reason_does_nothing():
    item = add_item()
    with pytest.raises(WireroomError, match="say why"):
        order_purge(item, reason="  ", by=DESK, now=NOON)
    assert not Purge.objects.exists()
    assert not Decision.objects.exists()


def test_every_text_of_a_version_is_emptied_but_hashes_and_status():
    """Also of columns nobody has thought of yet."""
    item = add_item()
    texts = [field for field in Version._meta.concrete_fields if field.get_internal_type() in FILLED]
    Version.objects.filter(item=item).update(**{field.name: FILLED[field.get_internal_type()] for field in texts})
    empty_rows(item, reason="court order")
    version = Version.objects.get(item=item)
    left = {field.name for field in texts if getattr(version, field.name)}
    assert left == KEPT
    assert {"headline", "body", "link", "pictures", "details"} <= {field.name for field in texts}


def test_no_column_that_holds_text_escapes_by_its_kind():
    """A kind of column that the emptying does not know must be looked at by whoever adds it."""
    known = (models.CharField, models.TextField, models.JSONField, models.DateTimeField, models.BooleanField)
    numbers = (models.IntegerField, models.ForeignKey, models.BinaryField)
    assert [field.name for field in Version._meta.concrete_fields if not isinstance(field, known + numbers)] == []


def test_reasons_that_may_quote_it_give_way_to_the_orders():
    article = add_article()
    add_hold(item=article.item, reason="the words of an advisory")
    empty_rows(article.item, reason="court order")
    article.refresh_from_db()
    assert (Hold.objects.get().reason, article.gone_reason) == ("court order", "court order")


def test_a_purge_counts_what_went_and_is_over_when_every_version_is_marked():
    item = purged_item()
    add_version(item)
    assert read_estate(item).versions == 2
    assert unfinished_purges() == [item.id]
    assert finish_purge(item, documents=3, pictures=1, now=NOON) == 2
    assert unfinished_purges() == []
    assert finish_purge(item, documents=1, pictures=0, now=NOON) == 0
    told = Purge.objects.get()
    assert (told.versions, told.documents, told.pictures) == (2, 4, 1)


def test_traces_leave_out_what_others_of_the_provider_share():
    item = purged_item()
    other = add_item(headline="Pilot questioned")
    other.link_key = link_key(LINK)
    other.save()
    GuidAlias.objects.create(provider=item.provider, guid="tag:wire.example,2024:old", item=item, at=NOON)
    traces = traces_of(item)
    assert traces.names == ("tag:wire.example,2024:p1", "tag:wire.example,2024:old")
    assert ("pilotquestioned",) not in traces.tellings


@pytest.mark.parametrize(
    "entry",
    [
        ParsedItem(guid="tag:wire.example,2024:p1", title="Other words"),
        ParsedItem(guid="tag:wire.example,2024:old", title="Other words"),
        ParsedItem(guid="new", title="PILOT questioned", content_text="The pilot was  questioned."),
        ParsedItem(guid="new", link="http://www.wire.example/news/pilot/?utm_source=x", title="Other words"),
        ParsedItem(link=LINK, title="Other words"),
    ],
    ids=["guid", "alias", "words", "address", "address without a guid"],
)
def test_an_entry_of_a_purged_item_loses_its_words_and_keeps_its_identity(entry):
    item = purged_item()
    GuidAlias.objects.create(provider=item.provider, guid="tag:wire.example,2024:old", item=item, at=NOON)
    entry = entry._replace(content_html="<p>Words</p>", summary="Words", published=NOON, pub_status="usable")
    document, found = empty_purged(arrive(entry, ParsedItem(guid="q", title="Another")), item.provider_id)
    assert found == {item.id}
    assert document.items == (
        ParsedItem(guid="tag:wire.example,2024:p1", published=NOON, pub_status="usable"),
        ParsedItem(guid="q", title="Another"),
    )


@pytest.mark.parametrize(
    "entry",
    [
        ParsedItem(guid="new", title="Another", content_text="Another text.", link="https://wire.example/news/other"),
        ParsedItem(guid="new", title="Another", link="https://wire.example/"),
        ParsedItem(guid="new"),
    ],
)
def test_other_entries_are_left_alone(entry):
    item = purged_item()
    assert empty_purged(arrive(entry), item.provider_id) == (arrive(entry), frozenset())


def test_a_guid_on_several_stories_and_an_address_of_several_name_nobody():
    item = purged_item()
    ReusedGuid.objects.create(provider=item.provider, guid=item.guid, at=NOON)
    other = add_item(headline="Another")
    other.link_key = link_key(LINK)
    other.save()
    entry = ParsedItem(guid=item.guid, title="Another", link=LINK)
    assert empty_purged(arrive(entry), item.provider_id)[1] == frozenset()


def test_another_providers_entries_are_its_own():
    item = purged_item()
    other = add_feed(name="Strait News", url="https://strait.example/feed").provider
    entry = ParsedItem(guid=item.guid, title="Pilot questioned", link=LINK)
    assert empty_purged(arrive(entry), other.id) == (arrive(entry), frozenset())
