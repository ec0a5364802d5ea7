"""Writing the edition: articles, then the places that show them."""

from wireroom.edition.actions.actor_places import refresh_actors, refresh_said
from wireroom.edition.actions.announcing import (
    find_announced,
    find_unannounced,
    forget_announcements,
    record_announced,
)
from wireroom.edition.actions.articles import write_articles
from wireroom.edition.actions.manifest import find_damage
from wireroom.edition.actions.places import write_places
from wireroom.edition.actions.rebuilding import ask_besides_decided, ask_for_everything
from wireroom.edition.actions.refreshing import refresh_story

__all__ = [
    "ask_besides_decided",
    "ask_for_everything",
    "find_announced",
    "find_damage",
    "find_unannounced",
    "forget_announcements",
    "record_announced",
    "refresh_actors",
    "refresh_said",
    "refresh_story",
    "write_articles",
    "write_places",
]
