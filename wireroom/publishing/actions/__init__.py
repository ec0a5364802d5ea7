"""What may be done with copy: decide what is published, and the editor's verbs."""

from wireroom.core.by import By
from wireroom.publishing.actions.advising import STOPPING
from wireroom.publishing.actions.cutting import rule_on
from wireroom.publishing.actions.deciding import Decided, SiteTerms, decide_items
from wireroom.publishing.actions.naming import articles_naming, record_named
from wireroom.publishing.actions.refreshing import record_receipts, refresh_article
from wireroom.publishing.actions.relating import linked_articles, related_articles
from wireroom.publishing.actions.verbs import correct_item, kill_item, quiet_item, release_item, withhold_item

__all__ = [
    "STOPPING",
    "By",
    "Decided",
    "SiteTerms",
    "articles_naming",
    "correct_item",
    "decide_items",
    "kill_item",
    "linked_articles",
    "quiet_item",
    "record_named",
    "record_receipts",
    "refresh_article",
    "related_articles",
    "release_item",
    "rule_on",
    "withhold_item",
]
