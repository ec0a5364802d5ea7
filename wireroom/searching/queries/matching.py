"""How a query reaches the database's index: two small back ends behind one value. Knows no article."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection

from wireroom.core.searching.asking import Query
from wireroom.core.searching.places import NUMBER, SITE
from wireroom.core.searching.tokens import Phrase

# A headline says what a story is about: in SQLite a word in it weighs as much as eight in the text. PostgreSQL's
# weights are of D, C, B, A; it divides by the logarithm of the length.
_BM25 = "-bm25(searching_index, 8.0, 2.0, 1.0)"
_RANK = "ts_rank('{0.1, 0.2, 0.4, 1.0}', words, %s::tsquery, 1)"
# A row's place in SQLite's index.
_ROW = "searching_index.rowid"


@dataclass(frozen=True, slots=True)
class Matching:
    """A SELECT over the index: places, and scores that grow with how well an entry fits, in no order. Its values are
    `words`, the first place and the last, what the conditions ask for, and how many, the newest."""

    statement: str
    words: tuple[str, ...]


def match_articles(query: Query, wheres: Sequence[str], *, is_scored: bool) -> Matching:
    """Entries of the site's shelf with the query's words, of which it has some, whose `article` meets `wheres`."""
    asked = " AND ".join(wheres)
    if connection.vendor == "sqlite":
        # CROSS JOIN: SQLite then keeps to this order, and so to the index's order of time.
        joined = " CROSS JOIN publishing_article article"
        return _match_sqlite(
            query, joined, f"{_on_site(_ROW)} AND article.id = {_ROW} & {NUMBER} AND {asked}", is_scored
        )
    live = f"(SELECT TRUE FROM publishing_article article WHERE article.id = spot & {NUMBER} AND {asked})"
    return _match_postgresql(query, _on_site("place"), live, is_scored)


def match_items(query: Query, among: str, *, is_scored: bool) -> Matching:
    """Entries of both shelves with the query's words, of which it has some, of the items that `among` selects, if any
    does."""
    if connection.vendor == "sqlite":
        return _match_sqlite(query, "", f"{_item_of(_ROW)} IN ({among})" if among else "TRUE", is_scored)
    return _match_postgresql(query, "TRUE", f"{_item_of('spot')} IN ({among})" if among else "TRUE", is_scored)


def _match_sqlite(query: Query, joined: str, condition: str, is_scored: bool) -> Matching:
    asked = [f"({' OR '.join(map(_quoted, term.phrases))})" for term in query.terms]
    asked += [f"byline : {_quoted(author)}" for author in query.authors]
    words = " AND ".join(asked)
    if query.unwanted:
        words = f"({words}) NOT ({' OR '.join(map(_quoted, query.unwanted))})"
    statement = (
        f"SELECT {_ROW}, {_BM25 if is_scored else 0} FROM searching_index{joined}"
        f" WHERE searching_index MATCH %s AND {_ROW} >= %s AND {_ROW} <= %s AND {condition}"
        f" ORDER BY {_ROW} DESC LIMIT %s"
    )
    return Matching(statement, (words,))


def _match_postgresql(query: Query, shelf: str, live: str, is_scored: bool) -> Matching:
    asked = [f"({' | '.join(map(_followed, term.phrases))})" for term in query.terms]
    asked += [_followed(author, "C") for author in query.authors]
    asked += [f"!{_followed(phrase)}" for phrase in query.unwanted]
    words = " & ".join(asked)
    # What matches is sorted and only then looked at one by one, newest first, until there are enough. No index has the
    # order of the sum: with one the planner may read every entry, newest first, for a word that few have.
    newest = (
        "(SELECT spot FROM (SELECT place + 0 AS spot FROM searching_entry"
        f" WHERE words @@ %s::tsquery AND place >= %s AND place <= %s AND {shelf}"
        f" ORDER BY spot DESC) entry WHERE {live} ORDER BY spot DESC LIMIT %s)"
    )
    if not is_scored:
        return Matching(f"SELECT spot, 0 FROM {newest} newest", (words,))
    # Of the newest alone: scoring an entry takes longer than finding it.
    return Matching(f"SELECT place, {_RANK} FROM searching_entry WHERE place IN {newest}", (words, words))


def _on_site(place: str) -> str:
    return f"({place} >> 30) & 1 = {SITE}"


def _item_of(place: str) -> str:
    article = f"(SELECT article.item_id FROM publishing_article article WHERE article.id = {place} & {NUMBER})"
    return f"CASE WHEN {_on_site(place)} THEN {article} ELSE {place} & {NUMBER} END"


def _quoted(phrase: Phrase) -> str:
    # Tokens are letters, digits and marks: nothing in them means anything to the query language.
    return f'"{" ".join(phrase.tokens)}"{"*" if phrase.is_prefix else ""}'


def _followed(phrase: Phrase, weight: str = "") -> str:
    last = len(phrase.tokens) - 1
    marks = ["*" if at == last and phrase.is_prefix else "" for at in range(last + 1)]
    lexemes = [
        f"'{token}'" + (f":{mark}{weight}" if mark or weight else "")
        for token, mark in zip(phrase.tokens, marks, strict=True)
    ]
    return f"({' <-> '.join(lexemes)})"
