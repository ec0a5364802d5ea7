"""What a story goes by from its beginning."""

import pytest
from matched_rows import FERRY, OTHER_FERRY, OTHER_SILO, SILO, arrive
from published_rows import NOON

from wireroom.core.addresses import article_key
from wireroom.stories.models import Match, Story
from wireroom.wire.models import Item

pytestmark = pytest.mark.django_db


def key_of(item: Item, further: str = "") -> str:
    return article_key("story", f"{item.provider.slug}\x1f{item.guid}{further}")


def test_stories_that_begin_together_go_by_their_first_items_and_by_a_further_name_where_that_is_taken():
    first, other = arrive(FERRY), arrive(SILO)
    Story.objects.create(key=key_of(first[0]), created_at=NOON)
    arrive(OTHER_FERRY, OTHER_SILO)
    begun = {match.item_id: match.story for match in Match.objects.select_related("story")}
    assert begun[first[0].id].key == key_of(first[0], "\x1f1")
    assert begun[other[0].id].key == key_of(other[0])
