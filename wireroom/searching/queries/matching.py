"""How a query reaches the database's index: two small back ends behind one value. Knows no article."""

from dataclasses import dataclass

from django.db import connection

from wireroom.core.searching.asking import Query
from wireroom.core.searching.tokens import Phrase


@dataclass(frozen=True, slots=True)
class Matching:
    """Parts of a SELECT over the index. `place` is the entry's place, `newest` orders by it, the newest first; `score`
    grows with how well an entry fits."""

    source: str
    place: str
    newest: str
    clause: str
    score: str
    clause_values: tuple[str, ...]
    score_values: tuple[str, ...] = ()


def match_query(query: Query) -> Matching:
    """The query's words in the language of the database's own index; it has a term or an author."""
    return _match_sqlite(query) if connection.vendor == "sqlite" else _match_postgresql(query)


def _match_sqlite(query: Query) -> Matching:
    asked = [_quoted(term.phrase) for term in query.terms]
    asked += [f"byline : {_quoted(author)}" for author in query.authors]
    return Matching(
        source="searching_index",
        place="searching_index.rowid",
        newest="searching_index.rowid DESC",
        clause="searching_index MATCH %s",
        # A headline says what a story is about: a word in it weighs as much as eight in the text.
        score="-bm25(searching_index, 8.0, 2.0, 1.0)",
        clause_values=(" AND ".join(asked),),
    )


def _match_postgresql(query: Query) -> Matching:
    asked = [_followed(term.phrase, "") for term in query.terms]
    asked += [_followed(author, "C") for author in query.authors]
    words = " & ".join(asked)
    return Matching(
        source="searching_entry",
        place="searching_entry.place",
        # No index has this order: with one the planner may read every entry, newest first, for a word that few have.
        newest="searching_entry.place + 0 DESC",
        clause="searching_entry.words @@ %s::tsquery",
        # Weights of D, C, B, A; divided by the logarithm of the length.
        score="ts_rank('{0.1, 0.2, 0.4, 1.0}', searching_entry.words, %s::tsquery, 1)",
        clause_values=(words,),
        score_values=(words,),
    )


def _quoted(phrase: Phrase) -> str:
    # Tokens are letters, digits and marks: nothing in them means anything to the query language.
    return f'"{" ".join(phrase.tokens)}"{"*" if phrase.is_prefix else ""}'


def _followed(phrase: Phrase, weight: str) -> str:
    last = len(phrase.tokens) - 1
    marks = ["*" if at == last and phrase.is_prefix else "" for at in range(last + 1)]
    lexemes = [
        f"'{token}'" + (f":{mark}{weight}" if mark or weight else "")
        for token, mark in zip(phrase.tokens, marks, strict=True)
    ]
    return f"({' <-> '.join(lexemes)})"
