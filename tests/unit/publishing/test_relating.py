"""Which pages an article stands on, or may: those are written again when it goes or its headline changes."""

import pytest
from published_rows import NOON, add_article, add_item

from wireroom.publishing.actions import linked_articles, related_articles
from wireroom.publishing.models import Article
from wireroom.stories.models import Link, Match

pytestmark = pytest.mark.django_db


def add_matched(name: str) -> Article:
    article = add_article(item=add_item(guid=name), headline=f"{name} told")
    row = Match(item=article.item, version=article.current.version, leader=article.item, language="en")
    row.published, row.length, row.digest, row.at = NOON, 100, hash(name), NOON
    row.save()
    return article


def link(later: Article, earlier: Article, cosine: float) -> None:
    Link.objects.create(item=later.item, other=earlier.item, cosine=cosine)


@pytest.fixture
def early() -> Article:
    """An article to which fifty later ones are near."""
    early = add_matched("early")
    for number in range(50):
        link(add_matched(f"near {number}"), early, 0.9)
    return early


def test_all_pages_that_an_article_stands_on_are_known_though_others_are_nearer_to_it(early):
    far = add_matched("far")
    link(far, early, 0.2)
    assert related_articles([far.id]) == {far.id: [early.id]}
    assert far.id in linked_articles([early.id])
    assert len(linked_articles([early.id])) >= 51
    assert len(linked_articles([early.id], nearest=5)) == 5


def test_an_article_that_leads_later_copies_is_linked_both_ways(early):
    other = add_matched("other")
    link(early, other, 0.3)
    assert other.id in linked_articles([early.id])
    assert early.id in linked_articles([other.id])
