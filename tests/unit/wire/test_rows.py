"""Rows among many values come as the model holds them, however many values are asked for."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db.models import Model

from wireroom.core.formats.parsed import ParsedFeed, ParsedItem
from wireroom.wire.actions import FetchedDocument, SourceTerms, add_feed, record_fetch, take_document
from wireroom.wire.models import Item, Provider, Version
from wireroom.wire.rows import PARAMETERS, RowsAmong

pytestmark = pytest.mark.django_db

NOON = datetime(2024, 10, 18, 3, tzinfo=UTC)


def take(provider: str, *guids: str, at: datetime = NOON) -> None:
    address = f"https://wire.example/{provider}"
    feed, _ = add_feed(address, SourceTerms(provider=provider), now=NOON)
    fetch = record_fetch(feed, FetchedDocument(address, "fetched", 200, raw_hash="ab"), now=at)
    items = tuple(
        ParsedItem(
            guid=guid,
            title=f"Ferry {guid} at {at:%H}",
            content_html="<p>It is back.</p>",
            categories=("Harbour", "Ferries"),
            embargoed_until=NOON + timedelta(hours=1, microseconds=5),
            raw_digest=b"x" * 16,
        )
        for guid in guids
    )
    take_document(fetch, ParsedFeed("rss20", items), closed=lambda ids: set(), now=at)


def columns_of(row: Model) -> dict[str, object]:
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


def test_rows_are_what_the_model_would_read():
    take("harbour", "a", "b", "c")
    wanted = list(Version.objects.exclude(item__guid="b").values_list("item_id", flat=True))
    found = RowsAmong(Version, among="item_id", order="id").models(wanted)
    assert [columns_of(row) for row in found] == [
        columns_of(row) for row in Version.objects.filter(item_id__in=wanted).order_by("id")
    ]


def test_tuples_hold_the_columns_asked_for_as_the_model_does():
    take("harbour", "a")
    row = Version.objects.get()
    names = ("item_id", "received_at", "embargoed_until", "embargo_open", "subjects", "purged_at")
    found = RowsAmong(Version, names, among="id").tuples({row.id})
    assert found == [
        (row.item_id, NOON, NOON + timedelta(hours=1, microseconds=5), False, ["Harbour", "Ferries"], None)
    ]
    assert found[0][3] is False


def test_columns_that_were_not_asked_for_are_read_when_needed():
    take("harbour", "a")
    (row,) = RowsAmong(Version, ("id", "headline"), among="id").models([Version.objects.get().id])
    assert row.headline == "Ferry a at 03"
    assert row.body == "<p>It is back.</p>"


def test_rows_of_one_value_come_in_order():
    for hour in range(4):
        take("harbour", "a", "b", at=NOON + timedelta(hours=hour))
    numbers = RowsAmong(Version, ("item_id", "number"), among="item_id", order="number")
    for item in Item.objects.all():
        assert numbers.tuples([item.id]) == [(item.id, number) for number in (1, 2, 3, 4)]


def test_rows_within_a_value_are_only_those():
    take("harbour", "a", "b")
    take("market", "a", "b")
    market = Provider.objects.get(name="market")
    question = RowsAmong(Item, ("provider_id", "guid"), among="guid", within="provider_id", order="guid")
    assert question.tuples(["a", "b", "c"], within=market.id) == [(market.id, "a"), (market.id, "b")]


def test_more_values_than_a_statement_takes_are_asked_for():
    take("harbour", "a", "b")
    first, last = Item.objects.order_by("id").values_list("id", flat=True)
    others = range(last + 1, last + 2 * PARAMETERS)
    question = RowsAmong(Item, ("id",), among="id")
    assert question.tuples([first, *others, last]) == [(first,), (last,)]


def test_nothing_is_found_among_no_values():
    take("harbour", "a")
    assert RowsAmong(Item, among="id").models([]) == []


def test_columns_in_another_order_than_the_model_has_are_refused():
    with pytest.raises(ValueError, match=r"wire\.Item stand in another order"):
        RowsAmong(Item, ("guid", "id"), among="id")
