"""What else to ask when nothing was found: nearest words, shorter parts, a term less. Suggests only what finds."""

from dataclasses import dataclass, replace

from django.db import connection

from wireroom.core.searching.asking import Term, parse_query, replace_term
from wireroom.core.searching.spelling import may_be_mistyped, nearest_words, shorter_parts
from wireroom.core.searching.tokens import is_unspaced
from wireroom.searching.queries.finding import Search, find_articles

MOST = 3
# Of a word that nothing has, so many near ones are tried.
_TRIED = 6
_KNOWN = 60_000
# PostgreSQL has no list of its words; these are read from the newest entries.
_NEWEST = 3000


@dataclass(frozen=True, slots=True)
class Suggestions:
    """Other queries, best first, each of which finds something; `corrected`: the first only spells a word otherwise."""

    queries: tuple[str, ...] = ()
    corrected: bool = False


def find_suggestions(search: Search) -> Suggestions:
    """For a search that finds nothing. Call it within time_limit."""
    query = search.query
    missing = [term for term in query.terms if not _finds(search, replace(query, terms=(term,)))]
    if not missing:
        shorter = [replace_term(query, term, "") for term in query.terms] if len(query.terms) > 1 else []
        return Suggestions(_finding(search, shorter))
    if len(missing) == 1 and (spelled := _spelled(search, missing[0])):
        return Suggestions(spelled, True)
    tried = [
        replace_term(query, term, part)
        for term in missing[:1]
        if len(term.phrase.runs) == 1 and is_unspaced(term.phrase.runs[0])
        for part in shorter_parts(term.text)
    ]
    if len(missing) < len(query.terms):
        text = query.text
        for term in reversed(missing):
            text = replace_term(replace(query, text=text), term, "")
        tried.insert(0, text)
    return Suggestions(_finding(search, tried))


def _spelled(search: Search, term: Term) -> tuple[str, ...]:
    """The query with the term spelled as the index has it."""
    words = term.phrase.runs
    if len(words) != 1 or is_unspaced(words[0]) or not may_be_mistyped(words[0]):
        return ()
    near = nearest_words(words[0], _known_words(words[0]), limit=_TRIED)
    return _finding(search, [replace_term(search.query, term, word) for word in near])


def _finding(search: Search, texts: list[str]) -> tuple[str, ...]:
    found: list[str] = []
    for text in dict.fromkeys(texts):
        if text and len(found) < MOST and _finds(search, parse_query(text)):
            found.append(text)
    return tuple(found)


def _finds(search: Search, query) -> bool:
    return bool(query.terms) and bool(find_articles(replace(search, query=query), most=1).ids)


def _known_words(word: str) -> list[str]:
    """Indexed words that begin like this one, or with its first two letters swapped."""
    known: list[str] = []
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for beginning in dict.fromkeys((word[0], word[1])):
                cursor.execute(
                    "SELECT term FROM searching_words WHERE term >= %s AND term < %s LIMIT %s",
                    [beginning, chr(ord(beginning) + 1), _KNOWN],
                )
                known += [term for (term,) in cursor.fetchall()]
        else:
            cursor.execute(
                "SELECT word FROM ts_stat(%s) WHERE word LIKE %s OR word LIKE %s LIMIT %s",
                [
                    f"SELECT words FROM searching_entry ORDER BY place DESC LIMIT {_NEWEST}",
                    f"{word[0]}%",
                    f"{word[1]}%",
                    _KNOWN,
                ],
            )
            known += [term for (term,) in cursor.fetchall()]
    return known
