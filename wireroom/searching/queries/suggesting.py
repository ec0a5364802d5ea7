"""What else to ask when nothing was found: nearest words, shorter parts, a term less. Suggests only what finds."""

from dataclasses import dataclass, replace

from django.db import connection
from django.db.models import Q
from django.db.models.functions import Length

from wireroom.core.searching.asking import EVERY_LANGUAGE, Query, Term, parse_query, replace_term
from wireroom.core.searching.spelling import (
    kept_parts,
    letters_apart,
    may_be_mistyped,
    most_mistakes,
    nearest_words,
    shorter_parts,
)
from wireroom.core.searching.tokens import is_unspaced
from wireroom.searching.models import Word
from wireroom.searching.queries.finding import Search, find_articles

MOST = 3
# Of a word that nothing has, so many near ones are tried, and what they find is counted so far.
_TRIED, _COUNTED = 12, 50


@dataclass(frozen=True, slots=True)
class Suggestions:
    """Other queries, best first, each of which finds something; `corrected`: the first only spells a word otherwise."""

    queries: tuple[str, ...] = ()
    corrected: bool = False


def find_suggestions(search: Search) -> Suggestions:
    """For a search that finds nothing. Call it within time_limit."""
    query = search.query
    missing = [term for term in query.terms if not _finds(search, replace(query, terms=(term,)))]
    wider = _wider(search)
    if not missing:
        shorter = [replace_term(query, term, "") for term in query.terms] if len(query.terms) > 1 else []
        return Suggestions(_finding(search, wider + shorter))
    # A word that other days, languages or providers have is spelled right.
    unknown = [term for term in missing if not _finds(_everywhere(search), Query(terms=(term,)))]
    if len(unknown) == len(missing) and (spelled := _spelled(search, unknown)):
        return Suggestions(spelled, True)
    tried = [
        replace_term(query, term, part)
        for term in missing[:1]
        if not term.others and len(term.phrase.runs) == 1 and is_unspaced(term.phrase.runs[0])
        for part in shorter_parts(term.text)
    ]
    if len(missing) < len(query.terms):
        text = query.text
        for term in reversed(missing):
            text = replace_term(replace(query, text=text), term, "")
        tried.insert(0, text)
    return Suggestions(_finding(search, wider + tried))


def _everywhere(search: Search) -> Search:
    return replace(search, language="", since=None, until=None)


def _wider(search: Search) -> list[str]:
    """The query in all languages, and its words alone without what narrows them."""
    query = search.query
    words = " ".join(query.text[term.start : term.end] for term in query.terms)
    if not words:
        return []
    alone = [words] if words != query.text else []
    if not search.language or query.language:
        return alone
    return [f"{text} lang:{EVERY_LANGUAGE}" for text in (query.text, *alone)]


def _spelled(search: Search, unknown: list[Term]) -> tuple[str, ...]:
    """The query with its unknown words spelled as the index has them; of one word up to three spellings."""
    if len(unknown) == 1:
        return _spellings(search, unknown[0])
    text = search.query.text
    for term in reversed(unknown):
        alone = replace(search, query=parse_query(search.query.text[term.start : term.end]))
        nearest = _spellings(alone, alone.query.terms[0])
        if not nearest:
            return ()
        text = replace_term(replace(search.query, text=text), term, nearest[0])
    return _finding(search, [text])


def _spellings(search: Search, term: Term) -> tuple[str, ...]:
    """The query with a term spelled as the index has it; of words as near, first the one that finds most."""
    words = term.phrase.runs
    if len(words) == 2 and words[1] == "s":
        # The harbour's is the harbour.
        return _finding(search, [replace_term(search.query, term, words[0])])
    if len(words) != 1 or term.others or not may_be_mistyped(words[0]):
        return ()
    tried: list[tuple[int, int, str]] = []
    for near in nearest_words(words[0], _near_words(words[0]), limit=_TRIED):
        text = replace_term(search.query, term, near)
        if found := _count(search, parse_query(text)):
            tried.append((letters_apart(words[0], near, most=most_mistakes(words[0])), -found, text))
    return tuple(text for *_, text in sorted(tried)[:MOST])


def _finding(search: Search, texts: list[str]) -> tuple[str, ...]:
    found: list[str] = []
    for text in dict.fromkeys(texts):
        if text and len(found) < MOST and _finds(search, parse_query(text)):
            found.append(text)
    return tuple(found)


def _finds(search: Search, query: Query) -> bool:
    return bool(query.terms) and bool(find_articles(replace(search, query=query), most=1).ids)


def _count(search: Search, query: Query) -> int:
    return len(find_articles(replace(search, query=query), most=_COUNTED).ids)


def _near_words(word: str) -> list[str]:
    """Known words that begin like this one, or with its first two letters swapped, and have a part of it."""
    most, (first, *middle, last) = most_mistakes(word), kept_parts(word)
    has_part = Q(text__startswith=first) | Q(text__endswith=last)
    for part in middle:
        has_part |= Q(text__contains=part)
    near = Word.objects.annotate(size=Length("text")).filter(has_part, size__range=(len(word) - most, len(word) + most))
    found: list[str] = []
    for beginning in dict.fromkeys((word[0], word[1])):
        # A range is what SQLite looks up in its index; PostgreSQL has an index of beginnings.
        begins = Q(text__gte=beginning, text__lt=chr(ord(beginning) + 1))
        if connection.vendor != "sqlite":
            begins = Q(text__startswith=beginning)
        found += near.filter(begins).values_list("text", flat=True)
    return found
