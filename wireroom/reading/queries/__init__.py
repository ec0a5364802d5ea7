"""Looking at the ledger: statements, claims, denials, figures over time, actors, reviews. Changes nothing.

Whoever asks says which items count: a story's, or those that the site shows (publishing.queries.shown_statements).
"""

from wireroom.reading.queries.actors import ActorMark, find_actor, quoted_actors, said_by
from wireroom.reading.queries.claims import claims_of, courses_of, said_of
from wireroom.reading.queries.later import DENYING, LaterWord, later_words, opposed_items
from wireroom.reading.queries.statements import find_rejected, statements_of

__all__ = [
    "DENYING",
    "ActorMark",
    "LaterWord",
    "claims_of",
    "courses_of",
    "find_actor",
    "find_rejected",
    "later_words",
    "opposed_items",
    "quoted_actors",
    "said_by",
    "said_of",
    "statements_of",
]
